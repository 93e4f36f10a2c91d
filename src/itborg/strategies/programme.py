"""A programme: strategies put together, and single interventions on levers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

import numpy as np

from ..common.errors import InputError
from .base import MONEY, Strategy, Values, combined, growing
from .levers import LEVER, levers_at_rest

#: Levers whose value is of one day: held on for months they would wipe the slate every morning.
OF_ONE_DAY = frozenset({"workshop", "follow_up", "knowledge_loss", "trust_reset", "skills_directory", "one_off_cost"})


@dataclass(frozen=True)
class Intervention:
    """One lever turned for a while.

    lever  its name
    value  what it is turned to, within the lever's range
    start  first working day, 0 or later
    end    first day on which it is at rest again; None: it stays (a lever of one day: the day after)
    ramp   working days until the value is reached
    every  act only on each n-th day from `start`; None: on all days
    """

    lever: str
    value: float
    start: int = 0
    end: int | None = None
    ramp: int = 0
    every: int | None = None

    def values(self, days: int) -> Values:
        """Return the lever's value on each of `days` days.

        >>> Intervention("visits", 0.1, start=1, end=3).values(4)
        array([0. , 0.1, 0.1, 0. ])
        """
        rest = LEVER[self.lever].rest
        single = self.end is None and self.every is None and self.lever in OF_ONE_DAY
        end = self.start + 1 if single else days if self.end is None else min(self.end, days)
        on = slice(self.start, end, self.every)
        grown = growing(max(0, days - self.start), self.ramp)
        full = np.zeros(days)
        full[on] = 1.0
        full[self.start :] *= grown
        return rest + full * (self.value - rest)


@dataclass(frozen=True, kw_only=True)
class Programme(Strategy):
    """Strategies and interventions that run together, each from its own start.

    parts          strategies; their starts count from the programme's own
    interventions  levers turned besides
    one_off_cost   kEUR, and running_cost, kEUR/day: besides those of the parts
    """

    name: str
    meaning: str
    source: str
    assumption: str
    levers: frozenset[str]
    capacity_cost: str = Strategy.capacity_cost
    delay: str = Strategy.delay
    one_off_cost: float = 0.0
    running_cost: float = 0.0
    parts: tuple[Strategy, ...] = ()
    interventions: tuple[Intervention, ...] = ()

    @override
    def plan(self, days: int) -> dict[str, Values]:
        schedules = [part.schedule(days) for part in self.parts]
        for intervention in self.interventions:
            rows = levers_at_rest(days)
            rows[intervention.lever] = intervention.values(days)
            schedules.append(rows)
        together = combined(schedules, days)
        return {lever: together[lever] for lever in self.levers | MONEY}


def compose(*strategies: Strategy, name: str = "") -> Programme:
    """Return several strategies as one; which comes first makes no difference to what they do.

    name  what to call it; by default the parts' names joined by "+"
    """
    names = [part.name for part in strategies]
    for part in names:
        if names.count(part) > 1:
            raise InputError(f"strategy '{part}' is named twice in '{'+'.join(names)}'")
    for one in strategies:
        if one.reacts:
            raise InputError(
                f"'{one.name}' reacts to what it sees, so what it does beside another strategy is not the two put "
                "together; compare it by itself"
            )
    return Programme(
        name=name or "+".join(names),
        meaning=" ".join(part.meaning for part in strategies),
        source=" ".join(part.source for part in strategies),
        assumption=" ".join(part.assumption for part in strategies),
        capacity_cost=" ".join(part.capacity_cost for part in strategies),
        delay=" ".join(part.delay for part in strategies),
        levers=frozenset().union(*(part.levers for part in strategies)),
        parts=strategies,
    )
