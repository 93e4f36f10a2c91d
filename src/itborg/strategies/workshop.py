"""A business simulation workshop: one day, or one day that is followed up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from ..common.periods import MONTH
from .base import Strategy, Values, at_first, every


@dataclass(frozen=True)
class Workshop(Strategy):
    """Everyone plays for a day and goes back to work."""

    name = "workshop"
    meaning = "One day for everyone: business and IT play their own organisation and see each other's side."
    source = (
        "Workshop report: the day itself. Sitzmann 2011 (65 samples, publication bias): simulation games add 11 to "
        "14 % knowledge. Saks & Belcourt 2006: .62 applied at once, .44 and .34 after 6 and 12 months."
    )
    assumption = (
        "The day halves the gap in understanding to what talk can teach and closes .35 and .25 of the gaps in IT "
        "understanding and language: these rises are inputs, only what follows is evidence. 12 kEUR."
    )
    capacity_cost = "One day of everybody."
    delay = "None: the gain is of the day, and fades from then on."
    levers = frozenset({"workshop"})
    one_off_cost = 12.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"workshop": at_first(days, 1, 1.0)}


@dataclass(frozen=True)
class WorkshopCsi(Workshop):
    """The same day, and half a day of it again every month."""

    name = "workshop_csi"
    meaning = "The workshop followed by half a day of continual improvement every month."
    source = (
        "Workshop report: plan-do-stop, nothing is followed up. Saks & Belcourt 2006: what surrounds a training "
        "matters more than the training."
    )
    assumption = "Each follow-up closes 6 % of the gaps; 12 kEUR and .3 kEUR/day beside everybody's hours."
    capacity_cost = "One day of everybody, and half a day of everybody a month."
    delay = "The first follow-up after a month."
    levers = frozenset({"workshop", "follow_up"})
    running_cost = 0.3

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return super().plan(days) | {"follow_up": every(days, MONTH, 1.0, first=MONTH)}
