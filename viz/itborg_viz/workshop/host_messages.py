"""What the facilitator's console may do: turn pages, decide for the room, bring events, deal roles, take months back.

Each function takes the workshop and the message, and raises InputError with the reason for a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from itborg.common.errors import InputError

from ..game.roles import ROLES
from . import phases
from .draft_messages import draft, event, together
from .hosted_game import HostedGame
from .plain_text import NAME, SENTENCE, cleaned, number
from .player_messages import IMPROVING, add_idea, predicted
from .state import new_code

Message = Mapping[str, Any]
LONGEST_TIMER = 3600
MAX_PASSED_ON = 500


def act(workshop: HostedGame, message: Message) -> None:
    """Carry out a message of the facilitator."""
    found = ACTIONS.get(str(message.get("do")))
    if found is None:
        raise InputError("the console cannot do this")
    found(workshop, message)


def turn(workshop: HostedGame, message: Message) -> None:
    """Turn to a page: `to` is "next", "back" or a phase, of the round `at` if given."""
    at = message.get("at")
    phases.move(workshop, str(message.get("to")), None if at is None else number(at, 0, 5))


def timer(workshop: HostedGame, message: Message) -> None:
    """Set the time of the phase: `seconds` from now, or `more` seconds; 0 for no limit."""
    state = workshop.state
    if "more" in message:
        seconds = (workshop.seconds_left or 0) + number(message["more"], -LONGEST_TIMER, LONGEST_TIMER)
    else:
        seconds = number(message.get("seconds"), 0, LONGEST_TIMER)
    seconds = min(max(seconds, 0), LONGEST_TIMER)
    if state.paused:
        state.left = seconds or None
    state.deadline = workshop.clock() + seconds if seconds else None


def pause(workshop: HostedGame, _message: Message) -> None:
    """Stop the time and the phones, or let both go on."""
    state = workshop.state
    if state.paused:
        state.deadline = None if state.left is None else workshop.clock() + state.left
        state.left, state.paused = None, False
    else:
        state.left = None if state.deadline is None else max(0.0, state.deadline - workshop.clock())
        state.paused = True


def announce(workshop: HostedGame, message: Message) -> None:
    """Show a message of the chief executive; an empty one removes it."""
    text = message.get("text")
    workshop.state.message = cleaned(text, 2 * SENTENCE) if isinstance(text, str) and text.strip() else ""


def reveal(workshop: HostedGame, message: Message) -> None:
    """Reveal the votes of this round; with `again` hide and empty them for a second vote."""
    state = workshop.state
    if message.get("again"):
        state.votes, state.revealed = {}, False
    else:
        state.revealed = True


def role(workshop: HostedGame, message: Message) -> None:
    """Give a role to a player."""
    key = message.get("role")
    if key not in ROLES:
        raise InputError("there is no such role")
    one = workshop.player(number(message.get("player"), 1, 10**6))
    workshop.state.players = {**workshop.state.players, one.token: replace(one, role=str(key))}


def remove(workshop: HostedGame, message: Message) -> None:
    """Remove a player, whose phone can join again while the doors are open."""
    _forget(workshop, workshop.player(number(message.get("player"), 1, 10**6)).token)


def merge(workshop: HostedGame, message: Message) -> None:
    """Let the phone of one player go on as another one, whose phone was lost or emptied."""
    phone = workshop.player(number(message.get("player"), 1, 10**6))
    lost = workshop.player(number(message.get("into"), 1, 10**6))
    if phone.token == lost.token:
        raise InputError("these are the same player")
    state = workshop.state
    _forget(workshop, phone.token)
    state.players = {token: one for token, one in state.players.items() if token != lost.token}
    state.players[phone.token] = replace(lost, token=phone.token, away=phone.away)
    state.votes = {topic: _renamed(votes, lost.token, phone.token) for topic, votes in state.votes.items()}
    state.predictions = _renamed(state.predictions, lost.token, phone.token)
    state.past_predictions = [_renamed(one, lost.token, phone.token) for one in state.past_predictions]


def rename(workshop: HostedGame, message: Message) -> None:
    """Change the name of a player."""
    one = workshop.player(number(message.get("player"), 1, 10**6))
    named = replace(one, name=cleaned(message.get("name"), NAME))
    workshop.state.players = {**workshop.state.players, one.token: named}


def undo(workshop: HostedGame, _message: Message) -> None:
    """Take the last round back."""
    phases.undo(workshop)


def doors(workshop: HostedGame, message: Message) -> None:
    """Open or close the doors; with `renew` the old code is not valid any more."""
    workshop.state.doors_open = bool(message.get("open"))
    if message.get("renew"):
        workshop.state.code = new_code()


def stop(workshop: HostedGame, message: Message) -> None:
    """Let the wall go on to a stop of the lived month."""
    workshop.state.stop = number(message.get("n"), 0, 1000)


def sheet(workshop: HostedGame, message: Message) -> None:
    """Let the wall show a sheet of this page; a number beyond the last one shows the last one."""
    workshop.state.sheet = number(message.get("n"), 0, 100)


def pass_on(workshop: HostedGame, message: Message) -> None:
    """Mark a fact as known to the room, or no longer."""
    fact, known = cleaned(message.get("fact"), 80), workshop.state.passed_on
    workshop.state.passed_on = [one for one in known if one != fact] if fact in known else [*known, fact]
    if len(workshop.state.passed_on) > MAX_PASSED_ON:
        raise InputError("these are too many facts")


def choose(workshop: HostedGame, message: Message) -> None:
    """Choose an idea of this round for the wall; with `remove` delete it."""
    state, wanted = workshop.state, number(message.get("idea"), 1, 10**6)
    if all(one.number != wanted or one.round != state.round for one in state.ideas):
        raise InputError("there is no such idea")
    if message.get("remove"):
        state.ideas = [one for one in state.ideas if one.number != wanted]
    else:
        here = state.round
        state.ideas = [replace(one, chosen=one.number == wanted) if one.round == here else one for one in state.ideas]


def predict(workshop: HostedGame, message: Message) -> None:
    """Predict for a room without phones."""
    if workshop.state.phase != "predict":
        raise InputError("this is not the time for it")
    predicted(workshop, "host", message)


def idea(workshop: HostedGame, message: Message) -> None:
    """Write an idea of the room down."""
    if workshop.state.phase not in IMPROVING:
        raise InputError("this is not the time for it")
    add_idea(workshop, 0, message)


def phones(workshop: HostedGame, message: Message) -> None:
    """Play with phones or on one screen."""
    workshop.state.phones = bool(message.get("on"))


def _forget(workshop: HostedGame, token: str) -> None:
    """Remove a player and what is kept under the token."""
    state = workshop.state
    state.players = {key: one for key, one in state.players.items() if key != token}
    state.votes = {topic: _without(votes, token) for topic, votes in state.votes.items()}
    state.predictions, state.done = _without(state.predictions, token), _without(state.done, token)


def _without[V](table: Mapping[str, V], key: str) -> dict[str, V]:
    return {name: one for name, one in table.items() if name != key}


def _renamed[V](table: Mapping[str, V], old: str, new: str) -> dict[str, V]:
    kept = {name: one for name, one in table.items() if name != new or old not in table}
    return {new if name == old else name: one for name, one in kept.items()}


ACTIONS: dict[str, Callable[[HostedGame, Message], None]] = {
    "phase": turn, "timer": timer, "pause": pause, "say": announce, "event": event, "reveal": reveal, "role": role,
    "remove": remove, "merge": merge, "name": rename, "draft": draft, "undo": undo, "doors": doors, "stop": stop,
    "sheet": sheet, "pass_on": pass_on, "choose": choose, "predict": predict, "idea": idea, "phones": phones,
    "together": together,
}  # fmt: skip
