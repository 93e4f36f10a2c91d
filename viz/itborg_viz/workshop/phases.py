"""The order of the pages, and what happens between them: months are decided, taken back and prepared.

A round is decided on the way from `predict` (or `decide`) to `live`; before that everything can still change, after it
only `undo` takes it back. No timer turns a page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from itborg.common.errors import InputError

from .hosted_game import OPEN, HostedGame
from .state import CLOSING, OPENING, ROUND, Draft, WorkshopState

#: Usual seconds of a phase; the others have no limit.
SECONDS = {"decide": 300, "predict": 60, "reveal": 90, "improve": 180}


def pages(state: WorkshopState) -> list[tuple[str, int]]:
    """Return the pages of a workshop in order, each a phase and its round."""
    last = len(state.rounds) - 1
    rounds = [(phase, n) for n in range(last + 1) for phase in ROUND]
    return [*((phase, 0) for phase in OPENING), *rounds, *((phase, last) for phase in CLOSING)]


def move(workshop: HostedGame, to: str, round: int | None = None) -> None:
    """Turn to a page: "next", "back", or a phase, of this round unless another is given.

    Raises InputError for a page that cannot be opened now. Turning back before the months decided needs `undo`.
    """
    state, order = workshop.state, pages(workshop.state)
    here = order.index((state.phase, state.round))
    there = _target(state, order, here, to, round)
    _check_way(workshop, order[there])
    phase, round = order[there]
    if phase in ROUND and round == len(state.past_predictions) and round != state.drafted:
        _begin_round(state, round)
    elif phase in CLOSING and state.phase in OPEN:
        state.draft = Draft()
    state.round = round
    if phase == "live" and round == len(state.past_predictions):
        decide(workshop)
    if phase == "predict":
        state.revealed = False  # predictions are hidden at first, as votes were
    state.phase = phase
    state.stop, state.sheet, state.paused, state.left = 0, 0, False, None
    seconds = SECONDS.get(state.phase)
    state.deadline = None if seconds is None else workshop.clock() + seconds


def decide(workshop: HostedGame) -> None:
    """Add the decisions of this round to those of the game. Raises InputError if they are not valid."""
    state = workshop.state
    decisions = workshop.round_decisions()
    workshop.with_decisions(decisions)
    state.decisions = [*state.decisions, *decisions]
    state.past_predictions = [*state.past_predictions, state.predictions]
    state.predictions = {}


def undo(workshop: HostedGame) -> None:
    """Take the last round decided back; its decisions and predictions are there again to be changed."""
    state = workshop.state
    played = len(state.past_predictions)
    if not played:
        raise InputError("no month has been decided yet")
    round = played - 1
    first = state.rounds[round][0]
    state.draft = _draft_of(state.decisions[first - 1 :], first)
    state.draft.events = [name for one in state.decisions[first - 1 :] for name in one.get("events", [])]
    state.decisions = state.decisions[: first - 1]
    *state.past_predictions, state.predictions = state.past_predictions
    state.ideas = [one for one in state.ideas if one.round < round]
    state.talks = [one for one in state.talks if one.round <= round]
    state.votes, state.revealed = {}, False
    state.phase, state.round, state.drafted, state.stop, state.sheet = "decide", round, round, 0, 0
    state.deadline, state.left, state.paused = None, None, False


def _target(state: WorkshopState, order: list[tuple[str, int]], here: int, to: str, round: int | None) -> int:
    """Return the position of a page. A phase without a round is that of this round, or of the next to decide."""
    decided = len(state.past_predictions)
    if to == "back" and state.phase == CLOSING[0]:
        to, round = ROUND[-1], decided - 1
    if to in ("next", "back"):
        there = here + (1 if to == "next" else -1)
        if not 0 <= there < len(order):
            raise InputError("there is no further page")
        return there
    if to in CLOSING:
        round = len(state.rounds) - 1
    elif to in OPENING:
        round = 0
    elif round is None:
        ahead = to in OPEN or (to == "live" and state.phase in OPEN)
        round = min(decided, len(state.rounds) - 1) if ahead else min(state.round, max(decided - 1, 0))
    if (to, round) not in order:
        raise InputError(f"there is no page '{to[:20]}'")
    return order.index((to, round))


def _check_way(workshop: HostedGame, page: tuple[str, int]) -> None:
    """Raise InputError if a page cannot be opened now."""
    state, (phase, round) = workshop.state, page
    decided = len(state.past_predictions)  # rounds
    if phase in OPEN and round < decided:
        raise InputError("these months have been decided; undo takes them back")
    if phase in OPENING and decided:
        raise InputError("the game has begun; undo takes the months back")
    if phase in ROUND and round > decided:
        raise InputError("the months before it have not been decided")
    if phase in ("reveal", "improve") and (round >= decided or workshop.results is None):
        raise InputError("the month is still being computed" if round < decided else "play the month first")
    if phase in CLOSING and not decided:
        raise InputError("no month has been played")
    if phase in CLOSING and workshop.results is None:
        raise InputError("the month is still being computed")


def _begin_round(state: WorkshopState, round: int) -> None:
    """Empty what belongs to one round, and let the idea of the last one that has most support stay."""
    mine = [one for one in state.ideas if one.round == state.drafted]
    best = max(mine, key=lambda one: len(one.votes), default=None)
    if best is not None and best.votes and not any(one.chosen for one in mine):
        state.ideas = [replace(one, chosen=True) if one is best else one for one in state.ideas]
    state.drafted, state.draft, state.votes, state.revealed, state.predictions = round, Draft(), {}, False, {}


def _draft_of(decisions: list[dict[str, Any]], first: int) -> Draft:
    """Return decisions as a draft again; the first of them is of month `first`."""
    draft = Draft(first=list(decisions[0]["first"]), deferred=list(decisions[0]["deferred"]))
    for month, one in enumerate(decisions, start=first):
        draft.interventions += one["interventions"]
        draft.initiatives += one["initiatives"]
        if month > first:
            draft.months |= dict.fromkeys([*one["interventions"], *one["initiatives"]], month)
    return draft
