"""Roles, departments and teams of a synthetic organisation of a given size.

The proportions are those of the Grab@Pizza game; that they hold at other sizes is an assumption.

The functions are deterministic: names and ties have random parts, the structure has none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..types import Side
from .service_catalogue import service_count

#: IT people per role among the 26 of Grab@Pizza, in the order in which roles exist in a very small IT.
IT_ROLES_OF_26 = {
    "service desk": 6,
    "developer": 6,
    "operations": 7,
    "service delivery manager": 2,
    "cio": 1,
    "problem manager": 2,
    "change manager": 1,
    "process manager": 1,
}
#: Business people per department among the 14 of Grab@Pizza, in the same kind of order.
DEPARTMENTS_OF_14 = {
    "Kitchen Operations": 4,
    "Sales": 3,
    "Executive": 1,
    "Marketing": 3,
    "Finance": 2,
    "HR": 1,
}
#: Further departments of a company with more than 60 business people: one for each 30 people more, in this order.
LATER_DEPARTMENTS = {
    "Logistics": 3,
    "Customer Care": 3,
    "Purchasing": 2,
    "Quality": 1,
    "Franchise": 2,
    "Legal": 1,
    "Property": 1,
    "Product Development": 2,
}
_FIRST_LATER, _PEOPLE_PER_LATER = 60, 30
#: Largest size of a service desk and of a business team; larger ones are divided.
MAX_TEAM = 12
#: Largest size of a team of problem managers and of a team of IT managers.
MAX_MANAGER_TEAM = 8
_KINDS = {
    "operations": ("Operations Infrastructure", "Operations Applications"),
    "developer": ("Development Web", "Development Back Office"),
}
_MANAGERS = ("change manager", "process manager", "service delivery manager", "cio")


def sides(people: int, it_share: float) -> tuple[int, int]:
    """Return the number of IT people (at least 2) and of business people (at least 1).

    >>> sides(40, 0.65), sides(6, 0.65)
    ((26, 14), (4, 2))
    """
    it = min(max(round(people * it_share), 2), people - 1)
    return it, people - it


def it_roles(people: int) -> dict[str, int]:
    """Return the number of IT people per role: one CIO, the others in proportion, at least one each if possible.

    >>> it_roles(26) == IT_ROLES_OF_26
    True
    >>> [role for role, count in it_roles(4).items() if count]
    ['service desk', 'developer', 'operations', 'service delivery manager']
    """
    return portions(people, IT_ROLES_OF_26, once="cio")


def departments(people: int) -> dict[str, int]:
    """Return the number of business people per department.

    A department without people has the value 0, in an organisation with fewer people than departments.

    >>> departments(14) == DEPARTMENTS_OF_14
    True
    """
    later = max(0, people - _FIRST_LATER) // _PEOPLE_PER_LATER
    weights = DEPARTMENTS_OF_14 | dict(list(LATER_DEPARTMENTS.items())[:later])
    return portions(people, weights, once="Executive" if people < 100 else "")


def portions(people: int, weights: Mapping[str, int], once: str = "") -> dict[str, int]:
    """Return people distributed in proportion to weights (largest remainders), at least one each if there are enough.

    once  name that gets exactly one person, "" for none

    >>> portions(7, {"a": 4, "b": 1, "c": 1}, once="c")
    {'a': 5, 'b': 1, 'c': 1}
    """
    if people <= len(weights):
        return {name: int(at < people) for at, name in enumerate(weights)}
    rest = {name: weight for name, weight in weights.items() if name != once}
    heads = people - (once in weights)
    exact = {name: heads * weight / sum(rest.values()) for name, weight in rest.items()}
    counts = {name: max(1, math.floor(share)) for name, share in exact.items()}
    while (missing := heads - sum(counts.values())) != 0:
        step = 1 if missing > 0 else -1
        candidates = [name for name in counts if counts[name] + step >= 1]
        name = max(candidates, key=lambda name: (exact[name] - counts[name]) * step)
        counts[name] += step
    return {name: counts.get(name, 1) for name in weights}


@dataclass(frozen=True)
class Seat:
    """Side, role and team of one person."""

    side: Side
    role: str
    team: str


def it_seats(people: int) -> list[Seat]:
    """Return the seats of an IT side: service desk, operations, development, problem management, managers.

    Teams of operations and development have about 3.5 people if IT has 26, and up to 7 in a larger IT; there is at
    least one team of each, and at most as many as services.

    people  number of IT people, 2 or more
    """
    heads = it_roles(people)
    problem_team = "Problem Management" if heads["problem manager"] > 1 else "Service Management"
    desks = _split(heads["service desk"], MAX_TEAM)
    managers = [role for role in _MANAGERS for _ in range(heads[role])]
    return [
        *_named("Service Desk", "service desk", desks),
        *_resolvers("operations", heads["operations"], people),
        *_resolvers("developer", heads["developer"], people),
        *_named(problem_team, "problem manager", _split(heads["problem manager"], MAX_MANAGER_TEAM)),
        *_mixed("Service Management", managers, MAX_MANAGER_TEAM),
    ]


def business_seats(people: int) -> list[Seat]:
    """Return the seats of the business: in each department one director, then managers.

    The first of the executives is the CEO, the others are directors. Departments of more than 12 people have several
    teams.

    people  number of business people, 1 or more
    """
    seats: list[Seat] = []
    for department, heads in departments(people).items():
        first, rest = ("ceo", "director") if department == "Executive" else ("director", "manager")
        roles = [first] + [rest] * (heads - 1)
        names = _numbered(department, len(_split(heads, MAX_TEAM)))
        sizes = _split(heads, MAX_TEAM)
        teams = [name for name, size in zip(names, sizes, strict=True) for _ in range(size)]
        seats += [Seat("business", *pair) for pair in zip(roles[:heads], teams, strict=True)]
    return seats


def _resolvers(role: str, heads: int, it_people: int) -> Iterator[Seat]:
    """Yield the seats of the teams of one role, of two kinds alternately."""
    size = min(7.0, max(2.5, 3.5 * (it_people / 26) ** 0.3))
    teams = max(1, min(heads, round(heads / size), service_count(it_people)))
    kinds = _KINDS[role]
    per_kind = [_numbered(kind, math.ceil((teams - at) / 2)) for at, kind in enumerate(kinds)]
    names = [per_kind[at % 2][at // 2] for at in range(teams)]
    for name, count in zip(names, _even(heads, teams), strict=True):
        yield from (Seat("it", role, name) for _ in range(count))


def _named(team: str, role: str, sizes: list[int]) -> Iterator[Seat]:
    """Yield the seats of teams with one role: one team for each size, numbered if there are several."""
    for name, size in zip(_numbered(team, len(sizes)), sizes, strict=True):
        yield from (Seat("it", role, name) for _ in range(size))


def _mixed(team: str, roles: list[str], most: int) -> Iterator[Seat]:
    """Yield the seats of people with different roles, assigned to teams in turn so that each team is mixed."""
    names = _numbered(team, len(_split(len(roles), most)))
    for at, role in enumerate(roles):
        yield Seat("it", role, names[at % len(names)])


def _numbered(name: str, count: int) -> list[str]:
    """Return a name, or that many numbered names.

    >>> _numbered("HR", 1), _numbered("HR", 2)
    (['HR'], ['HR 1', 'HR 2'])
    """
    return [name] if count <= 1 else [f"{name} {at}" for at in range(1, count + 1)]


def _split(heads: int, most: int) -> list[int]:
    """Return sizes of nearly equal teams of at most `most` people."""
    return _even(heads, max(1, math.ceil(heads / most)))


def _even(heads: int, parts: int) -> list[int]:
    """Return integer parts of nearly equal size, larger ones first.

    >>> _even(7, 2)
    [4, 3]
    """
    return [heads // parts + (at < heads % parts) for at in range(parts)]
