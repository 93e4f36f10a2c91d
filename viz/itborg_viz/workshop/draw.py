"""Parts of inline SVG without styles: positions in per cent, colours by class, sizes by the style sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape


def scale(low: float, high: float, top: float, bottom: float) -> Callable[[float], float]:
    """Return a function from values to per cent: `high` at `top`, `low` at `bottom`."""
    span = (high - low) or 1.0
    return lambda value: round(top + (high - value) / span * (bottom - top), 2)


def svg(kind: str, label: str, parts: Sequence[Markup]) -> Markup:
    """Return a drawing of a class, with a label for screen readers."""
    return Markup('<svg class="fig {}" role="img" aria-label="{}">{}</svg>').format(kind, label, Markup("").join(parts))


def rect(x: float, y: float, wide: float, high: float, kind: str) -> Markup:
    """Return a rectangle from its left upper corner."""
    return Markup('<rect x="{:.2f}%" y="{:.2f}%" width="{:.2f}%" height="{:.2f}%" class="{}"/>').format(
        x, y, wide, high, kind
    )


def line(x: float, y: float, to_x: float, to_y: float, kind: str) -> Markup:
    """Return a line between two points."""
    return Markup('<line x1="{:.2f}%" y1="{:.2f}%" x2="{:.2f}%" y2="{:.2f}%" class="{}"/>').format(
        x, y, to_x, to_y, kind
    )


def dot(x: float, y: float, radius: float | str, kind: str) -> Markup:
    """Return a circle; its radius is in pixels, or text with a unit."""
    return Markup('<circle cx="{:.2f}%" cy="{:.2f}%" r="{}" class="{}"/>').format(x, y, radius, kind)


def text(x: float, y: float, text: str, kind: str, anchor: str = "middle", shift: float = 0.0) -> Markup:
    """Return text; `shift` moves it down by so many heights of a line, whatever the size of the drawing."""
    return Markup('<text x="{:.2f}%" y="{:.2f}%" dy="{:.2f}em" class="{}" text-anchor="{}">{}</text>').format(
        x, y, shift, kind, anchor, escape(text)
    )
