"""A workshop: who is in it, and what each of them may do. No web, no thread and no clock of its own here."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from itborg.common.errors import InputError
from itborg.organisation.load import load
from itborg.organisation.types import Organisation

from ..game.game import Game
from .state import Player, WorkshopState

#: Who acts: the token of a player, or this.
HOST = "host"


class Workshop:
    """A workshop that is played.

    state    everything that is saved
    results  what the months played have brought, None while they are computed; see `months`
    clock    returns the time
    """

    def __init__(self, state: WorkshopState, clock: Callable[[], float] = time.time) -> None:
        """Go on with a workshop."""
        self.state, self.clock = state, clock
        self.results: Any = None

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation that is played."""
        return load(self.state.organisation)

    @property
    def game(self) -> Game:
        """The game with the months played."""
        raise NotImplementedError

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
        raise NotImplementedError

    def join(self, name: str, token: str = "") -> Player:
        """Return the player of a token, or a new one. Raises InputError if nobody may join."""
        raise NotImplementedError

    def act(self, who: str, message: Mapping[str, Any]) -> None:
        """Carry out a message of a player or of HOST. Raises InputError, with the reason, for one that is refused."""
        raise NotImplementedError

    def voted(self, topic: str) -> int:
        """Return how many players have voted on a topic; the votes themselves stay hidden."""
        return len(self.state.votes.get(topic, {}))

    def counted(self, topic: str) -> dict[str, list[str]]:
        """Return choice -> roles whose majority chose it; empty until the votes are revealed."""
        raise NotImplementedError
