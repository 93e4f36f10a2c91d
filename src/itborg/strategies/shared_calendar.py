"""Shared business calendar: the business announces its peaks to IT."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class Calendar(Strategy):
    """IT knows on which days a failure would cost most."""

    name = "calendar"
    meaning = "The business shares its cycles with IT: no releases in peaks, peaks are prepared, peak work comes first."
    source = "Workshop report: the business knows its peaks and IT does not. Change freezes: practitioner sources only."
    assumption = (
        "IT people know the peaks as well as with an understanding of 0.68, unless theirs is higher. 2 kEUR and "
        "0.05 kEUR/day."
    )
    capacity_cost = "None charged: the preparation of each peak takes 0.3 days of operations, which is not priced."
    delay = "None: the peaks are known from the first day."
    levers = frozenset({"calendar"})
    one_off_cost = 2.0
    running_cost = 0.05
    #: How far the business calendar is shared, 0 to 1.
    shared = 0.8

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"calendar": always(days, self.shared)}
