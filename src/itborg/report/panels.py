"""Small multiples of the states that lie behind the money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..comparison.series import SERIES
from .drawing import SMALL, Room, calm, new_figure, title
from .figures import WIDTH
from .palette import PRINT, Palette
from .paths import stand_back, thinned, ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..comparison import Comparison

SHOWN = (
    "trust_business_to_it",
    "it_understanding",
    "business_understanding",
    "priority_inflation",
    "label_information",
    "firefighting_share",
    "root_causes",
    "fit",
    "lead_time",
)
COLUMNS = 3


def chosen(found: Comparison, most: int = 5) -> list[str]:
    """Return the strategies that are drawn in colour: the best four and the last."""
    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    return ranked if len(ranked) <= most else [*ranked[: most - 1], ranked[-1]]


def panels(found: Comparison, palette: Palette = PRINT) -> Figure:
    """Draw the daily mean of nine series: some strategies in colour, the rest in grey."""
    rows = -(-len(SHOWN) // COLUMNS)
    figure = new_figure(WIDTH, 0.7 + 1.8 * rows, Room(top=0.65), rows, COLUMNS)
    for axes, series in zip(figure.subplots(rows, COLUMNS, sharex=True).flat, SHOWN, strict=True):
        _panel(axes, found, series, palette)
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


def _panel(axes: Axes, found: Comparison, series: str, palette: Palette) -> None:
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
    axes.set_xticks(ticks(found.study.days))
