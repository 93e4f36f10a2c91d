"""The figures of a comparison: differences from the baseline, the parts of net value, hand-offs.

Relies on the ranking, the paired differences and the table `handoffs` of a `Comparison`. The daily figures are in
`daily_figures`; `comparison_page` and `presentation` use both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..analysis.comparison.result import Difference
from ..analysis.measures.registry import measure_rows
from .daily_figures import mechanisms, paths
from .drawing import (
    PRINT,
    WIDTH,
    Figure,
    Palette,
    Room,
    calm,
    interval_row,
    legend_on_top,
    name_rows,
    room_for,
    significance_colour,
    title,
)
from .gain_and_spend import gain_and_spend

if TYPE_CHECKING:
    from ..analysis.comparison.result import Comparison
    from .drawing import Draw, Figure


def drawings(_found: Comparison) -> Mapping[str, Draw]:
    """Return what draws the figures of a comparison, by name.

    Each takes the comparison and a palette. "forest" is the main figure; the others are "spend" (gain against spend),
    "daily" (differences by day), "mechanisms", "money" (parts of net value) and "handoffs".
    """
    first: dict[str, Draw] = {"forest": forest, "spend": gain_and_spend}
    return first | {"daily": paths, "mechanisms": mechanisms, "money": money, "handoffs": handoffs}


def forest(found: Comparison, measure: str = "net_value", palette: Palette = PRINT, width: float = WIDTH) -> Figure:
    """Draw the paired difference of each strategy from the baseline with its 95 % interval, best on top.

    Intervals are Student's t over paired replications, each separately. Blue: better; vermilion: worse; grey: the
    interval includes 0, or neither direction of the measure is better.

    measure  name of the measure, such as "net_value"
    width    inches

    Raises InputError for a measure that the comparison does not have.
    """
    rows = [row for row in found.ranking(measure).to_dict("records") if row["strategy"] != found.baseline]
    left = room_for(str(row["strategy"]) for row in rows)
    figure = Figure(width, 0.7 + 0.27 * max(1, len(rows)), Room(left=left, top=0.1, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvline(0, color=palette.ink, linewidth=1)
    better = measure_rows().get(measure, {}).get("better")
    for at, row in enumerate(rows):
        low, high = row["difference_low"], row["difference_high"]
        interval_row(axes, at, row["difference_mean"], low, high, significance_colour(low, high, better, palette))
    name_rows(axes, [str(row["strategy"]) for row in rows])
    unit = measure_rows().get(measure, {}).get("unit", "")
    axes.set_xlabel(f"{measure.replace('_', ' ')} minus {found.baseline}, {unit}")
    return figure


class Parts(NamedTuple):
    """The parts of a strategy's paired difference in net value: net = benefit - loss - cost.

    All are in kEUR per working day, strategy minus baseline; a positive loss or cost reduces net value.
    """

    strategy: str
    net: Difference
    benefit: Difference
    loss: Difference
    cost: Difference


def parts(found: Comparison) -> list[Parts]:
    """Return the parts of every strategy's difference from the baseline in kEUR per working day, best strategy first.

    The baseline itself is left out. Means add up to the net difference, since all parts are from the same paired
    replications; the intervals of the parts do not.
    """
    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    names = ("net_value", "benefit", "loss", "cost")
    return [Parts(name, *(found.difference(name, measure=one) for one in names)) for name in ranked]


def money(found: Comparison, palette: Palette = PRINT, width: float = WIDTH) -> Figure:
    """Draw the parts as bars, to the right where they add to net value, to the left where they reduce it.

    Signs of loss and cost are reversed, so that a bar to the right is always an improvement. Bars are stacked from 0
    outwards; the diamond is the net difference, the sum of all three. Intervals are in the table below the figure.

    width  inches
    """
    rows = parts(found)
    left = room_for(row.strategy for row in rows)
    figure = Figure(width, 0.95 + 0.27 * max(1, len(rows)), Room(left=left, top=0.35, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvline(0, color=palette.ink, linewidth=1)
    labels = (("more benefit", palette.series[0]), ("less loss", palette.series[2]), ("less cost", palette.series[1]))
    for at, row in enumerate(rows):
        ends = {True: 0.0, False: 0.0}
        changes = (row.benefit.mean, -row.loss.mean, -row.cost.mean)
        for change, (label, colour) in zip(changes, labels, strict=True):
            start = ends[change > 0]
            axes.barh(at, change, left=start, height=0.6, color=colour, alpha=0.75, label=None if at else label)
            ends[change > 0] += change
        axes.plot([row.net.mean], [at], "D", color=palette.ink, markersize=4, label=None if at else "net")
    name_rows(axes, [row.strategy for row in rows])
    axes.set_xlabel(f"minus {found.baseline}, kEUR/day")
    legend_on_top(figure, palette, columns=4)
    return figure


def handoffs(found: Comparison, palette: Palette = PRINT) -> Figure:
    """Draw incidents by number of hand-offs, for the baseline, the best and the last strategy.

    Left: share of incidents, 0 to 1; right: median calendar hours to resolve, on a logarithmic scale. Bars are 95 %
    intervals over replications. Incidents opened after the start of the strategy and closed by the end are counted; the
    last class holds all larger numbers of hand-offs.
    """
    figure = Figure(WIDTH, 2.7, Room(bottom=0.5, across=0.7))
    shares, hours = figure.subplots(1, 2)
    for axes, name in ((shares, "share of incidents"), (hours, "median calendar hours to resolve")):
        calm(axes, palette)
        title(axes, name, palette)
        axes.set_xlabel("hand-offs")
    hours.y.logarithmic = True
    for number, (name, colour) in enumerate(_lines(found, palette)):
        rows = found.handoffs[found.handoffs["strategy"] == name]
        at = [x + 0.12 * (number - 1) for x in range(len(rows))]
        for axes, column in ((shares, "share"), (hours, "hours")):
            axes.vlines(at, rows[f"{column}_low"], rows[f"{column}_high"], color=colour, linewidth=2, alpha=0.5)
            axes.plot(at, rows[f"{column}_mean"], "o-", color=colour, markersize=4, linewidth=1, label=name)
            axes.set_xticks(range(len(rows)), list(rows["handoffs"]))
    shares.legend()
    return figure


def _lines(found: Comparison, palette: Palette) -> list[tuple[str, str]]:
    """Return name and colour of the strategies drawn: the baseline, the best, and the last of the ranking."""
    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    lines = [(found.baseline, palette.ink)]
    for name, colour in zip(
        dict.fromkeys([*ranked[:1], *ranked[-1:]]), (palette.series[0], palette.series[3]), strict=False
    ):
        lines.append((name, colour))
    return lines
