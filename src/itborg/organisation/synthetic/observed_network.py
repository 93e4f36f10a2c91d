"""Values of an observed network: contacts of people, overlap of contacts, and reach of teams.

Used to derive an organisation from data that have people, departments and contacts only (`importing.datasets`). People
are rows: positions in `ids`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

#: Rows of people, shape (pairs,).
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """People, their teams, and pairs of people in contact.

    ids, teams     one entry per person
    first, second  rows of the two people of each pair, in the direction of the data
    """

    ids: Sequence[str]
    teams: Sequence[str]
    first: Rows
    second: Rows

    @property
    def ends(self) -> tuple[list[int], list[int]]:
        """The first and the second people of the pairs, as two lists of rows."""
        return self.first.tolist(), self.second.tolist()

    @cached_property
    def neighbours(self) -> list[set[int]]:
        """For each person the rows of all people in contact with them."""
        neighbours: list[set[int]] = [set() for _ in self.ids]
        for one, other in zip(*self.ends, strict=True):
            neighbours[one].add(other)
            neighbours[other].add(one)
        return neighbours

    def contacts(self, row: int) -> int:
        """Return the number of contacts of a person."""
        return len(self.neighbours[row])

    def outside(self, row: int) -> int:
        """Return the number of contacts of a person in other teams.

        row  position of the person in `ids`
        """
        return sum(self.teams[other] != self.teams[row] for other in self.neighbours[row])

    def members(self, team: str) -> list[int]:
        """Return the rows of the people of a team."""
        return [row for row, name in enumerate(self.teams) if name == team]


def from_pairs(ids: Sequence[str], teams: Sequence[str], pairs: Sequence[tuple[str, ...]]) -> Network:
    """Return the network of people and pairs; each pair is a row of texts that begins with two ids.

    Further texts of a row are ignored. Raises KeyError for a pair with an unknown id.
    """
    rows = {key: row for row, key in enumerate(ids)}
    ends = np.array([(rows[pair[0]], rows[pair[1]]) for pair in pairs], dtype=np.int64)
    return Network(ids, teams, ends[:, 0], ends[:, 1])


def contact_overlap(network: Network) -> NDArray[np.float64]:
    """Return for each pair the share of common contacts among all contacts of the two, 0 to 1, shape (pairs,).

    The two people themselves do not count as contacts of each other. The value is 0 if neither has another contact.
    """
    neighbours = network.neighbours

    def overlap(one: int, other: int) -> float:
        union = len(neighbours[one] | neighbours[other]) - 2
        return len(neighbours[one] & neighbours[other]) / union if union > 0 else 0.0

    return np.array([overlap(*pair) for pair in zip(*network.ends, strict=True)])


def effective_reach(network: Network) -> dict[str, float]:
    """Return for each team the effective number of other teams it has ties to, 0 or more.

    It is the exponential of the entropy of its ties over other teams: 5 if they are spread evenly over five teams.
    """
    ties: dict[str, Counter[str]] = {team: Counter() for team in network.teams}
    for one, other in zip(*network.ends, strict=True):
        team, second = network.teams[one], network.teams[other]
        if team != second:
            ties[team][second] += 1
            ties[second][team] += 1
    return {team: _effective_number(counts) for team, counts in ties.items()}


def _effective_number(counts: Counter[str]) -> float:
    """Return exp of the entropy of counts, 0 without any."""
    total = sum(counts.values())
    return math.exp(-sum(n / total * math.log(n / total) for n in counts.values())) if total else 0


def teams_of_widest_reach(network: Network, share: float) -> list[str]:
    """Return the teams of widest reach, as many as together come closest to a share (0 to 1) of all people.

    Widest first; at least one team. Teams of equal reach are in alphabetical order.
    """
    reach, sizes = effective_reach(network), Counter(network.teams)
    ranked = sorted(reach, key=lambda team: (-reach[team], team))
    people = np.cumsum([sizes[team] for team in ranked])
    count = int(np.argmin(np.abs(people - share * len(network.ids)))) + 1
    return ranked[:count]
