"""Invented ties: who meets whom in an organisation nobody has asked.

Pairs of people are drawn, then directions, then how often they meet. Partners are sampled, never
enumerated across teams, so time and memory grow with the number of ties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...common.errors import InputError
from ..types import Person, Ties

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


#: How much more often somebody has a tie to the other side than a developer or a manager has.
_CROSS_SIDE_WEIGHT = {
    "service delivery manager": 8.0,
    "cio": 8.0,
    "change manager": 2.0,
    "process manager": 2.0,
    "service desk": 2.0,
    "ceo": 1.5,
    "director": 1.5,
}


@dataclass(frozen=True)
class NetworkDesign:
    """How densely invented people are tied; every number is an assumption.

    within            chance that a person has a tie to a team mate, 0 to 1
    cross_team        mean ties of a person to other teams of the own side; None: 6 at 26 people,
                      10 at 235, growing as a power of the side's size
    silo_ratio        density of ties inside teams over that between teams of one side; if given,
                      it decides cross_team. Real organisations: about 2 to 18
    cross_side        mean people of the other side that a business person knows
    reciprocity       share of ties between teams that exist in both directions, 0 to 1
    popularity        spread (sd of the log) of how sought-after people are, 0 or more
    desk_factor       how much likelier somebody of a service desk is a partner
    sameness          correlation between how often A meets B and B meets A, 0 to 1
    """

    within: float = 0.9
    cross_team: float | None = None
    silo_ratio: float | None = None
    cross_side: float = 2.0
    reciprocity: float = 0.6
    popularity: float = 0.5
    desk_factor: float = 2.0
    sameness: float = 0.6

    def __post_init__(self) -> None:
        """Refuse numbers out of range."""
        for name in ("within", "reciprocity", "sameness"):
            _refuse_unless(0 <= getattr(self, name) <= 1, name, "0 to 1")
        for name in ("cross_team", "cross_side", "popularity", "desk_factor"):
            _refuse_unless(0 <= (getattr(self, name) or 0) < 1e6, name, "0 or more")
        _refuse_unless(self.silo_ratio is None or self.silo_ratio > 0, "silo_ratio", "above 0")


def _refuse_unless(fine: bool, name: str, expected: str) -> None:
    if not fine:
        raise InputError(f"{name} of the wiring is out of range; expected {expected}")


#: The wiring of organisations nobody has said anything about.
USUAL = NetworkDesign()


def wire(people: Sequence[Person], seed: int = 0, wiring: NetworkDesign = USUAL) -> Ties:
    """Return invented ties between people, contact in hundredths, trust not given.

    Contact is Beta(4, 2) inside a team, Beta(1.5, 3) between teams of a side, and .05 to .35
    across the sides (Beta(1.2, 2) stretched to it).
    """
    rng = np.random.default_rng([seed, 2])
    groups = Groups.of(people)
    popular = np.exp(wiring.popularity * rng.standard_normal(len(people)))
    desk = np.array([wiring.desk_factor if p.role == "service desk" else 1.0 for p in people])
    parts = [
        directed(rng, inside(rng, groups), wiring.within, wiring.sameness, (4.0, 2.0)),
        *(_between_teams(rng, groups, side, popular * desk, wiring) for side in (0, 1)),
        _between_sides(rng, people, groups, popular, wiring),
    ]
    return _in_order([np.concatenate(column) for column in zip(*parts, strict=True)])


def usual_cross_team(side_size: int) -> float:
    """Return the mean number of ties to other teams of one's side: 6 at 26 people, 10 at 235.

    >>> [round(usual_cross_team(n), 1) for n in (26, 235, 6500)]
    [6.0, 10.0, 21.6]
    """
    return float(6.0 * (side_size / 26) ** (np.log(10 / 6) / np.log(235 / 26)))


def _between_teams(
    rng: np.random.Generator, groups: Groups, side: int, weight: NDArray[np.float64], wiring: NetworkDesign
) -> tuple[Rows, Rows, NDArray[np.float64]]:
    """Draw the ties between the teams of one side."""
    rows = np.flatnonzero(groups.side == side)
    possible = groups.strangers(rows)
    degree = usual_cross_team(len(rows)) if wiring.cross_team is None else wiring.cross_team
    ties = degree * len(rows)
    if wiring.silo_ratio is not None:
        ties = wiring.within / wiring.silo_ratio * 2 * possible
    both = wiring.reciprocity / (2 - wiring.reciprocity)
    pairs = cross_pairs(rng, groups, rows, weight, round(min(ties / (1 + both), 0.6 * possible)))
    return directed(rng, pairs, both, wiring.sameness, (1.5, 3.0), at_least_one=True)


def _between_sides(
    rng: np.random.Generator,
    people: Sequence[Person],
    groups: Groups,
    popular: NDArray[np.float64],
    wiring: NetworkDesign,
) -> tuple[Rows, Rows, NDArray[np.float64]]:
    """Draw the ties between business and IT."""
    weight = popular * np.array([_CROSS_SIDE_WEIGHT.get(p.role, 1.0) for p in people])
    business, it = np.flatnonzero(groups.side == 0), np.flatnonzero(groups.side == 1)
    wanted = min(wiring.cross_side * len(business), 0.6 * len(business) * len(it))
    pairs = across(rng, business, it, weight, round(wanted))
    both = wiring.reciprocity / (2 - wiring.reciprocity)
    source, target, contact = directed(rng, pairs, both, wiring.sameness, (1.2, 2.0), at_least_one=True)
    return source, target, 0.05 + 0.30 * contact


def _in_order(columns: list[NDArray[np.float64]]) -> Ties:
    """Return ties sorted by source, then target, contact in hundredths and above 0."""
    order = np.lexsort((columns[1], columns[0]))
    source, target = columns[0][order].astype(np.int64), columns[1][order].astype(np.int64)
    contact = np.clip(np.round(columns[2][order], 2), 0.01, 0.99)
    return Ties(source, target, contact, np.full(len(contact), np.nan))
