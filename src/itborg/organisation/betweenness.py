"""Betweenness: the people on the shortest ways between business and IT.

Counts, for each person, the shortest ways between every business person and every IT person that lead through this
person, where several shortest ways share the weight (Freeman 1977; between two groups: Everett & Borgatti 1999). Ties
count in both directions and without strength, since a request may go by a weak tie too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def betweenness(linked: NDArray[np.bool_], it: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the betweenness of each person for shortest ways from business to IT, (n,); ends do not count.

    linked  (n, n), symmetric, without self ties
    it      (n,), who is in IT

    The algorithm of Brandes (2001) for all business people at once: every step is a product of matrices, so a thousand
    people take about a second.
    """
    a = linked.astype(float)
    sources = np.flatnonzero(~it)
    at = np.arange(len(sources))
    ways = np.zeros((len(sources), len(a)))
    ways[at, sources] = 1.0
    level = np.where(ways > 0, 0, -1)
    depth, front = 0, ways
    while (front := np.where(level < 0, front @ a, 0.0)).any():
        depth += 1
        level[front > 0] = depth
        ways = ways + front
    share = np.zeros_like(ways)
    many = np.where(ways > 0, ways, 1.0)
    for d in range(depth, 0, -1):
        back = np.where(level == d, (it + share) / many, 0.0) @ a
        share += np.where(level == d - 1, ways * back, 0.0)
    share[at, sources] = 0.0
    return np.asarray(share.sum(axis=0))


def strongest(between: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Return the positions of the people with the highest betweenness, the highest first, equal ones in order."""
    return np.argsort(-between, kind="stable")[:count]
