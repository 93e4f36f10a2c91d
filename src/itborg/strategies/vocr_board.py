"""The strategic change meeting: business and IT assess value, outcome, cost and risk together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class VocrBoard(Strategy):
    """Peers who justify their requests to each other."""

    name = "vocr_board"
    meaning = "A monthly meeting of business and IT ranks requests by value, outcome, cost and risk, and rejects some."
    source = (
        "Workshop report: the strategic change meeting and the VOCR business case were the teams' own remedies. "
        "DORA 2019: approval by outsiders does not lower the failure rate, so only shared understanding may."
    )
    assumption = (
        "Six people of each side spend half a day a month. Exaggerating a label before peers becomes more expensive, "
        "escalations fall by 60 %, promises become realistic. 5 kEUR and 0.3 kEUR/day."
    )
    capacity_cost = "Half a day a month of six people of each side."
    delay = "Ranking starts on the first day, with the understanding at the last monthly meeting."
    levers = frozenset({"board"})
    one_off_cost = 5.0
    running_cost = 0.3
    #: Strength of the board, 0 to 1.
    strength = 1.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"board": always(days, self.strength)}
