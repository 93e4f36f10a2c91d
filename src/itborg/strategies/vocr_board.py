"""The strategic change meeting: business and IT weigh value, outcome, cost and risk together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class VocrBoard(Strategy):
    """Peers who have to justify a request to each other."""

    name = "vocr_board"
    meaning = "A monthly meeting of business and IT ranks requests by value, outcome, cost and risk, and rejects some."
    source = (
        "Workshop report: the strategic change meeting and the VOCR business case were the teams' own remedies. "
        "DORA 2019: approval by outsiders lowers no failure rate, so only shared understanding may."
    )
    assumption = (
        "Six people of each side, half a day a month; inflating a label before peers costs .12, escalations fall by "
        "60 %, promises become realistic; 5 kEUR and .3 kEUR/day."
    )
    capacity_cost = "Half a day a month of six people of each side."
    delay = "Ranking from the first day, by what was understood in the last monthly meeting."
    levers = frozenset({"board"})
    one_off_cost = 5.0
    running_cost = 0.3

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"board": always(days, 1.0)}
