"""No intervention: the baseline.

Every effect is a difference from this strategy with common random numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values


@dataclass(frozen=True)
class NoStrategy(Strategy):
    """The organisation without any change.

    All levers stay at rest. The state still changes: knowledge is forgotten, contact follows trust, root causes
    accumulate. It is therefore a run of its own and not a constant.
    """

    name = "none"
    meaning = "No intervention: the organisation without any change."
    source = "Grab@Pizza workshop report (ITSM12, London 2012): the initial situation of the game."
    assumption = "Nothing improves without an intervention."
    capacity_cost = "None."
    delay = "None."
    levers = frozenset()

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return no levers at all."""
        return {}
