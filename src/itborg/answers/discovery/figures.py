"""Figures of regions: bounds within each factor's range, points over two factors, density against coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...report.drawing import SMALL, Room, calm, new_figure, room_for, title
from ...report.figures import WIDTH
from ...report.palette import PRINT, Palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ...statistics import Floats
    from ...studies import Design
    from .regions import Region, Regions


def bounds(found: Regions, design: Design, palette: Palette = PRINT) -> Figure:
    """Draw the bounds of every region inside the ranges that were looked at."""
    shown = [one for one in found.found if one.holds_up]
    factors = sorted({at for one in shown for at, _ in one.box.bounds})
    names = [design.names[at] for at in factors]
    left = room_for(names)
    figure = new_figure(WIDTH, 1.0 + 0.4 * max(1, len(names)), Room(left=left, top=0.35, bottom=0.5, right=0.4))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    for row, at in enumerate(factors):
        low, high = design.factors[at].low, design.factors[at].high
        axes.plot([0, 1], [row, row], color=palette.grid, linewidth=7, solid_capstyle="butt", zorder=1)
        _within(axes, shown, at, row, design, palette)
        axes.text(-0.005, row + 0.34, f"{low:g}", fontsize=SMALL - 1, color=palette.faint, ha="left", va="center")
        axes.text(1.005, row + 0.34, f"{high:g}", fontsize=SMALL - 1, color=palette.faint, ha="right", va="center")
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xticks([])
    if len(shown) > 1:
        axes.legend(loc="lower right", bbox_to_anchor=(1, -0.2), ncols=3, frameon=False, fontsize=SMALL)
    title(axes, "bounds of the regions within the range of each factor" if names else "no region stands out", palette)
    return figure


def _within(axes: Axes, shown: Sequence[Region], at: int, row: int, design: Design, palette: Palette) -> None:
    """Draw between which values of one factor each region lies, one above the other; 0 and 1 are the factor's ends."""
    low, high = design.factors[at].low, design.factors[at].high
    for number, (one, colour) in enumerate(zip(shown, palette.series, strict=False)):
        if at not in {factor for factor, _ in one.box.bounds}:
            continue
        ends = np.clip([(one.box.low[at] - low) / (high - low), (one.box.high[at] - low) / (high - low)], 0, 1)
        y = row + 0.16 * (number - (len(shown) - 1) / 2)
        label = None if number in _seen(axes) else f"region {number + 1}"
        axes.plot(ends, [y, y], color=colour, linewidth=4, solid_capstyle="butt", label=label, zorder=2)


def _seen(axes: Axes) -> set[int]:
    labels = axes.get_legend_handles_labels()[1]
    return {int(label.removeprefix("region ")) - 1 for label in labels}


def scatter(found: Regions, design: Design, points: Floats, palette: Palette = PRINT) -> Figure:
    """Draw every point over the two factors that bound the first region most, with the region.

    points  (points, factors)
    """
    figure = new_figure(WIDTH, 4.2, Room(left=0.65, top=0.35, bottom=0.5, across=0.75), columns=2)
    axes, path = figure.subplots(1, 2)
    calm(axes, palette, grid="both")
    solid = [one for one in found.found if one.holds_up]
    x, y = _two(solid[0] if solid else None, points.shape[1])
    colours = [palette.series[3] if case > 0.5 else palette.series[0] for case in found.cases]
    shades = np.clip(2 * np.abs(found.cases - 0.5), 0.15, 1)
    axes.scatter(points[:, x], points[:, y], c=colours, alpha=shades, s=16, linewidths=0)
    for one in solid:
        _outline(axes, one, (x, y), design, palette)
    axes.set_xlabel(design.names[x], fontsize=SMALL, color=palette.ink)
    axes.set_ylabel(design.names[y], fontsize=SMALL, color=palette.ink)
    title(axes, "red: it happens; blue: not; pale: not sure", palette)
    _way(path, found, solid, palette)
    return figure


def _way(path: Axes, found: Regions, solid: Sequence[Region], palette: Palette) -> None:
    """Draw density against coverage of every box that was looked at, and of the regions chosen."""
    calm(path, palette, grid="both")
    path.plot(found.path[:, 0], found.path[:, 1], "o-", color=palette.ink, markersize=3, linewidth=1)
    for number, (one, colour) in enumerate(zip(solid, palette.series, strict=False)):
        path.plot(
            [one.coverage.mean], [one.density.mean], "D", color=colour, markersize=8, label=f"region {number + 1}"
        )
    path.set_xlim(-0.03, 1.03)
    path.set_ylim(-0.03, 1.03)
    path.set_xlabel("coverage: share of all cases", fontsize=SMALL, color=palette.ink)
    path.set_ylabel("density: share of its points", fontsize=SMALL, color=palette.ink)
    if solid:
        path.legend(frameon=False, fontsize=SMALL)
    title(path, "every box on the way, on held-out points", palette)


def _two(one: Region | None, factors: int) -> tuple[int, int]:
    named = [] if one is None else sorted({at for at, _ in one.box.bounds}, key=lambda at: -_steady(one, at))
    rest = [at for at in range(factors) if at not in named]
    first, second, *_ = [*named, *rest, 0, 0]
    return first, second


def _steady(one: Region, factor: int) -> float:
    return max(share for (at, _), share in one.repeated.items() if at == factor)


def _outline(axes: Axes, one: Region, over: tuple[int, int], design: Design, palette: Palette) -> None:
    ends = [
        (max(one.box.low[at], design.factors[at].low), min(one.box.high[at], design.factors[at].high)) for at in over
    ]
    (left, right), (bottom, top) = ends
    axes.plot([left, right, right, left, left], [bottom, bottom, top, top, bottom], color=palette.ink, linewidth=1.4)
