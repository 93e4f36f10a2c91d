"""Positions of teams in a picture: business left, IT right; teams with more contact to the other side nearer to it.

The team that takes the first calls, the service desk, is in front of IT. Positions depend on the organisation only, not
on a run, so that pictures of two runs can be compared.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...engine.row_names import Rows
from ...organisation.reading.roles import resolve
from ...organisation.types import Organisation, Person

#: Width of a picture over its height; a player takes the nearest one.
ASPECT, WIDE = 1.6, 2.6
MIDDLE = 0.16  # empty width between the sides, as a share of the width of the picture
MOST = 0.62  # largest share of the rest for one side
SELF = 0.8  # height of a team's name and queue, in the unit in which n people take sqrt(n)


class Positions(NamedTuple):
    """A picture of height 1.

    aspect  its width
    teams   centre of each team's area, and half of its width and height, (teams, 4); areas do not overlap. The player
            places people in an area, since that depends on the size of names and queues
    """

    aspect: float
    teams: NDArray[np.float64]


def positions(organisation: Organisation, aspect: float = ASPECT) -> Positions:
    """Return an area for every team in a picture.

    Business is left and IT right of an empty middle. Teams of a side are in columns of about equal height; the height
    of a team's area grows with the square root of its number of people.

    aspect  width of the picture over its height
    """
    rows = Rows.of(organisation)
    member = _members(rows)
    front = _front(organisation, rows)
    teams = np.zeros((len(rows.teams), 4))
    calls = [_takes_calls([rows.people[n] for n in here]) for here in member]
    shares = _shares([person.side for person in organisation.people], aspect)
    for side, left, towards in (("business", 0.0, 1.0), ("it", aspect, -1.0)):
        here = [g for g, (of, _) in enumerate(rows.teams) if of == side]
        here.sort(key=lambda g: (not calls[g], -float(np.mean(front[member[g]]))))
        teams[here] = _rooms([len(member[g]) for g in here], left, towards * shares[side])
    return Positions(aspect, teams)


def ranks(organisation: Organisation) -> NDArray[np.int64]:
    """Return the rank of each person in the team by contact with the other side, 0 for most contact, in front.

    The array is (people,), in the order of the rows of the world.
    """
    rows = Rows.of(organisation)
    front = _front(organisation, rows)
    found = np.zeros(len(rows.people), dtype=np.int64)
    for here in map(np.array, _members(rows)):
        found[here[np.argsort(-front[here], kind="stable")]] = np.arange(len(here))
    return found


def _members(rows: Rows) -> list[list[int]]:
    """Return the rows of the people of each team."""
    return [[n for n, p in enumerate(rows.people) if (p.side, p.team) == team] for team in rows.teams]


def _takes_calls(team: Sequence[Person]) -> bool:
    """Return whether users call this team first: most of its members are a service desk, as in the world's tables."""
    desk = [person for person in team if person.side == "it" and resolve(person.role, person.side) == "service desk"]
    return 2 * len(desk) > len(team)


def _front(organisation: Organisation, rows: Rows) -> NDArray[np.float64]:
    """Return each person's contact with the other side, summed over the ties of the organisation, (people,)."""
    at = [rows.row_of[person.id] for person in organisation.people]
    side = np.array([person.side == "it" for person in organisation.people])
    ties, total = organisation.ties, np.zeros(len(at))
    across = side[ties.source] != side[ties.target]
    np.add.at(total, np.array(at)[ties.source[across]], ties.contact[across])
    return total


def _shares(sides: Sequence[str], aspect: float) -> dict[str, float]:
    """Return the width of each side, in total the width without the middle; the larger side is wider, up to MOST.

    sides  "business" or "it" of each person
    """
    business, it = (math.sqrt(max(1, sides.count(side))) for side in ("business", "it"))
    part = min(MOST, max(1 - MOST, business / (business + it)))
    width = (1 - MIDDLE) * aspect
    return {"business": width * part, "it": width * (1 - part)}


def _rooms(sizes: Sequence[int], outer: float, width: float) -> NDArray[np.float64]:
    """Return areas for the teams of one side, in columns, the first teams in the column farthest from the outer edge.

    The array is (teams, 4), as `Positions.teams`.

    sizes  number of people of each team
    outer  horizontal position of the outer edge
    width  of the side; negative if the side is left of its outer edge
    """
    columns = _columns([math.sqrt(size) + SELF for size in sizes], max(1, round(math.sqrt(len(sizes) * abs(width)))))
    found = np.zeros((len(sizes), 4))
    for c, here in enumerate(reversed(columns)):
        part = np.array([math.sqrt(sizes[g]) + SELF for g in here])
        part /= part.sum()
        found[here, 0] = outer + width * (c + 0.5) / len(columns)
        found[here, 1] = np.cumsum(part) - part / 2
        found[here, 2] = abs(width) / len(columns) / 2
        found[here, 3] = part / 2
    return found


def _columns(heights: Sequence[float], count: int) -> list[list[int]]:
    """Return the teams in at most `count` columns of about equal height, in their order; no column is empty.

    heights  of the teams, in any unit
    """
    after = np.cumsum(heights)
    middle = (after - np.array(heights) / 2) / after[-1] if len(after) else after
    columns = [[g for g, at in enumerate(middle) if int(at * count) == c] for c in range(count)]
    return [column for column in columns if column]
