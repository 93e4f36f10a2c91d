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
from itborg.organisation.types import Organisation
from itborg.report.formatting import listed, percent
from itborg.report.html_frame import render

from ..game.account import Account, euros
from ..game.deck import deck
from ..game.facts import Fact, cards
from ..game.game import BUDGET, MONTHS
from ..game.game_text import target_text
from ..game.indicators import indicator_values
from ..game.practice_cards import all_cards, shown_cards
from ..game.replications import Replication, simulate
from ..game.roles import ROLES, persons
from ..game.season import campaigns
from ..game.target import target
from ..game.team_state import TeamState
from ..text import number
from .kit_sheets import calendar, month_names, services, teams
from .kit_text import AGENDAS, NOTES, PREPARATION, RULES, STORY

TEMPLATES = Path(__file__).parent / "templates"
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


def kit_page(
    organisation: Organisation,
    seed: int = 1,
    budget: float = BUDGET,
    form: str = "90",
    team: TeamState | None = None,
) -> str:
    """Return the kit as an HTML document.

    form  key of AGENDAS
    team  the game so far: its worst practices come first among the debrief questions; None: before a game
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
        story=_story(organisation, own, number(budget, "kEUR"), target_text(target(organisation, seed, budget).target)),
        rules=RULES,
        history=_history(own, organisation),
        cards=[role_cards(organisation, month, months) for month in range(1, MONTHS + 1)],
        months=months,
        initiatives=list(deck(organisation).values()),
        calendar=calendar(organisation),
        campaigns=[one.dates for one in campaigns(organisation)],
        teams=teams(organisation),
        services=services(organisation),
        shown=shown,
        questions=others,
    )


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
