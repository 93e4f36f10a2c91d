"""Divorce: IT is divided among the business departments.

One of the options named in the workshop report: the opposite of a shared IT, with close contact for each department and
no help between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always, at_first


@dataclass(frozen=True)
class Divorce(Strategy):
    """IT people are close to one department and out of reach for all others.

    Each IT person gets a home department, meets it more often and works on its services only, unless that department
    has nobody in a team. Queues for scarce expertise grow while understanding of the own department improves.

    Not in it: duplicated systems, different wages, and economies of scale in purchasing. Process and trust change only
    as a consequence.
    """

    name = "divorce"
    meaning = "Each department takes over its IT people: contact is close, but nobody helps other departments any more."
    source = "One of the options named in the workshop report. Federated IT is common; we found no effect size."
    assumption = (
        "More contact with the own department, work for its services only, adoption of a framework unchanged, "
        "capacity x 0.8 for the 30 days of the move. 80 kEUR."
    )
    capacity_cost = "A fifth of IT's capacity for 30 days; afterwards no help between departments."
    delay = "The move takes 30 days; ties grow talk by talk."
    levers = frozenset({"federation", "capacity_factor"})
    one_off_cost = 80.0
    #: How far IT people belong to departments, 0 to 1.
    federation = 1.0
    #: Duration of the move, working days.
    move = 30
    #: Capacity of IT during the move, ratio.
    capacity_in_move = 0.8

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return federation, constant from the first day, and capacity, reduced during the move and 1 afterwards."""
        return {
            "federation": always(days, self.federation),
            "capacity_factor": at_first(days, self.move, self.capacity_in_move, later=1.0),
        }
