"""The parts of an SVG element: paths, rectangles, markers and texts, with coordinates to a tenth of a point."""

from __future__ import annotations

import numpy as np
from markupsafe import escape

from .marks import SOLID, Numbers

ANCHOR = {"left": "start", "center": "middle", "right": "end"}
#: How far a line of text is moved down, in its size, so that its top, middle or bottom is at a point.
DOWN = {"top": 0.78, "center": 0.35, "bottom": -0.22, "baseline": 0.0}
#: What an outline of a point adds to a marker on both sides together, points.
OUTLINE = 1.0
#: Distance of lines of text, in their size.
LEADING = 1.2


def path(x: Numbers, y: Numbers) -> str:
    """Return the data of a path through points; where a coordinate is not finite the line is interrupted."""
    finite = np.isfinite(x) & np.isfinite(y)
    parts = (
        np.split(np.column_stack([x, y]), np.flatnonzero(~finite)) if not finite.all() else [np.column_stack([x, y])]
    )
    drawn = [[(a, b) for a, b in part.tolist() if np.isfinite(a + b)] for part in parts]
    return "".join("M" + " ".join(f"{a:.1f},{b:.1f}" for a, b in part) for part in drawn if part)


def stroke(colour: str, width: float, dashes: tuple[float, ...] = SOLID) -> str:
    """Return the attributes of a line; dashes are in widths of it."""
    gaps = f' stroke-dasharray="{" ".join(f"{one * width:.3g}" for one in dashes)}"' if dashes else ""
    return f' stroke="{colour}" stroke-width="{width:g}"{gaps}'


def opacity(alpha: float) -> str:
    """Return the attribute of an opacity; nothing if it is 1."""
    return "" if alpha >= 1 else f' opacity="{alpha:.2g}"'


def rectangle(left: float, top: float, width: float, height: float, paint: str = "") -> str:
    """Return a rectangle; `paint` is more attributes."""
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"{paint}/>'


def marker(shape: str, x: float, y: float, size: float) -> str:
    """Return the path of a marker: a disc, a diamond, or else an upright tick."""
    size += OUTLINE
    half = size / 2
    if shape == "o":
        return f"M{x - half:.1f},{y:.1f}a{half:g},{half:g} 0 1 0 {size:g},0a{half:g},{half:g} 0 1 0 {-size:g},0Z"
    if shape == "D":
        half *= 2**0.5
        return f"M{x:.1f},{y - half:.1f}l{half:.1f},{half:.1f} {-half:.1f},{half:.1f} {-half:.1f},{-half:.1f}Z"
    return f"M{x:.1f},{y - half:.1f}v{size:g}"


def text(
    words: str, x: float, y: float, size: float, colour: str, horizontal: str = "left", vertical: str = "baseline",
    turned: bool = False,
) -> str:  # fmt: skip
    """Return a text whose left end, middle or right end is at x, and whose top, middle or bottom is at y.

    turned  the text runs upwards; x and y are its middle
    """
    lines = words.splitlines() or [""]
    above = {"center": (len(lines) - 1) / 2, "bottom": len(lines) - 1, "baseline": len(lines) - 1}.get(vertical, 0)
    first = y + size * (DOWN[vertical] - LEADING * above)
    end = "" if horizontal == "left" else f' text-anchor="{ANCHOR[horizontal]}"'
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    written = "".join(
        str(escape(line)) if not number else f'<tspan x="{x:.1f}" dy="{LEADING}em">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text x="{x:.1f}" y="{first:.1f}" font-size="{size:g}" fill="{colour}"{end}{turn}>{written}</text>'


def text_width(words: str, size: float) -> float:
    """Estimate the width of a text in points, for a sans-serif font."""
    return size * sum(0.3 if one in "iljt.,:;|!'()[] f" else 0.85 if one in "mwMW" else 0.56 for one in words)
