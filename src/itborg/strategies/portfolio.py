"""Service portfolio and catalogue: a written description of what IT does for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class Portfolio(Strategy):
    """Everyone can read the purpose of a service, without seeing the work."""

    name = "portfolio"
    meaning = "A service portfolio and catalogue: written knowledge of each service, realistic promises."
    source = "Workshop report: one of the measures that players asked for. We found no data on outcomes."
    assumption = (
        "Reading raises understanding to at least 0.35 in about 60 days: this rise is an input. Promises are 1.25 "
        "times the expected lead time, and lateness weighs less. 20 kEUR and 0.3 kEUR/day."
    )
    capacity_cost = "None charged: people read beside their work, which favours this strategy."
    delay = "Half of the gap closes in five weeks, nine tenths in 80 days; promises change at once."
    levers = frozenset({"catalogue"})
    one_off_cost = 20.0
    running_cost = 0.3
    #: Completeness of the catalogue, 0 to 1.
    completeness = 1.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"catalogue": always(days, self.completeness)}
