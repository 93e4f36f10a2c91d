"""Business relationship management: a role for a few people, or a style of working for everyone.

Both classes answer the workshop's cause "them and us": IT reports numbers to a business that it does not know. One
leaves the relationship to a few specialists, the other makes it part of everyone's work, so the pair compares breadth
with depth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class BrmRole(Strategy):
    """Service delivery managers talk with the business instead of sending it reports.

    They start more contacts across the sides and are coached in the language of the business. What they learn reaches
    their colleagues through ordinary talk inside IT only.

    Not in it: new staff for the role, a mandate to decide on demand, and any change to promises or priorities. An
    organisation without service delivery managers gets the costs and no effect.
    """

    name = "brm_role"
    meaning = "Service delivery managers become relationship managers: more contacts, in the language of the business."
    source = (
        "Workshop report: reports on SLAs and KPIs are not relationship management. McKinsey 2015 (709 executives): "
        "35 % call IT effective where it is a partner, 14 % where it is a supplier; an association, not an effect."
    )
    assumption = (
        "All service delivery managers have up to four contacts a day each and are coached towards language 0.75. "
        "5 kEUR and 0.35 kEUR/day."
    )
    capacity_cost = "Up to four talks a day for each delivery manager, and the time of the managers they talk with."
    delay = "Language improves in two weeks; understanding grows talk by talk."
    levers = frozenset({"liaisons"})
    one_off_cost = 5.0
    running_cost = 0.35
    #: Share of service delivery managers who take the role.
    liaisons = 1.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the share of service delivery managers in the role, constant from the first day."""
        return {"liaisons": always(days, self.liaisons)}


@dataclass(frozen=True)
class BrmStyle(Strategy):
    """Everyone in IT goes and sees, speaks the language of the business and makes promises that can be kept.

    Visits teach what a service is for, language decides how much of a talk is understood, and promises near the
    expected lead time are kept more often, which raises trust. The rise in language is an input; that in understanding,
    fit and trust is a result.

    Not in it: a change of process, of priorities or of the behaviour of managers. `go_and_see` has the visits alone.
    """

    name = "brm_style"
    meaning = "Everyone owns the relationship: IT people go and see, speak plainly and promise what they can keep."
    source = (
        "Workshop report: IT people who went to see the work understood it; over-promising costs trust. "
        "Tacit knowledge (Polanyi; Nonaka) supports the direction."
    )
    assumption = (
        "One half-day visit per person in 20 days, language coached towards 0.75, promises of 1.2 times the expected "
        "lead time. 10 kEUR and 0.2 kEUR/day in addition to the hours."
    )
    capacity_cost = "A half-day visit per person in 20 days (2.5 % of IT's time), and the managers' time for it."
    delay = "Half of the gap in language closes in seven weeks; understanding grows visit by visit."
    levers = frozenset({"visits", "language_target", "realistic_promises"})
    one_off_cost = 10.0
    running_cost = 0.2
    #: Visits per IT person and day.
    visits = 0.05
    #: Language towards which everyone in IT is coached, 0 to 1.
    language_target = 0.75
    #: Promised relative to expected lead time, ratio.
    promise_ratio = 1.2

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return visits, language target and promise ratio, each constant from the first day."""
        return {
            "visits": always(days, self.visits),
            "language_target": always(days, self.language_target),
            "realistic_promises": always(days, self.promise_ratio),
        }
