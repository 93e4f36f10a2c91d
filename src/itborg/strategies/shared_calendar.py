"""The business calendar on IT's wall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class Calendar(Strategy):
    """IT knows when a bad day would be worst."""

    name = "calendar"
    meaning = "The business tells IT its cycles: releases avoid peaks, peaks are prepared, peak work goes first."
    source = "Workshop report: the business knows its peaks and IT does not. Change freezes: practitioner sources only."
    assumption = "Awareness .68 (.85 x .8) wherever understanding is lower; 2 kEUR and .05 kEUR/day."
    capacity_cost = "None that is counted: .3 day of operations for each peak prepared is worked, not priced."
    delay = "None: known from the first day."
    levers = frozenset({"calendar"})
    one_off_cost = 2.0
    running_cost = 0.05

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"calendar": always(days, 0.8)}
