"""The map of the page What if: two parameters over their ranges, and what a strategy is worth in each corner."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import solara

from itborg.analysis.measures.registry import MEASURES
from itborg.analysis.statistics import Interval, interval
from itborg.mechanisms.registry import PARAMETERS
from itborg.strategies.specification import strategy as strategy_of

from ..heat import heat
from ..jobs import use_job
from ..pieces import Card, Note, Picture
from ..scenes import paired
from ..setting import Choice, spoken, titled
from ..tables import FIRST, PLAIN, unit_of
from ..visitor import Visitor

STEPS, PAIRS, DAYS = 5, 12, 120
HELP = (
    f"Each cell: {PAIRS} pairs of runs of {DAYS} days, the strategy less doing nothing, on the same luck. Outlined "
    "cells are clear (the 95 % interval leaves out 0), pale ones are not."
)


@solara.component
def Map(visitor: Visitor, names: Sequence[str]) -> None:
    """Show the map, or the button that has it drawn."""
    x, set_x = solara.use_state("contact_rate")
    y, set_y = solara.use_state("honesty")
    measure, set_measure = solara.use_state("net_value")
    wanted, set_wanted = solara.use_state(False)
    options = [{"text": spoken(name), "value": name} for name in names]
    with Card("A map of two parameters", help=HELP):
        with solara.Div(classes=["itb-setting"]):
            Choice("across", x, options, set_x, help=PARAMETERS[x].meaning)
            Choice("upwards", y, options, set_y, help=PARAMETERS[y].meaning)
            shown = [{"text": PLAIN[name], "value": name} for name in FIRST]
            Choice("of", measure, shown, set_measure, help=MEASURES[measure].meaning)
            if not wanted:
                solara.Button(
                    "Draw the map", outlined=True, classes=["itb-small-button"], on_click=lambda: set_wanted(True),
                    attributes={"data-testid": "draw-map"},
                )  # fmt: skip
        if wanted:
            Drawn(visitor, x, y, measure)


@solara.component
def Drawn(visitor: Visitor, x: str, y: str, measure: str) -> None:
    """Show the map; its rows appear as they are known."""
    house, name = visitor.organisation.value, visitor.strategy.value
    across, upwards = (np.linspace(PARAMETERS[p].low, PARAMETERS[p].high, STEPS) for p in (x, y))
    rest = {k: v for k, v in visitor.changes.value.items() if k not in (x, y)}
    rows: list[Any] = []
    for high in upwards.tolist():
        given = tuple(sorted({**rest, y: high}.items()))
        key = ("map", house, name, measure, x, given)
        work = partial(row_of, house, name, measure, x, across.tolist(), given)
        task = use_job(key, work, slow=True)  # always STEPS of them  # noqa: SH103
        rows.append(None if task.pending else task.value)
    title = f"{PLAIN[measure]} ({unit_of(measure).replace('%', 'points')}): {titled(name)} less doing nothing"
    Note(title)
    with solara.Div(classes=["itb-map"]):
        Picture(heat(rows, across.tolist(), upwards.tolist(), (spoken(x), spoken(y)), MEASURES[measure].better), title)
    if any(row is None for row in rows):
        Note("Rows are drawn as they are known…")


def row_of(
    house: Any, name: str, measure: str, x: str, values: Sequence[float], given: tuple[tuple[str, float], ...]
) -> list[Interval]:
    """Return the cells of one row."""
    plans = [strategy_of("none"), strategy_of(name)]
    scale = 100.0 if unit_of(measure) == "%" else 1.0
    found = []
    for value in values:
        parameters = tuple(sorted({**dict(given), x: value}.items()))
        pairs = paired(house, plans, [measure], days=DAYS, replications=PAIRS, parameters=parameters, threads=1)
        found.append(interval(scale * (pairs.values[:, 1, 0] - pairs.values[:, 0, 0])))
    return found
