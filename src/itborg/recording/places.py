"""Where people stand in a picture: business left, IT right, teams together, who meets the other side in front.

Positions depend on the organisation only, never on a run, so that pictures of two runs can be laid side by side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..organisation.types import Organisation
from ..rows import Rows

#: Width of the picture over its height; both sides fill their half of it.
ASPECT = 1.6
MIDDLE = 0.16  # empty width between the sides, as part of the whole
GOLDEN = math.pi * (3 - math.sqrt(5))


class Places(NamedTuple):
    """A picture of width ASPECT and height 1.

    people  (n, 2) positions, rows as in the tables
    teams   (g, 4) centre of each team, and half its width and height
    """

    people: NDArray[np.float64]
    teams: NDArray[np.float64]


def places(organisation: Organisation) -> Places:
    """Return a place for everybody and every team."""
    rows = Rows.of(organisation)
    member = [[n for n, p in enumerate(rows.people) if (p.side, p.team) == team] for team in rows.teams]
    front = _front(organisation, rows)
    teams = np.zeros((len(rows.teams), 4))
    for side, towards in (("business", 1.0), ("it", -1.0)):
        here = [g for g, (of, _) in enumerate(rows.teams) if of == side]
        here.sort(key=lambda g: -float(np.mean(front[member[g]])))
        teams[here] = _boxes([len(member[g]) for g in here], towards)
    people = np.zeros((len(rows.people), 2))
    for g, (side, _) in enumerate(rows.teams):
        people[member[g]] = _inside(teams[g], front[member[g]], 1.0 if side == "business" else -1.0)
    return Places(people, teams)


def _front(organisation: Organisation, rows: Rows) -> NDArray[np.float64]:
    """Return for each person how much it has to do with the other side, by the ties that were given."""
    at = [rows.row_of[person.id] for person in organisation.people]
    side = np.array([person.side == "it" for person in organisation.people])
    ties, total = organisation.ties, np.zeros(len(at))
    across = side[ties.source] != side[ties.target]
    np.add.at(total, np.array(at)[ties.source[across]], ties.contact[across])
    return total


def _boxes(sizes: Sequence[int], towards: float) -> NDArray[np.float64]:
    """Return room for the teams of one side, in columns, the first ones in the column nearest the middle."""
    width = (1 - MIDDLE) * ASPECT / 2
    columns = max(1, round(math.sqrt(len(sizes) * width)))
    count = math.ceil(len(sizes) / columns)
    columns = math.ceil(len(sizes) / count)
    found = np.zeros((len(sizes), 4))
    for c in range(columns):
        here = slice(c * count, (c + 1) * count)
        part = np.sqrt(np.maximum(sizes[here], 1.6))
        part /= part.sum()
        found[here, 0] = ASPECT / 2 - towards * (MIDDLE * ASPECT / 2 + width * (c + 0.5) / columns)
        found[here, 1] = np.cumsum(part) - part / 2
        found[here, 2] = FILLED * np.minimum(width / columns / 2, 1.3 * part / 2 * ASPECT)
        found[here, 3] = FILLED * part / 2
    return found


#: Part of its room that a team fills; the rest is for its name and its queue.
FILLED = 0.56


def _inside(team: NDArray[np.float64], front: NDArray[np.float64], towards: float) -> NDArray[np.float64]:
    """Return places in a team's room, evenly spread; who meets the other side most stands towards it."""
    count = len(front)
    n = np.arange(count)
    out = np.sqrt((n + 0.5) / count) * (0.0 if count == 1 else 1.0)
    spots = np.stack([out * np.cos(n * GOLDEN), out * np.sin(n * GOLDEN)], axis=1)
    if count > 1:
        spots /= np.abs(spots).max(axis=0)
    spots = spots[np.argsort(-towards * spots[:, 0], kind="stable")]
    found = np.zeros((count, 2))
    found[np.argsort(-front, kind="stable")] = spots
    return team[:2] + team[2:] * found
