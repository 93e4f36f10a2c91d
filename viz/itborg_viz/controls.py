"""Controls above a picture: organisation, strategy, random seed, length of the run.

Each control reads and writes a field of the visitor, so a choice on one page holds on all pages.

A change starts no run by itself: pages compute their requests from the visitor, and a new request starts a job.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import solara
from solara.alias import rv

from itborg.strategies.registry import listing

from .components import WithHelp
from .organisations import offered, title
from .text import strategy_title
from .visitor import LENGTHS, Visitor

ORGANISATION_HELP = "People, ties and services to simulate; the Upload page adds your own organisation."
SEED_HELP = "Number that determines all random numbers; strategies with the same seed are comparable."
LENGTH_HELP = "Working days after the start of the strategy; a month has 20."


@cache
def meanings() -> dict[str, str]:
    """Return strategy name -> what the strategy is, in one sentence."""
    return {str(row["name"]): str(row["meaning"]) for row in listing()}


@solara.component
def Choice(
    label: str,
    value: Any,
    options: Sequence[Any],
    on_value: Callable[[Any], None],
    width: str = "12.5em",
    help: str = "",
) -> None:
    """Show a drop-down list with its help.

    options  values, or dictionaries {"text", "value"}
    width    CSS length, at most

    value     current value; None for no choice
    on_value  called with the chosen value
    help      plain text, "" for none
    """
    with WithHelp(label, help, f"max-width:{width}"):
        rv.Select(
            label=label, v_model=value, items=list(options), on_v_model=on_value, dense=True, outlined=True,
            hide_details=True, style_=f"max-width:{width};min-width:7em", class_="itb-choice",
            attributes={"aria-label": label}, menu_props={"maxHeight": 420},
        )  # fmt: skip


@solara.component
def StrategyChoice(label: str, value: str, on_value: Callable[[str], None]) -> None:
    """Show the strategies to choose from.

    value     specification of the current strategy; a combination such as "itil+brm_style@120" stays in the list
    on_value  called with the chosen specification
    """
    names = [*meanings(), *([] if value in meanings() else [value])]
    options = [{"text": strategy_title(name), "value": name} for name in names]
    Choice(label, value, options, on_value, help=meanings().get(value, "Several strategies, one after the other."))


@solara.component
def RunControls(visitor: Visitor) -> None:
    """Show the controls of a page with one run.

    Used by the Live and Branch pages. A choice changes organisation, strategy, length or seed of the visitor, and the
    page runs the new simulation.
    """
    with solara.Div(classes=["itb-settings"]):
        OrganisationChoice(visitor)
        StrategyChoice("Strategy", visitor.strategy.value, visitor.strategy.set)
        LengthChoice(visitor)
        NewSeed(visitor)


@solara.component
def OrganisationChoice(visitor: Visitor) -> None:
    """Show the organisations to choose from; an uploaded one, and one from a link, stay in the list.

    A choice sets the organisation of all pages and deselects the person. Strategy, seed and length stay.
    """
    names = offered()
    options = [{"text": title(name), "value": name} for name in names]
    if visitor.uploaded.value is not None:
        options.append({"text": visitor.uploaded.value.name, "value": ""})
    if visitor.org.value and visitor.org.value not in names:
        options.append({"text": title(visitor.org.value), "value": visitor.org.value})
    Choice("Organisation", visitor.org.value, options, visitor.choose_organisation, "12em", help=ORGANISATION_HELP)


@solara.component
def LengthChoice(visitor: Visitor) -> None:
    """Show the lengths of a run to choose from.

    The lengths are LENGTHS, working days from the start of the strategy.
    """
    lengths = [{"text": f"{n} days", "value": n} for n in LENGTHS]
    Choice("Length", visitor.days.value, lengths, visitor.days.set, "8.3em", help=LENGTH_HELP)


@solara.component
def NewSeed(visitor: Visitor) -> None:
    """Show a button that takes the next random seed; on wide screens it has the current one.

    A click adds 1 to the seed, so that the sequence of samples can be repeated.
    """
    seed = visitor.seed.value
    label = f'New random seed<span class="itb-seed">&nbsp;(now {seed})</span>'
    with WithHelp("random seed", SEED_HELP):
        solara.Button(
            children=[solara.HTML(tag="span", unsafe_innerHTML=label)], outlined=True, classes=["itb-small-button"],
            on_click=lambda: visitor.seed.set(seed + 1),
            attributes={"data-testid": "new-seed"},
        )  # fmt: skip
