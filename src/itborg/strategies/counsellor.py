"""Counselling for the pairs of people with the least trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, at_first


@dataclass(frozen=True)
class Counsellor(Strategy):
    """A person from outside the organisation listens to both sides."""

    name = "counsellor"
    meaning = "For 24 weeks a counsellor works with the pairs of business and IT people who trust each other least."
    source = "One of the options named in the workshop report. We found no study of its effect between business and IT."
    assumption = "Counselling raises trust, listening and ties of these pairs directly: this rise is an input. 30 kEUR."
    capacity_cost = "A tenth of a day of both people, once a week for each manager."
    delay = "Each session acts at once; the programme ends after 24 weeks."
    levers = frozenset({"counselling"})
    one_off_cost = 30.0
    #: Duration, working days (24 weeks).
    duration = 120
    #: Intensity, 0 to 1.
    intensity = 1.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"counselling": at_first(days, self.duration, self.intensity)}
