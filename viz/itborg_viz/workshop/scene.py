"""What all screens of a workshop read: its people by role, its deck, its months and its results, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from itborg.report.formatting import listed
from itborg.report.story.events import date_of

from ..game.deck import Initiative, deck
from ..game.game import MONTHS
from ..game.roles import ROLES, persons
from ..game.team_state import TeamState
from .months import Months
from .player_messages import NEXT_WEEK
from .state import Player, WorkshopState
from .workshop import Workshop

#: Phase -> its name on the screens.
PHASES = {
    "join": "Welcome", "briefing": "Briefing", "decide": "Decide", "predict": "Predict", "live": "The month runs",
    "reveal": "Results", "improve": "Improve", "debrief": "Debrief", "recommendations": "Next week",
    "over": "Thank you",
}  # fmt: skip
#: Characters of a name that fit on the network.
NAME_ON_NETWORK = 14


class Scene:
    """A workshop as its screens see it; made again for every view, and nothing in it is secret but `workshop`."""

    def __init__(self, workshop: Workshop) -> None:
        """Read a workshop."""
        self.workshop = workshop
        self.state: WorkshopState = workshop.state
        self.organisation = workshop.organisation

    @property
    def results(self) -> Months | None:
        """Results of the months played, None while they are computed."""
        found: Months | None = self.workshop.results
        return found

    @property
    def team(self) -> TeamState | None:
        """The game with its readings, None while they are computed."""
        return None if self.results is None else self.results.state

    @property
    def target(self) -> float:
        """The profit that the owners expect of the six months, kEUR; 0 while it is computed."""
        return 0.0 if self.results is None else self.results.target.target

    @cached_property
    def cards(self) -> dict[str, Initiative]:
        """The deck by name."""
        return deck(self.organisation)

    @cached_property
    def people(self) -> list[Player]:
        """Players in the order in which they joined."""
        return sorted(self.state.players.values(), key=lambda one: one.number)

    @cached_property
    def players_of(self) -> dict[str, list[Player]]:
        """Role -> those who play it, everybody with all roles."""
        found: dict[str, list[Player]] = {key: [] for key in ROLES}
        for one in self.people:
            for role in self.workshop.roles_of(one.token):
                found[role].append(one)
        return found

    @property
    def names_on_nodes(self) -> dict[str, str]:
        """Id of a person of the organisation -> names of those who play it, each name at its first role only.

        Of a long name only the first word is shown, since names cover the network.
        """
        where = persons(self.organisation)
        found: dict[str, list[str]] = {}
        for one in self.people:
            if one.role in where:
                found.setdefault(where[one.role], []).append(
                    one.name if len(one.name) <= NAME_ON_NETWORK else one.name.split()[0][:NAME_ON_NETWORK]
                )
        return {person: listed(names) for person, names in found.items()}

    @property
    def talks_on_nodes(self) -> list[tuple[str, str]]:
        """Pairs of persons whose players have talked to each other in this round, or are brought together."""
        where, state = persons(self.organisation), self.state
        roles = {one.number: one.role for one in self.people}
        pairs = [
            (roles[one.first], roles[one.second]) for one in state.talks
            if one.confirmed and one.round == state.round and {one.first, one.second} <= roles.keys()
        ]  # fmt: skip
        pairs += [(one[0], one[1]) for one in state.draft.talks if len(one) == 2]
        return [(where[a], where[b]) for a, b in pairs if a in where and b in where and where[a] != where[b]]

    def month_name(self, month: int, short: bool = False) -> str:
        """Return the name of a month; 1 is the first of the game, 0 the one before it."""
        first = dt.date.fromisoformat(self.organisation.calendar.start)
        found = dt.date(2000, (first.month + month - 2) % 12 + 1, 1)
        return f"{found:%b}" if short else f"{found:%B}"

    def months_text(self, months: Sequence[int]) -> str:
        """Return months in words, as in "October and November"."""
        return listed([self.month_name(month) for month in months])

    def month_names(self, short: bool = True) -> list[str]:
        """Return the names of all months of the game."""
        return [self.month_name(month, short) for month in range(1, MONTHS + 1)]

    def dates(self, first: int, last: int) -> str:
        """Return the dates of two days of the game, as in "7 to 18 Sep"."""
        start, end = self.date(first), self.date(last)
        return f"{start.removesuffix(end[-4:])} to {end}"

    def date(self, day: int) -> str:
        """Return the date of a day of the game, 0 for the first, as in "3 Sep"."""
        found = date_of(day, dt.date.fromisoformat(self.organisation.calendar.start))
        return f"{found.day} {found:%b}"

    @property
    def months_title(self) -> str:
        """The months of this round as part of a heading: short where there are several."""
        first, last = self.state.months[0], self.state.months[-1]
        if first == last:
            return self.month_name(first)
        return f"{self.month_name(first, short=True)} to {self.month_name(last, short=True)}"

    @property
    def phase_title(self) -> str:
        """The name of the page, with the months of its round where they matter."""
        state = self.state
        if state.phase in ("decide", "predict", "improve", "live", "reveal"):
            months = self.months_title
            return {
                "decide": f"{months}: what do we start?", "predict": f"{months}: what will happen?",
                "live": months, "reveal": f"{months}: what happened",
                "improve": f"After {months}: what do we do better?",
            }[state.phase]  # fmt: skip
        return PHASES.get(state.phase, state.phase)

    @property
    def place_title(self) -> str:
        """The name of a page with several sheets, short."""
        return self.months_title if self.state.phase == "reveal" else PHASES[self.state.phase]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The rounds of the game, with their months and where the room is."""
        state = self.state
        playing = state.phase in ("decide", "predict", "live", "reveal", "improve")
        closing = state.phase in ("debrief", "recommendations", "over")
        return [
            {
                "text": "\N{EN DASH}".join(
                    dict.fromkeys((self.month_name(months[0], True), self.month_name(months[-1], True)))
                ),
                "kind": "past" if closing or n < state.round else "now" if playing and n == state.round else "",
            }
            for n, months in enumerate(state.rounds)
        ]

    @property
    def clock(self) -> dict[str, Any] | None:
        """The timer: when it ends, or the seconds left while it is paused; None without a limit."""
        state = self.state
        if state.paused and state.left is not None:
            return {"deadline": "0", "left": f"{state.left:.0f}"}
        return None if state.deadline is None else {"deadline": f"{state.deadline:.0f}", "left": ""}

    def idea_rows(self, round: int | None = None) -> list[dict[str, Any]]:
        """Return the ideas of a round, those with more support first; None: of this one."""
        wanted = self.state.round if round is None else round
        last = self.state.phase in ("recommendations", "over")
        names = {one.number: one.name for one in self.people} | {0: "Facilitator"}
        mine = [
            one for one in self.state.ideas if (one.month == NEXT_WEEK if last else one.month and one.round == wanted)
        ]
        return [
            {
                "number": one.number, "text": one.text, "who": names.get(one.player, ""), "votes": len(one.votes),
                "chosen": one.chosen, "voters": one.votes,
            }
            for one in sorted(mine, key=lambda one: (not one.chosen, -len(one.votes), one.number))
        ]  # fmt: skip

    @property
    def resolved(self) -> list[str]:
        """What the room decided to do better, the latest last."""
        return [one.text for one in self.state.ideas if one.chosen]
