"""What IT people believe that colleagues can do: kept for a tie once a talk or a directory has changed it.

Until then what the owner of a tie of the data believes follows from contact at the start, true expertise and a normal
number of both people and the need; of an acquaintance made later it is `unknown_expertise`. Neither takes memory. Kept
beliefs lie in rows of `w.belief`, in single precision: `w.belief_row` names the row of a tie, NONE for none, and rows
of forgotten ties are used again. Whether a belief is kept makes no difference to its value.

Arguments: i is the row of an IT person, row that of a tie of i to another one in `w.ties`, k that of a need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import beliefs
from ..state import NONE

if TYPE_CHECKING:
    from ..state import World


@rule
def believed(w: World, i: int, row: int, k: int) -> float:
    """Return the expertise that i believes the other end of a tie to have in a need, 0 to 1."""
    kept = w.belief_row[row]
    if kept == NONE:
        return first_belief(w, i, row, k)
    return np.float64(w.belief[kept, k])


@rule
def first_belief(w: World, i: int, row: int, k: int) -> float:
    """Return what i believes before any talk; contact knows, the rest goes by the team.

    The error is a normal number by both people and the need (stream BELIEF_NOISE). Rounded to single precision, as kept
    beliefs are.
    """
    p, contact = w.parameters[0], w.start_contact[row]
    if contact < 0.0:
        return np.float64(np.float32(p.unknown_expertise))
    j, need = w.ties[row].target, w.needs[k]
    z = random_numbers.normal_of(w.streams[S.BELIEF_NOISE], w.people[i].key ^ need.key, w.people[j].key)
    in_team = need.team == w.people[j].team
    start = beliefs.at_start(np.float64(contact), p.knowing_contact, w.expertise_base[j, k], in_team, z, p)
    return np.float64(np.float32(start))


@rule
def kept_beliefs(w: World, i: int, row: int) -> int:
    """Return the row of `w.belief` of a tie; if it has none yet, it gets one with its first beliefs.

    There is room: `room.has_room` sees to it before a day begins.
    """
    if w.belief_row[row] != NONE:
        return int(w.belief_row[row])
    o = w.organisation[0]
    if o.free_beliefs > 0:
        o.free_beliefs -= 1
        kept = int(w.free_belief[o.free_beliefs])
    else:
        kept = o.belief_rows
        o.belief_rows += 1
    for k in range(w.belief.shape[1]):
        w.belief[kept, k] = first_belief(w, i, row, k)
    w.belief_row[row] = kept
    return kept


@rule
def release_beliefs(w: World, row: int) -> None:
    """Give the row of beliefs of a tie back, if it has one; the tie counts as one made later.

    row  any row of `w.ties`; only the first ones, those of IT people, have beliefs
    """
    if row >= len(w.belief_row):
        return
    if w.belief_row[row] != NONE:
        o = w.organisation[0]
        w.free_belief[o.free_beliefs] = w.belief_row[row]
        o.free_beliefs += 1
    no_beliefs_yet(w, row)


@rule
def no_beliefs_yet(w: World, row: int) -> None:
    """Let a row of `w.ties` be that of a tie made later than the start, about which nothing is known."""
    if row < len(w.belief_row):
        w.belief_row[row] = NONE
        w.start_contact[row] = -1.0


@rule
def move_beliefs(w: World, old: int, new: int) -> None:
    """Let beliefs follow a tie from one row of `w.ties` of its owner to another, which has none."""
    if old >= len(w.belief_row):
        return
    w.belief_row[new] = w.belief_row[old]
    w.start_contact[new] = w.start_contact[old]
    no_beliefs_yet(w, old)
