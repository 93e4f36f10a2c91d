"""Service portfolio and catalogue: a written description of what IT does for whom.

One of the measures that players of the workshop asked for. It spreads written knowledge, where `brm_style` spreads what
people see for themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class Portfolio(Strategy):
    """Everyone can read the purpose of a service, without seeing the work.

    Each IT person's understanding of every service closes part of its gap to a moderate level per day and never falls
    because of it. Promises are closer to the expected lead time, and the business judges delay less harshly. Managers
    discuss each need with a member of the team that will build it before they ask, so needs that are not worth their
    cost are dropped.

    Not in it: decisions about which services to stop or fund, prices, and the effort of keeping the catalogue up to
    date.
    """

    name = "portfolio"
    meaning = "A service portfolio and catalogue: written knowledge of each service, realistic promises, early talks."
    source = (
        "Workshop report: one of the measures that players asked for, so that IT is involved earlier in decisions. We "
        "found no data on outcomes."
    )
    assumption = (
        "Reading raises understanding to at least 0.35 in about 60 days: this rise is an input. Promises are 1.25 "
        "times the expected lead time, and lateness weighs less. 20 kEUR and 0.3 kEUR/day."
    )
    capacity_cost = "None charged but a talk for each need: people read beside their work, which favours this strategy."
    delay = "Half of the gap closes in five weeks, nine tenths in 80 days; promises change at once."
    levers = frozenset({"catalogue", "early"})
    one_off_cost = 20.0
    running_cost = 0.3
    #: Completeness of the catalogue, 0 to 1.
    completeness = 1.0
    #: Share of needs that are discussed with the team that will build them, 0 to 1.
    early = 1.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the completeness of the catalogue and early talks, both constant from the first day."""
        return {"catalogue": always(days, self.completeness), "early": always(days, self.early)}
