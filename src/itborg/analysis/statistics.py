"""Means, intervals and paired differences: the little statistics that every result needs.

All intervals are Student's t intervals, mean +- t * s / sqrt(n). Values that are not a number are
left out, pair by pair. With fewer than two values there is a mean but no interval (NaN).
"""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]
LEVEL = 0.95
#: Quantiles between which that part of many draws lies.
ENDS = (0.5 - LEVEL / 2, 0.5 + LEVEL / 2)


class Interval(NamedTuple):
    """An estimate and its 95 % interval (or that of the level asked for)."""

    mean: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """Half the width: the number behind the plus-minus sign."""
        return (self.high - self.low) / 2

    @property
    def excludes_zero(self) -> bool:
        """Whether 0 lies outside the interval; an interval that is not known excludes nothing."""
        return self.low > 0 or self.high < 0


class Band(NamedTuple):
    """Intervals of many columns at once: arrays of equal shape."""

    mean: Floats
    low: Floats
    high: Floats


def student(count: ArrayLike, level: float = LEVEL) -> Floats:
    """Return the two-sided t quantile for a number of values; NaN below two.

    >>> round(float(student(11)), 4)
    2.2281
    """
    freedom = np.asarray(count, dtype=float) - 1
    known = np.where(freedom >= 1, freedom, 1.0)
    return np.where(freedom >= 1, stdtrit(known, 0.5 + level / 2), np.nan)


def band(values: ArrayLike, level: float = LEVEL) -> Band:
    """Return the mean of each column over rows, and its interval.

    values  (runs, ...) array
    level   confidence, 0 to 1

    >>> tuple(round(float(x), 3) for x in band([1.0, 2.0, 3.0]))
    (2.0, -0.484, 4.484)
    """
    rows = np.asarray(values, dtype=float)
    count = np.sum(~np.isnan(rows), axis=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        mean = np.nanmean(rows, axis=0)
        spread = np.nanstd(rows, axis=0, ddof=1)
        half = student(count, level) * spread / np.sqrt(count)
    return Band(np.asarray(mean), np.asarray(mean - half), np.asarray(mean + half))


def interval(values: ArrayLike, level: float = LEVEL) -> Interval:
    """Return the mean of a list of values and its interval.

    >>> interval([4.0])
    Interval(mean=4.0, low=nan, high=nan)
    """
    mean, low, high = band(values, level)
    return Interval(float(mean), float(low), float(high))


def share_better(difference: ArrayLike, better: str | None) -> float:
    """Return the share of pairs with the better value, ties counted as half.

    difference  one value a pair: strategy minus baseline
    better      "higher", "lower", or None where neither is better: then NaN

    >>> share_better([1.0, 0.0, -1.0, 2.0], "higher")
    0.625
    """
    return float(shares_better(difference, better))


def shares_better(differences: ArrayLike, better: str | None) -> Floats:
    """Return the same of each column; NaN where no pair is known."""
    pairs = np.asarray(differences, dtype=float)
    count = np.sum(~np.isnan(pairs), axis=0)
    if better is None:
        return np.full(count.shape, np.nan)
    gain = pairs if better == "higher" else -pairs
    wins = np.sum(gain > 0, axis=0) + 0.5 * np.sum(gain == 0, axis=0)
    return np.asarray(np.divide(wins, count, out=np.full(count.shape, np.nan), where=count > 0))


def variance_ratio(one: ArrayLike, other: ArrayLike) -> float:
    """Return how many times fewer runs a paired comparison needs than an unpaired one.

    The variance of the difference of two independent runs over that of a pair; NaN where pairs
    do not differ at all, or fewer than two are known.
    """
    return float(variance_ratios(one, other))


def variance_ratios(ones: ArrayLike, others: ArrayLike) -> Floats:
    """Return the same of each pair of columns."""
    a, b = np.asarray(ones, dtype=float), np.asarray(others, dtype=float)
    a, b = np.where(np.isnan(b), np.nan, a), np.where(np.isnan(a), np.nan, b)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        alone = np.nanvar(a, axis=0, ddof=1) + np.nanvar(b, axis=0, ddof=1)
        paired = np.nanvar(a - b, axis=0, ddof=1)
    return np.asarray(np.divide(alone, paired, out=np.full(paired.shape, np.nan), where=paired > 0))
