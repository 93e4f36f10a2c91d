"""The accumulator of a comparison: each run is reduced to a few values and then discarded.

Measures are stored for all replications, daily series for the first 200 only; so memory grows slowly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..measures.handoffs import HANDOFF_CLASSES
from ..statistics import Floats
from .plan import NOTHING
from .risk_and_cost import Outcome, ResourcesUsed, monthly_loss, resources_used
from .series import daily

if TYPE_CHECKING:
    from ...engine.simulation import Run
    from .risk_and_cost import Staff

#: Replications whose daily series are stored for intervals and quantiles; measures are stored for all.
MAX_DAILY_REPLICATIONS = 200


class Row(NamedTuple):
    """What is stored of one replication; the first axis of each array has the order of the strategies.

    values    (strategies, measures)
    handoffs  (strategies, 2, 6), see `by_handoffs`
    days      (strategies, series, days) 32-bit, see `daily`
    losses    (strategies, months) kEUR
    used      (strategies, 5), see `ResourcesUsed`
    """

    values: Floats
    handoffs: Floats
    days: Floats
    losses: Floats
    used: Floats


class Accumulator:
    """Values of finished paired replications.

    names     strategies, the baseline first; the run without intervention is one of them
    measures  names of measures
    staff     of the organisation, whose working time strategies use
    """

    def __init__(self, names: Sequence[str], measures: Sequence[str], staff: Staff) -> None:
        """Start without any replication."""
        self.names = tuple(names)
        self.measures = tuple(measures)
        self._staff = staff
        self._used: list[Floats] = []
        self._replications: list[int] = []
        self._values: list[Floats] = []
        self._days: Floats | None = None
        self._handoffs: list[Floats] = []
        self._losses: list[Floats] = []

    def __len__(self) -> int:
        """Return the number of finished replications."""
        return len(self._values)

    def add(self, replication: int, runs: Sequence[Run]) -> None:
        """Add one replication.

        replication  its number, from 0; replications are added in order
        runs         one run for each strategy in the order of `names`, with common random numbers
        """
        self.append(replication, self.reduced(runs))

    def reduced(self, runs: Iterable[Run]) -> Row:
        """Return what is stored of one replication; the accumulator stays as it is, so any thread may call this.

        runs  as in `add`; closed incidents of one run are dropped before the next run is asked for
        """
        from ..measures.own import own_measures
        from ..measures.registry import measure

        own = [one.name for one in own_measures(self.measures)]
        values, handoffs, days, losses, kept = [], [], [], [], []
        for run in runs:
            found = measure(run) | (measure(run, own) if own else {})
            values.append([found[name] for name in self.measures])
            handoffs.append(by_handoffs(run.closed, run.burn_in))
            days.append(daily(run.history, run.burn_in).astype(np.float32))
            losses.append(monthly_loss(run.history, run.burn_in))
            kept.append(replace(run, closed=None))
        nothing = kept[self.names.index(NOTHING)]
        used = [resources_used(run, nothing, self._staff) for run in kept]
        return Row(*(np.array(part) for part in (values, handoffs, days, losses, used)))

    def append(self, replication: int, row: Row) -> None:
        """Add one replication by what `reduced` returned of it; `replication` as in `add`."""
        self._values.append(row.values)
        self._handoffs.append(row.handoffs)
        if len(self._losses) < MAX_DAILY_REPLICATIONS:
            self._add_days(row.days)
            self._losses.append(row.losses)
        self._used.append(row.used)
        self._replications.append(replication)

    def _add_days(self, days: Floats) -> None:
        """Add the daily series of a replication to one array, which is as long as it can become and never copied."""
        if self._days is None:
            self._days = np.empty((MAX_DAILY_REPLICATIONS, *days.shape), dtype=np.float32)
        self._days[len(self._losses)] = days

    @property
    def replications(self) -> list[int]:
        """Numbers of the finished replications."""
        return list(self._replications)

    @property
    def values(self) -> Floats:
        """Measures, (replications, strategies, measures); NaN where a measure is undefined."""
        return np.array(self._values)

    @property
    def spend(self) -> Floats:
        """Money and working time that each strategy took over all days, kEUR, (replications, strategies, 2)."""
        staff = self._staff
        return np.array([[ResourcesUsed(*one).in_keur(staff) for one in row.tolist()] for row in self._used])

    def outcomes(self, count: int) -> dict[str, list[Outcome]]:
        """Return the outcomes of the first `count` replications by strategy, or of all if there are fewer."""
        net = self.measures.index("net_value")
        return {
            name: [
                Outcome(ResourcesUsed(*used[at].tolist()), float(values[at, net]))
                for used, values in zip(self._used[:count], self._values[:count], strict=True)
            ]
            for at, name in enumerate(self.names)
        }

    @property
    def days(self) -> Floats:
        """Daily series of the first 200 replications, (replications, strategies, series, days); see `daily`."""
        return np.empty(0) if self._days is None else self._days[: len(self._losses)]

    @property
    def handoffs(self) -> Floats:
        """Share and median hours by number of hand-offs, (replications, strategies, 2, 6)."""
        return np.array(self._handoffs)

    @property
    def losses(self) -> Floats:
        """Monthly losses of the first 200 replications in kEUR, (replications, strategies, months)."""
        return np.array(self._losses)


def by_handoffs(closed: Any, burn_in: int) -> Floats:
    """Return share of incidents and median calendar hours by number of hand-offs, (2, 6).

    Columns are 0 to 5 hand-offs; the last one includes more than 5. Only incidents opened after the strategy's
    start count. A column without incidents has share 0 and median NaN.

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
