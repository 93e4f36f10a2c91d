"""The figures of a comparison."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..analysis.comparison.provenance import measure_rows
from ..analysis.comparison.series import SERIES
from .drawing import PRINT, SMALL, WIDTH, Palette, Room, calm, new_figure, room_for, title

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from ..analysis.comparison.result import Comparison
    from .drawing import Draw


def drawings(_found: Comparison) -> Mapping[str, Draw]:
    """Return what draws the figures of a comparison, by name."""
    return {"forest": forest, "daily": paths, "mechanisms": panels, "handoffs": handoffs}


def forest(found: Comparison, measure: str = "net_value", palette: Palette = PRINT, width: float = WIDTH) -> Figure:
    """Draw the paired difference of each strategy to the baseline, with 95 % intervals, best on top.

    width  inches
    """
    rows = [row for row in found.ranking(measure).to_dict("records") if row["strategy"] != found.baseline]
    left = room_for(str(row["strategy"]) for row in rows)
    figure = new_figure(width, 0.7 + 0.27 * max(1, len(rows)), Room(left=left, top=0.1, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvline(0, color=palette.ink, linewidth=1)
    for at, row in enumerate(rows):
        colour = _verdict_colour(row["difference_low"], row["difference_high"], measure, palette)
        axes.plot(
            [row["difference_low"], row["difference_high"]],
            [at, at],
            color=colour,
            linewidth=2.4,
            solid_capstyle="round",
        )
        axes.plot([row["difference_mean"]], [at], "o", color=colour, markersize=5)
    axes.set_yticks(range(len(rows)), [row["strategy"] for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    unit = measure_rows().get(measure, {}).get("unit", "")
    axes.set_xlabel(f"{measure.replace('_', ' ')} minus {found.baseline}, {unit}", fontsize=SMALL, color=palette.ink)
    return figure


def _verdict_colour(low: float, high: float, measure: str, palette: Palette) -> str:
    """Return blue for better, vermilion for worse, grey where the interval includes 0."""
    better = measure_rows().get(measure, {}).get("better")
    if better is None or not (low > 0 or high < 0):
        return palette.faint
    return palette.series[0] if (low > 0) == (better == "higher") else palette.series[3]


COLUMNS = 4
#: Days drawn of a line, and of these how many are left out of a grey one.
POINTS, THIN = 120, 3


def paths(found: Comparison, series: str = "net_value", palette: Palette = PRINT) -> Figure:
    """Draw the mean daily difference of each strategy with its 95 % band; the others stand back.

    Panels come in the order of the ranking, so that a row, which shares its scale, has strategies
    of similar size.
    """
    ranked = [name for name in found.ranking()["strategy"] if name != found.baseline]
    columns = max(2, min(COLUMNS, len(ranked)))
    rows = max(1, math.ceil(len(ranked) / columns))
    height = 1.15 if rows > 1 else 1.6
    figure = new_figure(WIDTH, 0.6 + (height + 0.3) * rows, Room(across=0.15, down=0.35), rows, columns)
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


def thinned(ours: DataFrame) -> DataFrame:
    """Return the days of one series that are drawn: the last one and about 120 before it."""
    return ours[::-1].iloc[:: max(1, len(ours) // POINTS)][::-1]


def stand_back(axes: Axes, lines: Iterable[DataFrame], column: str, palette: Palette) -> None:
    """Draw lines thin and grey, all at once."""
    from matplotlib.collections import LineCollection

    drawn = [rows[["day", column]].to_numpy(dtype=float)[::THIN] for rows in lines]
    axes.add_collection(LineCollection(drawn, colors=palette.faint, linewidths=0.6, alpha=0.35))


def _panel(axes: Axes, name: str, days: dict[str, DataFrame], palette: Palette) -> None:
    calm(axes, palette)
    axes.axhline(0, color=palette.ink, linewidth=0.8)
    stand_back(axes, days.values(), "difference_mean", palette)
    own = days[name]
    at_end = own.iloc[-1]
    colour = palette.series[3] if at_end["difference_high"] < 0 else palette.series[0]
    axes.fill_between(own["day"], own["difference_low"], own["difference_high"], color=colour, alpha=0.22, linewidth=0)
    axes.plot(own["day"], own["difference_mean"], color=colour, linewidth=1.7)
    title(axes, name, palette)


def _range(days: dict[str, DataFrame], names: list[str]) -> tuple[float, float]:
    """Return the lowest and highest value that a row must show, 0 among them."""
    low = min(0.0, *(float(days[name]["difference_low"].min()) for name in names))
    high = max(0.0, *(float(days[name]["difference_high"].max()) for name in names))
    if not math.isfinite(high - low) or high == low:
        return -1.0, 1.0
    return low - 0.06 * (high - low), high + 0.06 * (high - low)


def ticks(days: int) -> list[int]:
    """Return a few round days: halves of a year in a long run, months in a short one.

    >>> ticks(480), ticks(100)
    ([1, 120, 240, 360, 480], [1, 20, 40, 60, 80, 100])
    """
    step = next((s for s in (5, 10, 20, 60, 120, 240, 480) if days / s <= 5), 960)
    return [1, *range(step, days + 1, step)]


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
SMALL_MULTIPLES = 3


def chosen(found: Comparison, most: int = 5) -> list[str]:
    """Return the strategies that are drawn in colour: the best four and the last."""
    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    return ranked if len(ranked) <= most else [*ranked[: most - 1], ranked[-1]]


def panels(found: Comparison, palette: Palette = PRINT) -> Figure:
    """Draw the daily mean of nine series: some strategies in colour, the rest in grey."""
    rows = -(-len(SHOWN) // SMALL_MULTIPLES)
    figure = new_figure(WIDTH, 0.7 + 1.8 * rows, Room(top=0.65), rows, SMALL_MULTIPLES)
    for axes, series in zip(figure.subplots(rows, SMALL_MULTIPLES, sharex=True).flat, SHOWN, strict=True):
        _small_multiple(axes, found, series, palette)
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(
        handles,
        labels,
        loc="upper center",
        ncols=len(labels),
        frameon=False,
        fontsize=SMALL,
        labelcolor=palette.ink,
    )
    return figure


def _small_multiple(axes: Axes, found: Comparison, series: str, palette: Palette) -> None:
    calm(axes, palette)
    coloured = chosen(found)
    lines = {name: thinned(found.days(name, series)) for name in found.strategies}
    stand_back(axes, lines.values(), "mean", palette)
    base = lines[found.baseline]
    axes.plot(base["day"], base["mean"], color=palette.ink, linewidth=1.3, linestyle=(0, (4, 2)), label=found.baseline)
    for name, colour in zip(coloured, palette.series, strict=False):
        rows = lines[name]
        axes.fill_between(rows["day"], rows["low"], rows["high"], color=colour, alpha=0.15, linewidth=0)
        axes.plot(rows["day"], rows["mean"], color=colour, linewidth=1.6, label=name)
    one = SERIES[series]
    title(axes, one.meaning + (f", {one.unit}" if one.unit not in ("share", "count") else ""), palette)
    axes.set_xticks(ticks(found.provenance.days))


def handoffs(found: Comparison, palette: Palette = PRINT) -> Figure:
    """Draw share and median hours by number of hand-offs: the baseline, the best and the last."""
    figure = new_figure(WIDTH, 2.7, Room(bottom=0.5, across=0.7), columns=2)
    shares, hours = figure.subplots(1, 2)
    for axes, name in ((shares, "share of incidents"), (hours, "median calendar hours to resolve")):
        calm(axes, palette)
        title(axes, name, palette)
        axes.set_xlabel("hand-offs", fontsize=SMALL, color=palette.ink)
    hours.set_yscale("log")
    hours.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    hours.yaxis.set_minor_formatter(lambda _value, _: "")
    for number, (name, colour) in enumerate(_lines(found, palette)):
        rows = found.handoffs[found.handoffs["strategy"] == name]
        at = [x + 0.12 * (number - 1) for x in range(len(rows))]
        for axes, column in ((shares, "share"), (hours, "hours")):
            axes.vlines(at, rows[f"{column}_low"], rows[f"{column}_high"], color=colour, linewidth=2, alpha=0.5)
            axes.plot(at, rows[f"{column}_mean"], "o-", color=colour, markersize=4, linewidth=1, label=name)
            axes.set_xticks(range(len(rows)), list(rows["handoffs"]))
    shares.legend(frameon=False, fontsize=SMALL, labelcolor=palette.ink)
    return figure


def _lines(found: Comparison, palette: Palette) -> list[tuple[str, str]]:
    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    lines = [(found.baseline, palette.ink)]
    for name, colour in zip(
        dict.fromkeys([*ranked[:1], *ranked[-1:]]), (palette.series[0], palette.series[3]), strict=False
    ):
        lines.append((name, colour))
    return lines
