"""Real organisations from the optional data package `onadata`.

The package itself cannot be imported on a current Python; its CSV files are read where they lie.
Every step from those files to an organisation is an assumption and said so here.
"""

from __future__ import annotations

import csv
import importlib.util
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...common.errors import InputError, install, unknown
from ..reading.services import made_services
from ..synthetic.observed_network import Network, Rows, from_pairs, shared_circles, widest
from ..types import Organisation, Person, Side, Ties

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


#: Services of a real organisation: one per business department, at most this many.
MOST_SERVICES = 12
#: Minutes of contact that count as a contact of one half.
HALF_MINUTES = 30.0
#: Share of people that IT is taken to be where nobody knows which departments are IT.
IT_SHARE = 0.20


@dataclass(frozen=True)
class Known:
    """A data set that can be named.

    meaning  one line for the list of organisations
    people   how many
    build    makes the organisation from its department column and its ties
    """

    meaning: str
    people: int
    build: Callable[[list[str], list[str], list[tuple[str, ...]]], Organisation]


def dataset(name: str) -> Organisation:
    """Return the organisation of a data set.

    Raises InputError for an unknown name, or if the data package is not installed.
    """
    if name not in KNOWN:
        raise unknown("data set", name, KNOWN)
    folder = _data_folder(name)
    people = _rows(folder / f"{name}_vertices.csv")
    ties = _rows(folder / f"{name}_edgelist.csv")
    return KNOWN[name].build([row[0] for row in people], [row[1] for row in people], ties)


def _data_folder(name: str) -> Path:
    found = importlib.util.find_spec("onadata")
    folder = Path(found.origin).parent / "data" if found and found.origin else None
    if folder is None or not (folder / f"{name}_vertices.csv").is_file():
        raise InputError(f"'{name}' comes with the optional data package, which is not installed: {install('data')}")
    return folder


def _rows(path: Path) -> list[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return [tuple(row) for row in csv.reader(handle)][1:]


def _workfrance(ids: list[str], teams: list[str], rows: list[tuple[str, ...]]) -> Organisation:
    """Return an office of 211 people in 12 departments, of which SSI (7 people) is IT.

    Contact is minutes/(minutes + 30): people near each other for half an hour in the observed
    weeks have a contact of .5, for five minutes .14, for seven hours .93; both directions alike.
    IT is 3 % of the people, a sixth of what is usual: whoever runs this organisation sees a small
    desk that everybody shares, and results that hang on single people. SSI is split into a desk,
    operations and development, so that work can be handed over (see real_roles).
    """
    network = from_pairs(ids, teams, rows)
    minutes = np.array([float(row[2]) for row in rows])
    contact = np.round(minutes / (minutes + HALF_MINUTES), 3)
    it = one_department(network, "SSI")
    business = business_people(network, {"SSI"}, top="DG")
    first, second = network.first, network.second
    ties = _ties(np.r_[first, second], np.r_[second, first], np.r_[contact, contact])
    return _organisation("workfrance", "French office", network, it | business, ties)


def _email(ids: list[str], teams: list[str], rows: list[tuple[str, ...]]) -> Organisation:
    """Return a research institute of 1,005 people in 42 departments, known by who mailed whom.

    Nobody knows which departments are IT. IT serves everybody, so the departments whose mail goes
    most evenly to all others are taken: ranked by the effective number of other departments they
    exchange mail with (exp of the entropy), as many as come nearest to 20 % of the people.
    Contact is .1, +.3 if mail went both ways, +.6 x the share of common correspondents (people
    whose circles overlap are close; Granovetter's observation, the numbers are ours).
    """
    network = from_pairs(ids, [f"Department {team}" for team in teams], rows)
    serving = widest(network, IT_SHARE)
    sent = set(zip(network.first.tolist(), network.second.tolist(), strict=True))
    mutual = np.array([(b, a) in sent for a, b in zip(*network.ends, strict=True)], dtype=float)
    contact = np.round(0.1 + 0.3 * mutual + 0.6 * shared_circles(network), 3)
    people = by_department(network, serving) | business_people(network, set(serving))
    ties = _ties(network.first, network.second, contact)
    return _organisation("email", "Research institute", network, people, ties)


def _ties(source: Rows, target: Rows, contact: NDArray[np.float64]) -> Ties:
    order = np.lexsort((target, source))
    nothing = np.full(len(source), np.nan)
    return Ties(source[order], target[order], contact[order], nothing)


def _organisation(name: str, title: str, network: Network, people: dict[int, Person], ties: Ties) -> Organisation:
    staff = tuple(people[row] for row in range(len(network.ids)))
    services = made_services(staff, MOST_SERVICES)
    return Organisation(title, staff, services, ties, source=name)


#: Every data set that can be named.
KNOWN = {
    "workfrance": Known("a French office, contacts measured by badges; IT is 7 people", 211, _workfrance),
    "email": Known(
        "a European research institute, known by its mail; which part is IT is a guess",
        1005,
        _email,
    ),
}
