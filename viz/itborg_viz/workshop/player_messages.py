"""What a phone may do: vote, predict, say who it talked to, have an idea, and support one.

Each function takes the workshop, the token and the message, and raises InputError with the reason for a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from itborg.common.errors import InputError

from ..game.deck import deck
from ..game.events import MAX_TALKS
from ..game.game import choices
from ..game.predictions import PREDICTED
from .hosted_game import HostedGame
from .plain_text import SENTENCE, amount, cleaned, number
from .state import Idea, Talk

Message = Mapping[str, Any]
#: Seconds within which the other has to confirm a talk.
CONFIRMED_WITHIN = 120.0
MAX_IDEAS, MAX_IDEAS_OF_HOST = 3, 20  # of a player and of the facilitator in a round
MAX_OPEN_TALKS = 10  # of a player in a round
IMPROVING = ("improve", "recommendations")
NEXT_WEEK = 0  # month of an idea for the own organisation
TALKING = ("briefing", "decide", "predict")
TEST_CHOICES = ("thin", "thick")


def act(workshop: HostedGame, who: str, message: Message) -> None:
    """Carry out a message of a player."""
    found = ACTIONS.get(str(message.get("do")))
    if found is None:
        raise InputError("phones cannot do this")
    if workshop.state.paused:
        raise InputError("the facilitator has paused the game")
    found(workshop, who, message)


def vote(workshop: HostedGame, who: str, message: Message) -> None:
    """Vote on a topic; the last vote counts. Nobody votes once the votes are revealed."""
    state, topic, choice = workshop.state, message.get("topic"), message.get("choice")
    if not isinstance(topic, str) or choice not in choices_of(workshop, topic):
        raise InputError("there is no such vote")
    if topic == "test":
        _only(workshop, "join", "briefing")
    else:
        _only(workshop, "decide")
        if state.revealed:
            raise InputError("the votes have been revealed")
        if not workshop.may_vote(who, topic):
            raise InputError("your role has no vote on this")
    state.votes = {**state.votes, topic: {**state.votes.get(topic, {}), who: choice}}


def choices_of(workshop: HostedGame, topic: str) -> tuple[str, ...]:
    """Return the choices of a topic; none for one that does not exist."""
    kind, _, name = topic.partition(":")
    cards = deck(workshop.organisation)
    yes_or_no = ("yes", "no")
    if kind == "start":
        return yes_or_no if name in cards and name not in workshop.game.initiatives else ()
    if kind == "way":
        return yes_or_no if name in choices() and name not in workshop.game.started else ()
    return {"test": TEST_CHOICES, "money": yes_or_no, "order": tuple(cards)}.get(topic, ())


def predict(workshop: HostedGame, who: str, message: Message) -> None:
    """Predict a range of an indicator; the last one counts."""
    _only(workshop, "predict")
    predicted(workshop, who, message)


def predicted(workshop: HostedGame, who: str, message: Message) -> None:
    """Note the range that somebody predicts, in the order of its ends."""
    indicator = message.get("indicator")
    if indicator not in PREDICTED:
        raise InputError("this is not predicted")
    ends = sorted((amount(message.get("low")), amount(message.get("high"))))
    state = workshop.state
    state.predictions = {**state.predictions, who: {**state.predictions.get(who, {}), str(indicator): ends}}


def talked(workshop: HostedGame, who: str, message: Message) -> None:
    """State that one talked with another player, or confirm that the other said so."""
    state = workshop.state
    _only(workshop, *TALKING)
    me, other = state.players[who].number, workshop.player(number(message.get("with"), 1, 10**6)).number
    if me == other:
        raise InputError("a talk needs two")
    mine = workshop.talks_with(me)
    of_both = next((one for one in mine if other in (one.first, one.second)), None)
    if of_both is not None and of_both.confirmed:
        return
    for one in (me, other):
        if sum(talk.confirmed for talk in workshop.talks_with(one)) >= MAX_TALKS:
            raise InputError(f"at most {MAX_TALKS} talks of a person count in a round")
    now = workshop.clock()
    in_time = of_both is not None and of_both.second == me and now - of_both.time <= CONFIRMED_WITHIN
    kept = [one for one in state.talks if one is not of_both]
    if of_both is not None and in_time:
        state.talks = [*kept, Talk(state.round, of_both.first, of_both.second, of_both.time, True)]
    elif sum(not one.confirmed and one.first == me for one in mine) >= MAX_OPEN_TALKS:
        raise InputError("wait until the others confirm")
    else:
        state.talks = [*kept, Talk(state.round, me, other, now)]


def idea(workshop: HostedGame, who: str, message: Message) -> None:
    """Have an idea for the next month, or at the end for the own organisation."""
    _only(workshop, *IMPROVING)
    add_idea(workshop, workshop.state.players[who].number, message)


def add_idea(workshop: HostedGame, player: int, message: Message) -> None:
    """Add the idea of a player, 0 for the facilitator."""
    state, text = workshop.state, cleaned(message.get("text"), SENTENCE)
    limit = MAX_IDEAS if player else MAX_IDEAS_OF_HOST
    month = state.months[-1] if state.phase == "improve" else NEXT_WEEK
    if sum((one.player, one.round, one.month) == (player, state.round, month) for one in state.ideas) >= limit:
        raise InputError(f"at most {limit} ideas in a round")
    last = max((one.number for one in state.ideas), default=0)
    state.ideas = [*state.ideas, Idea(last + 1, state.round, month, player, text)]


def support(workshop: HostedGame, who: str, message: Message) -> None:
    """Support an idea of this round, or no longer; one idea of each player."""
    state = workshop.state
    _only(workshop, *IMPROVING)
    me, wanted = state.players[who].number, number(message.get("idea"), 1, 10**6)
    mine = [one for one in state.ideas if one.round == state.round]
    if all(one.number != wanted for one in mine):
        raise InputError("there is no such idea")
    changed = []
    for one in state.ideas:
        votes = [n for n in one.votes if n != me] if one in mine else one.votes
        if one.number == wanted and me not in one.votes:
            votes = [*votes, me]
        changed.append(Idea(one.number, one.round, one.month, one.player, one.text, votes, one.chosen))
    state.ideas = changed


def _only(workshop: HostedGame, *phases: str) -> None:
    """Raise InputError on another page."""
    if workshop.state.phase not in phases:
        raise InputError("this is not the time for it")


ACTIONS: dict[str, Callable[[HostedGame, str, Message], None]] = {
    "vote": vote,
    "predict": predict,
    "talked": talked,
    "idea": idea,
    "support": support,
}
