"""The daily figures of a study: paired differences from the baseline, and levels.

Relies on `Results.days`, which has means over design points. Day 1 is the first day of the study.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..analysis.comparison.series import SERIES
from ..analysis.study.findings import strategy_effects
from ..analysis.study.results import Results
from .daily_figures import thinned, ticks
from .drawing import DASHED, PRINT, WIDTH, Axes, Figure, Palette, Room, calm, significance_colour, title
from .formatting import words

if TYPE_CHECKING:
    from pandas import DataFrame

    #: Draws the days of a strategy and those of the baseline into a panel; the text is the name of the series.
    Panel = Callable[[Axes, DataFrame, DataFrame, str, Palette], None]

#: Strategies and series that are drawn.
MOST_PATHS, MOST_SERIES = 4, 6


def day_by_day(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw the paired difference of each day from the baseline, mean over design points, with its 95 % interval.

    The interval is one over replications, for each day separately. One row per daily series of the study, one column
    per strategy: at most MOST_SERIES series, and the MOST_PATHS strategies with the largest differences, in the order
    of their rank. Blue: significantly better on the last day; vermilion: worse; grey: neither. The daily series must
    have been read (`found.days`).
    """
    return _panels(found, _difference, f" minus {found.study.baseline}", palette)


def levels_by_day(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw the mean of each day with the middle 50 % and 90 % of runs; the baseline is dashed.

    Rows and columns are those of `day_by_day`. Quantiles are means over design points.
    """
    return _panels(found, _level, "", palette)


def _panels(found: Results, draw: Panel, label: str, palette: Palette) -> Figure:
    """Draw a panel for each daily series and strategy; `label` follows the name of the series."""
    rows = [row for row in strategy_effects(found) if row.strategy != found.study.baseline]
    drawn = sorted(rows, key=lambda row: -abs(row.difference.mean))[:MOST_PATHS]
    names = [row.strategy for row in rows if row in drawn]
    series = found.study.daily_series[:MOST_SERIES]
    room = Room(left=0.65, top=0.35, bottom=0.45, across=0.15, down=0.45)
    figure = Figure(WIDTH, 0.35 + 2.0 * len(series), room)
    panels = figure.subplots(len(series), len(names), sharex=True, sharey="row", squeeze=False)
    for line, one in zip(panels, series, strict=True):
        base = _days(found, found.study.baseline, one)
        for axes, name in zip(line, names, strict=True):
            calm(axes, palette)
            draw(axes, _days(found, name, one), base, one, palette)
            axes.set_xticks(ticks(found.study.days))
            title(axes, name, palette)
        unit = SERIES[one].unit if one in SERIES else ""
        title(line[0], f"{words(one)}{label}{f', {unit}' if unit else ''}: {names[0]}", palette)
    for axes in panels[-1]:
        axes.set_xlabel("working day")
    return figure


def _days(found: Results, strategy: str, series: str) -> DataFrame:
    """Return the drawn days of one series under one strategy."""
    assert found.days is not None
    return thinned(found.days[(found.days["strategy"] == strategy) & (found.days["series"] == series)])


def _difference(axes: Axes, own: DataFrame, _: DataFrame, series: str, palette: Palette) -> None:
    """Draw the paired difference of one series under one strategy, with its interval and a line at 0."""
    end = own.iloc[-1]
    better = SERIES[series].better if series in SERIES else None
    colour = significance_colour(end["difference_low"], end["difference_high"], better, palette)
    axes.axhline(0, color=palette.ink, linewidth=0.8)
    axes.fill_between(own["day"], own["difference_low"], own["difference_high"], color=colour, alpha=0.25)
    axes.plot(own["day"], own["difference_mean"], color=colour, linewidth=1.7)


def _level(axes: Axes, own: DataFrame, base: DataFrame, _: str, palette: Palette) -> None:
    """Draw the level of one series under one strategy, with quantiles `p05` to `p95` of runs, and the baseline."""
    colour = palette.series[0]
    for low, high, depth in (("p05", "p95", 0.14), ("p25", "p75", 0.22)):
        axes.fill_between(own["day"], own[low], own[high], color=colour, alpha=depth)
    axes.plot(base["day"], base["mean"], color=palette.ink, linewidth=1, linestyle=DASHED)
    axes.plot(own["day"], own["mean"], color=colour, linewidth=1.7)
