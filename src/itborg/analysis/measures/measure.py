"""Definition of a measure, and arithmetic that measures share.

A measure is a function of the history of a run: it changes nothing, draws no random numbers, and is NaN where it is
undefined (a mean over no events), never 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .window import Window

Better = Literal["higher", "lower"] | None


class Measure(NamedTuple):
    """One number of a run.

    name      key in tables and JSON
    meaning   formula in words
    unit      "share" is 0 to 1
    better    "higher", "lower", or None where neither is better in itself
    function  from the days of a run to the number; NaN where it is undefined
    """

    name: str
    meaning: str
    unit: str
    better: Better
    function: Callable[[Window], float]


def ratio(part: float, total: float) -> float:
    """Return part / total; NaN for a total of 0.

    >>> ratio(1.0, 4.0), ratio(0.0, 0.0)
    (0.25, nan)
    """
    return part / total if total != 0.0 else math.nan


def clipped(value: float) -> float:
    """Return a value limited to 0 to 1; NaN stays NaN.

    >>> clipped(-0.5), clipped(0.5), clipped(7.0), clipped(math.nan)
    (0.0, 0.5, 1.0, nan)
    """
    return value if math.isnan(value) else min(1.0, max(0.0, value))


def correlation_from_sums(n: float, x: float, y: float, xx: float, yy: float, xy: float) -> float:
    """Return Pearson's correlation of n pairs from their sums, -1 to 1; NaN if either is constant.

    n           number of pairs
    x, y        sums of both values
    xx, yy, xy  sums of their squares and of their products

    >>> round(correlation_from_sums(3, 6, 12, 14, 56, 28), 9)
    1.0
    """
    x_varies, y_varies = n * xx - x * x, n * yy - y * y
    if not (x_varies > 0.0 and y_varies > 0.0):
        return math.nan
    return max(-1.0, min(1.0, (n * xy - x * y) / math.sqrt(x_varies * y_varies)))


def ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ranks from 1; equal values have the mean of their ranks.

    values  (n,), without NaN

    >>> ranks(np.array([3.0, 1.0, 3.0]))
    array([2.5, 1. , 2.5])
    """
    order = np.argsort(values)
    ordered = values[order]
    first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    after = np.append(first[1:], len(values))
    result = np.empty(len(values))
    result[order] = np.repeat(0.5 * (first + after + 1), after - first)
    return result


def ranks_of_counts(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the ranks of small non-negative integers, as `ranks` does but without sorting.

    counts  (n,); time and memory grow with the largest of them

    >>> ranks_of_counts(np.array([3, 1, 3]))
    array([2.5, 1. , 2.5])
    """
    each = np.bincount(counts)
    return (np.cumsum(each) - 0.5 * (each - 1))[counts]


def rank_correlation(counts: NDArray[np.int64], values: NDArray[np.float64]) -> float:
    """Return Spearman's correlation of non-negative integers with values: Pearson's correlation of their ranks.

    counts, values  (n,) each, paired by position

    NaN for fewer than two pairs or where either is constant.

    >>> rank_correlation(np.array([1, 2, 3]), np.array([10.0, 20.0, 15.0]))
    0.5
    """
    if len(counts) < 2:
        return math.nan
    middle = 0.5 * (len(counts) + 1)
    a, b = ranks_of_counts(counts) - middle, ranks(values) - middle
    return ratio(inner_product(a, b), math.sqrt(inner_product(a, a) * inner_product(b, b)))


#: Longest vectors that OpenBLAS multiplies on one thread.
_PART = 10_000


def inner_product(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Return the sum of the products of two vectors, the same on every machine.

    BLAS shares long vectors among its threads: the last bit of the sum depends on their number, and for a while after
    it they keep a core busy. In parts, one thread does it.

    a, b  (n,) each

    >>> inner_product(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    11.0
    """
    parts = max(1, math.ceil(len(a) / _PART))
    pairs = zip(np.array_split(a, parts), np.array_split(b, parts), strict=True)
    return sum((float(x @ y) for x, y in pairs), 0.0)


def share_of_largest(values: NDArray[np.float64], part: float) -> float:
    """Return the share of the total that lies in the largest values: a point of the Lorenz curve.

    values  (n,), 0 or more
    part    share of the values that count as the largest, 0 to 1

    A value at the border counts in proportion. NaN without values or for a total of 0.

    >>> share_of_largest(np.array([1.0, 6.0, 2.0, 1.0]), 0.25)
    0.6
    >>> share_of_largest(np.array([2.0, 2.0]), 0.25)
    0.25
    """
    if len(values) == 0:
        return math.nan
    sums = np.concatenate(([0.0], np.cumsum(np.sort(values)[::-1])))
    return ratio(float(np.interp(part * len(values), np.arange(len(sums)), sums)), float(sums[-1]))
