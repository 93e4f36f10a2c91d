"""Who comes first, and which orders are clear.

An order of two strategies counts as clear if the paired interval of their difference excludes 0 at
a confidence corrected for every pair that could have been looked at and, when the runs come in
batches, for every look (Bonferroni). So with 95 % confidence all orders called clear are right at
once, whichever way the strategies happened to rank, and looking early costs nothing in honesty.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..statistics import LEVEL, Floats, band

#: Pairs of runs at which a comparison with `replications="auto"` looks whether the order is clear.
LOOKS = (20, 40, 80, 160, 280, 400)


class Place(NamedTuple):
    """One line of a ranking.

    strategy  row number of the strategy
    clear     whether its order against the next one is clear; True for the last
    """

    strategy: int
    clear: bool


def order_level(strategies: int, looks: int = 1) -> float:
    """Return the confidence at which one of the many orders is judged.

    >>> round(order_level(2), 3), round(order_level(5), 4)
    (0.95, 0.995)
    """
    pairs = max(1, strategies * (strategies - 1) // 2)
    return 1 - (1 - LEVEL) / (pairs * looks)


def places(values: Floats, better: str | None = "higher", looks: int = 1) -> list[Place]:
    """Return the ranking of strategies by their mean, best first.

    values  (runs, strategies) of one measure, paired by row
    better  "lower" puts the smallest first; "higher" and None the largest
    looks   how often the order is looked at before stopping
    """
    ranked = _ranked(values, better)
    here, after = values[:, ranked[:-1]], values[:, ranked[1:]]
    steps = band(here - after, order_level(values.shape[1], looks))
    clear = [*((steps.low > 0) | (steps.high < 0)).tolist(), True]
    return [Place(int(row), bool(sure)) for row, sure in zip(ranked, clear, strict=True)]


def is_clear(values: Floats, better: str | None = "higher", looks: int = len(LOOKS)) -> bool:
    """Return whether every neighbouring order of the ranking is clear."""
    return all(place.clear for place in places(values, better, looks))


def _ranked(values: Floats, better: str | None) -> NDArray[np.int64]:
    means = band(values).mean
    worth = means if better == "lower" else -means
    return np.argsort(worth, kind="stable")
