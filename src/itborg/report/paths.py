"""Day by day: the difference to the baseline, a panel a strategy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .drawing import SMALL, Room, calm, new_figure, title
from .figures import WIDTH
from .palette import PRINT, Palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from ..comparison import Comparison

COLUMNS = 4
#: Grey lines are drawn at every fifth day.
THIN = 5


def paths(found: Comparison, series: str = "net_value", palette: Palette = PRINT) -> Figure:
    """Draw the mean daily difference of each strategy with its 95 % band; the others stand back."""
    ranked = [name for name in found.ranking()["strategy"] if name != found.baseline]
    columns = max(2, min(COLUMNS, len(ranked)))
    rows = max(1, math.ceil(len(ranked) / columns))
    height = 1.15 if rows > 1 else 1.6
    figure = new_figure(WIDTH, 0.6 + (height + 0.3) * rows, Room(across=0.15, down=0.35), rows, columns)
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flat
    days = {name: _days(found, name, series) for name in ranked}
    for axes, name in zip(panels, [*ranked, *[""] * (rows * columns - len(ranked))], strict=True):
        if name:
            _panel(axes, name, days, palette)
        else:
            axes.set_visible(False)
    return figure


def _days(found: Comparison, name: str, series: str) -> DataFrame:
    ours = found.daily
    return ours[(ours["strategy"] == name) & (ours["series"] == series)]


def _panel(axes: Axes, name: str, days: dict[str, DataFrame], palette: Palette) -> None:
    calm(axes, palette)
    axes.axhline(0, color=palette.ink, linewidth=0.8)
    for other in days.values():
        thin = other.iloc[::THIN]
        axes.plot(thin["day"], thin["difference_mean"], color=palette.faint, linewidth=0.6, alpha=0.35)
    own = days[name]
    at_end = own.iloc[-1]
    colour = palette.series[3] if at_end["difference_high"] < 0 else palette.series[0]
    axes.fill_between(own["day"], own["difference_low"], own["difference_high"], color=colour, alpha=0.22, linewidth=0)
    axes.plot(own["day"], own["difference_mean"], color=colour, linewidth=1.7)
    title(axes, name, palette)
    axes.set_xticks(_ticks(len(own)))
    axes.tick_params(labelsize=SMALL)


def _ticks(days: int) -> list[int]:
    """Return a few round days: halves of a year in a long run, months in a short one.

    >>> _ticks(480), _ticks(100)
    ([1, 120, 240, 360, 480], [1, 20, 40, 60, 80, 100])
    """
    step = next((s for s in (5, 10, 20, 60, 120, 240, 480) if days / s <= 5), 960)
    return [1, *range(step, days + 1, step)]
