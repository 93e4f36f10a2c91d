"""Statistics: means, Student's t intervals and paired differences.

All intervals are mean +- t * s / sqrt(n), with n - 1 degrees of freedom. NaN values are left out, pairwise for
differences. With fewer than two values there is a mean but no interval (NaN).

Intervals describe random variation between replications of the model. They contain no uncertainty about its
parameters or rules. Nothing here draws random numbers.
"""

from __future__ import annotations

import math
import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]
LEVEL = 0.95
#: Quantiles of bootstrap draws that bound the interval.
ENDS = (0.5 - LEVEL / 2, 0.5 + LEVEL / 2)


class Interval(NamedTuple):
    """An estimate and its interval, 95 % unless another level is given.

    mean       the estimate, in the unit of the values
    low, high  ends of the interval; NaN where it is unknown
    """

    mean: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """Half of the width, as written after the plus-minus sign."""
        return (self.high - self.low) / 2

    @property
    def excludes_zero(self) -> bool:
        """Whether 0 lies outside the interval; False for an unknown interval (NaN)."""
        return self.low > 0 or self.high < 0

    def text(self) -> str:
        """Return estimate and half, both with the decimals of the second significant digit of the half.

        >>> Interval(0.00534, -0.4847, 0.4954).text(), Interval(-0.001, -0.5, 0.5).text()
        ('+0.01 ± 0.49', '+0.00 ± 0.50')
        """
        half = self.half
        if not 0.0 < half < math.inf:
            return f"{self.mean:+.3g} ± {half:.2g}"
        places = max(0, 1 - math.floor(math.log10(half)))
        mean = round(self.mean, places) + 0.0  # no minus sign before a zero
        return f"{mean:+.{places}f} ± {half:.{places}f}"


class Band(NamedTuple):
    """Estimates and intervals of many columns: arrays of equal shape, that of the values without their first axis.

    mean       estimates
    low, high  ends of the intervals; NaN where unknown
    """

    mean: Floats
    low: Floats
    high: Floats


def student(count: ArrayLike, level: float = LEVEL) -> Floats:
    """Return the two-sided quantile of Student's t for a number of values; NaN below two.

    count  number of values n, a number or an array; the distribution has n - 1 degrees of freedom
    level  confidence, 0 to 1

    >>> round(float(student(11)), 4)
    2.2281
    """
    freedom = np.asarray(count, dtype=float) - 1
    known = np.where(freedom >= 1, freedom, 1.0)
    return np.where(freedom >= 1, stdtrit(known, 0.5 + level / 2), np.nan)


def band(values: ArrayLike, level: float = LEVEL) -> Band:
    """Return mean and interval of each column.

    values  (runs, ...) array; NaN values are left out of their column
    level   confidence, 0 to 1

    Returns arrays of shape (...); a column without any value has NaN throughout.

    >>> tuple(round(float(x), 3) for x in band([1.0, 2.0, 3.0]))
    (2.0, -0.484, 4.484)
    """
    rows = np.asarray(values, dtype=float)
    known = ~np.isnan(rows)
    count = np.sum(known, axis=0)
    average, deviation = (np.mean, np.std) if known.all() else (np.nanmean, np.nanstd)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        mean = average(rows, axis=0)
        spread = deviation(rows, axis=0, ddof=1)
        half = student(count, level) * spread / np.sqrt(count)
    return Band(np.asarray(mean), np.asarray(mean - half), np.asarray(mean + half))


def interval(values: ArrayLike, level: float = LEVEL) -> Interval:
    """Return mean and interval of a list of values; NaN values are left out.

    level  confidence, 0 to 1

    >>> interval([4.0])
    Interval(mean=4.0, low=nan, high=nan)
    """
    mean, low, high = band(values, level)
    return Interval(float(mean), float(low), float(high))


def ratio(above: Floats, below: Floats, smallest: float = 0.0) -> Interval:
    """Return the ratio of two means with its interval, by the delta method: correlation of the two counts.

    above, below  values of the same replications
    smallest      NaN is returned for a mean below that is not greater
    """
    if not below.mean() > smallest:
        return Interval(math.nan, math.nan, math.nan)
    estimate = float(above.mean() / below.mean())
    _, low, high = interval((above - estimate * below) / below.mean())
    return Interval(estimate, estimate + low, estimate + high)


def share_better(difference: ArrayLike, better: str | None) -> float:
    """Return the share of replications in which a strategy is better, ties counted as half.

    difference  one value for each replication: strategy minus baseline
    better      "higher", "lower", or None: the result is NaN

    >>> share_better([1.0, 0.0, -1.0, 2.0], "higher")
    0.625
    """
    return float(shares_better(difference, better))


def shares_better(differences: ArrayLike, better: str | None) -> Floats:
    """Return `share_better` of each column, (...); NaN where no difference is known.

    differences  (replications, ...), NaN where one of the two runs is missing
    better       "higher", "lower", or None: all NaN
    """
    pairs = np.asarray(differences, dtype=float)
    count = np.sum(~np.isnan(pairs), axis=0)
    if better is None:
        return np.full(count.shape, np.nan)
    signed = pairs if better == "higher" else -pairs
    wins = np.sum(signed > 0, axis=0) + 0.5 * np.sum(signed == 0, axis=0)
    return np.asarray(np.divide(wins, count, out=np.full(count.shape, np.nan), where=count > 0))


def variance_ratio(one: ArrayLike, other: ArrayLike) -> float:
    """Return the factor in runs that common random numbers save for a comparison of two strategies.

    It is the variance of the difference of independent runs over that of paired ones; NaN where paired differences
    are constant or fewer than two are known.

    one, other  (replications,) values, paired by position
    """
    return float(variance_ratios(one, other))


def variance_ratios(ones: ArrayLike, others: ArrayLike) -> Floats:
    """Return `variance_ratio` of each pair of columns, (...).

    ones, others  (replications, ...), paired by position; a replication counts if both values are known
    """
    a, b = np.asarray(ones, dtype=float), np.asarray(others, dtype=float)
    a, b = np.where(np.isnan(b), np.nan, a), np.where(np.isnan(a), np.nan, b)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        alone = np.nanvar(a, axis=0, ddof=1) + np.nanvar(b, axis=0, ddof=1)
        paired = np.nanvar(a - b, axis=0, ddof=1)
    return np.asarray(np.divide(alone, paired, out=np.full(paired.shape, np.nan), where=paired > 0))
