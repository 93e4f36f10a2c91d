"""The hand-off ladder: how much longer an incident takes with every hand-off."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..measures.ladder import RUNGS
from ..statistics import Floats


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
    table = np.full((2, RUNGS), np.nan)
    for step in range(RUNGS):
        here = np.sort(hours[rung == step])
        if len(here):
            table[1, step] = (here[(len(here) - 1) // 2] + here[len(here) // 2]) / 2
        if len(hours):
            table[0, step] = len(here) / len(hours)
    return table
