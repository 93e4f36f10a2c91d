"""Divorce: IT is split up among the departments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always, at_first

MOVE = 30  # days of lost capacity


@dataclass(frozen=True)
class Divorce(Strategy):
    """Close to one department, out of reach for all others."""

    name = "divorce"
    meaning = "Departments take their IT people home: contact is close, but nobody helps out elsewhere any more."
    source = "One of the ways out the workshop report names. Federated IT is common; no effect size was found."
    assumption = (
        "Home contact x 6, own services only, a framework is kept as it is, capacity x .8 for the 30 days of the move; "
        "80 kEUR."
    )
    capacity_cost = "A fifth of IT's capacity for 30 days; later nobody helps out in another department."
    delay = "The move takes 30 days; ties grow talk by talk."
    levers = frozenset({"federation", "capacity_factor"})
    one_off_cost = 80.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"federation": always(days, 1.0), "capacity_factor": at_first(days, MOVE, 0.8, later=1.0)}
