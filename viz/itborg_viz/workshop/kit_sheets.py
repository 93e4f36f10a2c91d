"""The wall sheets of the kit: the calendar, and the map of teams and services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from itborg.common.periods import MONTH
from itborg.organisation.types import Organisation, Person, Service
from itborg.report.formatting import counted
from itborg.report.story.events import date_of

from ..game.deck import Initiative, deck
from ..game.game import MONTHS
from ..game.season import campaigns

#: What the service map has room for: boxes of a column, and (teams, people named in each) from few teams to many.
MOST_BOXES, NAMES = 12, ((8, 6), (11, 2), (99_999, 0))
MOST_SERVICES = 9
#: Rhythms of services in words.
RHYTHMS = {
    "retail": "every day, most on Fridays and in campaigns", "payroll": "the last two days of a month",
    "finance": "the end of a month, most of a quarter", "steady": "every day alike",
}  # fmt: skip


class Day(NamedTuple):
    """A day on the wall calendar: number of the working day, date, and whether a campaign runs."""

    number: int
    date: dt.date
    campaign: bool


class MonthSheet(NamedTuple):
    """A month on the wall calendar: its name and its 20 working days by week of five."""

    name: str
    weeks: tuple[tuple[Day, ...], ...]


def month_names(organisation: Organisation) -> list[str]:
    """Return the names of the six months of a game: that of the calendar month in which most of its days lie."""
    start = dt.date.fromisoformat(organisation.calendar.start)
    return [f"{date_of(MONTH * n + MONTH // 2, start):%B}" for n in range(MONTHS)]


def calendar(organisation: Organisation) -> list[MonthSheet]:
    """Return the wall calendar: six months of 20 working days with the announced campaigns."""
    start = dt.date.fromisoformat(organisation.calendar.start)
    busy = {day for one in campaigns(organisation) for day in range(one.first, one.last + 1)}
    sheets = []
    for month, name in enumerate(month_names(organisation)):
        days = [
            Day(n + 1, date_of(n, start), n in busy) for n in range(MONTH * month, MONTH * (month + 1))
        ]  # fmt: skip
        sheets.append(MonthSheet(name, tuple(tuple(days[n : n + 5]) for n in range(0, MONTH, 5))))
    return sheets


class TeamBox(NamedTuple):
    """A team on the service map, with its people in words."""

    name: str
    side: str
    people: str


def teams(organisation: Organisation) -> list[TeamBox]:
    """Return the teams of each side, the largest first; where they are many, a last box counts the rest."""
    found = []
    for side in ("business", "it"):
        teams: dict[str, list[Person]] = {}
        for one in organisation.people:
            if one.side == side:
                teams.setdefault(one.team, []).append(one)
        most = next(named for limit, named in NAMES if len(teams) <= limit)
        order = sorted(teams, key=lambda name: -len(teams[name])) if len(teams) > MOST_BOXES else list(teams)
        found += [TeamBox(name, side, _named(teams[name], most)) for name in order[:MOST_BOXES]]
        if len(order) > MOST_BOXES:
            found.append(TeamBox(f"and {len(order) - MOST_BOXES} smaller teams", side, ""))
    return found


def _named(people: Sequence[Person], most: int) -> str:
    """Return some people by name and how many more there are."""
    if not most:
        return counted(len(people), "person").replace("persons", "people")
    text = ", ".join(one.name for one in people[:most])
    return text if len(people) <= most else f"{text} and {len(people) - most} more"


class ServiceBox(NamedTuple):
    """A service on the service map, with the initiatives that change it."""

    service: Service
    rhythm: str
    initiatives: tuple[Initiative, ...]


def services(organisation: Organisation) -> list[ServiceBox]:
    """Return the services of the largest value."""
    found = deck(organisation).values()
    order = sorted(organisation.services, key=lambda one: -(one.value_per_day or 0.0))[:MOST_SERVICES]
    return [
        ServiceBox(one, RHYTHMS[one.rhythm], tuple(each for each in found if each.service == one.name)) for one in order
    ]
