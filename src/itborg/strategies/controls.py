"""Yardsticks: two kinds of contact alone, so that equal hours of them can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class GoAndSee(Strategy):
    """The visits of brm_style and nothing else of it."""

    name = "go_and_see"
    meaning = "IT people go and see the work of the business, half a day in 20 days, and nothing else changes."
    source = "Workshop report: who went to see the work understood it. Tacit knowledge (Polanyi; Nonaka): direction."
    assumption = "Only seeing the work teaches beyond the tacit ceiling: an input. No money, hours only."
    capacity_cost = "A half-day visit a head in 20 days, and the managers' time for it."
    delay = "None: each visit teaches at once."
    levers = frozenset({"visits"})
    control = True

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"visits": always(days, 0.05)}


@dataclass(frozen=True)
class Meetings(Strategy):
    """As many hours in a meeting room."""

    name = "meetings"
    meaning = "IT people are sent to talks with managers drawn by lot: about the hours of go_and_see, without seeing."
    source = "A control for go_and_see: with hours equal, what differs is the kind of contact."
    assumption = "Two talks with managers in five days per head, each as long as any other. No money, hours only."
    capacity_cost = "Two talks a head in five days, and the managers' time for them."
    delay = "None: each talk teaches at once."
    levers = frozenset({"meetings"})
    control = True

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"meetings": always(days, 0.4)}


@dataclass(frozen=True)
class ExternalApproval(Strategy):
    """A board that nobody on it learns from."""

    name = "external_approval"
    meaning = "Changes wait two weeks for a board outside the work, which raises nobody's understanding."
    source = (
        "DORA 2019, p. 50-51: approval by an external body goes with slower delivery and not with fewer failed changes."
    )
    assumption = "Ten working days of waiting, no other effect; .3 kEUR/day. A control for vocr_board."
    capacity_cost = "None: changes wait, people do not."
    delay = "Every change waits ten working days."
    levers = frozenset({"approval_delay"})
    running_cost = 0.3
    control = True

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"approval_delay": always(days, 10.0)}
