"""The second part of how sure a comparison is: effects at plausible parameter sets.

Paired replications show how far random variation reaches under the parameters of the comparison. Those parameters are
uncertain themselves, so all core parameters are drawn at once from their plausible ranges (`analysis.plausible`), and a
few paired replications are run at each set. Parameters that the user changed keep their values.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...engine.reactive_run import react
from ...engine.simulation import Setup, after_burn_in, prepare, run_seed
from ...strategies.none import NoStrategy
from ..measures.registry import measure as measures_of
from ..plausible import PLAUSIBLE, is_plausible, parameter_points
from ..statistics import Floats
from .paired_runs import model_inputs

if TYPE_CHECKING:
    from .plan import Plan, Progress

#: Plausible parameter sets of a comparison, paired replications at each, and how many sets are drawn for each of them.
SETS, REPLICATIONS, DRAWN = 16, 2, 6


@dataclass(frozen=True, eq=False)
class ParameterSets:
    """Outcomes at plausible parameter sets.

    strategies    names, the baseline first
    measure       name of the outcome
    drawn         sets that were drawn until enough were plausible
    replications  paired replications at each set
    values        (sets, strategies) mean outcome at each plausible set
    points        changed parameters of each plausible set; empty for results that were read from a folder
    """

    strategies: tuple[str, ...]
    measure: str
    drawn: int
    replications: int
    values: Floats
    points: Sequence[Mapping[str, float]] = field(default=(), repr=False)

    def __len__(self) -> int:
        """Return the number of plausible sets."""
        return len(self.values)

    def differences(self, a: str, b: str | None = None) -> Floats:
        """Return the mean of `a` minus that of `b` (None: the baseline) at each set, (sets,)."""
        ours, theirs = (self.strategies.index(name) for name in (a, b or self.strategies[0]))
        return np.asarray(self.values[:, ours] - self.values[:, theirs])

    def same_sign(self, a: str, estimate: float, b: str | None = None) -> int:
        """Return at how many sets the difference has the sign of an estimate; 0 has no sign."""
        return int(np.sum(np.sign(self.differences(a, b)) == np.sign(estimate))) if estimate else 0

    def plain(self) -> dict[str, Any]:
        """Return plain dictionaries and numbers, as written to JSON (docs/json.md)."""
        return {
            "plausible": len(self),
            "drawn": self.drawn,
            "replications": self.replications,
            "measure": self.measure,
            "values": {name: column.tolist() for name, column in zip(self.strategies, self.values.T, strict=True)},
        }

    @classmethod
    def read(cls, known: Mapping[str, Any]) -> ParameterSets:
        """Return what `plain` wrote, without the parameters of the sets."""
        names = tuple(known["values"])
        values = np.array([known["values"][name] for name in names], dtype=float).T
        return cls(names, known["measure"], known["drawn"], known["replications"], values)


def parameter_sets(
    planned: Plan,
    measure: str = "net_value",
    sets: int = SETS,
    replications: int = REPLICATIONS,
    progress: Progress | None = None,
) -> ParameterSets | None:
    """Return outcomes of all strategies of a plan at plausible parameter sets; None if no set is plausible.

    planned       its organisation, days, seed, changed parameters and demand hold at every set
    measure       name of the outcome
    sets          plausible sets wanted; at most DRAWN times as many are drawn
    replications  paired replications at each set
    progress      called with (plausible sets so far, sets wanted)

    Results do not depend on the number of threads.
    """
    fixed = dict(planned.parameters or {})
    drawn = [point | fixed for point in parameter_points(DRAWN * sets, planned.seed)]
    count = 0  # sets drawn so far
    plausible: list[tuple[Mapping[str, float], list[float]]] = []
    rows: list[list[float]] = []
    with ThreadPoolExecutor(planned.threads or os.cpu_count() or 1) as pool:
        tried = pool.map(lambda point: _without_strategies(planned, point, measure, replications), drawn)
        for point, nothing in zip(drawn, tried, strict=True):
            count += 1
            if nothing is not None:
                plausible.append((point, nothing))
            if len(plausible) == sets:
                break
        del tried  # cancels what is queued
        jobs = [(point, number, value) for point, nothing in plausible for number, value in enumerate(nothing)]
        for row in pool.map(lambda job: _outcomes(planned, measure, *job), jobs):
            rows.append(row)
            if progress:
                progress(len(rows) // replications, len(plausible))
    if not plausible:
        return None
    values = np.mean(np.reshape(rows, (len(plausible), replications, -1)), axis=1)
    return ParameterSets(planned.names, measure, count, replications, values, [point for point, _ in plausible])


def _without_strategies(
    planned: Plan, point: Mapping[str, float], measure: str, replications: int
) -> list[float] | None:
    """Return the outcome without any strategy in each replication, or None at a parameter set that is implausible."""
    setup = _prepared(planned, point)
    starts = (after_burn_in(setup, run_seed(planned.seed, number)) for number in range(replications))
    runs = (react(start, NoStrategy(), setup).run() for start in starts)
    shown = [measures_of(run, [*PLAUSIBLE, measure]) for run in runs]
    if not is_plausible({name: float(np.mean([row[name] for row in shown])) for name in PLAUSIBLE}):
        return None
    return [row[measure] for row in shown]


def _outcomes(planned: Plan, measure: str, point: Mapping[str, float], number: int, nothing: float) -> list[float]:
    """Return the outcome of each strategy in one replication at one parameter set.

    number   of the replication
    nothing  its outcome without any strategy
    """
    setup = _prepared(planned, point)
    start = after_burn_in(setup, run_seed(planned.seed, number))
    return [
        measures_of(react(start, one, setup).run(), [measure])[measure] if one.levers else nothing
        for one in planned.strategies
    ]


def _prepared(planned: Plan, point: Mapping[str, float]) -> Setup:
    return prepare(planned.organisation, days=planned.days, **model_inputs(replace(planned, parameters=point)))
