"""Limits and ticks of the axes of a figure, chosen from its data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from .axes import Axes
from .marks import Area, Box, Dots, Line, Lines, Mark, Note, Numbers, Rule, Scale

#: Share of the range of the data that is left free at both ends of an axis.
MARGIN = 0.05


class Limits(NamedTuple):
    """The ends of an axis; `first` may be above `last`."""

    first: float
    last: float
    logarithmic: bool = False

    def share(self, values: Numbers) -> Numbers:
        """Return where values lie, 0 at the first end and 1 at the last."""
        if self.logarithmic:
            with np.errstate(divide="ignore", invalid="ignore"):
                return (np.log(values) - math.log(self.first)) / (math.log(self.last) - math.log(self.first))
        return (values - self.first) / (self.last - self.first)


def limits(panels: Iterable[Axes], upright: bool) -> Limits:
    """Return the limits that panels share, of their vertical or horizontal axis.

    Limits that were set stay; others leave MARGIN free around the data, but none beyond bars that begin at 0. Without
    data an axis is 0 to 1.
    """
    panels = list(panels)
    scales = [panel.y if upright else panel.x for panel in panels]
    logarithmic = any(scale.logarithmic for scale in scales)
    values = [value for panel in panels for mark in panel.marks for value in _ends(mark, upright)]
    finite = [value for value in values if math.isfinite(value) and (value > 0 or not logarithmic)]
    low, high = (min(finite), max(finite)) if finite else (1.0, 10.0) if logarithmic else (0.0, 1.0)
    low, high = _with_margin(low, high, logarithmic, any(_from_zero(panel, upright) for panel in panels))
    for scale in scales:
        if scale.ticks:
            low, high = min(low, *scale.ticks), max(high, *scale.ticks)
    first = next((scale.low for scale in scales if scale.low is not None), low)
    last = next((scale.high for scale in scales if scale.high is not None), high)
    return Limits(first, last if last != first else first + 1.0, logarithmic)


def _with_margin(low: float, high: float, logarithmic: bool, from_zero: bool) -> tuple[float, float]:
    """Return ends with a margin; equal ends are moved apart."""
    if logarithmic:
        apart = (high / low) ** MARGIN if high > low else 2.0
        return low / apart, high * apart
    if high == low:
        low, high = low - (abs(low) or 1.0) * MARGIN, high + (abs(high) or 1.0) * MARGIN
    apart = MARGIN * (high - low)
    return (low if from_zero and low == 0 else low - apart), (high if from_zero and high == 0 else high + apart)


def _from_zero(panel: Axes, upright: bool) -> bool:
    """Return whether bars of a panel begin at 0."""
    boxes = (mark for mark in panel.marks if isinstance(mark, Box))
    return any(0.0 in ((one.bottom, one.top) if upright else (one.left, one.right)) for one in boxes)


def _ends(mark: Mark, upright: bool) -> Iterator[float]:
    """Return the least and the largest coordinate of a mark along one axis; nothing where it has none."""
    match mark:
        case Line() | Dots():
            yield from _range(mark.y if upright else mark.x)
        case Lines():
            for one in mark.lines:
                yield from _range(one[:, 1 if upright else 0])
        case Area():
            yield from (*_range(mark.low), *_range(mark.high)) if upright else _range(mark.x)
        case Box():
            yield from (
                end for end in ((mark.bottom, mark.top) if upright else (mark.left, mark.right)) if end is not None
            )
        case Rule() if mark.upright != upright:
            yield mark.at
        case Note() | Rule():
            return


def _range(values: Numbers) -> tuple[float, ...]:
    """Return the least and the largest finite value; nothing without any."""
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if len(finite) else ()


def ticks(scale: Scale, ends: Limits, length: float, apart: float) -> list[tuple[float, str]]:
    """Return the ticks of an axis with their names: those that were set, or round numbers.

    length  points
    apart   least distance of ticks that are chosen, points
    """
    low, high = sorted(ends[:2])
    if scale.ticks is not None:
        names = scale.names or [*map(_plain, scale.ticks)]
        return list(zip(scale.ticks, names, strict=True))
    most = max(2, min(scale.most or 8, int(length / apart)))
    if ends.logarithmic:
        return [(one, _plain(one)) for one in round_powers(low, high, most)]
    found = round_numbers(low, high, most)
    digits = max((_digits(one) for one in found), default=0)
    return [(one, f"{one:.{digits}f}".replace("-", "\u2212")) for one in found]


def round_numbers(low: float, high: float, most: int) -> list[float]:
    """Return round numbers from `low` to `high`, at most `most` steps apart: multiples of 1, 2, 2.5 or 5.

    >>> round_numbers(0, 1, 5), round_numbers(-3.2, 11, 4)
    ([0.0, 0.2, 0.4, 0.6, 0.8, 1.0], [0.0, 5.0, 10.0])
    """
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(one * power for one in (1, 2, 2.5, 5, 10, 20) if (high - low) / (one * power) <= most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(number * step, 12) + 0.0 for number in range(first, last + 1)]


def round_powers(low: float, high: float, most: int) -> list[float]:
    """Return round numbers for a logarithmic axis: 1, 2 and 5, or 1 alone, times powers of ten.

    >>> round_powers(3, 60, 6), round_powers(0.5, 20000, 5)
    ([5.0, 10.0, 20.0, 50.0], [1.0, 10.0, 100.0, 1000.0, 10000.0])
    """
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for parts in ((1, 2, 5), (1,)):
        found = [part * 10.0**power for power in powers for part in parts if low <= part * 10.0**power <= high]
        if len(found) <= most:
            return found
    return found[:: -(-len(found) // most)]


def _plain(value: float) -> str:
    """Return a number as it is read aloud, with a minus sign of its own."""
    return f"{value:g}".replace("-", "\u2212")


def _digits(value: float) -> int:
    """Return the number of decimals of a number, at most 6."""
    return next((digits for digits in range(6) if math.isclose(round(value, digits), value, abs_tol=1e-9)), 6)
