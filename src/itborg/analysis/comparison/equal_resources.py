"""Equal-resource comparison: every strategy at the largest dose at which it uses no more than an amount.

The dose is bracketed and bisected over pilot replications, with the random numbers of the comparison itself. So the
same seed gives the same doses, and the comparison stays paired. Use may jump with the dose (a person is moved or is
not), and it is an estimate: a dose is accepted if the upper end of the 95 % interval of its use is within the
amount. A strategy that then uses less than nine tenths of the amount is set apart and not compared. What counts as use
is defined in `risk_and_cost.resources_used`; the procedure and its limits are our choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...common.errors import InputError
from ..statistics import Interval, interval
from .pilot import Pilot
from .plan import UNIT, Apart, EqualResources, Progress, ResourceKind, ResourceUse

if TYPE_CHECKING:
    from .plan import Plan
    from .risk_and_cost import ResourcesUsed

#: Pilot replications in each round, and most rounds.
PILOT, ROUNDS = 12, 10
#: Least use, as a share of the amount, of a strategy that counts as brought to it; and the one at which a search ends.
MATCHED, CLOSE = 0.9, 0.98
#: Width of a bracket, relative to its upper end, at which a search ends.
RESOLUTION = 0.005
UNUSED = Interval(0.0, 0.0, 0.0)
#: Smallest dose at which a strategy still counts as itself when the default amount is chosen.
ITSELF = 0.5


def at_equal_resources(
    planned: Plan,
    resource: ResourceKind,
    amount: float | None = None,
    progress: Progress | None = None,
    cheaper: bool = False,
) -> Plan:
    """Return the plan with every strategy at the largest dose at which it uses no more than an amount of a resource.

    planned   its strategies, the baseline left unchanged
    resource  "budget" (kEUR, working time at its price) or "hours" (person-days)
    amount    most use of each strategy over all days, above 0; None: see `default_amount`
    progress  called with (finished, planned) pilot replications
    cheaper   whether the default amount is what the strategy uses that uses least

    A dose is at most that at which the first lever reaches the end of its range (or 1): beyond it costs rise without
    effect. Strategies that cannot be brought to the amount are not in the plan that is returned; its `equal_resources`
    lists them apart. Runs at most 132 pilot replications. Raises InputError if no strategy uses any of the resource, or
    none can be brought to the amount.
    """
    return _at_doses(planned, equalised(Pilot(planned), resource, amount, progress, cheaper))


def equalised(
    pilot: Pilot,
    resource: ResourceKind,
    amount: float | None = None,
    progress: Progress | None = None,
    cheaper: bool = False,
) -> EqualResources:
    """Return the doses at which the strategies of a pilot use no more than an amount; arguments as above.

    Raises InputError if no strategy uses any of the resource.
    """
    planned, done = pilot.planned, 0

    def finished() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, PILOT * (ROUNDS + 1))

    def use(doses: Mapping[str, float]) -> dict[str, Interval]:
        found = pilot.outcomes(doses, PILOT, finished)
        return {name: interval(_uses([one.used for one in found[name]], resource, pilot)) for name in doses}

    reference = planned.names[0]
    searches = {
        one.name: _Search(most_dose(one, planned.days))
        for one in planned.strategies
        if one.levers and one.name != reference
    }
    full = use(dict.fromkeys(searches, 1.0))
    if amount is not None:
        goal = amount
    elif cheaper:
        goal = min((one.high for one in full.values() if one.mean > 0.0), default=0.0)
    else:
        goal = default_amount(full, {name: one.most for name, one in searches.items()}, resource)
    for name, used in full.items():
        searches[name].record(1.0, used, goal)
    for _ in range(ROUNDS):
        doses = {name: dose for name, one in searches.items() if (dose := one.next_dose(goal)) is not None}
        if not doses:
            break
        for name, used in use(doses).items():
            searches[name].record(doses[name], used, goal)
    if progress:
        progress(PILOT * (ROUNDS + 1), PILOT * (ROUNDS + 1))
    return EqualResources(resource, goal, *_sorted(searches, full, goal))


def _uses(outcomes: Sequence[ResourcesUsed], resource: ResourceKind, pilot: Pilot) -> list[float]:
    return [one.total(pilot.staff.price) if resource == "budget" else one.time for one in outcomes]


def _sorted(
    searches: Mapping[str, _Search], full: Mapping[str, Interval], goal: float
) -> tuple[dict[str, ResourceUse], dict[str, Apart]]:
    """Return the use of each strategy that was brought to the amount, and the others."""
    used, apart = {}, {}
    for name, one in searches.items():
        if one.used.mean >= MATCHED * goal:
            used[name] = ResourceUse(one.low, full[name].mean, one.used)
        else:
            apart[name] = Apart(one.low, one.used.mean, one.above)
    return used, apart


def _at_doses(planned: Plan, equal: EqualResources) -> Plan:
    """Return the plan without the strategies that are set apart, the others at their doses."""
    if not equal.used:
        raise InputError(
            f"none of these strategies can be brought to {equal.amount:g} {equal.unit}; name another --amount"
        )
    kept = [one for one in planned.strategies if one.name not in equal.apart]
    dosed = tuple(
        replace(one, dose=one.dose * equal.used[one.name].dose) if one.name in equal.used else one for one in kept
    )
    return replace(planned, strategies=dosed, names=tuple(one.name for one in dosed), equal_resources=equal)


def default_amount(full: Mapping[str, Interval], most: Mapping[str, float], resource: ResourceKind) -> float:
    """Return the amount at which most strategies are themselves, in kEUR or person-days.

    It is the use at full dose of one of the strategies: the one for which most strategies reach the amount at a dose
    between one half and their largest, if use is proportional to dose; the smallest of several.

    full  use at dose 1 by strategy
    most  largest effective dose by strategy

    Raises InputError if no strategy uses any of the resource.
    """
    positive = sorted((one.mean, name) for name, one in full.items() if one.mean > 0.0)
    if not positive:
        raise InputError(f"none of these strategies uses any {UNIT[resource]}: there is no amount to equalise")

    def themselves(amount: float) -> int:
        return sum(ITSELF <= amount / used <= most[name] for used, name in positive)

    return max((used for used, _ in positive), key=lambda amount: (themselves(amount), -amount))


@dataclass
class _Search:
    """The bracket of one strategy: it uses no more than the amount at `low`, and more at `high`.

    most   largest effective dose
    used   use at `low`, of the pilot replications
    above  mean use at `high`; None as long as no dose is known to use more than the amount
    """

    most: float
    low: float = 0.0
    used: Interval = UNUSED
    high: float | None = None
    above: float | None = None
    halve: bool = False

    def record(self, dose: float, used: Interval, goal: float) -> None:
        """Narrow the bracket by the use at a dose."""
        if used.high <= goal and dose >= self.low:
            self.low, self.used = dose, used
        elif used.high > goal and (self.high is None or dose <= self.high):
            self.high, self.above = dose, used.mean

    def next_dose(self, goal: float) -> float | None:
        """Return the dose to try next, None at the end of the search.

        Every second dose is the middle of the bracket, so that a step is found; the others take use as proportional.
        """
        if self.used.high >= CLOSE * goal:
            return None
        if self.high is None or self.above is None:
            return self.most if self.low < self.most else None
        if self.high - self.low <= RESOLUTION * self.high:
            return None
        self.halve = not self.halve
        share = (goal - self.used.mean) / max(self.above - self.used.mean, 1e-9) if self.halve else 0.5
        return self.low + (self.high - self.low) * min(0.95, max(0.05, share))


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
