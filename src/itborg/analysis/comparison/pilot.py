"""Pilot replications of a search for doses: no run is simulated twice.

Every outcome is kept by strategy, dose and replication, so that rounds of a search, and what ranks its result, share
their runs. Those of the comparison itself have the same random numbers, and are known from it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from ...engine.reactive_run import react
from ...engine.simulation import after_burn_in, prepare, run_seed
from ...strategies.none import NoStrategy
from ..measures.registry import measure
from .paired_runs import model_inputs, staff_of
from .risk_and_cost import Outcome, resources_used

if TYPE_CHECKING:
    from ...engine.simulation import Run
    from .plan import Plan


class Pilot:
    """Paired replications of strategies at any dose.

    planned  its strategies, organisation, days, seed and changes of the model
    known    outcomes of the first replications by strategy, at the dose of the plan; strategies may be missing
    """

    def __init__(self, planned: Plan, known: Mapping[str, Sequence[Outcome]] | None = None) -> None:
        """Prepare the organisation; nothing is run yet."""
        self.planned, self.staff = planned, staff_of(planned)
        self._setup = prepare(planned.organisation, days=planned.days, **model_inputs(planned))
        self._nothing: dict[int, tuple[Run, float]] = {}
        self._kept = {(name, 1.0): list(outcomes) for name, outcomes in (known or {}).items()}

    def outcomes(
        self, doses: Mapping[str, float], count: int, finished: Callable[[], None] | None = None
    ) -> dict[str, list[Outcome]]:
        """Return the outcomes of strategies in the first replications, (count,) each.

        doses     by name, relative to the dose of the plan; strategies that are not named are not run
        finished  called after each replication
        """
        kept = {name: self._kept.setdefault((name, dose), []) for name, dose in doses.items()}
        there = {name: len(outcomes) for name, outcomes in kept.items()}

        def missing(number: int) -> dict[str, Outcome]:
            return self._run({name: doses[name] for name, length in there.items() if length <= number}, number)

        with ThreadPoolExecutor(self.planned.threads or os.cpu_count() or 1) as pool:
            for row in pool.map(missing, range(count)):
                for name, outcome in row.items():
                    kept[name].append(outcome)
                if finished:
                    finished()
        return {name: outcomes[:count] for name, outcomes in kept.items()}

    def _run(self, doses: Mapping[str, float], number: int) -> dict[str, Outcome]:
        """Return the outcomes of strategies at doses in one replication."""
        if not doses:
            return {}
        start = after_burn_in(self._setup, run_seed(self.planned.seed, number))
        if number not in self._nothing:
            run = react(start, NoStrategy(), self._setup).run()
            self._nothing[number] = replace(run, closed=None), _net_value(run)
        nothing, value = self._nothing[number]
        found = {}
        for one in self.planned.strategies:
            if one.name in doses and not one.levers:
                found[one.name] = Outcome(resources_used(nothing, nothing, self.staff), value)
            elif one.name in doses:
                run = react(start, replace(one, dose=one.dose * doses[one.name]), self._setup).run()
                found[one.name] = Outcome(resources_used(run, nothing, self.staff), _net_value(run))
        return found


def _net_value(run: Run) -> float:
    return measure(run, ["net_value"])["net_value"]
