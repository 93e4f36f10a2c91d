"""Names, dates and prices of an organisation that the facts of the cards mention."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from itborg.common.periods import WEEK
from itborg.organisation.types import Organisation
from itborg.report.story.events import date_of

from .deck import Initiative, campaign_days, date_text, deck, services_of
from .game import MONTHS
from .season import season_of

SHORTEST = 4  # weeks that even a small initiative takes: it waits for builders. Measured for the bundled organisation.


class Setting(NamedTuple):
    """What facts mention.

    cards     the deck
    service   part of the deck -> name of its service
    value     part -> loss of an ordinary day without it, kEUR
    autumn, winter, support, law   dates of the campaigns, of the end of support and of the law
    builders  number of developers
    months    names of the six months
    season    factor of orders in each month
    start     first day of the game
    """

    cards: Mapping[str, Initiative]
    service: Mapping[str, str]
    value: Mapping[str, float]
    autumn: str
    autumn_end: str
    winter: str
    winter_end: str
    support: str
    law: str
    builders: int
    months: tuple[str, ...]
    season: tuple[float, ...]
    start: dt.date

    def date(self, day: int) -> str:
        """Return the date of a day of the game, 0 for the first, such as "7 September"."""
        return date_text(day, self.start)

    def weeks(self, name: str) -> int:
        """Return about how many weeks an initiative takes from start to release: two people at most work on it."""
        return lead_weeks(self.cards[name].effort)

    def live(self, name: str, month: int) -> str:
        """Return about when an initiative is live that starts in a month, 1 to 6."""
        return self.date(20 * (month - 1) + WEEK * self.weeks(name))


def lead_weeks(effort: float) -> int:
    """Return about how many weeks an effort in person-days takes from start to release, at least SHORTEST."""
    return max(SHORTEST, round(effort / WEEK))


def setting(organisation: Organisation) -> Setting:
    """Return what the facts of an organisation mention."""
    start = dt.date.fromisoformat(organisation.calendar.start)
    (autumn, autumn_end), (winter, winter_end) = campaign_days(organisation)
    cards, services = deck(organisation), services_of(organisation)

    def date(day: int | None) -> str:
        return date_text(day or 0, start)

    return Setting(
        cards, {part: one.name for part, one in services.items()},
        {part: one.value_per_day or 0.0 for part, one in services.items()},
        date(autumn), date(autumn_end), date(winter), date(winter_end),
        date(cards["phone_switch"].first), date(cards["working_time"].first),
        sum(one.role == "developer" for one in organisation.people),
        tuple(f"{date_of(20 * n, start):%B}" for n in range(MONTHS)), season_of(organisation), start,
    )  # fmt: skip
