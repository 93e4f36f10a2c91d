"""No intervention: the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values


@dataclass(frozen=True)
class NoStrategy(Strategy):
    """The organisation without any change."""

    name = "none"
    meaning = "No intervention: the organisation without any change."
    source = "Grab@Pizza workshop report (ITSM12, London 2012): the initial situation of the game."
    assumption = "Nothing improves without an intervention."
    capacity_cost = "None."
    delay = "None."
    levers = frozenset()

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {}
