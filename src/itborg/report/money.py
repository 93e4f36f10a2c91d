"""Where the money comes from: benefit, losses and cost in the difference of net value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..comparison.result import Difference
from .drawing import SMALL, Room, calm, new_figure, room_for
from .figures import WIDTH
from .palette import PRINT, Palette

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..comparison import Comparison


class Parts(NamedTuple):
    """What makes up the paired difference of net value: net = benefit - loss - cost."""

    strategy: str
    net: Difference
    benefit: Difference
    loss: Difference
    cost: Difference


def parts(found: Comparison) -> list[Parts]:
    """Return the parts of every strategy's difference, best first, without the baseline."""
    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    names = ("net_value", "benefit", "loss", "cost")
    return [Parts(name, *(found.difference(name, measure=one) for one in names)) for name in ranked]


def money(found: Comparison, palette: Palette = PRINT, width: float = WIDTH) -> Figure:
    """Draw the parts as bars to the right (gain) and left (price), the net as a dot.

    width  inches
    """
    rows = parts(found)
    left = room_for(row.strategy for row in rows)
    figure = new_figure(width, 0.95 + 0.27 * max(1, len(rows)), Room(left=left, top=0.35, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvline(0, color=palette.ink, linewidth=1)
    labels = (("more benefit", palette.series[0]), ("less loss", palette.series[2]), ("less cost", palette.series[1]))
    for at, row in enumerate(rows):
        ends = {True: 0.0, False: 0.0}
        gains = (row.benefit.mean, -row.loss.mean, -row.cost.mean)
        for gain, (label, colour) in zip(gains, labels, strict=True):
            axes.barh(at, gain, left=ends[gain > 0], height=0.6, color=colour, alpha=0.75, label=None if at else label)
            ends[gain > 0] += gain
        axes.plot([row.net.mean], [at], "D", color=palette.ink, markersize=4, label=None if at else "net")
    axes.set_yticks(range(len(rows)), [row.strategy for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlabel(
        f"kEUR/day against {found.baseline}: gain to the right, price to the left",
        fontsize=SMALL,
        color=palette.ink,
    )
    figure.legend(loc="upper center", ncols=4, frameon=False, fontsize=SMALL, labelcolor=palette.ink)
    return figure
