"""Day by day: the figures of a comparison's daily series, and what other daily figures share.

Relies on the table `daily` of a `Comparison`: one row for each strategy, series and day, with the mean (`mean`, `low`,
`high`) and the paired difference from the baseline (`difference_mean`, `_low`, `_high`). Day 1 is the first working
day of the strategy.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from ..analysis.comparison.series import SERIES
from .drawing import DASHED, PRINT, WIDTH, Axes, Figure, Palette, Room, calm, legend_on_top, title

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..analysis.comparison.result import Comparison

#: Panels in a row of `paths`, and of `mechanisms`.
COLUMNS, SMALL_MULTIPLES = 4, 3
#: Days drawn of a line; of a grey line only every third of them.
POINTS, THIN = 120, 3
#: Series of the figure of mechanisms.
SHOWN = (
    "trust_business_to_it",
    "business_understanding_of_it_staff",
    "it_understanding_of_managers",
    "priority_inflation",
    "priority_information",
    "firefighting_share",
    "root_causes",
    "requirement_fit",
    "lead_time",
)


def paths(found: Comparison, series: str = "net_value", palette: Palette = PRINT) -> Figure:
    """Draw the mean daily difference of each strategy with its 95 % band; the other strategies in grey.

    Panels are in the order of the ranking, so that a row, which shares its scale, shows effects of similar size. The
    band is a pointwise 95 % interval over paired replications. Vermilion: significantly worse on the last day; blue
    otherwise.

    series  name of a daily series, such as "net_value" (kEUR per working day, over the last 20 days)
    """
    ranked = [name for name in found.ranking()["strategy"] if name != found.baseline]
    columns = max(2, min(COLUMNS, len(ranked)))
    rows = max(1, math.ceil(len(ranked) / columns))
    height = 1.15 if rows > 1 else 1.6
    figure = Figure(WIDTH, 0.6 + (height + 0.3) * rows, Room(across=0.15, down=0.35))
    panels = figure.subplots(rows, columns, sharex=True, sharey="row", squeeze=False).flat
    days = {name: thinned(found.days(name, series)) for name in ranked}
    for at, axes in enumerate(panels):
        if at < len(ranked):
            _panel(axes, ranked[at], days, palette)
            axes.set_ylim(*_range(days, ranked[at // columns * columns :][:columns]))
            axes.set_xticks(ticks(found.provenance.days))
        else:
            axes.set_visible(False)
    return figure


def mechanisms(found: Comparison, palette: Palette = PRINT) -> Figure:
    """Draw the daily mean of nine series: some strategies in colour, the others in grey.

    Shaded: the 95 % interval of the mean over replications, for each day separately. Dashed: the baseline. The series
    are those of SHOWN; the legend names the coloured strategies, see `coloured`.
    """
    rows = -(-len(SHOWN) // SMALL_MULTIPLES)
    figure = Figure(WIDTH, 0.7 + 1.8 * rows, Room(top=0.65))
    for axes, series in zip(figure.subplots(rows, SMALL_MULTIPLES, sharex=True).flat, SHOWN, strict=True):
        _small_multiple(axes, found, series, palette)
    legend_on_top(figure, palette)
    return figure


def coloured(found: Comparison, most: int = 5) -> list[str]:
    """Return the strategies that are drawn in colour, in the order of the ranking.

    most  largest number of them; of more strategies the best `most` - 1 and the last are drawn in colour
    """
    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    return ranked if len(ranked) <= most else [*ranked[: most - 1], ranked[-1]]


def thinned(rows: DataFrame) -> DataFrame:
    """Return the rows of a daily table that are drawn: the last day and every n-th day before it.

    The step n is the largest that leaves at least POINTS days; shorter tables are returned complete.

    rows  rows of one strategy and series, in the order of days
    """
    return rows[::-1].iloc[:: max(1, len(rows) // POINTS)][::-1]


def grey_lines(axes: Axes, lines: Iterable[DataFrame], column: str, palette: Palette) -> None:
    """Draw lines thin and grey, in one step.

    Every third of the given points is drawn, which is enough for lines in the background.

    lines   tables with the columns `day` and `column`
    column  the values that are drawn
    """
    points = ([rows[name].to_numpy(dtype=float)[::THIN] for name in ("day", column)] for rows in lines)
    drawn = [np.column_stack(one) for one in points]
    axes.lines(drawn, color=palette.faint, linewidth=0.6, alpha=0.35)


def ticks(days: int) -> list[int]:
    """Return at most six round days for an axis: half-years of a long run, months of a short one.

    days  length of the axis in working days; day 1 is always a tick

    >>> ticks(480), ticks(100)
    ([1, 120, 240, 360, 480], [1, 20, 40, 60, 80, 100])
    """
    step = next((s for s in (5, 10, 20, 60, 120, 240, 480) if days / s <= 5), 960)
    return [1, *range(step, days + 1, step)]


def _panel(axes: Axes, name: str, days: dict[str, DataFrame], palette: Palette) -> None:
    """Draw one strategy of `paths` into its panel, with the lines of all strategies in grey behind it.

    days  drawn rows of each strategy, by name
    """
    calm(axes, palette)
    axes.axhline(0, color=palette.ink, linewidth=0.8)
    grey_lines(axes, days.values(), "difference_mean", palette)
    own = days[name]
    at_end = own.iloc[-1]
    colour = palette.series[3] if at_end["difference_high"] < 0 else palette.series[0]
    axes.fill_between(own["day"], own["difference_low"], own["difference_high"], color=colour, alpha=0.22)
    axes.plot(own["day"], own["difference_mean"], color=colour, linewidth=1.7)
    title(axes, name, palette)


def _range(days: dict[str, DataFrame], names: list[str]) -> tuple[float, float]:
    """Return the lower and upper limit of a row's scale, which includes 0 and the bands of the named strategies.

    Without a finite width, as with one replication or no difference, it is -1 to 1.
    """
    low = min(0.0, *(float(days[name]["difference_low"].min()) for name in names))
    high = max(0.0, *(float(days[name]["difference_high"].max()) for name in names))
    if not math.isfinite(high - low) or high == low:
        return -1.0, 1.0
    return low - 0.06 * (high - low), high + 0.06 * (high - low)


def _small_multiple(axes: Axes, found: Comparison, series: str, palette: Palette) -> None:
    """Draw one series of `mechanisms` into its panel."""
    calm(axes, palette)
    lines = {name: thinned(found.days(name, series)) for name in found.strategies}
    grey_lines(axes, lines.values(), "mean", palette)
    base = lines[found.baseline]
    axes.plot(base["day"], base["mean"], color=palette.ink, linewidth=1.3, linestyle=DASHED, label=found.baseline)
    for name, colour in zip(coloured(found), palette.series, strict=False):
        rows = lines[name]
        axes.fill_between(rows["day"], rows["low"], rows["high"], color=colour, alpha=0.15)
        axes.plot(rows["day"], rows["mean"], color=colour, linewidth=1.6, label=name)
    one = SERIES[series]
    title(axes, one.meaning + (f", {one.unit}" if one.unit not in ("share", "count") else ""), palette)
    axes.set_xticks(ticks(found.provenance.days))
