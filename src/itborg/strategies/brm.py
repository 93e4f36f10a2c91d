"""Business relationship management: a role for a few, or everybody's style of working."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class BrmRole(Strategy):
    """Service delivery managers stop reporting figures and start talking to the business."""

    name = "brm_role"
    meaning = "Service delivery managers become relationship managers: more contacts, in the business's language."
    source = (
        "Workshop report: reports on SLAs and KPIs are not relationship management. McKinsey 2015 (709 executives): "
        "35 % call IT effective where it is a partner, 14 % where it is a supplier; association, not effect."
    )
    assumption = (
        "All delivery managers, four contacts a day each, coached towards language .75; 5 kEUR and .35 kEUR/day."
    )
    capacity_cost = "The time of up to four talks a day of each delivery manager, and of the managers talked to."
    delay = "Language in two weeks; understanding grows talk by talk."
    levers = frozenset({"liaisons"})
    one_off_cost = 5.0
    running_cost = 0.35

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"liaisons": always(days, 1.0)}


@dataclass(frozen=True)
class BrmStyle(Strategy):
    """Everybody in IT goes and sees, speaks the business's language and promises what can be kept."""

    name = "brm_style"
    meaning = "The relationship is everyone's: IT people go and see, speak plainly and promise what they can keep."
    source = (
        "Workshop report: IT people who went to see the work understood it, over-promising costs trust. "
        "Tacit knowledge (Polanyi; Nonaka) gives the direction."
    )
    assumption = (
        "A half-day visit per head in 20 days, language towards .75, promises 1.2 times the expected lead time; "
        "10 kEUR and .2 kEUR/day beside the hours."
    )
    capacity_cost = "A half-day visit a head in 20 days (2.5 % of IT's time), and the managers' time for it."
    delay = "Language: half of the gap in seven weeks; understanding grows visit by visit."
    levers = frozenset({"visits", "language_target", "realistic_promises"})
    one_off_cost = 10.0
    running_cost = 0.2

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {
            "visits": always(days, 0.05),
            "language_target": always(days, 0.75),
            "realistic_promises": always(days, 1.2),
        }
