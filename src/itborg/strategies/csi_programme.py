"""The whole programme: relationship, board, prevention and a framework that serves them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from ..common.periods import MONTH
from .base import Strategy, Values, always, at_first, every
from .itil import SPEED


@dataclass(frozen=True)
class CsiProgramme(Strategy):
    """Everything the players of the workshop ended up with, kept alive month after month."""

    name = "csi_programme"
    meaning = "A continual programme: workshop and follow-ups, go-and-see, board, calendar, catalogue, prevention."
    source = (
        "Workshop report: the measures that the teams named together, under continual improvement instead of "
        "plan-do-stop. No evaluation of such a bundle was found."
    )
    assumption = (
        "Framework .6 as a means (learned in the follow-ups, no separate training), a visit per head in 25 days, "
        "three protected problem staff; 60 kEUR and 1 kEUR/day. It is the largest dose: compare it at equal budget."
    )
    capacity_cost = (
        "One day of everybody and half a day a month; a half-day visit a head in 25 days; the board's "
        "meetings; 1 in 7 of operations moved; paperwork on changes."
    )
    delay = "Each part as by itself; the first follow-up after a month."
    levers = frozenset(
        {
            "framework_target", "framework_speed", "visits", "language_target", "realistic_promises", "board",
            "protected_problem_staff", "moved_to_problems", "business_case", "catalogue", "calendar",
            "workshop", "follow_up",
        }
    )  # fmt: skip
    one_off_cost = 60.0
    running_cost = 1.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {
            "framework_target": always(days, 0.6),
            "framework_speed": always(days, SPEED),
            "visits": always(days, 0.04),
            "language_target": always(days, 0.75),
            "realistic_promises": always(days, 1.2),
            "board": always(days, 1.0),
            "protected_problem_staff": always(days, 1.0),
            "moved_to_problems": always(days, 1.0 / 7.0),
            "business_case": always(days, 1.0),
            "catalogue": always(days, 1.0),
            "calendar": always(days, 0.8),
            "workshop": at_first(days, 1, 1.0),
            "follow_up": every(days, MONTH, 1.0, first=MONTH),
        }
