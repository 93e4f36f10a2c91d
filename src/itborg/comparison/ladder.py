"""The hand-off ladder: how much longer an incident takes with every hand-off."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..statistics import Floats

#: Rungs: 0, 1, 2, 3, 4 hand-offs, and 5 or more.
RUNGS = 6


def ladder(closed: Any, burn_in: int) -> Floats:
    """Return (2, 6): share of incidents on each rung, and their median calendar hours.

    Only incidents opened after the strategy's start count. A rung with nobody on it has share 0
    and no median (NaN).

    closed   records of closed incidents
    burn_in  day of the strategy's start
    """
    ours = np.asarray(closed["opened"]) >= burn_in
    rung = np.minimum(np.asarray(closed["hops"])[ours], RUNGS - 1)
    hours = np.asarray(closed["hours"], dtype=float)[ours]
    counts = np.bincount(rung, minlength=RUNGS)
    table = np.full((2, RUNGS), np.nan)
    if len(hours):
        table[0] = counts / len(hours)
        table[1] = _medians(hours[np.lexsort((hours, rung))], counts)
    return table


def _medians(sorted_hours: Floats, counts: NDArray[np.int64]) -> Floats:
    """Return the median of each group of a list that is sorted by group and hours."""
    start = np.cumsum(counts) - counts
    last = len(sorted_hours) - 1
    low = sorted_hours[np.minimum(start + (counts - 1) // 2, last)]
    high = sorted_hours[np.minimum(start + counts // 2, last)]
    return np.where(counts > 0, (low + high) / 2, np.nan)
