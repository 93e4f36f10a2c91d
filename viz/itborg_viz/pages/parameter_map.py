"""The map of the Parameters page: the effect of a strategy over the ranges of two parameters.

The map has 5 by 5 cells at equal steps over the plausible ranges. Each cell is the mean paired difference
from the baseline over 12 replications of 120 days; all other parameters are set by the sliders. A map
needs 600 runs, so it is drawn on request, row by row, in a separate process.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

import numpy as np
import solara

from itborg.analysis.measures.registry import MEASURES
from itborg.analysis.statistics import Interval, interval
from itborg.mechanisms.registry import PARAMETERS
from itborg.report.formatting import number, words
from itborg.strategies.specification import strategy as strategy_of

from ..components import Block, Card, note_html, picture_html
from ..controls import button, choice, run_panel
from ..difference_table import MAIN_MEASURES
from ..jobs import use_job
from ..recorded_runs import RunRequest, run_paired
from ..text import difference_unit, measure_title, measure_unit, scale, strategy_title
from ..visitor import Visitor

STEPS, REPLICATIONS, DAYS = 5, 12, 120
CELL, LEFT, TOP, BOTTOM = 62, 92, 8, 44  # sizes in the drawing: a cell, and margins for the labels
MAP_HELP = "Outlined cells differ significantly (95 %); pale cells do not."


@solara.component
def ParameterMap(visitor: Visitor, names: Sequence[str]) -> None:
    """Show the map, or the button that draws it.

    names  parameters to choose from

    The chosen parameters and the measure are state of this component only; no link contains them. "Draw map" starts the
    runs, and later choices start those of the new map at once.

    visitor  read for organisation, strategy and the other parameters

    Nothing runs before the first click, because a map takes much more time than the rest of the page.
    """
    x, set_x = solara.use_state("contact_rate")
    y, set_y = solara.use_state("honesty")
    measure, set_measure = solara.use_state("net_value")
    wanted, set_wanted = solara.use_state(False)
    options = [{"text": words(name), "value": name} for name in names]
    measures = [{"text": measure_title(name), "value": name} for name in MAIN_MEASURES]
    marks = {"data-testid": "draw-map"}
    with Card("Map of two parameters", help=MAP_HELP):
        run_panel(
            choice("horizontal axis", x, options, set_x, help=PARAMETERS[x].meaning),
            choice("vertical axis", y, options, set_y, help=PARAMETERS[y].meaning),
            choice("measure", measure, measures, set_measure, help=MEASURES[measure].meaning),
            *([] if wanted else [button("Draw map", lambda: set_wanted(True), "outlined", attributes=marks)]),
        )
        if wanted:
            Drawing(visitor, x, y, measure)


@solara.component
def Drawing(visitor: Visitor, x: str, y: str, measure: str) -> None:
    """Show the map; each row appears when its replications have been run.

    Reads organisation, strategy and `changes` of the visitor; the two parameters of the map replace their sliders.

    x, y     names of the parameters of the two axes
    measure  name of a measure

    Each row is one job of 5 cells, so that rows which another map or visitor has computed appear at once. Rows that are
    missing are grey.
    """
    organisation, name = visitor.organisation.value, visitor.strategy.value
    horizontal, vertical = (np.linspace(PARAMETERS[p].low, PARAMETERS[p].high, STEPS).tolist() for p in (x, y))
    others = {k: v for k, v in visitor.changes.value.items() if k not in (x, y)}
    duration = RunRequest(organisation, name, days=DAYS).duration.of_many()
    rows: list[Any] = []
    for value in vertical:
        fixed = tuple(sorted({**others, y: value}.items()))
        key = ("map", organisation, name, measure, x, fixed)
        work = partial(row_effects, organisation, name, measure, x, horizontal, fixed)
        job = use_job(key, work, duration=duration)  # always STEPS of them  # noqa: SH103
        rows.append(None if job.pending else job.value)
    unit = difference_unit(measure_unit(measure))
    title = f"Effect of {strategy_title(name)} on {measure_title(measure).lower()}, {unit}"
    drawing = heatmap(rows, horizontal, vertical, (words(x), words(y)), MEASURES[measure].better)
    Block(
        note_html(f"{title}. Each cell: {REPLICATIONS} paired replications of {DAYS} days.")
        + f'<div class="itb-map">{picture_html(drawing, title)}</div>'
        + note_html("Running the remaining rows…" if any(row is None for row in rows) else "")
    )


def row_effects(
    organisation: Any, name: str, measure: str, x: str, values: Sequence[float], fixed: tuple[tuple[str, float], ...]
) -> list[Interval]:
    """Return the effect of a strategy on a measure for each value of parameter `x`; shares in percentage points.

    values  values of parameter `x`
    fixed  (name, value) of the other parameters that differ from their defaults

    organisation  the Organisation
    name          specification of the strategy; its effect is against the baseline
    measure       name of the measure
    x             name of the parameter that varies along the row

    The n-th value of the result is the mean with its 95 % confidence interval over REPLICATIONS paired replications.
    Runs in a separate process.
    """
    plans = [strategy_of("none"), strategy_of(name)]
    factor = scale(measure_unit(measure))
    effects = []
    for value in values:
        parameters = tuple(sorted({**dict(fixed), x: value}.items()))
        result = run_paired(
            organisation, plans, [measure], days=DAYS, replications=range(REPLICATIONS), parameters=parameters,
            threads=1,
        )  # fmt: skip
        effects.append(interval(factor * (result.values[:, 1, 0] - result.values[:, 0, 0])))
    return effects


def heatmap(
    rows: Sequence[Sequence[Interval] | None],
    x: Sequence[float],
    y: Sequence[float],
    labels: tuple[str, str],
    better: str | None = "higher",
) -> str:
    """Return a map of effects as SVG text: blue is better, vermilion is worse, darker is larger.

    A cell that is not statistically distinguishable from zero is pale and has no outline.

    rows    effects from the lowest to the highest value of y; None for a row that is not known yet
    x, y    values of the two parameters
    labels  names of the axes
    better  direction in which the measure improves; None is treated as "higher"
    """
    width, height = LEFT + CELL * len(x) + 8, TOP + CELL * len(y) + BOTTOM
    sizes = [abs(cell.mean) for row in rows if row for cell in row if np.isfinite(cell.mean)]
    largest = max(sizes, default=1.0) or 1.0
    parts = []
    for r, row in enumerate(rows):
        top = TOP + CELL * (len(y) - 1 - r)
        parts.append(f'<text x="{LEFT - 8}" y="{top + CELL / 2 + 4}" text-anchor="end">{y[r]:.3g}</text>')
        parts += [_cell(LEFT + CELL * c, top, row[c] if row else None, largest, better) for c in range(len(x))]
    for c, value in enumerate(x):
        parts.append(f'<text x="{LEFT + CELL * (c + 0.5)}" y="{height - 26}" text-anchor="middle">{value:.3g}</text>')
    middle = LEFT + CELL * len(x) / 2
    parts.append(
        f'<text class="itb-strong" x="{middle}" y="{height - 6}" text-anchor="middle">{escape(labels[0])}</text>'
    )
    parts.append(
        f'<text class="itb-strong" transform="translate(14 {TOP + CELL * len(y) / 2}) rotate(-90)" '
        f'text-anchor="middle">{escape(labels[1])}</text>'
    )
    return f'<svg viewBox="0 0 {width} {height}" class="itb-svg itb-heat">{"".join(parts)}</svg>'


def _cell(x: float, y: float, cell: Interval | None, largest: float, better: str | None) -> str:
    """Return one cell as SVG: its colour is the direction, its opacity the size relative to the largest effect.

    x, y     position of the upper left corner in the drawing
    cell     effect; None while it is computed
    largest  largest absolute effect in the map, above 0
    """
    box = f'x="{x + 2}" y="{y + 2}" width="{CELL - 4}" height="{CELL - 4}" rx="4"'
    if cell is None or not np.isfinite(cell.mean):
        return f'<rect {box} fill="var(--shade)"/>'
    improves = (cell.mean > 0) == (better != "lower")
    colour = "--c1" if improves else "--c4"
    opacity = (0.15 + 0.75 * min(1.0, abs(cell.mean) / largest)) * (1.0 if cell.excludes_zero else 0.35)
    edge = f' stroke="var({colour})"' if cell.excludes_zero else ""
    result = "not significant" if not cell.excludes_zero else "better" if improves else "worse"
    mean, low, high = (number(value, 2, signed=True) for value in cell)
    tip = f"{mean}, 95 % interval {low} to {high}: {result}"
    ink = "var(--card)" if opacity > 0.55 else "var(--ink)"
    return (
        f'<g><title>{tip}</title><rect {box} fill="var({colour})" fill-opacity="{opacity:.2f}"{edge}/>'
        f'<text x="{x + CELL / 2}" y="{y + CELL / 2 + 4}" text-anchor="middle" style="fill:{ink}">'
        f"{number(cell.mean, 1, signed=True)}</text></g>"
    )
