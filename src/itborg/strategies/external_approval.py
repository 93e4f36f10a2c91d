"""A yardstick: approval without understanding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from itborg.strategies.base import Strategy
from itborg.strategies.shapes import Values, always


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
