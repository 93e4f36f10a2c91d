"""What people expect of initiatives by the facts that they share: estimates for plans, never read by the model.

Estimates are rough on purpose: a fact says that something is worth more than is claimed, not how much. Half of the
truth is not enough: who knows the limit of a system but not how many orders come expects nothing of more capacity,
and who knows a date but not how long the work takes begins when the date comes. All of it is an assumption.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import sqrt

from itborg.common.periods import MONTH, WEEK
from itborg.organisation.types import Organisation

from .deck import FINE, Initiative, campaign_days, deck, services_of
from .fact_setting import lead_weeks
from .facts import facts
from .game import DAYS
from .initiatives import LIMIT
from .roles import ROLES

#: Part of a need that a change is expected to meet.
FIT = 0.55
#: Orders on a day of a campaign, in ordinary days; part of a service's value that old equipment and known root causes
#: are expected to take; what IT alone expects of what it sees coming, in prices of it.
PEAK, UNSUPPORTED, CAUSES, SEEN = 2.5, 0.12, 0.06, 10.0


@dataclass(frozen=True)
class Knowledge:
    """What people know who share the facts of one side or of both.

    cards     the deck
    values    service -> loss of an ordinary day without it, kEUR
    campaign  days of the campaigns, numbers from 0
    known     (month, initiative, half) of every fact dealt to them
    alone     whether only IT is there
    """

    cards: dict[str, Initiative]
    values: dict[str, float]
    campaign: tuple[int, ...]
    known: frozenset[tuple[int, str, str]]
    alone: bool

    @classmethod
    def of(cls, organisation: Organisation, sides: Collection[str]) -> Knowledge:
        """Return what the facts of some sides say, "business", "it" or both."""
        heard = (one for one in facts(organisation) if ROLES[one.role].side in sides)
        values = {one.name: one.value_per_day or 0.0 for one in services_of(organisation).values()}
        days = tuple(day for first, last in campaign_days(organisation) for day in range(first, last + 1))
        known = frozenset((one.month, one.about, one.half) for one in heard)
        return cls(deck(organisation), values, days, known, "business" not in sides)

    def knows(self, name: str, half: str, month: int) -> bool:
        """Return whether a half of the truth about an initiative was dealt until a month."""
        return any((past, name, half) in self.known for past in range(1, month + 1))

    def due(self, one: Initiative, month: int) -> bool:
        """Return whether people would start an initiative in a month; with a date alone, not before that month."""
        if one.first is None or self.knows(one.name, "lead", month) or not self._dated(one, month):
            return True
        return one.first < MONTH * month

    def gain(self, one: Initiative, month: int) -> float:
        """Return what an initiative that starts in a month is expected to bring until the end of the game, kEUR."""
        lead = WEEK * lead_weeks(one.effort) if self.knows(one.name, "lead", month) else 0
        ready = MONTH * (month - 1) + lead

        def has(*halves: str) -> bool:
            return all(self.knows(one.name, half, month) for half in halves)

        if has("no use"):
            return 0.0
        if one.kind == "law" and has("law", "gap"):
            return FINE * (DAYS - max(ready, one.first or 0))
        if one.kind == "capacity" and has("load", "limit"):
            return self.values[one.service] * (PEAK - LIMIT) / PEAK * sum(day >= ready for day in self.campaign)
        if one.kind == "support" and has("share", "support"):
            return UNSUPPORTED * self.values[one.service] * (DAYS - max(ready, one.first or 0))
        if one.kind == "repair" and has("worth", "causes"):
            return CAUSES * self.values[one.service] * (DAYS - ready)
        if self.alone and any(has(half) for half in ("limit", "support", "causes", "needs")):
            return SEEN * one.price
        return FIT * self._worth(one, month) * self._days(one, ready, month)

    def urgency(self, one: Initiative, month: int) -> float:
        """Return what an initiative is expected to bring for its price; what a month's wait would lose counts twice."""
        now = self.gain(one, month)
        return (2.0 * now - self.gain(one, month + 1)) / one.price

    def _worth(self, one: Initiative, month: int) -> float:
        """Return the worth that people expect, kEUR a day: the claim, halfway to the truth where a fact corrects it."""
        if self.knows(one.name, "worth", month) or self.knows(one.name, "date", month):
            return sqrt(one.claimed * one.worth)
        return one.claimed

    def _days(self, one: Initiative, ready: int, month: int) -> int:
        """Return the days on which people expect it to yield: those of its campaign if they know the date."""
        if one.kind == "campaign" and self._dated(one, month) and one.first is not None and one.last is not None:
            return max(0, one.last + 1 - max(one.first, ready))
        return DAYS - ready

    def _dated(self, one: Initiative, month: int) -> bool:
        return self.knows(one.name, "law" if one.kind == "law" else "date", month)
