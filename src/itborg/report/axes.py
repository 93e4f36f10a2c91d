"""One panel of a figure: its methods have the names and arguments of Matplotlib, as far as figures here need them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .marks import DOTTED, SOLID, Area, Box, Dots, Line, Lines, Mark, Note, Rule, Scale, numbers


class Axes:
    """One panel."""

    def __init__(self) -> None:
        """Begin empty."""
        self.marks: list[Mark] = []
        self.x, self.y = Scale(), Scale()
        self.ink, self.grid = "black", "#dddddd"
        self.title, self.title_colour = "", "black"
        self.key: tuple[int, bool] | None = None  #: columns of a legend, and whether it is below the panel
        self.visible = True

    def plot(
        self, x: ArrayLike, y: ArrayLike, style: str = "", *, color: str, linewidth: float = 1.5,
        linestyle: Any = None, marker: str = "", markersize: float = 6.0, alpha: float = 1.0, label: str | None = None,
        solid_capstyle: str = "butt", zorder: float = 2.0,
    ) -> None:  # fmt: skip
        """Add points; `style` is a marker, or a marker and "-", or empty for a line alone."""
        shape = marker or style.replace("-", "")
        joined = not style or "-" in style or linestyle is not None
        dashes = linestyle if isinstance(linestyle, tuple) else DOTTED if linestyle == ":" else SOLID
        self.marks.append(Line(
            numbers(x), numbers(y), color, linewidth if joined else 0.0, dashes, shape, markersize, alpha, label,
            solid_capstyle == "round", zorder,
        ))  # fmt: skip

    def lines(self, lines: Iterable[ArrayLike], *, color: str, linewidth: float, alpha: float) -> None:
        """Add many thin lines, each as (points, 2)."""
        self.marks.append(Lines([numbers(one) for one in lines], color, linewidth, alpha))

    def vlines(
        self, x: ArrayLike, low: ArrayLike, high: ArrayLike, *, color: str, linewidth: float, alpha: float = 1.0
    ) -> None:
        """Add upright lines from `low` to `high`."""
        for at, start, end in zip(numbers(x), numbers(low), numbers(high), strict=True):
            self.plot([at, at], [start, end], color=color, linewidth=linewidth, alpha=alpha)

    def fill_between(self, x: ArrayLike, low: ArrayLike, high: ArrayLike, *, color: str, alpha: float = 1.0) -> None:
        """Add the area between two lines; it has no outline."""
        self.marks.append(Area(numbers(x), numbers(low), numbers(high), color, alpha))

    def rectangle(
        self, left: float, right: float, bottom: float, top: float, *, color: str, alpha: float = 1.0
    ) -> None:
        """Add a rectangle without outline."""
        self.marks.append(Box(left, right, bottom, top, color, alpha))

    def bar(
        self, x: float, height: float, width: float = 0.8, bottom: float = 0.0, *, color: str, alpha: float = 1.0,
        label: str | None = None,
    ) -> None:  # fmt: skip
        """Add an upright bar around x."""
        self.marks.append(Box(x - width / 2, x + width / 2, bottom, bottom + height, color, alpha, label))

    def barh(
        self, y: float, width: float, height: float = 0.8, left: float = 0.0, *, color: str, alpha: float = 1.0,
        label: str | None = None,
    ) -> None:  # fmt: skip
        """Add a bar to the right around the height y; to the left if `width` is negative."""
        self.marks.append(Box(left, left + width, y - height / 2, y + height / 2, color, alpha, label))

    def hist(self, values: ArrayLike, bins: ArrayLike, *, color: str, alpha: float = 1.0) -> None:
        """Add the histogram of values over the edges of bins."""
        counts, edges = np.histogram(numbers(values), bins=numbers(bins))
        for count, left, right in zip(counts, edges[:-1], edges[1:], strict=True):
            self.rectangle(float(left), float(right), 0.0, float(count), color=color, alpha=alpha)

    def axhline(self, y: float, *, color: str, linewidth: float = 1.0, linestyle: Any = SOLID) -> None:
        """Add a level line across the panel."""
        self.marks.append(Rule(float(y), False, color, linewidth, DOTTED if linestyle == ":" else linestyle))

    def axvline(self, x: float, *, color: str, linewidth: float = 1.0, linestyle: Any = SOLID) -> None:
        """Add an upright line across the panel."""
        self.marks.append(Rule(float(x), True, color, linewidth, DOTTED if linestyle == ":" else linestyle))

    def axvspan(self, left: float, right: float, *, color: str, alpha: float = 1.0) -> None:
        """Shade the panel from one place to another, behind everything else."""
        self.marks.append(Box(left, right, None, None, color, alpha, order=0.0))

    def scatter(self, x: ArrayLike, y: ArrayLike, c: Sequence[str], alpha: ArrayLike, s: float) -> None:
        """Add points with a colour and an opacity each; `s` is the square of the diameter in points."""
        self.marks.append(Dots(numbers(x), numbers(y), list(c), numbers(alpha), s**0.5))

    def text(
        self, x: float, y: float, text: str, *, color: str, fontsize: float = 8.0, ha: str = "left",
        va: str = "baseline", offset: tuple[float, float] = (0.0, 0.0),
    ) -> None:  # fmt: skip
        """Add a text at a point of the data; `ha` and `va` state which side of it is there, as in Matplotlib."""
        self.marks.append(Note(float(x), float(y), text, color, fontsize, ha, va, offset))

    def set_xticks(self, ticks: Iterable[float], names: Iterable[object] | None = None) -> None:
        """Place the ticks of the horizontal axis, and name them."""
        self.x.ticks, self.x.names = [float(one) for one in ticks], None if names is None else [*map(str, names)]

    def set_yticks(self, ticks: Iterable[float], names: Iterable[object] | None = None) -> None:
        """Place the ticks of the vertical axis, and name them."""
        self.y.ticks, self.y.names = [float(one) for one in ticks], None if names is None else [*map(str, names)]

    def set_xlim(self, left: float | None = None, right: float | None = None) -> None:
        """Set limits of the horizontal axis; None leaves one as it is."""
        self.x.low, self.x.high = self.x.low if left is None else left, self.x.high if right is None else right

    def set_ylim(self, bottom: float | None = None, top: float | None = None) -> None:
        """Set limits of the vertical axis; None leaves one as it is, and a top below the bottom turns it round."""
        self.y.low, self.y.high = self.y.low if bottom is None else bottom, self.y.high if top is None else top

    def set_xlabel(self, text: str) -> None:
        """Write what the horizontal axis shows."""
        self.x.label = text

    def set_ylabel(self, text: str) -> None:
        """Write what the vertical axis shows."""
        self.y.label = text

    def legend(self, columns: int = 1, below: bool = False) -> None:
        """Show the labels of the panel in its upper right corner, or in a row below it."""
        self.key = (columns, below)

    def labels(self) -> list[str]:
        """Return the labels of the panel, in order."""
        return [one.label for one in self.marks if isinstance(one, Line | Box) and one.label]

    def set_visible(self, visible: bool) -> None:
        """Show or hide the panel."""
        self.visible = visible
