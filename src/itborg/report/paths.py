"""Day by day: the difference to the baseline, a panel a strategy."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .drawing import Room, calm, new_figure, title
from .figures import WIDTH
from .palette import PRINT, Palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from ..comparison import Comparison

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
            axes.set_xticks(ticks(found.study.days))
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
