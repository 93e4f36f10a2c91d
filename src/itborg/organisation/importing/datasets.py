"""Real organisations from the optional data package `onadata`.

The package cannot be imported on current Python versions, so its CSV files are read directly. Every step from these
files to an organisation is an assumption, which the docstrings state.

Used by `load` when a name is in KNOWN. Relies on `synthetic.observed_network` for values of the network.
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
from ..reading.services import default_services
from ..synthetic.observed_network import Network, Rows, contact_overlap, from_pairs, teams_of_widest_reach
from ..types import Organisation, Person, Side, Ties

#: Largest number of services of a real organisation, one per business department.
MAX_SERVICES = 12
#: Minutes of contact that correspond to a contact of 0.5.
HALF_MINUTES = 30.0
#: Assumed share of IT people where the data do not state which departments are IT.
IT_SHARE = 0.20
#: Team of each role if IT is a single department.
_TEAM_OF = {
    "service delivery manager": "Service Desk",
    "service desk": "Service Desk",
    "operations": "Operations",
    "developer": "Development",
}


def one_department(network: Network, team: str) -> dict[int, Person]:
    """Return the people of an IT side that is one department, divided into three teams, by row.

    In the order of contacts outside the department: one in 13 are service delivery managers, the next quarter is the
    service desk, and the others are operations staff and developers alternately. The department needs two members or
    more.

    team  name of the department; the names of the three teams begin with it
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
    """Return the people of an IT side of several departments, by row.

    The department whose size is closest to 20 % of IT is the service desk, the smallest of the others the managers,
    the next smallest the problem managers; the others, largest first, are operations and development alternately.

    Ties in size are broken by name, so the result does not depend on the order of the data. At least three departments
    are needed.
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
    """Return the managers of IT by row; in the order of contacts: CIO, change, process, then delivery managers.

    team  the department whose members are the managers
    """
    rows = _by_contacts(network, network.members(team))
    roles = ["cio", "change manager", "process manager"]
    roles += ["service delivery manager"] * len(rows)
    return {row: _person(network, row, "it", role, team) for row, role in zip(rows, roles, strict=False)}


def business_people(network: Network, it_teams: Collection[str], top: str | None = None) -> dict[int, Person]:
    """Return the people of all other departments by row; the person with most contacts leads each department.

    top  the department whose leader is the CEO; None: the leader with most contacts

    it_teams  departments that are IT and therefore left out
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
    """Return rows of people, those with most contacts first; equal numbers in the order of rows."""
    return sorted(rows, key=lambda row: (-network.contacts(row), row))


def _person(network: Network, row: int, side: Side, role: str, team: str) -> Person:
    """Return the person at a row of the network, named after the id, without traits."""
    key = network.ids[row]
    return Person(key, f"Person {key}", side, role, team)


@dataclass(frozen=True)
class Known:
    """A data set that can be loaded by name.

    meaning  one line for the list of organisations
    people   number of people
    build    function from ids, departments and rows of ties to the organisation
    """

    meaning: str
    people: int
    build: Callable[[list[str], list[str], list[tuple[str, ...]]], Organisation]


def dataset(name: str) -> Organisation:
    """Return the organisation of a data set.

    Raises InputError for an unknown name, and if the data package is not installed.

    name  a key of KNOWN

    The organisation has one service per business department, at most MAX_SERVICES, and no trust: it is drawn later.
    """
    if name not in KNOWN:
        raise unknown("data set", name, KNOWN)
    folder = _data_folder(name)
    people = _rows(folder / f"{name}_vertices.csv")
    ties = _rows(folder / f"{name}_edgelist.csv")
    return KNOWN[name].build([row[0] for row in people], [row[1] for row in people], ties)


def _data_folder(name: str) -> Path:
    """Return the folder that holds the files of a data set. Raises InputError if the data package is not installed."""
    found = importlib.util.find_spec("onadata")
    folder = Path(found.origin).parent / "data" if found and found.origin else None
    if folder is None or not (folder / f"{name}_vertices.csv").is_file():
        raise InputError(f"'{name}' is part of the optional data package, which is not installed: {install('data')}")
    return folder


def _rows(path: Path) -> list[tuple[str, ...]]:
    """Return the rows of a CSV file of the data package, without its header."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [tuple(row) for row in csv.reader(handle)][1:]


def _workfrance(ids: list[str], teams: list[str], rows: list[tuple[str, ...]]) -> Organisation:
    """Return an office of 211 people in 12 departments, of which SSI (7 people) is IT.

    Contact is minutes / (minutes + 30) in both directions: 0.5 for people who were near each other for half an hour in
    the observed weeks, 0.14 for five minutes, 0.93 for seven hours. IT is 3 % of the people, a sixth of the usual
    share: everyone shares a small service desk, and results depend on single people. SSI is divided into a desk,
    operations and development, so that work can be handed off (see one_department).

    ids, teams  one entry per person
    rows        two ids and the minutes of contact of each pair
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
    """Return a research institute of 1,005 people in 42 departments, with ties from mail.

    The data do not state which departments are IT. Because IT serves everyone, the departments are used whose mail is
    spread most evenly over all others: ranked by the effective number of other departments with which they exchange
    mail (exp of the entropy), as many as come closest to 20 % of the people. Contact is 0.1, plus 0.3 if mail went
    both ways, plus 0.6 x the share of common correspondents (overlap of contacts indicates strong ties, Granovetter
    1973; the numbers are ours).

    ids, teams  one entry per person
    rows        sender and receiver of each directed tie
    """
    network = from_pairs(ids, [f"Department {team}" for team in teams], rows)
    serving = teams_of_widest_reach(network, IT_SHARE)
    sent = set(zip(network.first.tolist(), network.second.tolist(), strict=True))
    mutual = np.array([(b, a) in sent for a, b in zip(*network.ends, strict=True)], dtype=float)
    contact = np.round(0.1 + 0.3 * mutual + 0.6 * contact_overlap(network), 3)
    people = by_department(network, serving) | business_people(network, set(serving))
    ties = _ties(network.first, network.second, contact)
    return _organisation("email", "Research institute", network, people, ties)


def _ties(source: Rows, target: Rows, contact: NDArray[np.float64]) -> Ties:
    """Return ties sorted by source and target, without trust."""
    order = np.lexsort((target, source))
    no_trust = np.full(len(source), np.nan)
    return Ties(source[order], target[order], contact[order], no_trust)


def _organisation(name: str, title: str, network: Network, people: dict[int, Person], ties: Ties) -> Organisation:
    """Return the organisation of a data set: people in the order of the network, and default services."""
    staff = tuple(people[row] for row in range(len(network.ids)))
    services = default_services(staff, MAX_SERVICES)
    return Organisation(title, staff, services, ties, source=name)


#: All data sets by name.
KNOWN = {
    "workfrance": Known("a French office, contacts measured by badges; 7 people are IT", 211, _workfrance),
    "email": Known(
        "a European research institute, ties from mail; which departments are IT is an assumption",
        1005,
        _email,
    ),
}
