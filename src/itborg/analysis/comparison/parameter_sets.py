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

from ..measures.registry import measure as measures_of
from ..plausible import PLAUSIBLE, is_plausible, parameter_points
from ..statistics import Floats

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
    rows: list[Floats] = []
    points: list[Mapping[str, float]] = []
    count = 0  # sets drawn so far
    with ThreadPoolExecutor(planned.threads or os.cpu_count() or 1) as pool:
        found = pool.map(lambda point: _outcomes(planned, point, measure, replications), drawn)
        for point, row in zip(drawn, found, strict=True):
            count += 1
            if row is not None:
                rows.append(row)
                points.append(point)
                if progress:
                    progress(len(rows), sets)
            if len(rows) == sets:
                pool.shutdown(wait=False, cancel_futures=True)
                break
    if progress:
        progress(sets, sets)
    return ParameterSets(planned.names, measure, count, replications, np.array(rows), points) if rows else None


def _outcomes(planned: Plan, point: Mapping[str, float], measure: str, replications: int) -> Floats | None:
    """Return the mean outcome of each strategy at one parameter set, or None if the baseline is implausible there."""
    from ...engine.reactive_run import react
    from ...engine.simulation import after_burn_in, prepare, run_seed
    from ...strategies.none import NoStrategy
    from .paired_runs import model_inputs

    setup = prepare(planned.organisation, days=planned.days, **model_inputs(replace(planned, parameters=point)))
    starts = [after_burn_in(setup, run_seed(planned.seed, number)) for number in range(replications)]
    nothing = [react(start, NoStrategy(), setup).run() for start in starts]
    shown = [measures_of(run, [*PLAUSIBLE, measure]) for run in nothing]
    if not is_plausible({name: float(np.mean([row[name] for row in shown])) for name in PLAUSIBLE}):
        return None
    rows = []
    for start, without in zip(starts, shown, strict=True):
        runs = (one if one.levers else None for one in planned.strategies)
        rows.append([
            without[measure] if one is None
            else measures_of(react(start, one, setup).run(), [measure])[measure]
            for one in runs
        ])  # fmt: skip
    return np.asarray(np.mean(rows, axis=0))
