"""Counselling for the worst pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, at_first

DAYS = 120  # 24 weeks


@dataclass(frozen=True)
class Counsellor(Strategy):
    """Somebody from outside listens to both."""

    name = "counsellor"
    meaning = "For 24 weeks a counsellor works with the pairs of business and IT people who trust each other least."
    source = "One of the ways out the workshop report names. No study of its effect between business and IT was found."
    assumption = "It writes trust, listening and ties of these pairs directly: that rise is an input. 30 kEUR."
    capacity_cost = "A tenth of a day of both, once a week for each manager."
    delay = "24 weeks until it ends; each session acts at once."
    levers = frozenset({"counselling"})
    one_off_cost = 30.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"counselling": at_first(days, DAYS, 1.0)}
