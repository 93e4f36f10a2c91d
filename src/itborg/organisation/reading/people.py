"""The people of people.csv: reading one by one, then checking them together.

Relies on `roles` for free-text roles and on `csv_table` for traits from 0 to 1.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from re import sub

from ...common.errors import Problem, did_you_mean
from ..types import TRAITS, Person, Side
from . import roles
from .csv_table import CsvTable, shares

#: Required columns of people.csv; the traits of types.TRAITS may follow.
HEADER = ("id", "name", "side", "role", "team")
#: Team of a person without one.
DEFAULT_TEAM: Mapping[Side, str] = {"it": "IT", "business": "Business"}
#: Smallest number of people of an organisation.
MIN_PEOPLE = 6
#: Largest number of one-person teams whose names are compared with those of other teams.
MAX_COMPARED = 50
_SIDES: Mapping[str, Side] = {"it": "it", "business": "business"}


def read_people(table: CsvTable, problems: list[Problem]) -> list[Person]:
    """Return the people of a table; rows without a valid side are reported and left out.

    An empty name becomes the id and an empty team "IT" or "Business". An empty role becomes the one that the name of
    the team suggests, else "operations" or "manager". Unknown roles are reported as warnings.

    table     columns of HEADER, and traits from 0 to 1
    problems  list to which problems are added

    The order is that of the rows. Ids are checked too: empty and repeated ones are errors.
    """
    _check_ids(table, problems)
    traits = {name: shares(table, name, problems, True) for name in TRAITS if name in table.columns}
    rows = zip(*(table.column(name) for name in HEADER), strict=True)
    people: list[Person] = []
    unknown_roles: dict[tuple[str, Side], list[int]] = defaultdict(list)
    for row, (key, name, side_text, role, team) in enumerate(rows):
        side = _SIDES.get(side_text.lower())
        if side is None:
            problems.append(table.problem(row, "side", _side_message(side_text)))
            continue
        if role and not roles.known(role, side):
            unknown_roles[role, side].append(row)
        supplied = {t: float(v[row]) for t, v in traits.items() if not math.isnan(v[row])}
        people.append(_person(key, name, side, role, team, supplied))
    problems += [_role_warning(table, *case, rows_of_case) for case, rows_of_case in unknown_roles.items()]
    return people


def check_people(people: list[Person], table: CsvTable) -> list[Problem]:
    """Return the problems of all people together: errors, then warnings.

    Errors: fewer than MIN_PEOPLE people, or a side without people. Warnings: no service desk, a team on both sides, a
    one-person team whose name resembles that of a larger team.

    people  those that could be read
    table   the table they come from, for the total number of rows
    """
    errors = [Problem(table.file, None, "", text) for text in _too_few(people, table)]
    warnings = [Problem(table.file, None, "", text, warning=True) for text in _warnings(people)]
    return errors + warnings


def _too_few(people: list[Person], table: CsvTable) -> Iterator[str]:
    """Yield what is missing for a simulation."""
    if table.total < MIN_PEOPLE:
        yield f"{table.total} people; at least {MIN_PEOPLE} are needed"
    for side in _SIDES if 0 < len(people) == table.total else ():
        if not any(person.side == side for person in people):
            yield f"nobody has the side '{side}'; both sides are needed"


def _warnings(people: list[Person]) -> Iterator[str]:
    """Yield what is allowed but probably a mistake."""
    it, business = _teams(people, "it"), _teams(people, "business")
    if it and not any(person.role == "service desk" for person in people):
        yield "nobody has the role 'service desk', which receives the first calls"
    for team in sorted(it & business):
        yield f"team '{team}' has people of both sides; give each side its own"
    for side in _SIDES.values():
        yield from _misspelt_teams(Counter(person.team for person in people if person.side == side))


def _misspelt_teams(sizes: Mapping[str, int]) -> Iterator[str]:
    """Yield one-person teams whose name is probably a misspelling of a larger team; numbered teams are not.

    sizes  number of people of each team of one side
    """
    larger = [team for team, heads in sizes.items() if heads > 1]
    for team in [team for team, heads in sizes.items() if heads == 1][:MAX_COMPARED]:
        for similar in get_close_matches(team, larger, n=1, cutoff=0.85):
            if sub(r"\d+", "", team) != sub(r"\d+", "", similar):
                yield f"team '{team}' has one person; did you mean '{similar}'?"


def _teams(people: Iterable[Person], side: Side) -> set[str]:
    """Return the names of the teams of one side."""
    return {person.team for person in people if person.side == side}


def _person(key: str, name: str, side: Side, role: str, team: str, traits: dict[str, float]) -> Person:
    """Return a person with defaults for empty name, role and team."""
    role = roles.resolve(role, side) if role else roles.default(side, team)
    return Person(key, name or key, side, role, team or DEFAULT_TEAM[side], traits)


def _check_ids(table: CsvTable, problems: list[Problem]) -> None:
    """Report empty and repeated ids, the latter with the line of the first."""
    first: dict[str, int] = {}
    for row, key in enumerate(table.column("id")):
        if not key:
            problems.append(table.problem(row, "id", "the id is empty; each person needs one"))
        elif key in first:
            line = table.lines[first[key]]
            problems.append(table.problem(row, "id", f"id '{key}' is already used on line {line}"))
        first.setdefault(key, row)


def _side_message(text: str) -> str:
    """Return the message for a side that is neither "business" nor "it"; upper case is accepted."""
    found = f"'{text}' is not a side" if text else "the side is empty"
    return f"{found}, expected business or it; {did_you_mean(text.lower(), _SIDES)}"


def _role_warning(table: CsvTable, role: str, side: Side, rows: list[int]) -> Problem:
    """Return one warning for all rows that have the same unknown role, with the role that it acts as."""
    count = len(rows) - 1
    more = f" (here and on {count} more line{'s' * (count > 1)})" if count else ""
    message = f"unknown role '{role}'{more} acts as '{roles.resolve(role, side)}'"
    return table.problem(rows[0], "role", message, warning=True)
