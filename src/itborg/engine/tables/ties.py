"""Ties as such: contact added to them, new ones made, weak ones dropped.

A tie takes two rows, one in the block of each person in `w.ties`, that name each other as `mate`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import trust
from ..state import COMPONENTS, NONE
from .relations import find_tie, trust_along, weight_trust

if TYPE_CHECKING:
    from ..state import World


@rule
def add_contact(w: World, i: int, j: int, amount: float, back: float) -> int:
    """Add contact between i and j, `amount` from i and `back` from j; strangers become acquainted.

    amount, back  shares of the gap to full contact that are closed, 0 to 1

    Returns the row of the tie of i, or NONE. Nothing happens when a new tie would be too weak to last or when either
    address book is full: people keep up a limited number of relationships.
    """
    row = find_tie(w, i, j)
    if row == NONE:
        least = w.parameters[0].forgotten_contact
        if amount < least and back < least:
            return NONE
        row = make_tie(w, i, j)
        if row == NONE:
            return NONE
    tie = w.ties[row]
    mate = w.ties[tie.mate]
    tie.contact += amount * (1.0 - tie.contact)
    mate.contact += back * (1.0 - mate.contact)
    return row


@rule
def make_tie(w: World, i: int, j: int) -> int:
    """Make ties between two strangers, both ways, with no contact yet. NONE if there is no room.

    i, j  rows of two people without a tie between them; NONE as well if they are the same person

    Returns the row of the tie from i to j. Trust is that in strangers, and across the sides a first impression besides
    (`trust.first_impression`). What a new colleague can do is not known yet. New ties
    have no lasting part of contact: what work and talk make can be forgotten again.
    """
    a, b = w.people[i], w.people[j]
    if a.ties >= a.tie_room or b.ties >= b.tie_room or i == j:
        return NONE
    there = a.first_tie + a.ties
    back = b.first_tie + b.ties
    a.ties += 1
    b.ties += 1
    _blank_tie(w, i, there, j, back)
    _blank_tie(w, j, back, i, there)
    return there


@rule
def pair_number(w: World, i: int, j: int) -> float:
    """Return the standard normal number of two people, the same whoever is asked (stream CHEMISTRY, by both)."""
    a, b = w.people[i].key, w.people[j].key
    return random_numbers.normal_of(w.streams[S.CHEMISTRY], min(a, b), max(a, b))


@rule
def _blank_tie(w: World, owner: int, row: int, target: int, mate: int) -> None:
    """Fill one direction of a new tie: target, way back, first impression, no contact, unknown expertise."""
    p, tie = w.parameters[0], w.ties[row]
    tie.target = target
    tie.mate = mate
    tie.across = 1 if w.people[target].side != w.people[owner].side else 0
    tie.contact = 0.0
    tie.lasting = 0.0
    tie.strength = 0.0
    tie.known = 0.0
    tie.pair = pair_number(w, owner, target)
    impression = 0.0
    if tie.across == 1:
        a, b = w.people[owner].key, w.people[target].key
        z = random_numbers.normal_of(w.streams[S.TIE_TRAIT], a, b)
        impression = trust.first_impression(tie.pair, z, p)
    for c in range(COMPONENTS):
        w.deviation[row, c] = impression
    weight_trust(w, tie, trust_along(w, owner, row))


@rule
def drop_tie(w: World, i: int, row: int) -> None:
    """Forget a tie of i and the tie back: the last tie of each moves into the gap.

    row  row of the tie of i; rows of other ties of both people may change
    """
    mate = w.ties[row].mate
    j = w.ties[row].target
    _close_gap(w, i, row)
    _close_gap(w, j, mate)


@rule
def _close_gap(w: World, i: int, row: int) -> None:
    """Remove one tie from the block of person i: the last one moves to its row, and its mate learns the new row.

    row  row of the tie; deviation of trust moves along
    """
    person = w.people[i]
    last = person.first_tie + person.ties - 1
    person.ties -= 1
    if last == row:
        return
    w.ties[row] = w.ties[last]
    w.ties[w.ties[row].mate].mate = row
    for c in range(COMPONENTS):
        w.deviation[row, c] = w.deviation[last, c]
