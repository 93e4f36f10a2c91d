"""Carries out what people do in a workshop. No web, no thread and no clock of its own here.

Every change goes through `join`, `leave` and `act`; each raises the version, and a message that is refused changes
nothing.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from itborg.common.errors import InputError

from . import host_messages, player_messages
from .dealing import next_role
from .hosted_game import HostedGame
from .plain_text import NAME, cleaned
from .state import Player

#: Who acts: the token of a player, or this.
HOST = "host"
MAX_PLAYERS = 60
#: Ids of messages that are remembered of each player, and the longest id.
REMEMBERED, LONGEST_ID = 40, 40


class Workshop(HostedGame):
    """A workshop that is played: the hosted game, and everything that changes it."""

    def join(self, name: str, token: str = "", new_token: str = "") -> Player:
        """Return the player of a token, or a new one with the next role. Raises InputError if nobody may join.

        new_token  secret of a new player
        """
        state = self.state
        if token in state.players:
            one = state.players[token]
            if one.away:
                one.away, one.seen = False, self.clock()
                state.version += 1
            return one
        if not state.phones or not state.doors_open:
            raise InputError("nobody can join now; the facilitator can open the doors")
        if len(state.players) >= MAX_PLAYERS:
            raise InputError(f"there are {MAX_PLAYERS} players; nobody else can join")
        called = self._free_name(cleaned(name, NAME))
        state.joined += 1
        one = Player(new_token, state.joined, called, next_role(state.players.values()), seen=self.clock())
        state.players[new_token] = one
        state.version += 1
        return one

    def leave(self, token: str) -> None:
        """Note that the phone of a player is not connected any more."""
        one = self.state.players.get(token)
        if one is not None and not one.away:
            one.away, one.seen = True, self.clock()
            self.state.version += 1

    def act(self, who: str, message: Mapping[str, Any]) -> None:
        """Carry out a message of a player or of HOST. Raises InputError, with the reason, for one that is refused.

        who      token of a player, or HOST
        message  `do` names the action and the other fields are its own; one with an `id` that was carried out before is
                 not carried out again; one with `phase` and `round` is refused on another page
        """
        state, token = self.state, message.get("id")
        if who != HOST and who not in state.players:
            raise InputError("you are not in this game any more; join again")
        if token is not None and (not isinstance(token, str) or not 0 < len(token) <= LONGEST_ID):
            raise InputError("this message has no valid id")
        done = state.done.get(who, [])
        if token is not None and token in done:
            return
        self._check_page(message)
        before = copy.copy(state)
        try:
            if who == HOST:
                host_messages.act(self, message)
            else:
                player_messages.act(self, who, message)
        except InputError:
            state.__dict__.update(before.__dict__)
            raise
        if who != HOST and who in state.players:
            state.players[who].seen = self.clock()
        if token is not None and (who == HOST or who in state.players):
            state.done[who] = [*done, token][-REMEMBERED:]
        state.version += 1

    def _check_page(self, message: Mapping[str, Any]) -> None:
        """Raise InputError for a message that was meant for another page."""
        state = self.state
        phase, round = message.get("phase"), message.get("round")
        if phase is not None and phase != state.phase:
            raise InputError("the page has been turned")
        if round is not None and round not in (state.round, str(state.round)):
            raise InputError("the round is over")

    def _free_name(self, name: str) -> str:
        """Return a name that nobody has yet."""
        taken = {one.name.casefold() for one in self.state.players.values()}
        found, n = name, 2
        while found.casefold() in taken:
            ending = f" {n}"
            found, n = f"{name[: NAME - len(ending)]}{ending}", n + 1
        return found
