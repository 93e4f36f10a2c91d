"""A workshop as it is now: its game, its players and their roles, and what can be read from votes and talks.

Nothing here changes it. Results of months come from outside (see `months`).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from statistics import median
from typing import Any

from itborg.common.errors import InputError
from itborg.organisation.types import Organisation

from ..game.events import MAX_TALKS
from ..game.game import Game
from ..game.roles import persons
from ..game.saved_game import decision_from_json, organisation_from_json
from .dealing import covered, may_vote
from .state import Player, Talk, WorkshopState

#: Phases in which the coming months are not decided yet.
OPEN = ("decide", "predict")


class HostedGame:
    """A workshop as it is now.

    state    everything that is saved
    results  what the months played have brought, None while they are computed; see `months`
    choices  what each choice was worth, None until it is computed; see `papers`
    clock    returns the time
    address  of the server as phones call it, with scheme and port
    warning  what the facilitator should know of the network, "" for nothing
    proxied  whether phones come through a proxy
    """

    address: str = ""
    warning: str = ""
    proxied: bool = False

    def __init__(self, state: WorkshopState, clock: Callable[[], float] = time.time) -> None:
        """Go on with a workshop. Raises InputError if its decisions are not valid."""
        self.state, self.clock = state, clock
        self.results: Any = None
        self.choices: Any = None
        self._game: tuple[list[dict[str, Any]], Game] | None = None
        self.with_decisions([])

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation that is played."""
        return organisation_from_json(self.state.organisation)

    @cached_property
    def persons(self) -> dict[str, str]:
        """Role -> id of its person."""
        return persons(self.organisation)

    @property
    def game(self) -> Game:
        """The game with the months decided."""
        decisions = self.state.decisions
        if self._game is None or self._game[0] is not decisions:
            start = Game(self.organisation, self.state.seed, self.state.budget)
            self._game = decisions, game_of(start, decisions)
        return self._game[1]

    def with_decisions(self, decisions: list[dict[str, Any]]) -> Game:
        """Return the game with further decisions. Raises InputError if they are not valid."""
        return game_of(self.game, decisions)

    @property
    def left(self) -> float:
        """Rest of the budget with the draft of this round, kEUR."""
        if self.state.phase not in OPEN:
            return self.game.left
        return self.with_decisions(self.round_decisions()).left

    @property
    def listed(self) -> int:
        """Number of change requests in the portfolio of the coming month. Raises InputError while it is computed."""
        if self.results is None:
            raise InputError("the month before is still being computed")
        return len(self.results.state.portfolio)

    @property
    def seconds_left(self) -> int | None:
        """Seconds left of the phase, 0 when the time is over, None without a limit."""
        state = self.state
        left = state.left if state.paused else None if state.deadline is None else state.deadline - self.clock()
        return None if left is None else max(0, round(left))

    def player(self, number: int) -> Player:
        """Return a player by number. Raises InputError if there is none."""
        for one in self.state.players.values():
            if one.number == number:
                return one
        raise InputError(f"there is no player {number}")

    def roles_of(self, token: str) -> tuple[str, ...]:
        """Return the roles that a player plays: the own one and those that nobody else has."""
        return covered(self.state.players).get(token, ())

    def players_of(self, role: str) -> list[Player]:
        """Return who plays a role; nobody for one that the facilitator plays."""
        plays = covered(self.state.players)
        return [one for token, one in self.state.players.items() if role in plays.get(token, ())]

    def may_vote(self, token: str, topic: str) -> bool:
        """Return whether a player votes on a topic."""
        return may_vote(self.roles_of(token), topic)

    def voted(self, topic: str) -> int:
        """Return how many players have voted on a topic; the votes themselves stay hidden."""
        return len(self.state.votes.get(topic, {}))

    def counted(self, topic: str) -> dict[str, list[str]]:
        """Return choice -> roles whose majority chose it; a role that is divided has no vote.

        Empty until the votes are revealed; the test vote can always be seen.
        """
        if not self.state.revealed and topic != "test":
            return {}
        of_role: dict[str, Counter[str]] = {}
        for token, choice in self.state.votes.get(topic, {}).items():
            if token in self.state.players:
                of_role.setdefault(self.state.players[token].role, Counter())[choice] += 1
        found: dict[str, list[str]] = {}
        for role, choices in of_role.items():
            (best, most), *others = choices.most_common(2)
            if not others or others[0][1] < most:
                found.setdefault(best, []).append(role)
        return found

    def talks_of_round(self) -> list[list[str]]:
        """Return the pairs of people who talk before this round: confirmed talks, then those brought together."""
        role_of = {one.number: one.role for one in self.state.players.values()}
        confirmed = [one for one in self.state.talks if one.confirmed and one.round == self.state.round]
        pairs = [(role_of.get(one.first, ""), role_of.get(one.second, "")) for one in confirmed]
        pairs += [(one[0], one[1]) for one in self.state.draft.talks]
        found: list[list[str]] = []
        talks: Counter[str] = Counter()
        for first, second in pairs:
            people = sorted(self.persons.get(role, "") for role in (first, second))
            new = people[0] and people[0] != people[1] and people not in found
            if new and all(talks[one] < MAX_TALKS for one in people):
                talks.update(people)
                found.append(people)
        return found

    def talks_with(self, number: int) -> list[Talk]:
        """Return the talks of a player in this round, confirmed or not."""
        return [one for one in self.state.talks if one.round == self.state.round and number in (one.first, one.second)]

    def round_decisions(self) -> list[dict[str, Any]]:
        """Return the decisions for the months of this round, as in a saved game.

        The predictions of the room are those of the last month: the median of both ends over all who predicted.
        """
        state, draft = self.state, self.state.draft
        months = state.months
        listed = self.listed if draft.first or draft.deferred else 0
        decisions = []
        for month in months:
            opening = month == months[0]
            starts = {
                field: [name for name in getattr(draft, field) if draft.months.get(name, months[0]) == month]
                for field in ("interventions", "initiatives")
            }
            decisions.append({
                **starts,
                "first": list(draft.first) if opening else [],
                "deferred": list(draft.deferred) if opening else [],
                "listed": listed if opening else 0,
                "predictions": room_predictions(state.predictions) if month == months[-1] else {},
                "events": list(draft.events) if opening else [],
                "talks": self.talks_of_round() if opening else [],
            })  # fmt: skip
        return decisions


def room_predictions(predictions: dict[str, dict[str, list[float]]]) -> dict[str, list[float]]:
    """Return indicator -> the room's range: the median of both ends over all who predicted it."""
    names = sorted({name for one in predictions.values() for name in one})
    ranges = {name: [one[name] for one in predictions.values() if name in one] for name in names}
    return {name: [median(low for low, _ in ends), median(high for _, high in ends)] for name, ends in ranges.items()}


def game_of(game: Game, decisions: list[dict[str, Any]]) -> Game:
    """Return a game with further decisions. Raises InputError for the first that is not valid."""
    for one in decisions:
        try:
            game = game.after(decision_from_json(one))
        except InputError:
            raise
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise InputError(f"this decision is damaged: {error!r}") from error
    return game
