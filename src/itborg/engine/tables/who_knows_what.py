"""Who knows what: the expertise that IT people believe their colleagues to have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import beliefs

if TYPE_CHECKING:
    from ..state import World


@rule
def believed_expertise(w: World, i: int, row: int, k: int) -> float:
    """Return the expertise in a need that an IT person i believes the IT person at the end of a tie to have, 0 to 1.

    row  row of the tie of i in `w.ties`, inside IT
    k    row of the need

    The error is a normal number by both people and the need (stream BELIEF_NOISE), the same on every day.
    """
    tie, need = w.ties[row], w.needs[k]
    other = w.people[tie.target]
    z = random_numbers.normal_of(w.streams[S.BELIEF_NOISE], w.people[i].key ^ need.key, other.key)
    return beliefs.believed(tie.known, w.expertise[tie.target, k], need.team == other.team, z, w.parameters[0])
