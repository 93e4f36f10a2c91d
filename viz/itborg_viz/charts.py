"""Small charts as SVG text in the colours of the theme: daily series with bands, points with intervals.

No state and no dependency on Solara: text in, text out. Colours are names of CSS variables, so that a drawing follows
the theme. Texts are escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

WIDTH, HEIGHT = 420, 180
LEFT, RIGHT, TOP, BOTTOM = 46, 10, 22, 24
Extent = tuple[float, float]


class Line(NamedTuple):
    """One line of a chart.

    name    shown while the pointer is on the line
    y       values, one a day; NaN leaves a gap
    low     lower edge of its band, or None
    high    upper edge of its band, or None
    colour  a CSS variable such as "--c1"
    dashed  for a reference run or a baseline
    """

    name: str
    y: ArrayLike
    low: ArrayLike | None = None
    high: ArrayLike | None = None
    colour: str = "--c1"
    dashed: bool = False


def lines(rows: Sequence[Line], unit: str = "", width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return a line chart; the horizontal axis is days, the first one is day 1.

    unit           label of the vertical axis
    width, height  size of the drawing in its own units; the page scales it

    rows  lines from back to front; bands are behind all lines. Their lengths may differ

    The vertical axis covers all values and bands. Missing values and an empty list are allowed.
    """
    span = max((len(np.asarray(row.y)) for row in rows), default=1)
    drawn = [np.asarray(v, dtype=float) for row in rows for v in (row.y, row.low, row.high) if v is not None]
    ticks = nice_ticks(*_extent(drawn))
    frame = _Frame((0.0, max(1.0, span - 1.0)), (ticks[0], ticks[-1]), width, height)
    parts = [_axes(frame, ticks, unit)]
    parts += [_band(frame, row) for row in rows if row.low is not None and row.high is not None]
    parts += [_line(frame, row) for row in rows]
    return _svg(parts, width, height)


class Point(NamedTuple):
    """One row of a chart of intervals: a mean with the ends of its interval.

    name    label on the left; it is escaped
    colour  a CSS variable such as "--c1"
    """

    name: str
    mean: float
    low: float
    high: float
    colour: str = "--c1"


def intervals(rows: Sequence[Point], unit: str = "", zero: bool = True, width: int = WIDTH) -> str:
    """Return a chart of means with intervals, one row for each.

    unit   label of the horizontal axis
    zero   whether the axis includes zero, with a line for it
    width  size of the drawing in its own units; the page scales it

    rows  from top to bottom; a mean or an end that is not finite is left out
    """
    height = TOP + 26 * len(rows) + BOTTOM
    values = np.array([[r.mean, r.low, r.high] for r in rows] + ([[0.0] * 3] if zero else []))
    ticks = nice_ticks(*_extent([values]))
    left = 132
    scale = (width - left - RIGHT) / (ticks[-1] - ticks[0])
    at = [f"{left + (tick - ticks[0]) * scale:.1f}" for tick in ticks]
    parts = [
        f'<line x1="{x}" x2="{x}" y1="{TOP}" y2="{height - BOTTOM}" '
        f'stroke="var({"--soft" if tick == 0 and zero else "--grid"})"/>'
        f'<text x="{x}" y="{height - 8}" text-anchor="middle">{tick:g}</text>'
        for x, tick in zip(at, ticks, strict=True)
    ]
    for n, row in enumerate(rows):
        y = TOP + 26 * n + 13
        low, mean, high = (left + (v - ticks[0]) * scale for v in (row.low, row.mean, row.high))
        parts.append(
            f'<text x="{left - 10}" y="{y + 4}" text-anchor="end" class="itb-strong">{escape(row.name)}</text>'
        )
        if np.isfinite(low) and np.isfinite(high):
            parts.append(
                f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}" stroke="var({row.colour})" stroke-width="3"/>'
            )
        if np.isfinite(mean):
            parts.append(f'<circle cx="{mean:.1f}" cy="{y}" r="5" fill="var({row.colour})"/>')
    parts.append(f'<text x="{width - RIGHT}" y="{TOP - 8}" text-anchor="end">{escape(unit)}</text>')
    return _svg(parts, width, height)


def nice_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Return equally spaced round numbers that enclose a range, about `wanted` of them.

    low, high  the range; if it is not finite the result is 0 and 1

    >>> nice_ticks(0.13, 0.81)
    [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    """
    if not np.isfinite(low) or not np.isfinite(high):
        return [0.0, 1.0]
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    step = nice_step((high - low) / wanted)
    first, last = np.floor(low / step), np.ceil(high / step)
    return [round(float(k * step), 10) for k in np.arange(first, last + 1)]


def nice_step(least: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that is not below `least`.

    least  above 0

    >>> nice_step(0.006), nice_step(0.03)
    (0.01, 0.05)
    """
    power = 10.0 ** np.floor(np.log10(least))
    return round(float(next(power * m for m in (1, 2, 5, 10) if power * m >= least * (1 - 1e-9))), 12)


class _Frame(NamedTuple):
    """The drawing area: ranges of the axes and size of the drawing."""

    x: Extent
    y: Extent
    width: int
    height: int

    def positions(self, x: ArrayLike, y: ArrayLike) -> list[tuple[float, float]]:
        """Return positions in the drawing; points without a value are left out."""
        across = LEFT + (np.asarray(x, float) - self.x[0]) / (self.x[1] - self.x[0]) * (self.width - LEFT - RIGHT)
        up = (np.asarray(y, float) - self.y[0]) / (self.y[1] - self.y[0])
        down = self.height - BOTTOM - up * (self.height - TOP - BOTTOM)
        return [(a, d) for a, d in zip(across, down, strict=True) if np.isfinite(d)]


def _extent(arrays: Sequence[np.ndarray]) -> Extent:
    """Return the smallest and the largest finite value of some arrays, 0 and 1 if there is none."""
    known = np.concatenate([a[np.isfinite(a)].ravel() for a in arrays]) if arrays else np.array([])
    return (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)


def _axes(frame: _Frame, ticks: Sequence[float], unit: str) -> str:
    """Return horizontal grid lines with their values, the unit, and the first and last day."""
    parts = []
    for tick in ticks:
        ((x, y),) = frame.positions([frame.x[0]], [tick])
        parts.append(f'<line x1="{x}" x2="{frame.width - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="var(--grid)"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
    first, last = (f"day {x + 1:g}" for x in frame.x)
    parts.append(f'<text x="{frame.width - RIGHT}" y="{frame.height - 6}" text-anchor="end">{last}</text>')
    parts.append(f'<text x="{LEFT}" y="{frame.height - 6}">{first}</text>')
    parts.append(f'<text x="4" y="11">{escape(unit)}</text>')
    return "".join(parts)


def _path(points: Sequence[tuple[float, float]]) -> str:
    """Return positions as the data of an SVG path."""
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _line(frame: _Frame, row: Line) -> str:
    """Return a line as SVG with its name as tooltip, "" without any value."""
    points = frame.positions(np.arange(len(np.asarray(row.y))), row.y)
    dash = ' stroke-dasharray="5 4"' if row.dashed else ""
    path = f'<path d="{_path(points)}" fill="none" stroke="var({row.colour})" stroke-width="2"{dash}>'
    return f"{path}<title>{escape(row.name)}</title></path>" if points else ""


def _band(frame: _Frame, row: Line) -> str:
    """Return the area between the two edges of a line's band as SVG."""
    days = np.arange(len(np.asarray(row.y)))
    points = frame.positions(days, row.low) + frame.positions(days, row.high)[::-1]  # type: ignore[arg-type]
    return f'<path d="{_path(points)}Z" fill="var({row.colour})" opacity=".16"/>' if points else ""


def _svg(parts: Sequence[str], width: int, height: int) -> str:
    """Return an SVG drawing of some parts; a wide one has a class of its own."""
    wide = " itb-wide" if width > WIDTH else ""
    return f'<svg viewBox="0 0 {width} {height}" class="itb-svg{wide}">{"".join(parts)}</svg>'
