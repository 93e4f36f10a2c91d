"""What if: sliders for the parameters, and the ensemble that follows; a map of two of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import solara
from solara.alias import rv

from itborg.analysis.statistics import band
from itborg.mechanisms.mechanism import Parameter
from itborg.mechanisms.registry import PARAMETERS
from itborg.organisation.types import Organisation
from itborg.report.playback.gauges import GAUGES
from itborg.strategies.specification import strategy as strategy_of

from ..charts import Line, lines, nice_step
from ..jobs import use_job
from ..pieces import Card, Grid, Help, Note, Picture, Trouble, Waiting
from ..scenes import Pairs, paired
from ..setting import Choice, House, Strategies, meanings, spoken, titled
from ..stage import use_last
from ..tables import FIRST, differences, table
from ..visitor import Visitor
from .what_if_map import Map

#: Sliders that are there from the start; any other parameter can be added.
SHOWN = (
    "contact_rate", "homophily", "manager_time", "honesty", "label_weight", "trust_asymmetry", "tacit_ceiling",
    "escalation_rate",
)  # fmt: skip
ADD = "Any other parameter of the model as a slider; the command itborg list parameters says what each one means"
DAYS, QUICK, PAIRS = 120, 24, 100
LINES = ("net_value", "trust_business_to_it", "business_rating")


@solara.component
def WhatIfPage(visitor: Visitor) -> None:
    """Show the page."""
    house, name, changes = visitor.organisation.value, visitor.strategy.value, visitor.changes.value
    moved = tuple(sorted(changes.items()))

    asked = Asked(house, name, moved)
    first = ("what if", asked, QUICK)
    quick = use_job(first, lambda: pairs_of(asked, 0, QUICK))
    full = use_job(("what if", asked, PAIRS), partial(gone_on, asked), behind=first)
    done = full if full.value is not None and not full.pending else quick
    shown = use_last(done)
    with solara.Div(classes=["itb-setting"]):
        House(visitor)
        Strategies("Strategy", name, visitor.strategy.set)
        solara.Text(meanings().get(name, ""), classes=["itb-soft", "itb-meaning"])
    with Grid("minmax(260px, 24em) minmax(0, 1fr)"):
        Sliders(visitor)
        with solara.Div():
            if quick.error:
                Trouble(quick.exception)
            elif shown is None:
                Waiting("Pairs of runs are on their way…")
            else:
                AnalysisResult(name, shown, settled=done is full and not quick.pending)
            Map(visitor, [*dict.fromkeys([*SHOWN, *changes])])


class Asked(NamedTuple):
    """What an ensemble depends on."""

    organisation: Organisation
    strategy: str
    moved: tuple[tuple[str, float], ...]


def pairs_of(asked: Asked, first: int, runs: int) -> Pairs:
    """Run doing nothing and the strategy on the same luck, many times, with parameters moved."""
    plans = [strategy_of("none"), strategy_of(asked.strategy)]
    return paired(
        asked.organisation, plans, FIRST, days=DAYS, first=first, replications=runs, parameters=asked.moved, drawn=LINES
    )


def gone_on(asked: Asked, begun: Pairs | None) -> Pairs:
    """Return all pairs: the first ones, if they are there, and the rest."""
    return begun.and_then(pairs_of(asked, QUICK, PAIRS)) if begun is not None else pairs_of(asked, 0, PAIRS)


@solara.component
def Sliders(visitor: Visitor) -> None:
    """Show a slider for each parameter, and a list to add one."""
    changes = visitor.changes.value
    names = [*dict.fromkeys([*SHOWN, *changes])]

    def move(name: str, value: float) -> None:
        visitor.changes.value = {**visitor.changes.peek(), name: value}

    def add(name: str | None) -> None:
        if name:
            move(name, PARAMETERS[name].default)

    with Card(
        "What if …", help="Parameters of the model, with their plausible range and source. Let go, and the runs follow."
    ):
        for name in names:
            Slide(PARAMETERS[name], changes.get(name, PARAMETERS[name].default), move).key(name)
        others = [{"text": spoken(name), "value": name} for name in sorted(PARAMETERS) if name not in names]
        Choice("Add a parameter", None, others, add, "100%", help=ADD)
        if changes:
            solara.Button(
                "All as they were", text=True, on_click=lambda: visitor.changes.set({}), classes=["itb-small-button"]
            )


@solara.component
def Slide(one: Parameter, value: float, on_value: Callable[[str, float], None]) -> None:
    """Show one parameter as a slider; the world hears of it when it is let go."""
    at, set_at = solara.use_state(value)
    solara.use_effect(lambda: set_at(value), [value])  # put back from outside; while it is moved it stays what it is
    low, high = min(one.low, value), max(one.high, value)
    step = nice_step((high - low) / 200)
    unit = "" if one.unit in ("ratio", "share", "probability") else one.unit
    source = f" Source: {one.source}." if one.source else ""
    with solara.Div(classes=["itb-slide"]):
        with solara.Div(classes=["itb-slide-head"]):
            solara.Text(spoken(one.name))
            Help(
                f"{one.meaning}. {one.low:g} to {one.high:g} {one.unit}, usually {one.default:g}.{source}",
                about=spoken(one.name),
            )
            solara.Text(f"{at:.3g} {unit}", classes=["itb-slide-value", *(["itb-moved"] if at != one.default else [])])
        slider = rv.Slider(
            v_model=at, min=low, max=high, step=step, hide_details=True, dense=True,
            on_v_model=lambda new: set_at(round(float(new), 6)), attributes={"aria-label": spoken(one.name)},
        )  # fmt: skip
        rv.use_event(slider, "change", lambda _widget, _event, new: on_value(one.name, round(float(new), 6)))


@solara.component
def AnalysisResult(name: str, found: Pairs, settled: bool) -> None:
    """Show what the strategy is worth under these parameters."""
    runs = len(found.values)
    answer = solara.use_memo(lambda: _drawn(found, name), [id(found), name])
    more = "" if settled else " More runs are on their way."
    how = f"{titled(name)} against doing nothing, over {runs} pairs of {DAYS} days with the same luck.{more}"
    with Card("What the strategy is worth then", help="± is half of a 95 % interval. Better in: share of pairs."):
        Note(how)
        solara.HTML(
            tag="div",
            unsafe_innerHTML=answer.table,
            attributes={"data-testid": "what-if-table", "data-runs": str(runs)},
        )
    with Grid("repeat(auto-fit, minmax(230px, 1fr))"):
        for gauge, picture in zip(LINES, answer.pictures, strict=True):
            with Card(GAUGES[gauge].label):
                Picture(picture, f"{GAUGES[gauge].label} by day")
    Note(f"Line: {titled(name)}. Dashed: doing nothing. Around both: the 95 % interval of the mean.")


def _unit(gauge: str) -> str:
    return "%" if GAUGES[gauge].unit == "share" else str(GAUGES[gauge].unit)


class _Drawn(NamedTuple):
    """An answer as it is shown; it holds what it was drawn from, so that nothing else has that identity meanwhile."""

    found: Pairs
    table: str
    pictures: list[str]


def _drawn(found: Pairs, name: str) -> _Drawn:
    pictures = [lines(_lines(found, gauge, name), _unit(gauge), 300, 150) for gauge in LINES]
    return _Drawn(found, table(differences(found.values, FIRST, 1, 0), "nothing"), pictures)


def _lines(found: Pairs, gauge: str, name: str) -> list[Line]:
    row = LINES.index(gauge)
    said = []
    for n, (label, colour) in enumerate((("nothing", "--soft"), (titled(name), "--c1"))):
        one = band(found.lines[:, n, row] * (100 if _unit(gauge) == "%" else 1))
        said.append(Line(label, one.mean, one.low, one.high, colour, dashed=n == 0))
    return said
