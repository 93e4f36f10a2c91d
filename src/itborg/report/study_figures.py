"""The figures of a study: strategies over all design points, along one factor, over two, and effects of factors.

Relies on `Results`. All differences are strategy minus baseline in the first measure of the study, paired by
replication; intervals are Student's t, 95 %, over replications. Runs that failed are left out. `study_page` chooses the
figures that fit a design.
"""

from __future__ import annotations

import numpy as np

from ..analysis.measures.registry import better_of, measure_rows
from ..analysis.statistics import Band, band
from ..analysis.study import findings
from ..analysis.study.findings import strategy_effects
from ..analysis.study.results import Results, paired
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
from .study_text import digits

#: Strategies with a panel or a colour of their own; factors in the figure of effects.
MOST_PANELS, MOST_FACTORS = 6, 16
#: Half of the side of a square of a map; squares are 1 apart.
HALF = 0.49


def over_points(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw each strategy's difference from the baseline, in the unit of the study's first measure.

    Point and bar: mean over design points with its 95 % interval over replications; ticks: single design points, whose
    spread is no uncertainty. Best strategy on top. Blue: better; vermilion: worse; grey: the interval includes 0.
    """
    names = ranked(found)
    room = Room(left=room_for(names), top=0.1, bottom=0.5)
    figure = Figure(WIDTH, 0.7 + 0.3 * max(1, len(names)), room)
    axes = figure.subplots()
    points_panel(axes, found, names, palette)
    axes.set_xlabel(_label(found))
    return figure


def ranked(found: Results) -> list[str]:
    """Return the strategies without the baseline, best first in the main measure."""
    return [row.strategy for row in strategy_effects(found) if row.strategy != found.study.baseline]


def points_panel(axes: Axes, found: Results, names: list[str], palette: Palette) -> None:
    """Draw the differences of some strategies from the baseline into a panel, a row each, in the main measure."""
    calm(axes, palette, grid="x")
    axes.axvline(0, color=palette.ink, linewidth=1)
    steps, better = _steps(found), better_of(found.study.measures[0])
    rows = {row.strategy: row.difference for row in strategy_effects(found)}
    for at, name in enumerate(names):
        cells = steps.mean[:, found.study.names.index(name)]
        if len(cells) > 1:
            axes.plot(cells, np.full(len(cells), at), "|", color=palette.faint, markersize=9, alpha=0.6)
        interval_row(axes, at, *rows[name], significance_colour(rows[name].low, rows[name].high, better, palette))
    name_rows(axes, names)


def along_factor(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw differences from the baseline along the one factor of a design, one panel per organisation.

    Shaded: pointwise 95 % intervals over replications. Dashed: no difference. At most MOST_PANELS organisations and as
    many strategies are drawn, those that the study names first. The design must have exactly one factor.
    """
    study, organisations = found.study, list(found.study.organisations)[:MOST_PANELS]
    figure = Figure(WIDTH, 3.4, Room(left=0.6, top=0.65, bottom=0.5))
    panels = figure.subplots(1, len(organisations), sharey=True, squeeze=False)[0]
    for axes, organisation in zip(panels, organisations, strict=True):
        lines_panel(axes, found, organisation, palette)
        axes.set_xlabel(words(study.design.names[0]))
        if len(organisations) > 1:
            title(axes, organisation, palette)
    panels[0].set_ylabel(_label(found))
    legend_on_top(figure, palette)
    return figure


def lines_panel(axes: Axes, found: Results, organisation: str, palette: Palette) -> None:
    """Draw differences from the baseline along the one factor into a panel, in the main measure and an organisation."""
    study, steps = found.study, _steps(found)
    x = np.array([point[study.design.names[0]] for point in study.points])
    order = np.argsort(x, kind="stable")
    calm(axes, palette)
    axes.axhline(0, color=palette.ink, linewidth=1, linestyle=DASHED)
    cells = np.array([cell.number for cell in study.design_points if cell.organisation == organisation])[order]
    for at, (name, colour) in enumerate(zip(study.names[1:], palette.series, strict=False), 1):
        low, mean, high = (side[cells, at] for side in (steps.low, steps.mean, steps.high))
        axes.fill_between(x[order], low, high, color=colour, alpha=0.15)
        axes.plot(x[order], mean, color=colour, linewidth=1.6, marker="o", markersize=3, label=name)


def factor_map(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw differences from the baseline over the two factors of a grid: one panel per strategy, colour by size.

    All panels share one scale of colours. Only the first organisation and at most MOST_PANELS strategies are drawn. The
    design must be a grid of two factors; axes have its levels at equal distances.
    """
    names = found.study.names[1:][:MOST_PANELS]
    columns = min(3, len(names))
    rows = -(-len(names) // columns)
    figure = Figure(WIDTH, 0.6 + 2.6 * rows, Room(left=0.6, bottom=0.5, across=0.6, down=0.6))
    panels = figure.subplots(rows, columns, squeeze=False).flat
    for axes, name in zip(panels, names, strict=False):
        map_panel(axes, found, name, palette)
        title(axes, f"{name} minus {found.study.baseline}", palette)
    for axes in list(figure.axes)[len(names) :]:
        axes.set_visible(False)
    return figure


def map_panel(axes: Axes, found: Results, name: str, palette: Palette) -> None:
    """Draw one map: blue better, vermilion worse, stronger for larger; values in brackets are not significant.

    A value is significant if the 95 % interval of its design point alone excludes 0. The largest absolute difference
    of all strategies in the main measure has the strongest colour.
    """
    study, at, steps = found.study, found.study.names.index(name), _steps(found)
    largest = float(np.nanmax(np.abs(steps.mean[:, 1:]))) or 1.0
    places = digits(study.measures[0])
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
        shown = number(value, places, signed=True)
        label = shown if significant else f"({shown})"
        axes.text(x, y, label, ha="center", va="center", fontsize=SMALL - 1, color=palette.ink)
    axes.set_xticks(range(len(xs)), [f"{x:g}" for x in xs])
    axes.set_yticks(range(len(ys)), [f"{y:g}" for y in ys])
    axes.set_xlabel(words(first))
    axes.set_ylabel(words(second))


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
