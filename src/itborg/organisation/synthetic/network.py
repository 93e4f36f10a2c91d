"""Synthetic ties: random networks for organisations without network data.

Pairs of people are drawn first, then the directions of ties, then contact (see pairs.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...common.errors import InputError
from ..types import Person, Ties
from .pairs import Floats, Groups, Rows, cross_pairs, cross_side_pairs, directed, team_pairs

#: Weight of roles as partners of the other side, relative to developers and managers (assumption).
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
    """Density and reciprocity of synthetic ties. All defaults are assumptions.

    within        probability of a tie to a member of the own team, 0 to 1
    cross_team    mean number of ties of a person to other teams of the own side; None: 6 at 26 people and 10 at 235,
                  a power function of the size of the side
    silo_ratio    density of ties inside teams over the density between teams of one side; if set, it replaces
                  cross_team. About 2 to 18 in real organisations
    cross_side    mean number of people of the other side that a business person knows
    reciprocity   share of ties between teams that exist in both directions, 0 to 1
    popularity    standard deviation of the logarithm of people's weight as partners, 0 or more
    desk_factor   weight of service desk staff as partners in other teams, relative to others
    symmetry      correlation between the contact of A with B and of B with A, 0 to 1
    """

    within: float = 0.9
    cross_team: float | None = None
    silo_ratio: float | None = None
    cross_side: float = 2.0
    reciprocity: float = 0.6
    popularity: float = 0.5
    desk_factor: float = 2.0
    symmetry: float = 0.6

    def __post_init__(self) -> None:
        """Raise InputError for a value out of range."""
        for name in ("within", "reciprocity", "symmetry"):
            _require(0 <= getattr(self, name) <= 1, name, "0 to 1")
        for name in ("cross_team", "cross_side", "popularity", "desk_factor"):
            _require(0 <= (getattr(self, name) or 0) < 1e6, name, "0 or more")
        _require(self.silo_ratio is None or self.silo_ratio > 0, "silo_ratio", "above 0")


def _require(valid: bool, name: str, expected: str) -> None:
    """Raise InputError with the name of a field unless it is valid."""
    if not valid:
        raise InputError(f"{name} of the network design is out of range; expected {expected}")


#: Default network design of synthetic organisations.
USUAL_DESIGN = NetworkDesign()


def wire(people: Sequence[Person], seed: int = 0, design: NetworkDesign = USUAL_DESIGN) -> Ties:
    """Return synthetic ties between people, with contact rounded to hundredths and without trust.

    Contact is Beta(4, 2) inside teams, Beta(1.5, 3) between teams of a side, and 0.05 + 0.3 Beta(1.2, 2) across the
    sides. These distributions are assumptions.

    people  at least one person of each side
    seed    seed of the ties, 0 or more
    design  density and reciprocity

    Ties are sorted by source and target; positions are those in `people`. The same arguments give the same ties.
    """
    rng = np.random.default_rng([seed, 2])
    groups = Groups.of(people)
    popular = np.exp(design.popularity * rng.standard_normal(len(people)))
    desk = np.array([design.desk_factor if p.role == "service desk" else 1.0 for p in people])
    parts = [
        directed(rng, team_pairs(rng, groups), design.within, design.symmetry, (4.0, 2.0)),
        *(_between_teams(rng, groups, side, popular * desk, design) for side in (0, 1)),
        _between_sides(rng, people, groups, popular, design),
    ]
    return _in_order([np.concatenate(column) for column in zip(*parts, strict=True)])


def usual_cross_team(side_size: int) -> float:
    """Return the usual mean number of ties to other teams of a side of a given size: 6 at 26 people, 10 at 235.

    >>> [round(usual_cross_team(n), 1) for n in (26, 235, 6500)]
    [6.0, 10.0, 21.6]
    """
    return float(6.0 * (side_size / 26) ** (np.log(10 / 6) / np.log(235 / 26)))


def _between_teams(
    rng: np.random.Generator, groups: Groups, side: int, weight: Floats, design: NetworkDesign
) -> tuple[Rows, Rows, Floats]:
    """Return the ties between the teams of one side: source, target and contact.

    The number of pairs is limited to 60 % of the possible ones, so that sampling ends.

    side    0 business, 1 IT
    weight  weight of each person as a partner, shape (people,)
    """
    rows = np.flatnonzero(groups.side == side)
    possible = groups.pairs_across_teams(rows)
    degree = usual_cross_team(len(rows)) if design.cross_team is None else design.cross_team
    ties = degree * len(rows)
    if design.silo_ratio is not None:
        ties = design.within / design.silo_ratio * 2 * possible
    both = design.reciprocity / (2 - design.reciprocity)
    pairs = cross_pairs(rng, groups, rows, weight, round(min(ties / (1 + both), 0.6 * possible)))
    return directed(rng, pairs, both, design.symmetry, (1.5, 3.0), at_least_one=True)


def _between_sides(
    rng: np.random.Generator,
    people: Sequence[Person],
    groups: Groups,
    popular: Floats,
    design: NetworkDesign,
) -> tuple[Rows, Rows, Floats]:
    """Return the ties between business and IT: source, target and contact.

    popular  weight of each person before that of the role, shape (people,)
    """
    weight = popular * np.array([_CROSS_SIDE_WEIGHT.get(p.role, 1.0) for p in people])
    business, it = np.flatnonzero(groups.side == 0), np.flatnonzero(groups.side == 1)
    wanted = min(design.cross_side * len(business), 0.6 * len(business) * len(it))
    pairs = cross_side_pairs(rng, business, it, weight, round(wanted))
    both = design.reciprocity / (2 - design.reciprocity)
    source, target, contact = directed(rng, pairs, both, design.symmetry, (1.2, 2.0), at_least_one=True)
    return source, target, 0.05 + 0.30 * contact


def _in_order(columns: list[Floats]) -> Ties:
    """Return ties sorted by source and target, with contact rounded to hundredths from 0.01 to 0.99."""
    order = np.lexsort((columns[1], columns[0]))
    source, target = columns[0][order].astype(np.int64), columns[1][order].astype(np.int64)
    contact = np.clip(np.round(columns[2][order], 2), 0.01, 0.99)
    return Ties(source, target, contact, np.full(len(contact), np.nan))
