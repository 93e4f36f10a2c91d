"""Outsourcing: a supplier with a contract takes IT over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always, at_first

TAKEOVER = 40  # days of lost capacity
TRANSITION = 60  # days of transition cost


@dataclass(frozen=True)
class Outsource(Strategy):
    """Process maturity is bought at once; the people who knew the business leave."""

    name = "outsource"
    meaning = "IT is outsourced: mature process at once and cheaper staff, knowledge and ties lost, change orders."
    source = (
        "Workshop report: the threat when the business has had enough. Deloitte 2008 (300 executives): 70 % satisfied, "
        "about a third got innovation, 39 % ended a deal early."
    )
    assumption = (
        "Adoption .85 on day 0, contract targets as the objective, 5 % more capacity and 10 % cheaper staff are the "
        "visible assumptions that make it look good; .65 of understanding, acquaintance and who-knows-what lost and .3 "
        "of language, trust reset, contacts x .6, 25 % more effort per change, capacity x .75 for 40 days, 2 kEUR/day "
        "for 60 days, 150 kEUR."
    )
    capacity_cost = "A quarter of IT's capacity for 40 days, then 5 % more of it; 25 % more effort for each change."
    delay = "The takeover takes 40 days, its bill 60."
    levers = frozenset(
        {
            "framework_target", "framework_speed", "objective", "knowledge_loss", "trust_reset", "contact_factor",
            "change_effort_factor", "capacity_factor", "staff_cost_factor", "running_cost",
        }
    )  # fmt: skip
    one_off_cost = 150.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        once = at_first(days, 1, 1.0)
        return {
            "framework_target": always(days, 0.85),
            "framework_speed": always(days, 1.0),
            "objective": always(days, 1.0),
            "knowledge_loss": 0.65 * once,
            "trust_reset": once,
            "contact_factor": always(days, 0.6),
            "change_effort_factor": always(days, 1.25),
            "capacity_factor": at_first(days, TAKEOVER, 0.75 * 1.05, later=1.05),
            "staff_cost_factor": always(days, 0.9),
            "running_cost": at_first(days, TRANSITION, 2.0),
        }
