"""What a panel of a figure holds, in the coordinates of its data: lines, areas, boxes, points, texts, and two scales.

Colours are any that a style sheet and Matplotlib both understand; sizes are points, and opacities are 0 to 1. `order`
states what lies above: marks of a higher order are drawn later.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
#: Line styles: drawn through, or lengths of dashes and gaps in widths of the line.
SOLID: tuple[float, ...] = ()
DASHED: tuple[float, ...] = (4.0, 2.0)
DOTTED: tuple[float, ...] = (1.0, 1.65)


def numbers(values: ArrayLike) -> Numbers:
    """Return values as an array of floats."""
    return np.asarray(values, dtype=np.float64)


class Line(NamedTuple):
    """Points that are joined by a line (`width` above 0), marked by a shape ("o", "D" or "|"), or both."""

    x: Numbers
    y: Numbers
    colour: str
    width: float
    dashes: tuple[float, ...]
    marker: str
    size: float
    alpha: float
    label: str | None
    rounded: bool
    order: float


class Lines(NamedTuple):
    """Many thin lines of one colour, each an array of (points, 2)."""

    lines: list[Numbers]
    colour: str
    width: float
    alpha: float
    order: float = 1.0


class Area(NamedTuple):
    """What lies between two lines over the same x."""

    x: Numbers
    low: Numbers
    high: Numbers
    colour: str
    alpha: float
    order: float = 1.0


class Box(NamedTuple):
    """A rectangle; `bottom` and `top` None: over the whole height of the panel."""

    left: float
    right: float
    bottom: float | None
    top: float | None
    colour: str
    alpha: float
    label: str | None = None
    order: float = 1.0


class Rule(NamedTuple):
    """A line across the whole panel: at a height, or upright at a place."""

    at: float
    upright: bool
    colour: str
    width: float
    dashes: tuple[float, ...]
    order: float = 2.0


class Dots(NamedTuple):
    """Round points of one size, with a colour and an opacity each."""

    x: Numbers
    y: Numbers
    colours: list[str]
    alphas: Numbers
    diameter: float
    order: float = 1.0


class Note(NamedTuple):
    """A text at a point of the data, moved by `offset` points to the right and up."""

    x: float
    y: float
    text: str
    colour: str
    size: float
    horizontal: str
    vertical: str
    offset: tuple[float, float]
    order: float = 3.0


Mark = Line | Lines | Area | Box | Rule | Dots | Note


class Scale:
    """One axis of a panel: limits, ticks, label, and which panels share it."""

    def __init__(self) -> None:
        """Begin with limits and ticks chosen from the data."""
        self.low: float | None = None
        self.high: float | None = None
        self.ticks: list[float] | None = None
        self.names: list[str] | None = None
        self.most = 0  #: largest number of ticks chosen; 0: by the size of the panel
        self.logarithmic = False
        self.grid = False
        self.label = ""
        self.group: int | None = None  #: panels with the same number have the same limits
