"""Ranking of strategies, and which orders in it are statistically distinguishable.

The order of two strategies is distinguishable if the paired interval of their difference excludes 0, at a confidence
level corrected for the number of all possible pairs of strategies and, where replications come in batches, for every
interim look (Bonferroni). So all orders are right together with 95 % confidence, for any ranking and stopping time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..statistics import LEVEL, Floats, band

#: Numbers of replications at which a comparison with `replications="auto"` tests whether it can stop.
LOOKS = (20, 40, 80, 160, 280, 400)


class RankedStrategy(NamedTuple):
    """One row of a ranking.

    strategy         column of the strategy in the table of values
    distinguishable  whether it differs significantly from the next one; True for the last
    """

    strategy: int
    distinguishable: bool


def order_level(strategies: int, looks: int = 1) -> float:
    """Return the confidence level for the order of one pair out of all pairs of strategies (Bonferroni).

    strategies  their number k; there are k (k - 1) / 2 pairs
    looks       number of interim looks

    >>> round(order_level(2), 3), round(order_level(5), 4)
    (0.95, 0.995)
    """
    pairs = max(1, strategies * (strategies - 1) // 2)
    return 1 - (1 - LEVEL) / (pairs * looks)


def rank_strategies(values: Floats, better: str | None = "higher", looks: int = 1) -> list[RankedStrategy]:
    """Return strategies ranked by their mean, best first; equal means keep the order of the columns.

    values  (replications, strategies) of one measure, paired by row; NaN values are left out
    better  "lower" ranks the smallest first; "higher" and None the largest
    looks   number of interim looks at the order, the last included
    """
    ranked = _ranked(values, better)
    here, after = values[:, ranked[:-1]], values[:, ranked[1:]]
    steps = band(here - after, order_level(values.shape[1], looks))
    distinguishable = [*((steps.low > 0) | (steps.high < 0)).tolist(), True]
    return [RankedStrategy(int(row), bool(one)) for row, one in zip(ranked, distinguishable, strict=True)]


def all_distinguishable(values: Floats, better: str | None = "higher", looks: int = len(LOOKS)) -> bool:
    """Return whether all neighbours in the ranking differ significantly: the stopping rule of "auto".

    Arguments as in `rank_strategies`; a single strategy counts as ranked.
    """
    return all(one.distinguishable for one in rank_strategies(values, better, looks))


def _ranked(values: Floats, better: str | None) -> NDArray[np.int64]:
    means = band(values).mean
    order_by = means if better == "lower" else -means
    return np.argsort(order_by, kind="stable")
