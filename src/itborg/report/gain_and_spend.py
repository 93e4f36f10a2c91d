"""The figure that opens the report of a comparison: gain against spend, with the efficient frontier.

Relies on `analysis.comparison.efficiency` for the frontier. Names stand where they overlap neither each other nor a
point nor the line of 0; a strategy for whose name there is no room is found in the table below.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..analysis.comparison.efficiency import frontier
from .drawing import DASHED, PRINT, SMALL, WIDTH, Axes, Figure, Palette, Room, calm, short, significance_colour

if TYPE_CHECKING:
    from ..analysis.comparison.result import Comparison

CAPTION = (
    "Gain in net value over the baseline (mean and 95 % confidence interval) against what each strategy took over all "
    "days, working time included; the scale of the spend is logarithmic. The line is the efficient frontier: no "
    "strategy on it is beaten by one that took less. Blue: better than the baseline; vermilion: worse; grey: not "
    "statistically distinguishable from 0."
)
LABEL = "Gain against spend, with the efficient frontier"
#: Height of the figure, and mean width of a letter of a name, inches.
HEIGHT, LETTER = 3.6, 0.062
#: Where a name may stand beside its point, in points to the right and up, and which side of it is there.
BESIDE = (
    (6.0, 0.0, "left"), (-6.0, 0.0, "right"), (0.0, 9.0, "center"), (0.0, -9.0, "center"),
    (5.0, 8.0, "left"), (5.0, -8.0, "left"), (-5.0, 8.0, "right"), (-5.0, -8.0, "right"),
)  # fmt: skip
#: The same for names on the frontier, whose line should not cross them.
ABOVE_FIRST = ((-5.0, 10.0, "right"), (0.0, 13.0, "center"), *BESIDE)


class _Point(NamedTuple):
    name: str
    spend: float
    gain: float
    low: float
    high: float


class _Frame(NamedTuple):
    """The panel: its limits in the data, and its size in inches."""

    left: float
    right: float
    bottom: float
    top: float
    width: float
    height: float

    def place(self, spend: float, gain: float) -> tuple[float, float]:
        """Return where a point lies, in inches from the lower left corner of the panel."""
        across = math.log(spend / self.left) / math.log(self.right / self.left)
        return across * self.width, (gain - self.bottom) / (self.top - self.bottom) * self.height


def gain_and_spend(found: Comparison, palette: Palette = PRINT, width: float = WIDTH) -> Figure:
    """Draw each strategy's gain in net value against its spend, and the efficient frontier.

    Strategies that took nothing, or less than the baseline, have no place on the logarithmic scale and are left out.

    width  inches
    """
    points = [one for one in _points(found) if one.spend > 0]
    room = Room(left=0.55, top=0.1, bottom=0.5)
    figure = Figure(width, HEIGHT, room)
    axes = figure.subplots()
    calm(axes, palette, grid="both")
    axes.axhline(0, color=palette.ink, linewidth=1, linestyle=DASHED)
    axes.set_xlabel("spend over all days, kEUR, working time included")
    axes.set_ylabel("gain, kEUR/day")
    if not points:
        return figure
    frame = _limits(axes, points, width - room.left - room.right, HEIGHT - room.top - room.bottom)
    best = frontier(found)
    edge = [one for name in best for one in points if one.name == name]
    axes.plot([one.spend for one in edge], [one.gain for one in edge], color=palette.series[2], linewidth=2.0)
    for one in points:
        colour = significance_colour(one.low, one.high, "higher", palette)
        if math.isfinite(one.low):
            axes.vlines([one.spend], [one.low], [one.high], color=colour, linewidth=1.5)
        axes.plot([one.spend], [one.gain], "o", color=colour, markersize=5.0)
    ordered = sorted(points, key=lambda one: (one.name not in best, -abs(one.gain)))
    for one, (right, up, side) in _names(ordered, points, frame, best):
        axes.text(one.spend, one.gain, short(one.name), color=palette.ink, fontsize=SMALL, ha=side, va="center",
                  offset=(right, up))  # fmt: skip
    return figure


def _points(found: Comparison) -> list[_Point]:
    steps = {name: found.difference(name) for name in found.strategies[1:]}
    return [_Point(name, found.spend_of(name).total.mean, one.mean, one.low, one.high) for name, one in steps.items()]


def _limits(axes: Axes, points: list[_Point], width: float, height: float) -> _Frame:
    """Set the scales of the panel, with room around all intervals."""
    axes.x.logarithmic = True
    ends = [value for one in points for value in (one.gain, one.low, one.high) if math.isfinite(value)] + [0.0]
    margin = 0.08 * (max(ends) - min(ends) or 1.0)
    left, right = min(one.spend for one in points) / 1.8, max(one.spend for one in points) * 1.8
    axes.set_xlim(left, right)
    axes.set_ylim(min(ends) - margin, max(ends) + margin)
    return _Frame(left, right, min(ends) - margin, max(ends) + margin, width, height)


def _names(
    ordered: list[_Point], points: list[_Point], frame: _Frame, best: list[str]
) -> Iterator[tuple[_Point, tuple[float, float, str]]]:
    """Yield the points whose names have room, the most important first, and where each name stands."""
    zero = frame.place(frame.left, 0.0)[1]
    taken = [(0.0, frame.width, zero - 0.01, zero + 0.01)]  # the dashed line of 0
    taken += [(x - 0.05, x + 0.05, y - 0.05, y + 0.05) for x, y in (frame.place(one.spend, one.gain) for one in points)]
    for one in ordered:
        x, y = frame.place(one.spend, one.gain)
        for right, up, side in ABOVE_FIRST if one.name in best else BESIDE:
            length, centre, above = LETTER * len(short(one.name)), x + right / 72, y + up / 72
            start = {"left": centre, "right": centre - length, "center": centre - length / 2}[side]
            box = (start, start + length, above - 0.065, above + 0.065)
            if box[0] >= 0 and box[1] <= frame.width and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield one, (right, up, side)
                break


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
