"""Outsourcing: a supplier takes over IT under a contract.

The workshop report names it as the threat of a dissatisfied business. The class gives the supplier both its advantages
and its losses, so that the comparison is not decided in advance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always, at_first


@dataclass(frozen=True)
class Outsource(Strategy):
    """Process maturity is bought at once; the people who know the business leave.

    On the first day staff are replaced: understanding, contacts and beliefs about experts shrink, and trust moves to
    its prior, which is a gain where trust was low. Afterwards contact across the sides is rarer and each change takes
    more effort.

    Not in it: negotiation, penalties, termination of the contract, the supplier's own interests, and a return to
    in-house IT. The supplier's people learn like any others.
    """

    name = "outsource"
    meaning = "IT is outsourced: mature process at once and cheaper staff; knowledge and ties are lost; change orders."
    source = (
        "Workshop report: the threat of a dissatisfied business. Deloitte 2008 (300 executives): 70 % satisfied, "
        "about a third gained innovation, 39 % ended a contract early."
    )
    assumption = (
        "In its favour: adoption 0.85 from day 0, 5 % more capacity and 10 % cheaper staff. Against it: contract "
        "targets become the objective; 0.65 of understanding, contacts and beliefs about experts and 0.3 of language "
        "are lost; trust is reset; contact x 0.6; 25 % more effort per change; capacity x 0.75 for 40 days. 150 kEUR, "
        "and 2 kEUR/day for 60 days."
    )
    capacity_cost = "A quarter of IT's capacity for 40 days, then 5 % more of it; 25 % more effort for each change."
    delay = "The takeover takes 40 days and is paid for over 60 days."
    levers = frozenset(
        {
            "framework_target", "framework_speed", "objective", "knowledge_loss", "trust_reset", "contact_factor",
            "change_effort_factor", "capacity_factor", "staff_cost_factor", "running_cost",
        }
    )  # fmt: skip
    one_off_cost = 150.0
    #: Adoption of the framework from the first day, 0 to 1, and part of the gap to it that closes per day.
    adoption = 0.85
    adoption_speed = 1.0
    #: How far the contract's targets are the objective, 0 to 1.
    objective = 1.0
    #: Part of understanding, contacts and beliefs about experts lost on the first day.
    knowledge_loss = 0.65
    #: Part of the gap between trust and its prior that closes on the first day.
    trust_reset = 1.0
    #: Opportunity of contact across the sides, ratio.
    contact_factor = 0.6
    #: Effort per change, ratio.
    change_effort_factor = 1.25
    #: Capacity after the takeover, and its ratio during the takeover.
    capacity_factor = 1.05
    capacity_in_takeover = 0.75
    #: Cost of IT staff, ratio.
    staff_cost_factor = 0.9
    #: Duration of the takeover, working days.
    takeover = 40
    #: Cost of the transition, kEUR/day, and its duration, working days.
    transition_cost = 2.0
    transition = 60

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the loss of knowledge and the reset of trust on day 0, capacity in two steps, and constants.

        The running cost covers the transition only.
        """
        reduced = self.capacity_in_takeover * self.capacity_factor
        return {
            "framework_target": always(days, self.adoption),
            "framework_speed": always(days, self.adoption_speed),
            "objective": always(days, self.objective),
            "knowledge_loss": at_first(days, 1, self.knowledge_loss),
            "trust_reset": at_first(days, 1, self.trust_reset),
            "contact_factor": always(days, self.contact_factor),
            "change_effort_factor": always(days, self.change_effort_factor),
            "capacity_factor": at_first(days, self.takeover, reduced, later=self.capacity_factor),
            "staff_cost_factor": always(days, self.staff_cost_factor),
            "running_cost": at_first(days, self.transition, self.transition_cost),
        }
