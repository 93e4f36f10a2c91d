"""The figures of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..comparison.study import measure_rows
from .drawing import SMALL, Room, calm, new_figure, room_for
from .palette import PRINT, Palette

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..comparison import Comparison

#: Inches: of a figure, and of its twin for a phone.
WIDTH, NARROW = 9.0, 4.6


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
