"""Continual service improvement: relationship, change board, prevention and a framework as a means to an end.

The remedy that the teams of the workshop wrote down, against "plan-do-stop". Relies on `itil` for the pace of adoption.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from ..common.periods import MONTH
from .base import Strategy, Values, always, at_first, every
from .itil import Itil


@dataclass(frozen=True)
class CsiProgramme(Strategy):
    """The measures that the teams of the workshop chose, continued month after month.

    Combines the relationship of brm_style, the board of vocr_board, prevention as in problem_management, the calendar,
    the portfolio with early talks, the workshop and monthly follow-ups. The framework is a means: `objective` stays at
    0, so IT spends no time on targets of its own.

    Not in it: a choice between the measures or a reaction to their results (see `pdca`). Parts overlap, so its effect
    is not the sum of the effects of the single strategies.
    """

    name = "csi_programme"
    meaning = "A continual programme: workshop, follow-ups, go-and-see, board, calendar, catalogue and prevention."
    source = (
        "Workshop report: the measures that the teams named together, under continual improvement instead of "
        "plan-do-stop. We found no evaluation of such a bundle."
    )
    assumption = (
        "Framework 0.6 as a means (learned in the follow-ups, without separate training), one visit per person in "
        "25 days, protected problem staff and one in seven operations staff moved to them. 60 kEUR and 1 kEUR/day. "
        "It is the largest bundle: compare it at equal budget."
    )
    capacity_cost = (
        "One day of everyone, then half a day a month; a half-day visit per person in 25 days; the meetings of the "
        "board; a talk before each request; one in seven operations staff; paperwork on changes."
    )
    left_out = "training in the framework, which is learned in the follow-ups"
    delay = "Each part as in its own strategy; the first follow-up after a month."
    levers = frozenset(
        {
            "framework_target", "framework_speed", "visits", "language_target", "realistic_promises", "board",
            "authority", "early", "protected_problem_staff", "moved_to_problems", "business_case", "catalogue",
            "calendar", "workshop", "follow_up",
        }
    )  # fmt: skip
    one_off_cost = 60.0
    running_cost = 1.0
    #: Target of the adoption of the framework, 0 to 1.
    adoption = 0.6
    #: Visits per IT person and day.
    visits = 0.04
    #: Language towards which everyone in IT is coached, 0 to 1.
    language_target = 0.75
    #: Promised relative to expected lead time, ratio.
    promise_ratio = 1.2
    #: Strength of the change board, 0 to 1.
    board = 1.0
    #: Share of days on which a developer follows the list of the board, and of needs discussed early, 0 to 1.
    authority = 1.0
    early = 1.0
    #: Share of problem staff who are protected from incidents.
    protected = 1.0
    #: Share of operations staff moved to problem management.
    moved = 1.0 / 7.0
    #: Weight of the business case in the choice of problems, 0 to 1.
    business_case = 1.0
    #: Completeness of the catalogue, 0 to 1.
    catalogue = 1.0
    #: How far the business calendar is shared, 0 to 1.
    calendar = 0.8
    #: Intensity of the workshop and of each follow-up, 0 to 1.
    workshop = 1.0
    follow_up = 1.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return constant levers from the first day, the workshop on that day, and a follow-up every month."""
        return {
            "framework_target": always(days, self.adoption),
            "framework_speed": always(days, Itil.adoption_speed),
            "visits": always(days, self.visits),
            "language_target": always(days, self.language_target),
            "realistic_promises": always(days, self.promise_ratio),
            "board": always(days, self.board),
            "authority": always(days, self.authority),
            "early": always(days, self.early),
            "protected_problem_staff": always(days, self.protected),
            "moved_to_problems": always(days, self.moved),
            "business_case": always(days, self.business_case),
            "catalogue": always(days, self.catalogue),
            "calendar": always(days, self.calendar),
            "workshop": at_first(days, 1, self.workshop),
            "follow_up": every(days, MONTH, self.follow_up, first=MONTH),
        }
