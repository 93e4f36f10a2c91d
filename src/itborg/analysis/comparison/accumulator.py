"""The running account of a comparison: each run is reduced to its numbers and let go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..measures.handoffs import HANDOFF_CLASSES
from ..statistics import Floats
from .risk_and_cost import monthly_loss
from .series import daily

if TYPE_CHECKING:
    from ...engine.simulation import Run


def by_handoffs(closed: Any, burn_in: int) -> Floats:
    """Return (2, 6): share of incidents by number of hand-offs, and their median calendar hours.

    Only incidents opened after the strategy's start count. A number of hand-offs without incidents has share 0
    and no median (NaN).

    closed   records of closed incidents
    burn_in  day of the strategy's start
    """
    ours = np.asarray(closed["opened"]) >= burn_in
    handoffs = np.minimum(np.asarray(closed["hops"])[ours], HANDOFF_CLASSES - 1)
    hours = np.asarray(closed["hours"], dtype=float)[ours]
    table = np.full((2, HANDOFF_CLASSES), np.nan)
    for count in range(HANDOFF_CLASSES):
        here = np.sort(hours[handoffs == count])
        if len(here):
            table[1, count] = (here[(len(here) - 1) // 2] + here[len(here) // 2]) / 2
        if len(hours):
            table[0, count] = len(here) / len(hours)
    return table


#: Pairs whose every day is kept for bands and quantiles; measures are kept of all of them.
KEPT = 200


class Accumulator:
    """Numbers of finished pairs, one row a pair; memory does not grow with the length of runs kept.

    names     strategies, the baseline first
    measures  names of measures
    """

    def __init__(self, names: Sequence[str], measures: Sequence[str]) -> None:
        """Begin an empty account."""
        self.names = tuple(names)
        self.measures = tuple(measures)
        self._replicates: list[int] = []
        self._values: list[Floats] = []
        self._days: list[Floats] = []
        self._handoffs: list[Floats] = []
        self._losses: list[Floats] = []

    def __len__(self) -> int:
        """Return the number of finished pairs."""
        return len(self._values)

    def add(self, replication: int, runs: Sequence[Run]) -> None:
        """Take the numbers of one replicate: one run per strategy, with the same luck."""
        from ..measures.registry import measure

        rows = [measure(run) for run in runs]
        self._values.append(np.array([[row[name] for name in self.measures] for row in rows]))
        self._handoffs.append(np.array([by_handoffs(run.closed, run.burn_in) for run in runs]))
        if len(self._days) < KEPT:
            self._days.append(_every_day(runs))
            self._losses.append(np.array([monthly_loss(run.history, run.burn_in) for run in runs]))
        self._replicates.append(replication)

    @property
    def replications(self) -> list[int]:
        """Numbers of the finished pairs."""
        return list(self._replicates)

    @property
    def values(self) -> Floats:
        """Measures, (pairs, strategies, measures)."""
        return np.array(self._values)

    @property
    def days(self) -> Floats:
        """Daily series of the first pairs, (pairs, strategies, series, days)."""
        return np.array(self._days)

    @property
    def handoffs(self) -> Floats:
        """Share and median hours by number of hand-offs, (pairs, strategies, 2, 6)."""
        return np.array(self._handoffs)

    @property
    def losses(self) -> Floats:
        """Monthly losses of the first pairs, kEUR, (pairs, strategies, months)."""
        return np.array(self._losses)


def _every_day(runs: Sequence[Run]) -> Floats:
    return np.array([daily(run.history, run.burn_in) for run in runs], dtype=np.float32)
