"""Shared business calendar: the business announces its peaks to IT.

Answers the cause "the business knows its peaks and IT does not". Its one-off cost is the lowest of all proposed
strategies, which is our assumption.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class Calendar(Strategy):
    """IT knows on which days a failure would cost most.

    Knowledge of peaks has three uses: no release goes live in a peak, operations prepare for it, and work on the
    service in its peak comes first. Knowledge of the calendar is separate from understanding of the service, which does
    not change.

    Not in it: peaks that the business itself does not foresee, and the effort of keeping the calendar up to date.
    """

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
        """Return how far the calendar is shared, constant from the first day."""
        return {"calendar": always(days, self.shared)}
