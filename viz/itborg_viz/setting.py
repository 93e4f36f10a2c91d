"""The row above a picture: which organisation, which strategy, whose luck, how long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import solara
from solara.alias import rv

from itborg.strategies.registry import listing

from .game.labels_and_numbers import title_of
from .houses import known, title
from .pieces import Help
from .visitor import LENGTHS, Visitor

HOUSE = "Whose people, ties and services these are; Bring yours adds your own"
LUCK = "The number all chance is drawn from; every strategy meets the same luck under it. A click throws the dice again"
LENGTH = "Working days from the start of the strategy on; 20 are a month"


@cache
def meanings() -> dict[str, str]:
    """Return what each strategy is."""
    return {str(row["name"]): str(row["meaning"]) for row in listing()}


def spoken(name: str) -> str:
    """Return a name as it is said."""
    return name.replace("_", " ")


def titled(strategy: str) -> str:
    """Return a strategy as a heading.

    >>> titled("none"), titled("itil+brm_style@120")
    ('Doing nothing', 'ITIL + BRM style from day 120')
    """
    said = []
    for part in strategy.split("+"):
        name, _, day = part.partition("@")
        said.append(("Doing nothing" if name == "none" else title_of(name)) + (f" from day {day}" if day else ""))
    return " + ".join(said)


@solara.component
def Choice(
    label: str,
    value: Any,
    options: Sequence[Any],
    on_value: Callable[[Any], None],
    width: str = "12.5em",
    help: str = "",
) -> None:
    """Show a small list to choose from, with its help; an option is a value, or {"text", "value"}."""
    with Helped(label, help, f"max-width:{width}"):
        rv.Select(
            label=label, v_model=value, items=list(options), on_v_model=on_value, dense=True, outlined=True,
            hide_details=True, style_=f"max-width:{width};min-width:7em", class_="itb-choice",
            attributes={"aria-label": label}, menu_props={"maxHeight": 420},
        )  # fmt: skip


@solara.component
def Helped(about: str, help: str, style: str = "", children: list[Any] | None = None) -> None:
    """Show a control with the question mark that explains it."""
    with solara.Div(classes=["itb-helped"], style=style):
        solara.Div(children=children or [], classes=["itb-helped-control"])
        if help:
            Help(help, about=about)


@solara.component
def Strategies(label: str, value: str, on_value: Callable[[str], None]) -> None:
    """Show the strategies to choose from; one that is composed, such as "itil+brm_style@120", stays in the list."""
    names = [*meanings(), *([] if value in meanings() else [value])]
    options = [{"text": titled(name), "value": name} for name in names]
    Choice(label, value, options, on_value, help=meanings().get(value, "Several strategies, one after the other"))


@solara.component
def Setting(visitor: Visitor) -> None:
    """Show the settings in a row, and what the strategy means."""
    with solara.Div(classes=["itb-setting"]):
        Settings(visitor)
        solara.Text(meanings().get(visitor.strategy.value, ""), classes=["itb-soft", "itb-meaning"])


@solara.component
def Settings(visitor: Visitor) -> None:
    """Show what all pages with one run on them share."""
    lengths = [{"text": f"{n} days", "value": n} for n in LENGTHS]
    with solara.Div(classes=["itb-settings"]):
        House(visitor)
        Strategies("Strategy", visitor.strategy.value, visitor.strategy.set)
        Choice("Length", visitor.days.value, lengths, visitor.days.set, "8.3em", help=LENGTH)
        Luck(visitor)


@solara.component
def House(visitor: Visitor) -> None:
    """Show the organisations to choose from; one that was brought stays in the list."""
    names = known()
    options = [{"text": title(name), "value": name} for name in names]
    if visitor.brought.value is not None:
        options.append({"text": visitor.brought.value.name, "value": ""})
    if visitor.org.value and visitor.org.value not in names:
        options.append({"text": title(visitor.org.value), "value": visitor.org.value})
    Choice("Organisation", visitor.org.value, options, visitor.enter, "12em", help=HOUSE)


@solara.component
def Luck(visitor: Visitor) -> None:
    """Show whose luck it is, and throw the dice again."""
    seed = visitor.seed.value
    with Helped("Luck", LUCK):
        solara.Button(
            f"Luck {seed}", icon_name="mdi-dice-multiple-outline", outlined=True, classes=["itb-small-button"],
            on_click=lambda: visitor.seed.set(seed + 1),
            attributes={"aria-label": f"Luck {seed}; throw the dice again", "data-testid": "luck"},
        )  # fmt: skip
