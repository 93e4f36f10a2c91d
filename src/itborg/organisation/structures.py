"""Other structures of an organisation's network with the same people and as many ties.

A structure answers what who is tied to whom does, all else equal: every change of a pair of ties keeps its contact and
trust in both directions. Structures come before the burn-in, so people grow used to them. A name with "@", such as
grab_at_pizza@silo, loads an organisation with another structure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..common.errors import unknown
from .betweenness import betweenness, strongest
from .types import Organisation, Ties

#: A bridged organisation has this many times the pairs tied across the sides.
BRIDGED = 2.0
#: Attempts to exchange the ends of two pairs, for each pair across the sides.
EXCHANGES = 20

#: People without ties in the structure `without_brokers`, in an organisation of any size. An assumption.
BROKERS = 5
BUSINESS, IT = 0, 1

#: Two positions in Organisation.people; as a pair of people, the lower one first.
Pair = tuple[int, int]


def silo(organisation: Organisation, seed: int = 0) -> Organisation:
    """Return the organisation without a tie across the sides: each is replaced by one inside a side.

    seed  of the random choice of the new ends

    One end of a pair across gets a random stranger of its own side in the place of the other end; business and IT get
    the new ties in turn. A pair is lost if neither end has strangers left on its side.
    """
    rng, side, pairs = np.random.default_rng([seed, 0]), _sides(organisation), _pairs(organisation.ties)
    moves: dict[Pair, Pair | None] = {}
    for n, pair in enumerate(_shuffled(rng, _across(pairs, side))):
        pairs.remove(pair)
        moves[pair] = None
        for kept, lost in (pair, pair[::-1])[:: 1 if side[pair[0]] == n % 2 else -1]:
            new = _stranger(rng, kept, np.flatnonzero(side == side[kept]), pairs)
            if new is not None:
                pairs.add(_pair(kept, new))
                moves[pair] = (lost, new)
                break
    return _moved(organisation, moves)


def bridged(organisation: Organisation, seed: int = 0) -> Organisation:
    """Return the organisation with `BRIDGED` times the pairs across the sides, at the expense of ties inside them.

    seed  of the random choice of the pairs that change and of their new ends

    One end of a random pair inside a side is replaced by a random stranger of the other side. Pairs inside teams are
    taken last, since tasks bring these people together anyway. A pair keeps its contact, and pairs inside a side have
    more of it, so contact across rises by more than the number of pairs.
    """
    rng, side, pairs = np.random.default_rng([seed, 1]), _sides(organisation), _pairs(organisation.ties)
    across, team = set(_across(pairs, side)), [person.team for person in organisation.people]
    inside = sorted(_shuffled(rng, sorted(pairs - across)), key=lambda pair: team[pair[0]] == team[pair[1]])
    moves: dict[Pair, Pair | None] = {}
    for pair in inside:
        if len(moves) >= (BRIDGED - 1.0) * len(across):
            break
        kept, lost = pair if rng.integers(2) else pair[::-1]
        new = _stranger(rng, kept, np.flatnonzero(side != side[kept]), pairs)
        if new is not None:
            pairs.remove(pair)
            pairs.add(_pair(kept, new))
            moves[pair] = (lost, new)
    return _moved(organisation, moves)


def rewired(organisation: Organisation, seed: int = 0) -> Organisation:
    """Return the organisation with random exchanges of who is tied to whom across the sides; degrees stay.

    seed  of the exchanges (Maslov & Sneppen 2002)
    """
    rng, side, pairs = np.random.default_rng([seed, 2]), _sides(organisation), _pairs(organisation.ties)
    old = _across(pairs, side)
    ends = [(a, b) if side[a] == BUSINESS else (b, a) for a, b in old]
    it = [b for _, b in ends]
    for m, n in rng.integers(max(1, len(old)), size=(EXCHANGES * len(old), 2)).tolist():
        now = {_pair(ends[m][0], it[m]), _pair(ends[n][0], it[n])}
        then = {_pair(ends[m][0], it[n]), _pair(ends[n][0], it[m])}
        if not pairs & then:
            pairs -= now
            pairs |= then
            it[m], it[n] = it[n], it[m]
    return _moved(organisation, {pair: (b, new) for pair, (_, b), new in zip(old, ends, it, strict=True)})


def without_brokers(organisation: Organisation, _seed: int = 0) -> Organisation:
    """Return the organisation without all ties of its `BROKERS` strongest brokers between the sides.

    Nothing is random.
    """
    ties, n = organisation.ties, len(organisation.people)
    linked = np.zeros((n, n), dtype=bool)
    linked[ties.source, ties.target] = linked[ties.target, ties.source] = True
    gone = strongest(betweenness(linked, _sides(organisation) == IT), BROKERS)
    return _with_ties(organisation, ~(np.isin(ties.source, gone) | np.isin(ties.target, gone)))


class Structure(NamedTuple):
    """A structure of the network.

    meaning  one line, for tables
    change   returns an organisation with this structure, by a seed
    """

    meaning: str
    change: Callable[[Organisation, int], Organisation]


#: All structures by name, in the order of tables.
STRUCTURES: Mapping[str, Structure] = {
    "silo": Structure("no tie between business and IT, as many ties", silo),
    "bridged": Structure(f"{BRIDGED:g} times as many pairs between business and IT, as many ties", bridged),
    "rewired": Structure("pairs between business and IT exchanged at random; degrees kept", rewired),
    "without_brokers": Structure("the five strongest brokers without ties", without_brokers),
}


def restructured(organisation: Organisation, structure: str, seed: int = 0) -> Organisation:
    """Return an organisation with another structure, or itself for ""; its name and source name the structure.

    structure  name of one of `STRUCTURES`, or ""
    seed       of random choices, 0 or more

    Raises InputError for an unknown name.
    """
    if not structure:
        return organisation
    if structure not in STRUCTURES:
        raise unknown("structure", structure, STRUCTURES)
    changed = STRUCTURES[structure].change(organisation, seed)
    source = f"{organisation.source or organisation.name}@{structure}"
    return replace(changed, name=f"{organisation.name} ({structure})", source=source)


def _sides(organisation: Organisation) -> NDArray[np.int64]:
    """Return BUSINESS or IT for each person, (people,)."""
    return np.array([IT if person.side == "it" else BUSINESS for person in organisation.people])


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _pairs(ties: Ties) -> set[Pair]:
    """Return the pairs of people with a tie in at least one direction."""
    return {_pair(a, b) for a, b in zip(ties.source.tolist(), ties.target.tolist(), strict=True)}


def _across(pairs: set[Pair], side: NDArray[np.int64]) -> list[Pair]:
    """Return the pairs across the sides, in order."""
    return [pair for pair in sorted(pairs) if side[pair[0]] != side[pair[1]]]


def _shuffled(rng: np.random.Generator, pairs: list[Pair]) -> list[Pair]:
    return [pairs[n] for n in rng.permutation(len(pairs)).tolist()]


def _stranger(rng: np.random.Generator, person: int, people: NDArray[np.int64], pairs: set[Pair]) -> int | None:
    """Return a random one of some people to whom a person has no tie, None if there is none."""
    for other in rng.permutation(people).tolist():
        if other != person and _pair(person, other) not in pairs:
            return int(other)
    return None


def _moved(organisation: Organisation, moves: Mapping[Pair, Pair | None]) -> Organisation:
    """Return the organisation in which ends of pairs are replaced; contact and trust of both directions stay.

    moves  by pair: (end that is replaced, person who takes the place), None if the pair is removed
    """
    ties = organisation.ties
    source, target = ties.source.copy(), ties.target.copy()
    kept = np.ones(len(ties), dtype=bool)
    for n, (a, b) in enumerate(zip(ties.source.tolist(), ties.target.tolist(), strict=True)):
        if (pair := _pair(a, b)) in moves:
            move = moves[pair]
            if move is None:
                kept[n] = False
            elif move[0] == a:
                source[n] = move[1]
            else:
                target[n] = move[1]
    changed = replace(organisation, ties=Ties(source, target, ties.contact, ties.trust))
    return _with_ties(changed, kept)


def _with_ties(organisation: Organisation, kept: NDArray[np.bool_]) -> Organisation:
    """Return the organisation with some of its ties only, (ties,)."""
    ties = organisation.ties
    return replace(organisation, ties=Ties(ties.source[kept], ties.target[kept], ties.contact[kept], ties.trust[kept]))
