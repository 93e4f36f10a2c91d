"""Drawing pairs of people and the directed ties between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from itborg.organisation.types import Person

Rows = NDArray[np.int64]
Shares = NDArray[np.float64]

#: Rounds of drawing before fewer pairs than wanted are accepted.
_ROUNDS = 60


@dataclass(frozen=True)
class Groups:
    """Who belongs where, one entry per person.

    side   0 business, 1 IT
    team   number of the team; a team name used on both sides is two teams
    """

    side: Rows
    team: Rows

    @classmethod
    def of(cls, people: Sequence[Person]) -> Groups:
        """Return the groups of people."""
        numbers = {key: at for at, key in enumerate(dict.fromkeys((p.side, p.team) for p in people))}
        side = np.array([p.side == "it" for p in people], dtype=np.int64)
        return cls(side, np.array([numbers[p.side, p.team] for p in people], dtype=np.int64))

    def strangers(self, rows: Rows) -> int:
        """Return how many pairs among some people are of different teams."""
        sizes = Counter(self.team[rows].tolist()).values()
        return len(rows) * (len(rows) - 1) // 2 - sum(n * (n - 1) // 2 for n in sizes)


def inside(rng: np.random.Generator, groups: Groups) -> tuple[Rows, Rows]:
    """Return all pairs of team mates; in teams above 40 people, 20 random mates each."""
    order = np.argsort(groups.team, kind="stable")
    starts = np.flatnonzero(np.diff(groups.team[order], prepend=-1))
    pairs = [_team_pairs(rng, rows) for rows in np.split(order, starts[1:])]
    first, second = (np.concatenate(ends) for ends in zip(*pairs, strict=True))
    return first, second


def _team_pairs(rng: np.random.Generator, rows: Rows) -> tuple[Rows, Rows]:
    if len(rows) <= 40:
        first, second = np.triu_indices(len(rows), k=1)
        return rows[first], rows[second]
    first, second = np.repeat(rows, 10), rng.choice(rows, size=10 * len(rows))
    return _unique(first, second, int(rows.max()) + 1)


def cross_pairs(rng: np.random.Generator, groups: Groups, rows: Rows, weight: Shares, wanted: int) -> tuple[Rows, Rows]:
    """Return `wanted` different pairs of people of different teams, likelier by weight."""
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


def across(rng: np.random.Generator, left: Rows, right: Rows, weight: Shares, wanted: int) -> tuple[Rows, Rows]:
    """Return `wanted` different pairs of one person of each side, likelier by weight."""
    people = len(weight)
    first, second = np.empty(0, np.int64), np.empty(0, np.int64)
    for _ in range(_ROUNDS):
        if len(first) >= wanted:
            break
        first = np.concatenate([first, _draw(rng, left, weight, wanted)])
        second = np.concatenate([second, _draw(rng, right, weight, wanted)])
        first, second = _unique(first, second, people)
    return first[:wanted], second[:wanted]


def _draw(rng: np.random.Generator, rows: Rows, weight: Shares, count: int) -> Rows:
    chance = np.cumsum(weight[rows])
    places = np.searchsorted(chance, rng.random(count) * chance[-1], side="right")
    chosen: Rows = rows[np.minimum(places, len(rows) - 1)]
    return chosen


def _unique(first: Rows, second: Rows, people: int) -> tuple[Rows, Rows]:
    """Return pairs without repeats in either direction and without self-pairs, order kept."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    keep = np.sort(np.unique(low * people + high, return_index=True)[1])
    keep = keep[first[keep] != second[keep]]
    return first[keep], second[keep]


def directed(
    rng: np.random.Generator,
    pairs: tuple[Rows, Rows],
    chance: float,
    sameness: float,
    shape: tuple[float, float],
    at_least_one: bool = False,
) -> tuple[Rows, Rows, Shares]:
    """Return directed ties of pairs and their contact.

    chance        of each direction; with at_least_one: that the second direction exists too
    sameness      correlation of the contact of the two directions, 0 to 1
    shape         the two parameters of contact's beta distribution
    at_least_one  every pair has a tie, in a random direction
    """
    count = len(pairs[0])
    there = rng.random((2, count)) < chance
    if at_least_one:
        there[rng.integers(2, size=count), np.arange(count)] = True
    contact = _twin_beta(rng, count, shape, sameness)
    source = np.concatenate([pairs[0][there[0]], pairs[1][there[1]]])
    target = np.concatenate([pairs[1][there[0]], pairs[0][there[1]]])
    return source, target, np.concatenate([contact[0][there[0]], contact[1][there[1]]])


def _twin_beta(rng: np.random.Generator, count: int, shape: tuple[float, float], sameness: float) -> Shares:
    """Return two correlated beta variates per pair, shape (2, count).

    A beta variate is a ratio of gammas; the two share a part of theirs.
    """
    gammas = [
        rng.standard_gamma(sameness * a, (1, count)) + rng.standard_gamma((1 - sameness) * a, (2, count)) for a in shape
    ]
    total = gammas[0] + gammas[1]
    return np.divide(gammas[0], total, out=np.full_like(total, 0.5), where=total > 0)
