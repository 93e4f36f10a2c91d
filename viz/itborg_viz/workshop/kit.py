"""The facilitator's kit as one HTML page for a printer: A4, no network, no script, no fonts or pictures from elsewhere.

It has the agenda, notes for each phase, the briefing, role cards of all months, wall sheets, debrief questions and a
sheet for what everybody will try. The role cards hold all facts of the game, so the page is for the facilitator only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from itborg.analysis.measures.worst_practices import observed_practices
from itborg.common.periods import MONTH
from itborg.organisation.types import Organisation, Person, Service
from itborg.report.formatting import counted, listed, percent
from itborg.report.html_frame import render
from itborg.report.story.events import date_of

from ..game.account import Account, euros
from ..game.deck import Initiative, deck
from ..game.facts import Fact, cards
from ..game.game import BUDGET, MONTHS
from ..game.indicators import indicator_values
from ..game.practice_cards import all_cards, shown_cards
from ..game.replications import Replication, simulate
from ..game.roles import ROLES, persons
from ..game.season import campaigns
from ..game.team_state import TeamState
from ..text import number
from .kit_text import AGENDAS, NOTES, PREPARATION, RULES, STORY

TEMPLATES = Path(__file__).parent / "templates"
#: What the service map has room for: boxes of a column, and (teams, people named in each) from few teams to many.
MOST_BOXES, NAMES = 12, ((8, 6), (11, 2), (99_999, 0))
MOST_SERVICES = 9
#: Rhythms of services in words.
RHYTHMS = {
    "retail": "every day, most on Fridays and in campaigns", "payroll": "the last two days of a month",
    "finance": "the end of a month, most of a quarter", "steady": "every day alike",
}  # fmt: skip
VOTES = {"order": "the order of initiatives", "ways": "ways of working", "money": "money"}


class RoleCard(NamedTuple):
    """A printed role card of a month."""

    month: str
    title: str
    side: str
    person: str
    decides: str
    votes_on: str
    facts: tuple[Fact, ...]
    wish: str
    worry: str
    question: str


class Day(NamedTuple):
    """A day on the wall calendar: number of the working day, date, and whether a campaign runs."""

    number: int
    date: dt.date
    campaign: bool


class MonthSheet(NamedTuple):
    """A month on the wall calendar: its name and its 20 working days by week of five."""

    name: str
    weeks: tuple[tuple[Day, ...], ...]


def kit_page(
    organisation: Organisation,
    seed: int = 1,
    budget: float = BUDGET,
    form: str = "90",
    team: TeamState | None = None,
    goal: str = "a turnaround",
) -> str:
    """Return the kit as an HTML document.

    form  key of AGENDAS
    team  the game so far: its worst practices come first among the debrief questions; None: before a game
    goal  the recovery target in words
    """
    own = simulate(organisation, seed, (), 1)[0] if team is None else team.team[0]
    title, steps = AGENDAS[form]
    months = month_names(organisation)
    shown = shown_cards(observed_practices(own.run)) if team is not None and team.months else []
    others = [one for one in all_cards() if one.title not in {each.title for each in shown}]
    return render(
        "kit.html",
        TEMPLATES,
        title=f"Facilitator's kit: {organisation.name}",
        organisation=organisation,
        budget=number(budget, "kEUR"),
        form=title,
        agenda=_timed(steps),
        half_day=_timed(AGENDAS["180"][1]) if form != "180" else _timed(AGENDAS["90"][1]),
        other_form=AGENDAS["180" if form != "180" else "90"][0],
        preparation=PREPARATION,
        notes=NOTES,
        story=_story(organisation, own, number(budget, "kEUR"), goal),
        rules=RULES,
        history=_history(own, organisation),
        cards=[role_cards(organisation, month, months) for month in range(1, MONTHS + 1)],
        months=months,
        initiatives=list(deck(organisation).values()),
        calendar=calendar(organisation),
        campaigns=[one.dates for one in campaigns(organisation)],
        teams=_teams(organisation),
        services=_services(organisation),
        shown=shown,
        questions=others,
    )


def month_names(organisation: Organisation) -> list[str]:
    """Return the names of the six months of a game: that of the calendar month in which most of its days lie."""
    start = dt.date.fromisoformat(organisation.calendar.start)
    return [f"{date_of(MONTH * n + MONTH // 2, start):%B}" for n in range(MONTHS)]


def _timed(steps: Sequence[Any]) -> list[tuple[int, Any]]:
    """Return the steps of an agenda with the minute at which each begins."""
    begins, found = 0, []
    for step in steps:
        found.append((begins, step))
        begins += step.minutes
    return found


def _story(organisation: Organisation, own: Replication, budget: str, goal: str) -> list[str]:
    """Return the briefing of an organisation in paragraphs, with figures from its half year before the game."""
    before = [own.account(month) for month in range(1 - MONTHS, 1)]
    profit = sum(euros(one.profit) for one in before)
    lost = sum(one.lost for one in before) / max(1, sum(one.expected for one in before))
    sla = indicator_values(own, 0)["sla_met"]
    words = {
        "name": organisation.name,
        "profit": f"it {'earned' if profit >= 0 else 'lost'} {number(abs(profit), 'kEUR')}",
        "lost": percent(lost),
        "sla": percent(sla),
        "goal": goal,
        "budget": budget,
    }
    return [text.format(**words) for text in STORY]


class Bar(NamedTuple):
    """A month of the history: its name, profit in kEUR, share of orders lost, and the bar of profit in per cent."""

    name: str
    profit: str
    lost: str
    height: float
    negative: bool


def _history(own: Replication, organisation: Organisation) -> list[Bar]:
    """Return the half year before the game as bars; heights are per cent of the largest profit or loss."""
    before: list[Account] = [own.account(month) for month in range(1 - MONTHS, 1)]
    most = max(abs(euros(one.profit)) for one in before) or 1.0
    start = dt.date.fromisoformat(organisation.calendar.start).month
    names = [f"{dt.date(2000, (start - MONTHS + n - 1) % 12 + 1, 1):%b}" for n in range(MONTHS)]
    return [
        Bar(
            name, number(euros(one.profit), "count", signed=True), percent(one.lost / max(1, one.expected)),
            100 * abs(euros(one.profit)) / most, one.profit < 0,
        )
        for name, one in zip(names, before, strict=True)
    ]  # fmt: skip


def role_cards(organisation: Organisation, month: int, months: Sequence[str]) -> list[RoleCard]:
    """Return the cards of all roles in a month, 1 to 6."""
    people = {one.id: one for one in organisation.people}
    who = persons(organisation)
    return [
        RoleCard(
            months[month - 1], role.title, role.side, people[who[key]].name, role.decides,
            listed([VOTES[one] for one in role.votes_on]), card.facts, card.wish, card.worry, card.question,
        )
        for key, role in ROLES.items()
        for card in [cards(organisation, month)[key]]
    ]  # fmt: skip


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


def _teams(organisation: Organisation) -> list[TeamBox]:
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


def _services(organisation: Organisation) -> list[ServiceBox]:
    """Return the services of the largest value."""
    found = deck(organisation).values()
    order = sorted(organisation.services, key=lambda one: -(one.value_per_day or 0.0))[:MOST_SERVICES]
    return [
        ServiceBox(one, RHYTHMS[one.rhythm], tuple(each for each in found if each.service == one.name)) for one in order
    ]
