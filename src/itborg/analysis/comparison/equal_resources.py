"""Equal terms: every strategy in the dose in which it takes the same money, or the same hours.

Doses are found in a few rounds of pilot pairs with the comparison's own luck, so the same seed gives the
same doses, and the comparison itself stays paired.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...common.errors import InputError
from ..statistics import Floats, Interval, interval
from .plan import UNIT, EqualResources, ResourceKind, ResourceUse

if TYPE_CHECKING:
    from .plan import Plan

PILOT = 8  # pairs a round
ROUNDS = 4
#: A dose is good enough if what is taken is this close to the amount.
CLOSE = 0.01
LEAST_DOSE = 0.001
Progress = Callable[[int, int], None]


def at_equal_resources(
    what: Plan, terms: ResourceKind, amount: float | None = None, progress: Progress | None = None
) -> Plan:
    """Return the same comparison with every strategy in the dose in which it takes the same.

    amount  what each takes over all days; None: as much as the one that takes least as described

    A strategy is not pushed beyond the dose at which its first lever is at the end of its range (or 1): more
    would be paid for nothing. Where that takes less than the amount, it says so.
    """
    rounds = _Rounds(what, terms, progress)
    names = [name for name, one in zip(what.names, what.strategies, strict=True) if one.levers]
    most = {name: most_dose(what.strategies[what.names.index(name)], what.days) for name in names}
    full = rounds.measured(dict.fromkeys(names, 1.0))
    goal = _goal(full, terms) if amount is None else amount
    doses = {name: _next(1.0, full[name].mean, goal, most[name]) for name in names}
    spent = full
    for _ in range(ROUNDS - 1):
        spent = rounds.measured(doses)
        if all(_near(spent[name].mean, goal) or doses[name] in (most[name], 0.0) for name in names):
            break
        before = doses
        doses = {name: _next(before[name], spent[name].mean, goal, most[name]) for name in names}
    else:
        spent = rounds.measured(doses)
    taken = {
        name: ResourceUse(doses[name], full[name].mean, spent[name], _near(spent[name].mean, goal, 5)) for name in names
    }
    dosed = tuple(
        replace(one, dose=one.dose * doses[one.name]) if one.name in doses else one for one in what.strategies
    )
    return replace(what, strategies=dosed, equal_resources=EqualResources(terms, goal, taken))


def most_dose(strategy: Any, days: int) -> float:
    """Return the largest useful dose: its first lever is then at the end of its range; never below 1."""
    from ...strategies.base import MONEY
    from ...strategies.levers import LEVERS

    rows = strategy.schedule(days)
    ends = [1e9]
    for lever in LEVERS:
        turned = rows[lever.name] - lever.rest
        if lever.name in MONEY or not turned.any():
            continue
        room = np.where(turned > 0.0, lever.high - lever.rest, lever.rest - lever.low)
        ends.append(float(np.min(room[turned != 0.0] / np.abs(turned[turned != 0.0]))))
    return max(1.0, min(ends))


class _Rounds:
    """Pilot pairs, round by round."""

    def __init__(self, what: Plan, terms: ResourceKind, progress: Progress | None) -> None:
        from ...engine.simulation import initial_world, prepare, run_seed
        from .paired_runs import model_inputs
        from .risk_and_cost import Staff

        self.what, self.terms, self.progress, self.done = what, terms, progress, 0
        inputs = model_inputs(what)
        setup = prepare(what.organisation, days=what.days, **inputs)
        self.staff = Staff.of(initial_world(setup, run_seed(what.seed, 0)))

    def measured(self, doses: Mapping[str, float]) -> dict[str, Interval]:
        """Return what each strategy takes in a dose, over the pilot pairs."""
        from .paired_runs import pairs
        from .risk_and_cost import spend

        chosen = [one for one in self.what.strategies if one.name in doses]
        dosed = [replace(one, dose=one.dose * doses[one.name]) for one in chosen]
        schedules = [one.schedule(self.what.days) for one in dosed]
        trial = replace(self.what, strategies=(self.what.strategies[0], *dosed))
        rows: list[list[float]] = []
        for _, (baseline, *runs) in pairs(trial, range(PILOT)):
            found = [spend(run, baseline, levers, self.staff) for run, levers in zip(runs, schedules, strict=True)]
            rows.append([one.total(self.staff.price) if self.terms == "budget" else one.time for one in found])
            self._advance()
        return dict(zip((one.name for one in chosen), _columns(rows), strict=True))

    def _advance(self) -> None:
        self.done += 1
        if self.progress:
            self.progress(self.done, PILOT * (ROUNDS + 1))


def _columns(rows: Sequence[Sequence[float]]) -> list[Interval]:
    table: Floats = np.asarray(rows, dtype=np.float64)
    return [interval(table[:, column]) for column in range(table.shape[1])]


def _goal(full: Mapping[str, Interval], terms: ResourceKind) -> float:
    positive = [one.mean for one in full.values() if one.mean > 0.0]
    if not positive:
        raise InputError(f"none of these strategies takes any {UNIT[terms]}: there is nothing to make equal")
    return min(positive)


def _near(spent: float, goal: float, times: float = 1.0) -> bool:
    return abs(spent - goal) <= times * CLOSE * goal


def _next(dose: float, spent: float, goal: float, most: float) -> float:
    """Return the dose at which this much would be taken if it grew in proportion; the most where it takes none."""
    return min(most, max(LEAST_DOSE, dose * goal / spent)) if spent > 0.0 else most
