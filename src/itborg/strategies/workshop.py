"""A business simulation workshop: a single day, or a day with monthly follow-ups.

The workshop is itself the intervention here: the day on which business and IT people play their own organisation. The
two classes differ in follow-up only, which is the test of the worst practice "plan-do-stop".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from ..common.periods import MONTH
from .base import Strategy, Values, at_first, every


@dataclass(frozen=True)
class Workshop(Strategy):
    """Everyone plays for a day and returns to work.

    The day takes one day of working time from everyone, raises understanding and language of both sides, and creates
    contacts and trust between people who met. Afterwards knowledge is forgotten as usual.

    Not in it: a decision of the team about measures, differences between facilitators, and selection of participants.
    """

    name = "workshop"
    meaning = "One day for everyone: business and IT play their own organisation and see each other's side."
    source = (
        "Workshop report: the day itself. Sitzmann 2011 (65 samples, publication bias): simulation games add 11 to "
        "14 % knowledge. Saks & Belcourt 2006: 0.62 applied at once, 0.44 and 0.34 after 6 and 12 months."
    )
    assumption = (
        "The day halves the gap in understanding up to what talk can teach and closes 0.35 and 0.25 of the gaps in IT "
        "understanding and language: these rises are inputs, only their consequences are results. 12 kEUR."
    )
    capacity_cost = "One day of everyone."
    delay = "None: the gain comes on the day and decays afterwards."
    levers = frozenset({"workshop"})
    one_off_cost = 12.0
    #: Intensity of the day, 0 to 1.
    intensity = 1.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the intensity on the first day, 0 on all others."""
        return {"workshop": at_first(days, 1, self.intensity)}


@dataclass(frozen=True)
class WorkshopCsi(Workshop):
    """The same day, and a half-day follow-up every month.

    A follow-up takes half a day of everyone and repeats a part of the workshop's effect. The difference from `workshop`
    is the effect of continuity alone. Measures that a team would choose in a follow-up are those of `csi_programme`.
    """

    name = "workshop_csi"
    meaning = "The workshop, followed by half a day of continual improvement every month."
    source = (
        "Workshop report: plan-do-stop, without follow-up. Saks & Belcourt 2006: the activities around a training "
        "matter more than the training."
    )
    assumption = "Each follow-up closes 6 % of the gaps. 12 kEUR and 0.3 kEUR/day in addition to everyone's hours."
    capacity_cost = "One day of everyone, and half a day of everyone a month."
    delay = "The first follow-up takes place after a month."
    levers = frozenset({"workshop", "follow_up"})
    running_cost = 0.3
    #: Intensity of each follow-up, 0 to 1.
    follow_up = 1.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the workshop on the first day and follow-ups every MONTH days after it."""
        return super().plan(days) | {"follow_up": every(days, MONTH, self.follow_up, first=MONTH)}
