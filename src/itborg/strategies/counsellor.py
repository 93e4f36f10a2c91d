"""Counselling for the pairs of people with the least trust.

One of the options named in the workshop report. It works on the relationship alone, without any change of process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, at_first


@dataclass(frozen=True)
class Counsellor(Strategy):
    """A person from outside the organisation listens to both sides.

    Each manager meets, about once a week, the person among its ties in IT whom it trusts least. The session raises
    trust in both directions, listening of both people and their contact.

    Not in it: understanding of services, process, priorities, and any follow-up after the last week. Whether the gain
    in trust lasts depends on the incidents and promises of the following months.
    """

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
        """Return the intensity of counselling on the first `duration` days, 0 afterwards."""
        return {"counselling": at_first(days, self.duration, self.intensity)}
