"""The result of a scenario discovery: sentences and figures.

Relies on `Discovery`: the regions (boxes of factor ranges) that PRIM found, and the sampled points. Density is the
share of the points of a region at which the event occurs; coverage is the share of all such points that lie in the
region. Both are estimated on held-out points, with 95 % bootstrap intervals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..analysis.study.factors import variable
from ..mechanisms.registry import PARAMETERS
from .drawing import PRINT, SMALL, WIDTH, Axes, Figure, Palette, Room, calm, name_rows, room_for, title
from .formatting import number, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..analysis.discovery.discover import Discovery
    from ..analysis.discovery.prim import Box
    from ..analysis.discovery.regions import Region, Regions
    from ..analysis.statistics import Interval
    from ..analysis.study.design import Design
    from .drawing import Draw

#: A bound found in a smaller share of the repeated searches is called uncertain.
REPRODUCIBLE = 0.6


def sentences(result: Discovery) -> list[str]:
    """Return in which regions the strategy loses (or wins), with density and coverage.

    First the share of all points at which the event occurs; then each confirmed region in the order found, or that
    there is none; last how density and coverage were estimated.
    """
    found, design, event = result.findings, result.design, result.event
    return [_everywhere(found, event), *_regions(found, design, event), *_method(found)]


def where(box: Box, design: Design) -> str:
    """Return the bounds of a box in words, such as "demand is below 0.8 and honesty is above 0.2".

    Factors without a bound are left out, so a box without any gives "". Defaults of parameters follow in brackets.
    """
    parts = []
    for at, one in enumerate(design.factors):
        low, high = box.low[at], box.high[at]
        default = _default(one.name)
        if low > float("-inf") and high < float("inf"):
            parts.append(f"{one.name} is between {number(low)} and {number(high)}{default}")
        elif low > float("-inf"):
            parts.append(f"{one.name} is above {number(low)}{default}")
        elif high < float("inf"):
            parts.append(f"{one.name} is below {number(high)}{default}")
    return " and ".join(parts)


def _default(name: str) -> str:
    """Return the default of a factor in brackets, or "" if it has none."""
    one = PARAMETERS.get(name) or variable(name)
    return "" if one is None else f" (default {one.default:g})"


def _everywhere(found: Regions, event: str) -> str:
    """Return how often the event occurs at all sampled points."""
    return f"{event} at {_percent(found.overall)} of the sampled points."


def _regions(found: Regions, design: Design, event: str) -> list[str]:
    """Return one item for each region that held-out points confirm, or that none was found."""
    solid = [one for one in found.regions if one.confirmed]
    if not solid:
        return ["No region was found: these runs do not show that the outcome depends on these factors."]
    return [_region(one, design, event, first=at == 0) for at, one in enumerate(solid)]


def _region(one: Region, design: Design, event: str, first: bool) -> str:
    """Return bounds, density, lift and coverage of one region; of the first also which bounds are uncertain.

    event  what happens there, as a clause without place, such as "itil loses"
    first  whether it is the first region; later ones are introduced by "Also"
    """
    uncertain = [design.names[at] for (at, _), share in one.repeated.items() if share < REPRODUCIBLE]
    text = (
        f"{event if first else 'Also'} where {where(one.box, design)}: at {_percent(one.density)} of the points in "
        f"this region (density), {number(one.lift.mean, 1)} times as often as overall; the region has "
        f"{_percent(one.coverage)} of all such points (coverage)."
    )
    if uncertain and first:
        names = ", ".join(dict.fromkeys(uncertain))
        text += f" Searches on resampled runs do not always bound {names}: this bound is uncertain."
    return text


def _method(found: Regions) -> list[str]:
    """Return how density and coverage were estimated, and at how many points the outcome is significant."""
    return [
        "Density and coverage are estimated from points that were not used in the search, with 95 % intervals. "
        f"At {percent(found.decided)} of all points the outcome is statistically significant; the other points "
        "count by their probability."
    ]


def _percent(one: Interval) -> str:
    """Return a share with the ends of its interval as percentages."""
    return f"{percent(one.mean)} ({percent(one.low)} to {percent(one.high)})"


def drawings(result: Discovery) -> Mapping[str, Draw]:
    """Return what draws the figures of a result, by name: "bounds", the main one if there is a region, and "points"."""
    found = any(one.confirmed for one in result.findings.regions)
    return {**({"bounds": bounds} if found else {}), "points": scatter}


def bounds(result: Discovery, palette: Palette = PRINT) -> Figure:
    """Draw the bounds of every region that held-out points confirm, within the ranges of the factors.

    One row for each factor that a region bounds; the grey bar is its sampled range, with both ends as numbers. Regions
    have one colour each.
    """
    found, design = result.findings, result.design
    shown = [one for one in found.regions if one.confirmed]
    factors = sorted({at for one in shown for at, _ in one.box.bounds})
    names = [design.names[at] for at in factors]
    left = room_for(names)
    figure = Figure(WIDTH, 1.0 + 0.4 * max(1, len(names)), Room(left=left, top=0.35, bottom=0.5, right=0.4))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    for row, at in enumerate(factors):
        low, high = design.factors[at].low, design.factors[at].high
        axes.plot([0, 1], [row, row], color=palette.grid, linewidth=7, solid_capstyle="butt", zorder=1)
        _within(axes, shown, at, row, design, palette)
        axes.text(-0.005, row + 0.34, f"{low:g}", fontsize=SMALL - 1, color=palette.faint, ha="left", va="center")
        axes.text(1.005, row + 0.34, f"{high:g}", fontsize=SMALL - 1, color=palette.faint, ha="right", va="center")
    name_rows(axes, names)
    axes.set_xticks([])
    if len(shown) > 1:
        axes.legend(columns=3, below=True)
    title(axes, "bounds of the regions within the range of each factor" if names else "no region was found", palette)
    return figure


def _within(axes: Axes, shown: Sequence[Region], at: int, row: int, design: Design, palette: Palette) -> None:
    """Draw the bounds of each region in one factor, one above the other; 0 and 1 are the ends of the factor's range."""
    low, high = design.factors[at].low, design.factors[at].high
    for index, (one, colour) in enumerate(zip(shown, palette.series, strict=False)):
        if at not in {factor for factor, _ in one.box.bounds}:
            continue
        ends = np.clip([(one.box.low[at] - low) / (high - low), (one.box.high[at] - low) / (high - low)], 0, 1)
        y = row + 0.16 * (index - (len(shown) - 1) / 2)
        label = None if index in _drawn(axes) else f"region {index + 1}"
        axes.plot(ends, [y, y], color=colour, linewidth=4, solid_capstyle="butt", label=label, zorder=2)


def _drawn(axes: Axes) -> set[int]:
    """Return the indices of the regions that have an entry in the legend already."""
    labels = axes.labels()
    return {int(label.removeprefix("region ")) - 1 for label in labels}


def scatter(result: Discovery, palette: Palette = PRINT) -> Figure:
    """Draw every point over two factors, with the regions; and density against coverage of all boxes.

    The factors are those whose bounds of the first region were found most often in repeated searches. Vermilion: the
    event occurs with a probability above 0.5; blue: below; the nearer to 0.5, the paler. Outlines are the confirmed
    regions, projected on both factors.
    """
    found, design, points = result.findings, result.design, result.points
    figure = Figure(WIDTH, 4.2, Room(left=0.65, top=0.35, bottom=0.5, across=0.75))
    axes, path = figure.subplots(1, 2)
    calm(axes, palette, grid="both")
    solid = [one for one in found.regions if one.confirmed]
    x, y = _two(solid[0] if solid else None, points.shape[1])
    colours = [palette.series[3] if case > 0.5 else palette.series[0] for case in found.cases]
    shades = np.clip(2 * np.abs(found.cases - 0.5), 0.15, 1)
    axes.scatter(points[:, x], points[:, y], c=colours, alpha=shades, s=16)
    for one in solid:
        _outline(axes, one, (x, y), design, palette)
    axes.set_xlabel(design.names[x])
    axes.set_ylabel(design.names[y])
    title(axes, "red: the outcome occurs; blue: not; pale: uncertain", palette)
    _trade_off(path, found, solid, palette)
    return figure


def _trade_off(path: Axes, found: Regions, solid: Sequence[Region], palette: Palette) -> None:
    """Draw density against coverage of every box of the search, and of the regions chosen.

    Both are shares, 0 to 1, on held-out points. Diamonds are the confirmed regions in the colours of their bounds.
    """
    calm(path, palette, grid="both")
    path.plot(found.path[:, 0], found.path[:, 1], "o-", color=palette.ink, markersize=3, linewidth=1)
    for index, (one, colour) in enumerate(zip(solid, palette.series, strict=False)):
        path.plot([one.coverage.mean], [one.density.mean], "D", color=colour, markersize=8, label=f"region {index + 1}")
    path.set_xlim(-0.03, 1.03)
    path.set_ylim(-0.03, 1.03)
    path.set_xlabel("coverage: share of all such points")
    path.set_ylabel("density: share of the points in the box")
    if solid:
        path.legend()
    title(path, "all boxes of the search, on held-out points", palette)


def _two(one: Region | None, factors: int) -> tuple[int, int]:
    """Return the two factors for the axes: those most reproducible in a region, then the first of the design.

    one      the region, or None if no region is confirmed
    factors  number of factors of the design, at least 1
    """
    named = [] if one is None else sorted({at for at, _ in one.box.bounds}, key=lambda at: -_reproducibility(one, at))
    rest = [at for at in range(factors) if at not in named]
    first, second, *_ = [*named, *rest, 0, 0]
    return first, second


def _reproducibility(one: Region, factor: int) -> float:
    """Return the share of repeated searches that bounded a factor of a region, 0 to 1; of two bounds the larger."""
    return max(share for (at, _), share in one.repeated.items() if at == factor)


def _outline(axes: Axes, one: Region, over: tuple[int, int], design: Design, palette: Palette) -> None:
    """Draw the rectangle of a region over two factors; a side without bound ends at the range of the factor.

    over  factors of the horizontal and the vertical axis
    """
    ends = [
        (max(one.box.low[at], design.factors[at].low), min(one.box.high[at], design.factors[at].high)) for at in over
    ]
    (left, right), (bottom, top) = ends
    axes.plot([left, right, right, left, left], [bottom, bottom, top, top, bottom], color=palette.ink, linewidth=1.4)
