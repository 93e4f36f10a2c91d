"""Equal-resource comparison: every strategy at the dose at which it uses the same money, or the same hours.

Doses are found in a few rounds of pilot replications with the random numbers of the comparison itself. So the same
seed gives the same doses, and the comparison stays paired. Each round corrects a dose as if use were proportional to
it; it accepts a dose within 1 % of the amount. What counts as use is defined in `risk_and_cost.resources_used`; the
procedure is our choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...common.errors import InputError
from ..statistics import Floats, Interval, interval
from .plan import UNIT, EqualResources, Progress, ResourceKind, ResourceUse

if TYPE_CHECKING:
    from .plan import Plan

#: Pilot replications in each round, and rounds.
PILOT, ROUNDS = 8, 4
#: Relative deviation from the amount at which a dose is accepted.
TOLERANCE = 0.01
MIN_DOSE = 0.001


def at_equal_resources(
    planned: Plan, resource: ResourceKind, amount: float | None = None, progress: Progress | None = None
) -> Plan:
    """Return the plan with every strategy at the dose at which it uses the same amount of a resource.

    planned   its strategies, the baseline left unchanged
    resource  "budget" (kEUR, working time at its price) or "hours" (person-days)
    amount    use of each strategy over all days, above 0; None: that of the strategy that uses least as described
    progress  called with (finished, planned) pilot replications

    A dose stops where the first lever reaches the end of its range (or at 1): beyond it costs rise without effect.
    A strategy that then uses less than the amount is marked as not matched. Runs up to 40 pilot replications. Raises
    InputError if no strategy uses any of the resource.
    """
    pilot = _Pilot(planned, resource, progress)
    names = [name for name, one in zip(planned.names, planned.strategies, strict=True) if one.levers]
    most = {name: most_dose(planned.strategies[planned.names.index(name)], planned.days) for name in names}
    full = pilot.used(dict.fromkeys(names, 1.0))
    goal = _goal(full, resource) if amount is None else amount
    doses = {name: _next_dose(1.0, full[name].mean, goal, most[name]) for name in names}
    used = full
    for _ in range(ROUNDS - 1):
        used = pilot.used(doses)
        if all(_near(used[name].mean, goal) or doses[name] in (most[name], 0.0) for name in names):
            break
        before = doses
        doses = {name: _next_dose(before[name], used[name].mean, goal, most[name]) for name in names}
    else:
        used = pilot.used(doses)
    rows = {
        name: ResourceUse(doses[name], full[name].mean, used[name], _near(used[name].mean, goal, 5)) for name in names
    }
    dosed = tuple(
        replace(one, dose=one.dose * doses[one.name]) if one.name in doses else one for one in planned.strategies
    )
    return replace(planned, strategies=dosed, equal_resources=EqualResources(resource, goal, rows))


def most_dose(strategy: Any, days: int) -> float:
    """Return the largest effective dose, at least 1: there the first lever reaches the end of its range.

    strategy  with a schedule; levers of money have no range and are ignored
    days      working days of the schedule

    A strategy without such levers has no limit (1e9).
    """
    from ...strategies.base import MONEY
    from ...strategies.levers import LEVERS

    rows = strategy.schedule(days)
    ends = [1e9]
    for lever in LEVERS:
        shift = rows[lever.name] - lever.rest
        if lever.name in MONEY or not shift.any():
            continue
        room = np.where(shift > 0.0, lever.high - lever.rest, lever.rest - lever.low)
        ends.append(float(np.min(room[shift != 0.0] / np.abs(shift[shift != 0.0]))))
    return max(1.0, min(ends))


class _Pilot:
    """Rounds of pilot replications."""

    def __init__(self, planned: Plan, resource: ResourceKind, progress: Progress | None) -> None:
        from ...engine.simulation import initial_world, prepare, run_seed
        from .paired_runs import model_inputs
        from .risk_and_cost import Staff

        self.planned, self.resource, self.progress, self.done = planned, resource, progress, 0
        setup = prepare(planned.organisation, days=planned.days, **model_inputs(planned))
        self.staff = Staff.of(initial_world(setup, run_seed(planned.seed, 0)))

    def used(self, doses: Mapping[str, float]) -> dict[str, Interval]:
        """Return the resource use of each strategy at a dose, over one round of 8 paired pilot replications.

        doses  by name; strategies that are not named are not run
        """
        from .paired_runs import paired_replications
        from .risk_and_cost import resources_used

        chosen = [one for one in self.planned.strategies if one.name in doses]
        dosed = [replace(one, dose=one.dose * doses[one.name]) for one in chosen]
        schedules = [one.schedule(self.planned.days) for one in dosed]
        trial = replace(self.planned, strategies=(self.planned.strategies[0], *dosed))
        rows: list[list[float]] = []
        for _, (baseline, *runs) in paired_replications(trial, range(PILOT)):
            found = [
                resources_used(run, baseline, levers, self.staff) for run, levers in zip(runs, schedules, strict=True)
            ]
            rows.append([one.total(self.staff.price) if self.resource == "budget" else one.time for one in found])
            self._advance()
        return dict(zip((one.name for one in chosen), _columns(rows), strict=True))

    def _advance(self) -> None:
        self.done += 1
        if self.progress:
            self.progress(self.done, PILOT * (ROUNDS + 1))


def _columns(rows: Sequence[Sequence[float]]) -> list[Interval]:
    table: Floats = np.asarray(rows, dtype=np.float64)
    return [interval(table[:, column]) for column in range(table.shape[1])]


def _goal(full: Mapping[str, Interval], resource: ResourceKind) -> float:
    """Return the smallest positive use, in kEUR or person-days; InputError if no strategy uses any."""
    positive = [one.mean for one in full.values() if one.mean > 0.0]
    if not positive:
        raise InputError(f"none of these strategies uses any {UNIT[resource]}: there is no amount to equalise")
    return min(positive)


def _near(used: float, goal: float, times: float = 1.0) -> bool:
    """Return whether use is within `times` 1 % of the goal."""
    return abs(used - goal) <= times * TOLERANCE * goal


def _next_dose(dose: float, used: float, goal: float, most: float) -> float:
    """Return the dose that reaches the goal if use is proportional to dose; `most` where nothing is used.

    dose  of the last round, at which `used` was measured
    goal  in the unit of `used`
    most  largest effective dose
    """
    return min(most, max(MIN_DOSE, dose * goal / used)) if used > 0.0 else most
