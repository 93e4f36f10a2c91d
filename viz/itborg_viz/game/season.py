"""The season of a year and the announced campaigns: how many orders the calendar brings.

The season multiplies the calendar factor of every retail service (`world.rhythm`) from the first day of the game on, so
what the services are worth, what outages cost and which days are peaks move together. Nothing else is changed.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from itborg.common.periods import MONTH
from itborg.engine.state import World
from itborg.engine.table import column
from itborg.engine.working_calendar import working_day
from itborg.mechanisms.rhythms import RETAIL
from itborg.organisation.types import Organisation

#: Factor of each calendar month, January to December. Assumption: a pizza company sells more in winter.
SEASON = (1.06, 1.02, 1.0, 0.98, 0.96, 0.92, 0.92, 0.90, 1.0, 1.04, 1.10, 1.18)


class Campaign(NamedTuple):
    """An announced campaign: its days of the game, 0 for the first, both included, and its dates."""

    first: int
    last: int
    dates: str


def with_season(world: World, organisation: Organisation, burn_in: int) -> World:
    """Return a world whose retail services follow the season from the end of the burn-in on, changed in place."""
    retail = column(world.services, "rhythm") == RETAIL
    season = season_of(organisation)
    for day in range(burn_in, world.rhythm.shape[1]):
        world.rhythm[retail, day] *= season[(day - burn_in) // MONTH % len(season)]
    return world


def season_of(organisation: Organisation) -> tuple[float, ...]:
    """Return the factor of orders in each of the twelve months from the start of the game on."""
    start = dt.date.fromisoformat(organisation.calendar.start).month - 1
    return SEASON[start:] + SEASON[:start]


def campaigns(organisation: Organisation) -> tuple[Campaign, ...]:
    """Return the announced campaigns; none where the folder leaves them open.

    >>> from itborg.organisation import load
    >>> [(one.first, one.last, one.dates) for one in campaigns(load("grab_at_pizza"))]
    [(43, 51, '7-18 Sep'), (99, 106, '30 Nov-11 Dec')]
    """
    found = []
    start = dt.date.fromisoformat(organisation.calendar.start)
    for text in organisation.calendar.campaigns or ():
        first, last = (dt.date.fromisoformat(part) for part in text.split("/"))
        head = f"{first.day}" if first.month == last.month else f"{first.day} {first:%b}"
        found.append(Campaign(working_day(first, start), working_day(last, start), f"{head}-{last.day} {last:%b}"))
    return tuple(found)
