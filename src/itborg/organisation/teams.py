"""From people per role to teams: who sits with whom."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from itborg.organisation.catalogue import service_count
from itborg.organisation.headcount import departments, it_roles
from itborg.organisation.types import Side

#: A desk, a business team, and the managers of IT are split above this size.
MOST_TOGETHER = 12

_KINDS = {
    "operations": ("Operations Infrastructure", "Operations Applications"),
    "developer": ("Development Web", "Development Back Office"),
}
_MANAGERS = ("change manager", "process manager", "service delivery manager", "cio")


@dataclass(frozen=True)
class Seat:
    """A place for one person."""

    side: Side
    role: str
    team: str


def it_seats(people: int) -> list[Seat]:
    """Return the seats of an IT side: desks, operations, development, problems, managers.

    Teams of operations and development have about 3.5 people where IT is 26, growing to about 7
    where it is some hundreds; at least one team each, and not more than there are services to look after.
    """
    heads = it_roles(people)
    problem_team = "Problem Management" if heads["problem manager"] > 1 else "Service Management"
    desks = _split(heads["service desk"], MOST_TOGETHER)
    managers = [role for role in _MANAGERS for _ in range(heads[role])]
    return [
        *_named("Service Desk", "service desk", desks),
        *_resolvers("operations", heads["operations"], people),
        *_resolvers("developer", heads["developer"], people),
        *_named(problem_team, "problem manager", _split(heads["problem manager"], 8)),
        *_dealt("Service Management", managers, 8),
    ]


def business_seats(people: int) -> list[Seat]:
    """Return the seats of the business: per department one director, then managers.

    The first of the executives is the CEO, further ones are directors. Departments of more than
    12 people have several teams.
    """
    seats: list[Seat] = []
    for department, heads in departments(people).items():
        first, rest = ("ceo", "director") if department == "Executive" else ("director", "manager")
        roles = [first] + [rest] * (heads - 1)
        names = _numbered(department, len(_split(heads, MOST_TOGETHER)))
        sizes = _split(heads, MOST_TOGETHER)
        teams = [name for name, size in zip(names, sizes, strict=True) for _ in range(size)]
        seats += [Seat("business", *pair) for pair in zip(roles[:heads], teams, strict=True)]
    return seats


def _resolvers(role: str, heads: int, it_people: int) -> Iterator[Seat]:
    """Yield seats of teams of one role, of two kinds in turn."""
    size = min(7.0, max(2.5, 3.5 * (it_people / 26) ** 0.3))
    teams = max(1, min(heads, round(heads / size), service_count(it_people)))
    kinds = _KINDS[role]
    per_kind = [_numbered(kind, math.ceil((teams - at) / 2)) for at, kind in enumerate(kinds)]
    names = [per_kind[at % 2][at // 2] for at in range(teams)]
    for name, count in zip(names, _even(heads, teams), strict=True):
        yield from (Seat("it", role, name) for _ in range(count))


def _named(team: str, role: str, sizes: list[int]) -> Iterator[Seat]:
    for name, size in zip(_numbered(team, len(sizes)), sizes, strict=True):
        yield from (Seat("it", role, name) for _ in range(size))


def _dealt(team: str, roles: list[str], most: int) -> Iterator[Seat]:
    """Yield seats of people with different roles, dealt to teams so that each is mixed."""
    names = _numbered(team, len(_split(len(roles), most)))
    for at, role in enumerate(roles):
        yield Seat("it", role, names[at % len(names)])


def _numbered(name: str, count: int) -> list[str]:
    """Return a name, or that many numbered ones.

    >>> _numbered("HR", 1), _numbered("HR", 2)
    (['HR'], ['HR 1', 'HR 2'])
    """
    return [name] if count <= 1 else [f"{name} {at}" for at in range(1, count + 1)]


def _split(heads: int, most: int) -> list[int]:
    return _even(heads, max(1, math.ceil(heads / most)))


def _even(heads: int, parts: int) -> list[int]:
    """Return whole parts of nearly equal size, larger ones first.

    >>> _even(7, 2)
    [4, 3]
    """
    return [heads // parts + (at < heads % parts) for at in range(parts)]
