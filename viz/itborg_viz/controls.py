"""Controls of a page: lists to choose from, numbers, buttons, sliders; and those that several pages share.

`panel` shows controls as one widget. Shared controls read and write a field of the visitor, so a choice on one page
holds on all pages. A change starts no run by itself: pages compute their requests from the visitor, and a new request
starts a job.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import solara

from itborg.strategies.registry import listing

from .organisations import offered, title
from .text import strategy_title
from .visitor import LENGTHS, Visitor
from .widgets.panel import Panel

ORGANISATION_HELP = "People, ties and services to simulate; the Upload page adds your own organisation."
SEED_HELP = "Number that determines all random numbers; strategies with the same seed are comparable."
LENGTH_HELP = "Working days after the start of the strategy; a month has 20."


class Control(NamedTuple):
    """A control of a panel.

    shown  what the browser draws; "key" tells it from the others of its panel
    act    called with what the visitor has chosen, which has been checked
    check  returns whether a value from the browser may be passed on
    """

    shown: dict[str, Any]
    act: Callable[[Any], object] = id
    check: Callable[[Any], bool] = bool


class Group(NamedTuple):
    """Controls that are laid out together.

    classes  of their element; "" for none of their own
    """

    controls: Sequence[Control]
    classes: str = ""
    attributes: dict[str, str] | None = None


def panel(
    *groups: Group, classes: str = "", attributes: dict[str, str] | None = None, title: str = "", help: str = ""
) -> solara.Element:
    """Show controls as one widget.

    classes, attributes  of the element around them
    title, help          of a card

    Texts are escaped by the browser, except those named "html".
    """
    known = {one.shown["key"]: one for group in groups for one in group.controls}

    def receive(key: Any, value: Any) -> None:
        control = known.get(key) if isinstance(key, str) else None
        if control is not None and control.check(value):
            control.act(value)

    drawn = [
        {"classes": group.classes, "attributes": group.attributes, "controls": [one.shown for one in group.controls]}
        for group in groups
    ]
    shown = {"classes": classes, "attributes": attributes, "title": title, "help": help, "groups": drawn}
    return Panel.element(shown=json.dumps(shown), receive=receive)


def choice(
    label: str,
    value: Any,
    options: Sequence[Any],
    on_value: Callable[[Any], object],
    width: str = "12.5em",
    help: str = "",
    name: str = "",
    key: str = "",
    most: int = 1,
) -> Control:
    """Return a drop-down list.

    value     current value; None for no choice; a list if several can be chosen
    options   values, or dictionaries {"text", "value"}
    on_value  called with the chosen value, one of the options
    width     CSS length, at most
    help      plain text, "" for none
    name      for screen readers, if it is not the label
    key       if several controls of a panel have the same label
    most      how many can be chosen, if several can
    """
    several = isinstance(value, list)
    values = [one["value"] if isinstance(one, dict) else one for one in options]

    def check(chosen: Any) -> bool:
        return isinstance(chosen, list) and all(one in values for one in chosen) if several else chosen in values

    shown = {
        "kind": "choice", "key": key or label, "label": label, "name": name or label, "value": value,
        "options": list(options), "several": several, "width": width, "least": "16em" if several else "7em",
        "most": most, "help": help, "framed": True,
    }  # fmt: skip
    return Control(shown, on_value, check)


def number(
    label: str,
    value: float,
    on_value: Callable[[Any], object],
    help: str,
    name: str,
    width: str = "",
    **attributes: Any,
) -> Control:
    """Return a field for a number; `on_value` is called with what is typed, at most 40 characters.

    attributes  of the field, such as min and max
    """
    given = {key.replace("_", "-"): value for key, value in attributes.items()}
    shown = {
        "kind": "number", "key": label, "label": label, "name": name, "value": value, "width": width or None,
        "help": help, "framed": True, "attributes": given,
    }  # fmt: skip
    return Control(shown, on_value, lambda typed: isinstance(typed, str | int | float) and len(str(typed)) <= 40)


def button(
    label: str,
    on_click: Callable[[], object],
    look: str = "text",
    classes: str = "itb-small-button",
    key: str = "",
    more: str = "",
    help: str = "",
    about: str = "",
    icon: str = "",
    html: str = "",
    disabled: bool = False,
    attributes: dict[str, str] | None = None,
) -> Control:
    """Return a button.

    look   "text", "outlined", "primary", "icon" or ""
    more   text that narrow screens leave out
    about  what the help explains, for screen readers
    icon   name of a Material Design icon
    html   our own, in place of the label
    """
    shown = {
        "kind": "button", "key": key or label, "label": label, "look": look, "classes": classes, "more": more,
        "help": help, "name": about, "framed": bool(help), "icon": icon, "html": html, "disabled": disabled,
        "attributes": attributes,
    }  # fmt: skip
    return Control(shown, lambda _value: on_click(), lambda _value: not disabled)


def tab_button(key: str, label: str, here: bool, on_click: Callable[[], object], current: str = "page") -> Control:
    """Return a button that opens a page or a part of one; `here` marks the one that is open.

    key      also for tests, as data-testid
    current  what is open, for screen readers: a value of aria-current
    """
    marks = {"aria-current": current if here else "false", "data-testid": key}
    return button(label, on_click, "text", "itb-tab itb-here" if here else "itb-tab", key, attributes=marks)


def slider(
    key: str,
    label: str,
    value: float,
    ends: tuple[float, float],
    step: float,
    on_value: Callable[[float], object],
    help: str,
    unit: str = "",
    rest: float = math.nan,
    name: str = "",
) -> Control:
    """Return a slider; `on_value` is called with a number between the ends when the visitor releases it.

    rest  value at which the number is not marked as changed
    name  for screen readers, if it is not the label
    """
    low, high = ends
    shown = {
        "kind": "slider", "key": key, "label": label, "name": name or label, "value": value, "low": low, "high": high,
        "step": step, "unit": unit, "rest": rest if math.isfinite(rest) else None, "help": help,
    }  # fmt: skip

    def check(new: Any) -> bool:
        return isinstance(new, int | float) and not isinstance(new, bool) and low <= new <= high

    return Control(shown, lambda new: on_value(round(float(new), 6)), check)


def check_box(key: str, label: str, on: bool, on_value: Callable[[bool], object]) -> Control:
    """Return a box to tick."""
    shown = {"kind": "check", "key": key, "label": label, "value": on}
    return Control(shown, on_value, lambda value: isinstance(value, bool))


def text(label: str, classes: str, html: str = "") -> Control:
    """Return a text between controls.

    html  our own, in place of the label
    """
    return Control({"kind": "text", "key": f"text {classes}", "label": label, "html": html, "classes": classes})


def run_panel(*parts: Control | Group) -> solara.Element:
    """Show the controls above a picture: first those of the run, then further groups."""
    own = [one for one in parts if isinstance(one, Control)]
    return panel(Group(own, "itb-settings"), *(one for one in parts if isinstance(one, Group)), classes="itb-setting")


@cache
def meanings() -> dict[str, str]:
    """Return strategy name -> what the strategy is, in one sentence."""
    return {str(row["name"]): str(row["meaning"]) for row in listing()}


def strategy_choice(label: str, value: str, on_value: Callable[[str], object]) -> Control:
    """Return the strategies to choose from.

    value     specification of the current strategy; a combination such as "itil+brm_style@120" stays in the list
    on_value  called with the chosen specification
    """
    names = [*meanings(), *([] if value in meanings() else [value])]
    options = [{"text": strategy_title(name), "value": name} for name in names]
    return choice(
        label, value, options, on_value, help=meanings().get(value, "Several strategies, one after the other.")
    )


def meaning_text(visitor: Visitor) -> Group:
    """Return what the strategy of the visitor is, in one sentence."""
    return Group([text(meanings().get(visitor.strategy.value, ""), "itb-soft itb-meaning")])


def run_controls(visitor: Visitor) -> list[Control]:
    """Return the controls of a page with one run.

    Used by the Live and Branch pages. A choice changes organisation, strategy, length or seed of the visitor, and the
    page runs the new simulation.
    """
    strategy = strategy_choice("Strategy", visitor.strategy.value, visitor.strategy.set)
    return [organisation_choice(visitor), strategy, length_choice(visitor), new_seed(visitor)]


def organisation_choice(visitor: Visitor) -> Control:
    """Return the organisations to choose from; an uploaded one, and one from a link, stay in the list.

    A choice sets the organisation of all pages and deselects the person. Strategy, seed and length stay.
    """
    names = offered()
    options = [{"text": title(name), "value": name} for name in names]
    if visitor.uploaded.value is not None:
        options.append({"text": visitor.uploaded.value.name, "value": ""})
    if visitor.org.value and visitor.org.value not in names:
        options.append({"text": title(visitor.org.value), "value": visitor.org.value})
    return choice("Organisation", visitor.org.value, options, visitor.choose_organisation, "12em", ORGANISATION_HELP)


def length_choice(visitor: Visitor) -> Control:
    """Return the lengths of a run to choose from, LENGTHS, working days from the start of the strategy."""
    lengths = [{"text": f"{n} days", "value": n} for n in LENGTHS]
    return choice("Length", visitor.days.value, lengths, visitor.days.set, "8.3em", LENGTH_HELP)


def new_seed(visitor: Visitor) -> Control:
    """Return a button that takes the next random seed; on wide screens it has the current one.

    A click adds 1 to the seed, so that the sequence of samples can be repeated.
    """
    seed = visitor.seed.value
    return button(
        "New random seed", lambda: visitor.seed.set(seed + 1), "outlined", more=f"(now {seed})", help=SEED_HELP,
        about="random seed", attributes={"data-testid": "new-seed"},
    )  # fmt: skip
