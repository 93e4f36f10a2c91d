"""Is it an effect, or luck? The changes that a factor makes against their own scatter between replicates.

Luck is common to all points, so what it does to one block it may do to others too: a hundred blocks can be
worth one. How many independent ones they are worth is estimated from the scatter itself.
"""

from __future__ import annotations

import numpy as np
from scipy.special import fdtrc

from ...statistics import Floats

#: Fewest replicates from which luck can be told from effect.
FEWEST = 4


def chance_of_luck(changes: Floats) -> Floats:
    """Return for each factor how probable changes at least this large would be if it did nothing.

    The mean square of changes, averaged over replicates, over its expectation under luck alone is Fisher's F; its
    degrees of freedom are those of the number of blocks that they are worth (after Bai & Saranadasa 1996).

    changes  (blocks, factors, replicates): what a step in one factor did. One replicate: no luck, so 0 or 1
    """
    factors, count = changes.shape[1:]
    if count == 1:
        return np.where(np.any(changes != 0, axis=(0, 2)), 0.0, 1.0)
    means = changes.mean(axis=2)
    scatter = changes - means[:, :, None]
    variance = (scatter**2).sum(axis=2).mean(axis=0) / (count - 1)
    square = (means**2).mean(axis=0)
    worth = np.array([_worth(scatter[:, at]) for at in range(factors)])
    f = np.divide(count * square, variance, out=np.where(square > 0, np.inf, 0.0), where=variance > 0)
    return np.where(square > 0, fdtrc(worth, worth * (count - 1), f), 1.0)


def _worth(scatter: Floats) -> float:
    """Return how many independent blocks a factor's blocks are worth, 1 to their number.

    scatter  (blocks, replicates), without means
    """
    blocks, count = scatter.shape
    free = count - 1
    between = scatter.T @ scatter / free
    trace, squares = float(np.trace(between)), float((between**2).sum())
    if trace == 0 or free < 2:
        return 1.0
    true_squares = free**2 / ((free + 2) * (free - 1)) * (squares - trace**2 / free)
    return float(np.clip(trace**2 / true_squares, 1, blocks)) if true_squares > 0 else float(blocks)


def holm(chances: Floats) -> Floats:
    """Return chances corrected for having looked at many factors.

    >>> holm(np.array([0.01, 0.5, 0.03]))
    array([0.03, 0.5 , 0.06])
    """
    order = np.argsort(chances)
    steps = np.maximum.accumulate(chances[order] * np.arange(len(chances), 0, -1))
    found = np.empty_like(chances)
    found[order] = np.minimum(1.0, steps)
    return found
