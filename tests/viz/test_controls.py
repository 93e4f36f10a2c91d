"""Panels of controls: what the browser gets, what is passed on of what it sends, and that pages have few widgets."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")
pytest.importorskip("anywidget", reason="the extra viz is not installed")

from itborg_viz.controls import Control, Group, check_box, choice, number, panel, slider
from itborg_viz.pages import TABS
from itborg_viz.visitor import Visitor

solara = pytest.importorskip("solara")
HOSTILE = "<img src=x onerror=alert(1)>"


def sent(make: Callable[[Callable[[Any], object]], Control], *values: Any) -> list[Any]:
    """Return which of some values a control passes on."""
    found: list[Any] = []
    control = make(found.append)
    receive = panel(Group([control])).kwargs["receive"]
    for value in values:
        receive(control.shown["key"], value)
    return found


def test_a_choice_passes_on_its_options_only() -> None:
    options = [{"text": "One", "value": "one"}, "two"]
    assert sent(lambda act: choice("A", "one", options, act), "one", "two", "three", ["one"], None) == ["one", "two"]
    assert sent(lambda act: choice("A", ["one"], options, act), ["two", "one"], "one", ["three"], {"one": 1}) == [
        ["two", "one"]
    ]


def test_a_slider_passes_on_numbers_between_its_ends() -> None:
    found = sent(lambda act: slider("a", "A", 0.5, (0.0, 1.0), 0.1, act, ""), 0.25, 1, 2, "0.5", True, float("nan"))
    assert found == [0.25, 1.0]


def test_other_controls_pass_on_values_of_their_kind() -> None:
    assert sent(lambda act: number("A", 1, act, "", "A"), "12", 3, "9" * 41, [1]) == ["12", 3]
    assert sent(lambda act: check_box("a", "A", False, act), True, 1, "yes") == [True]


def test_unknown_controls_and_other_messages_are_ignored() -> None:
    receive = panel(Group([check_box("a", "A", False, pytest.fail)])).kwargs["receive"]
    for key in ("b", None, ["a"], {}):
        receive(key, True)


def test_texts_of_users_are_data_and_never_html() -> None:
    shown = json.loads(panel(Group([choice(HOSTILE, HOSTILE, [HOSTILE], id)])).kwargs["shown"])
    control = shown["groups"][0]["controls"][0]
    assert "html" not in control
    assert control["options"] == [HOSTILE]


PAGES = {tab.name: tab.page for tab in TABS}
#: Widgets of a page at most: each costs the server a millisecond, so static parts are one block and controls one panel.
MOST = {"about": 1, "play": 4, "learn": 5, "upload": 18}


def count(widget: Any) -> int:
    """Return the number of widgets in a widget, itself included."""
    return 1 + sum(count(one) for one in getattr(widget, "children", ()) if not isinstance(one, str))


@pytest.mark.parametrize("name", MOST)
def test_a_page_has_few_widgets(name: str) -> None:
    _, context = solara.render(PAGES[name](Visitor()), handle_error=False)
    try:
        assert sum(map(count, context.find().widgets)) <= MOST[name]
    finally:
        context.close()
