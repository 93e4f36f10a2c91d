"""The figures of a study: strategies over all design points, along one factor, over two, and effects of factors.

Relies on `Results`. All differences are strategy minus baseline in the first measure of the study, paired by
replication; intervals are Student's t, 95 %, over replications. Runs that failed are left out. `study_page` chooses the
figures that fit a design.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..analysis.comparison.series import SERIES
from ..analysis.measures.registry import better_of, measure_rows
from ..analysis.statistics import Band, band
from ..analysis.study import findings
from ..analysis.study.findings import strategy_effects
from ..analysis.study.results import Results, paired
from .daily_figures import thinned, ticks
from .drawing import (
    DASHED,
    PRINT,
    SMALL,
    WIDTH,
    Axes,
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
from .formatting import number, words

if TYPE_CHECKING:
    from pandas import DataFrame

#: Strategies with a panel or a colour of their own; factors in the figure of effects.
MOST_PANELS, MOST_FACTORS = 6, 16
#: Half of the side of a square of a map; squares are 1 apart.
HALF = 0.49


def over_points(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw each strategy's difference from the baseline, in the unit of the study's first measure.

    Point and bar: mean over design points with its 95 % interval over replications; ticks: single design points, whose
    spread is no uncertainty. Best strategy on top. Blue: better; vermilion: worse; grey: the interval includes 0.
    """
    rows = [row for row in strategy_effects(found) if row.strategy != found.study.baseline]
    steps = _steps(found)
    figure = Figure(
        WIDTH, 0.7 + 0.3 * max(1, len(rows)), Room(left=room_for(r.strategy for r in rows), top=0.1, bottom=0.5)
    )
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvline(0, color=palette.ink, linewidth=1)
    better = better_of(found.study.measures[0])
    for at, row in enumerate(rows):
        colour = significance_colour(row.difference.low, row.difference.high, better, palette)
        cells = steps.mean[:, found.study.names.index(row.strategy)]
        if len(cells) > 1:
            axes.plot(cells, np.full(len(cells), at), "|", color=palette.faint, markersize=9, alpha=0.6)
        interval_row(axes, at, *row.difference, colour)
    name_rows(axes, [row.strategy for row in rows])
    axes.set_xlabel(_label(found))
    return figure


def along_factor(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw differences from the baseline along the one factor of a design, one panel per organisation.

    Shaded: pointwise 95 % intervals over replications. Dashed: no difference. At most MOST_PANELS organisations and as
    many strategies are drawn, those that the study names first. The design must have exactly one factor.
    """
    study, steps = found.study, _steps(found)
    factor, organisations = study.design.names[0], list(study.organisations)[:MOST_PANELS]
    figure = Figure(WIDTH, 3.4, Room(left=0.6, top=0.65, bottom=0.5))
    panels = figure.subplots(1, len(organisations), sharey=True, squeeze=False)[0]
    x = np.array([point[factor] for point in study.points])
    order = np.argsort(x, kind="stable")
    for axes, organisation in zip(panels, organisations, strict=True):
        calm(axes, palette)
        axes.axhline(0, color=palette.ink, linewidth=1, linestyle=DASHED)
        cells = np.array([cell.number for cell in study.design_points if cell.organisation == organisation])[order]
        for at, (name, colour) in enumerate(zip(study.names[1:], palette.series, strict=False), 1):
            low, mean, high = (side[cells, at] for side in (steps.low, steps.mean, steps.high))
            axes.fill_between(x[order], low, high, color=colour, alpha=0.15)
            axes.plot(x[order], mean, color=colour, linewidth=1.6, marker="o", markersize=3, label=name)
        axes.set_xlabel(words(factor))
        if len(organisations) > 1:
            title(axes, organisation, palette)
    panels[0].set_ylabel(_label(found))
    legend_on_top(figure, palette)
    return figure


def factor_map(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw differences from the baseline over the two factors of a grid: one panel per strategy, colour by size.

    All panels share one scale of colours. Only the first organisation and at most MOST_PANELS strategies are drawn. The
    design must be a grid of two factors; axes have its levels at equal distances.
    """
    study, steps = found.study, _steps(found)
    names = study.names[1:][:MOST_PANELS]
    columns = min(3, len(names))
    rows = -(-len(names) // columns)
    figure = Figure(WIDTH, 0.6 + 2.6 * rows, Room(left=0.6, bottom=0.5, across=0.6, down=0.6))
    panels = figure.subplots(rows, columns, squeeze=False).flat
    largest = float(np.nanmax(np.abs(steps.mean[:, 1:]))) or 1.0
    for axes, name in zip(panels, names, strict=False):
        _map(axes, found, steps, name, largest, palette)
    for axes in list(figure.axes)[len(names) :]:
        axes.set_visible(False)
    return figure


def _map(axes: Axes, found: Results, steps: Band, name: str, largest: float, palette: Palette) -> None:
    """Draw one map: blue better, vermilion worse, stronger for larger; values in brackets are not significant.

    A value is significant if the 95 % interval of its design point alone excludes 0.

    largest  the absolute difference that gets the strongest colour
    """
    study, at = found.study, found.study.names.index(name)
    first, second = study.design.names
    xs, ys = (sorted({point[factor] for point in study.points}) for factor in (first, second))
    sign = -1.0 if better_of(study.measures[0]) == "lower" else 1.0
    calm(axes, palette)
    axes.y.grid = False
    for cell in study.design_points[:: len(study.organisations)]:
        x, y, value = xs.index(cell.values[first]), ys.index(cell.values[second]), float(steps.mean[cell.number, at])
        significant = steps.low[cell.number, at] > 0 or steps.high[cell.number, at] < 0
        colour = palette.series[0] if sign * value > 0 else palette.series[3]
        alpha = 0.08 + 0.72 * min(1.0, abs(value) / largest)
        axes.rectangle(x - HALF, x + HALF, y - HALF, y + HALF, color=colour, alpha=alpha)
        shown = number(value, 1, signed=True)
        label = shown if significant else f"({shown})"
        axes.text(x, y, label, ha="center", va="center", fontsize=SMALL - 1, color=palette.ink)
    axes.set_xticks(range(len(xs)), [f"{x:g}" for x in xs])
    axes.set_yticks(range(len(ys)), [f"{y:g}" for y in ys])
    axes.set_xlabel(words(first))
    axes.set_ylabel(words(second))
    title(axes, f"{name} minus {study.baseline}", palette)


def factor_effects(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw how each factor changes the baseline, and the difference of the first two strategies from it.

    The effect of a factor is the change from its lowest to its highest value along a straight line, in the unit of the
    measure, with its 95 % interval. Strongest first, at most MOST_FACTORS. Grey: not significant (95 %, corrected for
    the number of factors). Blue: the value rises; vermilion: it falls, whichever is better.
    """
    names, unit = found.study.names[:3], measure_rows()[found.study.measures[0]]["unit"]
    shown = {name: findings.factor_effects(found, name)[:MOST_FACTORS] for name in names}
    height = 0.8 + 0.24 * max(len(rows) for rows in shown.values())
    left = room_for(one.factor for rows in shown.values() for one in rows)
    figure = Figure(WIDTH, height, Room(left=left, bottom=0.5, across=left))
    for axes, (name, rows) in zip(figure.subplots(1, len(names), squeeze=False)[0], shown.items(), strict=True):
        calm(axes, palette, grid="x")
        axes.axvline(0, color=palette.ink, linewidth=1)
        for at, one in enumerate(rows):
            colour = palette.faint if not one.significant else palette.series[0 if one.effect.mean > 0 else 3]
            interval_row(axes, at, *one.effect, colour)
        name_rows(axes, [one.factor for one in rows])
        axes.set_xlabel(f"from lowest to highest value, {unit}")
        title(axes, name if name == found.study.baseline else f"{name} minus {found.study.baseline}", palette)
    return figure


def _steps(found: Results) -> Band:
    """Return the paired difference from the baseline with its interval, arrays of (design points, strategies)."""
    values = paired(found, found.study.measures[0])
    return band(values - values[:, :, :1])


def _label(found: Results) -> str:
    """Return the label of the axis of differences: measure, baseline and unit."""
    measure = found.study.measures[0]
    return f"{words(measure)} minus {found.study.baseline}, {measure_rows()[measure]['unit']}"


#: Strategies and series that are drawn.
MOST_PATHS, MOST_SERIES = 4, 4


def day_by_day(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw the mean of each day with the middle 50 % and 90 % of runs; the baseline is dashed.

    One row per daily series of the study, one column per strategy: at most MOST_SERIES series, and the MOST_PATHS
    strategies with the largest differences, in the order of their rank. Quantiles are means over design points. The
    daily series must have been read (`found.days`).
    """
    rows = [row for row in strategy_effects(found) if row.strategy != found.study.baseline]
    drawn = sorted(rows, key=lambda row: -abs(row.difference.mean))[:MOST_PATHS]
    names = [row.strategy for row in rows if row in drawn]
    series = found.study.daily_series[:MOST_SERIES]
    room = Room(left=0.65, top=0.35, bottom=0.45, across=0.15, down=0.35)
    figure = Figure(WIDTH, 0.8 + 1.9 * len(series), room)
    panels = figure.subplots(len(series), len(names), sharex=True, sharey="row", squeeze=False)
    for line, one in zip(panels, series, strict=True):
        base = _days(found, found.study.baseline, one)
        for axes, name in zip(line, names, strict=True):
            _panel(axes, _days(found, name, one), base, palette)
            axes.set_xticks(ticks(found.study.days))
            title(axes, name, palette)
        line[0].set_ylabel(f"{words(one)}, {SERIES[one].unit if one in SERIES else ''}")
    panels[-1][0].set_xlabel("working day after the start")
    return figure


def _days(found: Results, strategy: str, series: str) -> DataFrame:
    """Return the drawn days of one series under one strategy."""
    assert found.days is not None
    return thinned(found.days[(found.days["strategy"] == strategy) & (found.days["series"] == series)])


def _panel(axes: Axes, own: DataFrame, base: DataFrame, palette: Palette) -> None:
    """Draw one series under one strategy.

    own, base  rows of the strategy and of the baseline: `day`, `mean`, and of the strategy `p05`, `p25`, `p75`, `p95`
    """
    calm(axes, palette)
    colour = palette.series[0]
    for low, high, depth in (("p05", "p95", 0.14), ("p25", "p75", 0.22)):
        axes.fill_between(own["day"], own[low], own[high], color=colour, alpha=depth)
    axes.plot(base["day"], base["mean"], color=palette.ink, linewidth=1, linestyle=DASHED)
    axes.plot(own["day"], own["mean"], color=colour, linewidth=1.7)
