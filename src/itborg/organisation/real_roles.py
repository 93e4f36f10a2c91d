"""Roles for the people of real networks, of whom only team and contacts are known.

All of it is an assumption, made so that it does not depend on chance: whoever has most contacts
leads, whoever in IT has most contacts outside stands between the sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from itborg.organisation.network import Network
from itborg.organisation.types import Person, Side

_TEAM_OF = {
    "service delivery manager": "Service Desk",
    "service desk": "Service Desk",
    "operations": "Operations",
    "developer": "Development",
}


def one_department(network: Network, team: str) -> dict[int, Person]:
    """Return the people of an IT side that is one department, split into three teams.

    By contacts outside the department: the first (one in 13) are service delivery managers, the
    next quarter is the desk, the others are operations and developers in turn.
    """
    rows = sorted(network.members(team), key=lambda row: (-network.outside(row), row))
    delivery, desk = max(1, len(rows) // 13), max(1, round(len(rows) / 4))
    roles = ["service delivery manager"] * delivery + ["service desk"] * desk
    roles += [("operations", "developer")[at % 2] for at in range(len(rows) - len(roles))]
    return {
        row: _person(network, row, "it", role, f"{team} {_TEAM_OF[role]}")
        for row, role in zip(rows, roles, strict=True)
    }


def by_department(network: Network, teams: Collection[str]) -> dict[int, Person]:
    """Return the people of an IT side of several departments.

    The department nearest to 20 % of IT is the desk, the smallest of the others the managers, the
    next smallest the problem managers; the rest, largest first, are operations and developers in
    turn.
    """
    sizes = Counter(team for team in network.teams if team in teams)
    fifth = sizes.total() / 5
    desk = min(sizes, key=lambda team: (abs(sizes[team] - fifth), team))
    others = sorted((t for t in sizes if t != desk), key=lambda team: (sizes[team], team))
    managers, problems, *resolvers = others
    role_of = {desk: "service desk", problems: "problem manager"}
    for at, team in enumerate(reversed(resolvers)):
        role_of[team] = ("operations", "developer")[at % 2]
    people = {
        row: _person(network, row, "it", role, team) for team, role in role_of.items() for row in network.members(team)
    }
    return people | _managers(network, managers)


def _managers(network: Network, team: str) -> dict[int, Person]:
    """Return the managers of IT; by contacts: CIO, change, process, then delivery managers."""
    rows = _by_contacts(network, network.members(team))
    roles = ["cio", "change manager", "process manager"]
    roles += ["service delivery manager"] * len(rows)
    return {row: _person(network, row, "it", role, team) for row, role in zip(rows, roles, strict=False)}


def business_people(network: Network, it_teams: Collection[str], top: str | None = None) -> dict[int, Person]:
    """Return the people of all other departments, each led by the one with most contacts.

    top  the department whose leader is the CEO; None: the leader with most contacts of all
    """
    teams = dict.fromkeys(team for team in network.teams if team not in it_teams)
    leaders = [_by_contacts(network, network.members(team))[0] for team in teams]
    candidates = [row for row in leaders if top in (None, network.teams[row])]
    roles = dict.fromkeys(leaders, "director") | {_by_contacts(network, candidates)[0]: "ceo"}
    return {
        row: _person(network, row, "business", roles.get(row, "manager"), team)
        for team in teams
        for row in network.members(team)
    }


def _by_contacts(network: Network, rows: Iterable[int]) -> list[int]:
    return sorted(rows, key=lambda row: (-network.contacts(row), row))


def _person(network: Network, row: int, side: Side, role: str, team: str) -> Person:
    key = network.ids[row]
    return Person(key, f"Person {key}", side, role, team)
