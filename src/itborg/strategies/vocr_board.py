"""The strategic change meeting: business and IT assess value, outcome, cost and risk together.

VOCR stands for value, outcome, cost and risk, the criteria of the business case in the workshop report, where it is a
remedy of the teams themselves. `external_approval` is the control for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class VocrBoard(Strategy):
    """Peers who justify their requests to each other.

    On the first day of each month members of both sides meet. The best pair present decides how well the board
    understands a service. Requests wait in the order of their expected worth, developers follow that order instead of
    their own taste, and requests worth less than they cost are rejected: both if half of the invited managers come.

    Not in it: the wait for the meeting, a budget per department, and bargaining between managers. Attendance depends on
    trust and understanding of IT, so a board may start without a quorum.
    """

    name = "vocr_board"
    meaning = "A monthly meeting of business and IT ranks requests by value, outcome, cost and risk, and rejects some."
    source = (
        "Workshop report: the strategic change meeting and the VOCR business case were the teams' own remedies. "
        "DORA 2019: approval by outsiders does not lower the failure rate, so only shared understanding may."
    )
    assumption = (
        "Six people of each side spend half a day a month. Exaggerating a label before peers becomes more expensive, "
        "promises become realistic. 5 kEUR and 0.3 kEUR/day."
    )
    capacity_cost = "Half a day a month of six people of each side."
    delay = "Ranking starts on the first day, with the understanding at the last monthly meeting."
    levers = frozenset({"board", "authority"})
    one_off_cost = 5.0
    running_cost = 0.3
    #: Strength of the board, 0 to 1.
    strength = 1.0
    #: Share of days on which a developer follows the list of the board, 0 to 1.
    authority = 1.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return strength and authority of the board, constant from the first day; it meets every 20 working days."""
        return {"board": always(days, self.strength), "authority": always(days, self.authority)}
