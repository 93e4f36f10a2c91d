"""Shapes of a lever over the days: always, for a while, every so often."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def always(days: int, value: float) -> Values:
    """Return `value` on every day."""
    return np.full(days, value)


def at_first(days: int, count: int, value: float, later: float = 0.0) -> Values:
    """Return `value` on the first `count` days and `later` afterwards.

    >>> at_first(4, 2, 0.1)
    array([0.1, 0.1, 0. , 0. ])
    """
    values = np.full(days, later)
    values[:count] = value
    return values


def every(days: int, step: int, value: float, first: int = 0) -> Values:
    """Return `value` on day `first` and every `step` days after it, 0 in between.

    >>> every(5, 2, 1.0)
    array([1., 0., 1., 0., 1.])
    """
    values = np.zeros(days)
    values[first::step] = value
    return values


def growing(days: int, ramp: int) -> Values:
    """Return the share of the full dose on each day: equal steps, all of it from the last of `ramp` days.

    >>> growing(4, 2)
    array([0.5, 1. , 1. , 1. ])
    """
    return np.minimum(1.0, np.arange(1, days + 1) / max(1, ramp))
