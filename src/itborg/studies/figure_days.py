"""The days of a study: a row a series, a panel a strategy, its runs as bands, the baseline beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..comparison.series import SERIES
from ..report.drawing import SMALL, Room, calm, new_figure, title
from ..report.figures import WIDTH
from ..report.palette import PRINT, Palette
from ..report.paths import thinned, ticks
from .answer import verdicts
from .results import Results

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

#: Strategies and series that are drawn.
MOST_PATHS, MOST_SERIES = 4, 4


def paths(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw the mean of each day with the middle half and nine tenths of runs; the baseline dashed."""
    rows = [row for row in verdicts(found) if row.strategy != found.study.baseline]
    drawn = sorted(rows, key=lambda row: -abs(row.difference.mean))[:MOST_PATHS]
    names = [row.strategy for row in rows if row in drawn]
    series = found.study.daily[:MOST_SERIES]
    room = Room(left=0.65, top=0.35, bottom=0.45, across=0.15, down=0.35)
    figure = new_figure(WIDTH, 0.8 + 1.9 * len(series), room, len(series), len(names))
    panels = figure.subplots(len(series), len(names), sharex=True, sharey="row", squeeze=False)
    for line, one in zip(panels, series, strict=True):
        base = _days(found, found.study.baseline, one)
        for axes, name in zip(line, names, strict=True):
            _panel(axes, _days(found, name, one), base, palette)
            axes.set_xticks(ticks(found.study.days))
            title(axes, name, palette)
        line[0].set_ylabel(f"{one.replace('_', ' ')}, {SERIES[one].unit}", fontsize=SMALL, color=palette.ink)
    panels[-1][0].set_xlabel("working days since the start", fontsize=SMALL, color=palette.ink)
    return figure


def _days(found: Results, strategy: str, series: str) -> DataFrame:
    assert found.days is not None
    return thinned(found.days[(found.days["strategy"] == strategy) & (found.days["series"] == series)])


def _panel(axes: Axes, own: DataFrame, base: DataFrame, palette: Palette) -> None:
    calm(axes, palette)
    colour = palette.series[0]
    for low, high, depth in (("p05", "p95", 0.14), ("p25", "p75", 0.22)):
        axes.fill_between(own["day"], own[low], own[high], color=colour, alpha=depth, linewidth=0)
    axes.plot(base["day"], base["mean"], color=palette.ink, linewidth=1, linestyle=(0, (4, 2)))
    axes.plot(own["day"], own["mean"], color=colour, linewidth=1.7)
