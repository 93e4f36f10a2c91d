"""Who it is: the member of a team, or the person of IT, whom an event concerns.

Draws are keyed by the event, so that it concerns the same person under every strategy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ..state import DESK

if TYPE_CHECKING:
    from ..state import World


#: Random people looked at until one has the right role.
TRIES = 32


@rule
def member_for(w: World, key: int, stream: int, team: int) -> int:
    """Return a member of a team for an event, each equally likely; a new member takes only its own share.

    stream  random stream of the event; each member draws by event and person, and the highest wins
    team    row of the team
    """
    t = w.teams[team]
    best, winner = -1.0, t.first
    for i in range(t.first, t.first + t.members):
        u = random_numbers.uniform_of(w.streams[stream], key, w.people[i].key)
        if u > best:
            best, winner = u, i
    return winner


@rule
def back_office(w: World, key: int) -> int:
    """Return an IT person outside the desk, each equally likely; after many unsuccessful attempts whoever came last."""
    o = w.organisation[0]
    i = 0
    for attempt in range(TRIES):
        i = random_numbers.below(o.it, random_numbers.uniform_of(w.streams[S.MANDATE], key, attempt))
        if w.people[i].role != DESK:
            return i
    return i
