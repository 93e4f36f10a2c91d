"""Programmes: several strategies and single interventions on levers that run together.

`compose` combines built-in strategies ("itil+calendar"), and `specification` makes programmes from TOML files. Relies
on `base` for dose, ramp and the rules of combination.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

import numpy as np

from ..common.errors import InputError
from .base import MONEY, Strategy, Values, combine, ramp_up
from .levers import LEVER, levers_at_rest

#: Levers that act on a single day: held for months, they would for instance reset trust every day.
ONE_DAY_LEVERS = frozenset(
    {"workshop", "follow_up", "knowledge_loss", "trust_reset", "skills_directory", "one_off_cost"}
)


@dataclass(frozen=True)
class Intervention:
    """One lever set to a value for some time.

    lever  name of the lever
    value  value, within the lever's range
    start  first working day, 0 or later
    end    first working day on which the lever is at rest again; None: no end (a one-day lever: the next day)
    ramp   working days until the value is reached, 0 or more
    every  act on each n-th day from `start` only; None: on all days

    Ranges are checked where a file is read (`specification`); values outside the range of the lever are clipped when a
    strategy's dose is applied.
    """

    lever: str
    value: float
    start: int = 0
    end: int | None = None
    ramp: int = 0
    every: int | None = None

    def values(self, days: int) -> Values:
        """Return the value of the lever on each of `days` days.

        Before `start` and from `end` on, the lever is at rest; a start beyond the last day gives a lever at rest on all
        days. The ramp counts from `start`, days without action included.

        >>> Intervention("visits", 0.1, start=1, end=3).values(4)
        array([0. , 0.1, 0.1, 0. ])
        """
        rest = LEVER[self.lever].rest
        one_day = self.end is None and self.every is None and self.lever in ONE_DAY_LEVERS
        end = self.start + 1 if one_day else days if self.end is None else min(self.end, days)
        share = np.zeros(days)
        share[self.start : end : self.every] = 1.0
        share[self.start :] *= ramp_up(max(0, days - self.start), self.ramp)
        return rest + share * (self.value - rest)


@dataclass(frozen=True, kw_only=True)
class Programme(Strategy):
    """Strategies and interventions that run together, each from its own start.

    parts          strategies, whose starts count from the start of the programme
    interventions  interventions in addition to the parts
    one_off_cost   kEUR, and running_cost, kEUR/day: in addition to those of the parts

    Start, dose and ramp of the programme act on the combined levers of all parts, after those of each part. Costs of
    the parts are included, and scaled by the programme's dose.
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
        """Return the combined values of all levers of the parts and interventions, and both costs, shape (days,)."""
        schedules = [part.schedule(days) for part in self.parts]
        for intervention in self.interventions:
            rows = levers_at_rest(days)
            rows[intervention.lever] = intervention.values(days)
            schedules.append(rows)
        together = combine(schedules, days)
        return {lever: together[lever] for lever in self.levers | MONEY}


def compose(*strategies: Strategy, name: str = "") -> Programme:
    """Return several strategies as one; their order makes no difference to the levers.

    name  name of the result; "" joins the names of the parts by "+"

    Raises InputError if a strategy is named twice or is reactive.

    Starts, doses and ramps of the parts are kept; the result itself starts on day 0 with dose 1. Texts of the parts are
    joined.
    """
    names = [part.name for part in strategies]
    for part in names:
        if names.count(part) > 1:
            raise InputError(f"strategy '{part}' is named twice in '{'+'.join(names)}'")
    for one in strategies:
        if one.reacts:
            raise InputError(
                f"'{one.name}' reacts to observations, so beside another strategy it would do something else; "
                "compare it on its own"
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
