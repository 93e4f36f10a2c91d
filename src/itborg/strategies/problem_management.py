"""Problem management: people who remove root causes and are not called away to incidents.

Answers the cause "IT is firefighting": nobody has time for the reasons of incidents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class ProblemManagement(Strategy):
    """Less capacity for today's incidents, so that there are fewer later.

    Moved operations staff work on root causes, and problem managers no longer help with incidents. Causes are chosen by
    the expected loss to the business as far as IT understands the services, instead of by technical interest.

    Not in it: prevention at the source (testing of changes), knowledge articles, and any contact with the business.
    Whether it pays within a run depends on the length of the run.
    """

    name = "problem_management"
    meaning = "Problem managers are protected and reinforced by operations staff; they choose causes by business case."
    source = (
        "Workshop report: IT is firefighting. Repenning & Sterman 2001: with prevention results get worse before they "
        "get better, and nobody gets credit for it. Problems at Volvo IT took a median of 82 days; we found no "
        "controlled effect size."
    )
    assumption = "All problem managers are protected; 2 in 7 operations staff are moved. 10 kEUR and 0.1 kEUR/day."
    capacity_cost = "2 in 7 operations staff, and the help of problem managers with incidents."
    delay = "Analysis has to be learned: it takes about a dozen root causes to become effective."
    levers = frozenset({"protected_problem_staff", "moved_to_problems", "business_case"})
    one_off_cost = 10.0
    running_cost = 0.1
    #: Share of problem staff who are protected from incidents.
    protected = 1.0
    #: Share of operations staff moved: two of the seven of the reference organisation.
    moved = 2.0 / 7.0
    #: Weight of the business case in the choice of problems, 0 to 1.
    business_case = 1.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the two shares of staff and the weight of the business case, constant from the first day."""
        return {
            "protected_problem_staff": always(days, self.protected),
            "moved_to_problems": always(days, self.moved),
            "business_case": always(days, self.business_case),
        }
