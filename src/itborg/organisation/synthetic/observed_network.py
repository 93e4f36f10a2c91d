"""What can be read off a real network: who knows how many, and which departments serve all."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """People, their teams, and pairs of people.

    first, second  rows of the two people of each pair, in the direction of the data
    """

    ids: Sequence[str]
    teams: Sequence[str]
    first: Rows
    second: Rows

    @property
    def ends(self) -> tuple[list[int], list[int]]:
        """The pairs as two plain lists."""
        return self.first.tolist(), self.second.tolist()

    @cached_property
    def circles(self) -> list[set[int]]:
        """For each person the rows of everybody they have to do with."""
        circles: list[set[int]] = [set() for _ in self.ids]
        for one, other in zip(*self.ends, strict=True):
            circles[one].add(other)
            circles[other].add(one)
        return circles

    def contacts(self, row: int) -> int:
        """Return how many people somebody has to do with."""
        return len(self.circles[row])

    def outside(self, row: int) -> int:
        """Return how many of them are in other teams."""
        return sum(self.teams[other] != self.teams[row] for other in self.circles[row])

    def members(self, team: str) -> list[int]:
        """Return the rows of a team's people."""
        return [row for row, name in enumerate(self.teams) if name == team]


def from_pairs(ids: Sequence[str], teams: Sequence[str], pairs: Sequence[tuple[str, ...]]) -> Network:
    """Return the network of people and of rows that begin with two ids."""
    rows = {key: row for row, key in enumerate(ids)}
    ends = np.array([(rows[pair[0]], rows[pair[1]]) for pair in pairs], dtype=np.int64)
    return Network(ids, teams, ends[:, 0], ends[:, 1])


def shared_circles(network: Network) -> NDArray[np.float64]:
    """Return for each pair the share of common others among all others of the two, 0 to 1."""
    circles = network.circles

    def overlap(one: int, other: int) -> float:
        union = len(circles[one] | circles[other]) - 2
        return len(circles[one] & circles[other]) / union if union > 0 else 0.0

    return np.array([overlap(*pair) for pair in zip(*network.ends, strict=True)])


def effective_reach(network: Network) -> dict[str, float]:
    """Return per team the effective number of other teams it has to do with, 0 or more.

    It is exp(entropy) of how its ties to other teams are spread: 5 if they go evenly to five.
    """
    spread: dict[str, Counter[str]] = {team: Counter() for team in network.teams}
    for one, other in zip(*network.ends, strict=True):
        team, second = network.teams[one], network.teams[other]
        if team != second:
            spread[team][second] += 1
            spread[second][team] += 1
    return {team: _effective_number(counts) for team, counts in spread.items()}


def _effective_number(counts: Counter[str]) -> float:
    total = sum(counts.values())
    return math.exp(-sum(n / total * math.log(n / total) for n in counts.values())) if total else 0


def widest(network: Network, share: float) -> list[str]:
    """Return the teams of widest reach that together are nearest to a share of all people."""
    reach, sizes = effective_reach(network), Counter(network.teams)
    ranked = sorted(reach, key=lambda team: (-reach[team], team))
    heads = np.cumsum([sizes[team] for team in ranked])
    count = int(np.argmin(np.abs(heads - share * len(network.ids)))) + 1
    return ranked[:count]
