"""Random pairs of people for synthetic ties, and the directions and contact of their ties.

Partners in other teams are sampled, not enumerated, so time and memory grow with the number of ties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..types import Person

#: Rows of people, or of one end of pairs.
Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
#: Rounds of sampling after which fewer pairs than wanted are accepted.
_ROUNDS = 60
#: Largest team in which all pairs are considered, and random pairs per person in larger teams.
_ALL_PAIRS, _PAIRS_PER_PERSON = 40, 10


@dataclass(frozen=True)
class Groups:
    """Side and team of each person, shape (people,).

    side   0 business, 1 IT
    team   number of the team; the same name on both sides is two teams
    """

    side: Rows
    team: Rows

    @classmethod
    def of(cls, people: Sequence[Person]) -> Groups:
        """Return the groups of people; teams are numbered in the order of their first member."""
        numbers = {key: at for at, key in enumerate(dict.fromkeys((p.side, p.team) for p in people))}
        side = np.array([p.side == "it" for p in people], dtype=np.int64)
        return cls(side, np.array([numbers[p.side, p.team] for p in people], dtype=np.int64))

    def pairs_across_teams(self, rows: Rows) -> int:
        """Return the number of pairs of different teams among some people."""
        sizes = Counter(self.team[rows].tolist()).values()
        return len(rows) * (len(rows) - 1) // 2 - sum(n * (n - 1) // 2 for n in sizes)


def team_pairs(rng: np.random.Generator, groups: Groups) -> tuple[Rows, Rows]:
    """Return the pairs of team members: all pairs, and in teams above 40 people about 20 random ones per person.

    rng  generator, which is advanced

    Each pair occurs once, as two arrays of shape (pairs,).
    """
    order = np.argsort(groups.team, kind="stable")
    starts = np.flatnonzero(np.diff(groups.team[order], prepend=-1))
    pairs = [_pairs_of_team(rng, rows) for rows in np.split(order, starts[1:])]
    first, second = (np.concatenate(ends) for ends in zip(*pairs, strict=True))
    return first, second


def _pairs_of_team(rng: np.random.Generator, rows: Rows) -> tuple[Rows, Rows]:
    """Return the pairs of one team, each once; random ones, without repetition, in a team of more than 40 people."""
    if len(rows) <= _ALL_PAIRS:
        first, second = np.triu_indices(len(rows), k=1)
        return rows[first], rows[second]
    first, second = np.repeat(rows, _PAIRS_PER_PERSON), rng.choice(rows, size=_PAIRS_PER_PERSON * len(rows))
    return _unique(first, second, int(rows.max()) + 1)


def cross_pairs(rng: np.random.Generator, groups: Groups, rows: Rows, weight: Floats, wanted: int) -> tuple[Rows, Rows]:
    """Return up to `wanted` distinct pairs of people in different teams, drawn in proportion to weight.

    rows    the people to draw from
    weight  weight of each person as a partner, shape (people,)

    Fewer pairs are returned if 60 rounds of sampling do not find enough. Shape (pairs,) each.
    """
    people = len(groups.team)
    first, second = np.empty(0, np.int64), np.empty(0, np.int64)
    for _ in range(_ROUNDS):
        if len(first) >= wanted:
            break
        one, two = _draw(rng, rows, weight, wanted), _draw(rng, rows, weight, wanted)
        apart = groups.team[one] != groups.team[two]
        first = np.concatenate([first, one[apart]])
        second = np.concatenate([second, two[apart]])
        first, second = _unique(first, second, people)
    return first[:wanted], second[:wanted]


def cross_side_pairs(
    rng: np.random.Generator, left: Rows, right: Rows, weight: Floats, wanted: int
) -> tuple[Rows, Rows]:
    """Return up to `wanted` distinct pairs of one person of each side, drawn in proportion to weight.

    left, right  people of the two sides to draw from
    weight       weight of each person as a partner, shape (people,)
    """
    people = len(weight)
    first, second = np.empty(0, np.int64), np.empty(0, np.int64)
    for _ in range(_ROUNDS):
        if len(first) >= wanted:
            break
        first = np.concatenate([first, _draw(rng, left, weight, wanted)])
        second = np.concatenate([second, _draw(rng, right, weight, wanted)])
        first, second = _unique(first, second, people)
    return first[:wanted], second[:wanted]


def _draw(rng: np.random.Generator, rows: Rows, weight: Floats, count: int) -> Rows:
    """Return `count` of some rows, drawn with replacement in proportion to weight."""
    chance = np.cumsum(weight[rows])
    positions = np.searchsorted(chance, rng.random(count) * chance[-1], side="right")
    chosen: Rows = rows[np.minimum(positions, len(rows) - 1)]
    return chosen


def _unique(first: Rows, second: Rows, people: int) -> tuple[Rows, Rows]:
    """Return pairs without duplicates in either direction and without self-pairs, in the same order."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    keep = np.sort(np.unique(low * people + high, return_index=True)[1])
    keep = keep[first[keep] != second[keep]]
    return first[keep], second[keep]


def directed(
    rng: np.random.Generator,
    pairs: tuple[Rows, Rows],
    chance: float,
    symmetry: float,
    beta: tuple[float, float],
    at_least_one: bool = False,
) -> tuple[Rows, Rows, Floats]:
    """Return the directed ties of pairs: source, target and contact, each of shape (ties,).

    chance        probability of each direction; with at_least_one, of the second direction
    symmetry      correlation of the contact in the two directions, 0 to 1
    beta          the two parameters of the beta distribution of contact
    at_least_one  every pair has at least one tie, in a random direction
    """
    count = len(pairs[0])
    exists = rng.random((2, count)) < chance
    if at_least_one:
        exists[rng.integers(2, size=count), np.arange(count)] = True
    contact = _correlated_beta(rng, count, beta, symmetry)
    source = np.concatenate([pairs[0][exists[0]], pairs[1][exists[1]]])
    target = np.concatenate([pairs[1][exists[0]], pairs[0][exists[1]]])
    return source, target, np.concatenate([contact[0][exists[0]], contact[1][exists[1]]])


def _correlated_beta(rng: np.random.Generator, count: int, beta: tuple[float, float], correlation: float) -> Floats:
    """Return two correlated beta variates per pair, shape (2, count).

    A beta variate is X / (X + Y) of gamma variates X and Y; the two variates share a part of theirs.

    beta         the two parameters of the distribution, above 0
    correlation  0 to 1; 0 gives independent variates, 1 equal ones
    """
    gammas = [
        rng.standard_gamma(correlation * a, (1, count)) + rng.standard_gamma((1 - correlation) * a, (2, count))
        for a in beta
    ]
    total = gammas[0] + gammas[1]
    return np.divide(gammas[0], total, out=np.full_like(total, 0.5), where=total > 0)
