"""Service portfolio and catalogue: what IT does for whom, in writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class Portfolio(Strategy):
    """Everyone can read what a service is for; nobody has seen it yet."""

    name = "portfolio"
    meaning = "A service portfolio and catalogue: written knowledge of each service, realistic promises."
    source = "Workshop report: one of the measures players asked for. No figures on outcomes were found."
    assumption = (
        "Reading lifts understanding to a floor of .35 in about 60 days: that rise is an input. Promises 1.25 times "
        "the expected lead time, lateness felt less; 20 kEUR and .3 kEUR/day."
    )
    capacity_cost = "None charged: it is read beside the work, which flatters it."
    delay = "Half of the gap in five weeks, nine tenths in 80 days; promises at once."
    levers = frozenset({"catalogue"})
    one_off_cost = 20.0
    running_cost = 0.3

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"catalogue": always(days, 1.0)}
