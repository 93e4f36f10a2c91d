"""Organisations from two tables without organisation.toml; nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ...common.errors import InputError, Problem, did_you_mean
from ..reading.column_roles import PEOPLE_NAMES, TIES_NAMES
from ..reading.csv_table import CsvTable, Reading, read_table
from ..reading.folder import in_order
from ..reading.messages import listing
from ..reading.people import check_people, read_people
from ..reading.raw_table import is_missing
from ..reading.receipt import Receipt
from ..reading.services import default_services
from ..reading.table_form import ReadAs
from ..reading.ties import read_ties
from ..types import TRAITS, Organisation, Person
from .find_person import PersonFinder
from .foreign_ties import as_our_ties, reporting_ties

#: Columns that a table of people may have in addition to id and team.
OPTIONAL = ("name", "side", "role", *TRAITS)
#: Roles that columns of the two tables can have.
ROLES = (*PEOPLE_NAMES, *TRAITS, *TIES_NAMES)


@dataclass(frozen=True)
class Stated:
    """What a user states about the tables of an import.

    columns  role -> column, for people and ties together
    read_as  form of the files
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    read_as: ReadAs = field(default_factory=ReadAs)

    def columns_of(self, roles: Iterable[str], more: Iterable[str] = (), without: Iterable[str] = ()) -> dict[str, str]:
        """Return the stated columns of one table.

        Raises InputError for a role of no table.

        roles, more  roles that the table has
        without      roles of the other table, which has priority
        """
        for role in self.columns:
            if role not in ROLES:
                raise InputError(f"--map {role}=...: no role '{role}'; {did_you_mean(role, ROLES)}")
        own = {*roles, *more} - set(without)
        return {role: column for role, column in self.columns.items() if role in own}


def from_csv(
    people_csv: str | Path, ties_csv: str | Path, it_teams: Collection[str] = (), name: str = ""
) -> Organisation:
    """Return the organisation of a table of people and a table of ties.

    people_csv  columns id and team; name, side, role and traits may follow
    ties_csv    columns source, target and contact, optionally trust, as in the folder of an organisation
    it_teams    the teams that are IT; a side in the table has priority
    name        name of the organisation; "" takes the name of the folder that holds the people

    There is one service per business team, largest teams first, at most 8; their values are drawn later. Raises
    InputError, which lists the problems, one per line, at most 20.

    Calendar and currency are the defaults of the types. For a folder with organisation.toml use `load`.
    """
    if isinstance(it_teams, str):
        it_teams = [it_teams]
    title = name or Path(people_csv).absolute().parent.name
    shown = str(people_csv), str(ties_csv)
    organisation, problems = read_csvs(Path(people_csv), Path(ties_csv), it_teams, title, shown)
    if organisation is None:
        raise InputError(listing([problem for problem in problems if not problem.warning]))
    return organisation


def read_csvs(
    people_csv: Path, ties_csv: Path, it_teams: Collection[str], name: str, shown: tuple[str, str]
) -> tuple[Organisation | None, list[Problem]]:
    """Return the organisation of two tables (None after an error) and all problems; see `read_tables`."""
    found = read_tables(people_csv, ties_csv, it_teams, name, shown)
    return found.organisation, found.problems


class ImportedTables(NamedTuple):
    """What two tables gave.

    organisation  None after an error
    problems      errors and warnings, by file and line
    receipts      of the people, then of the ties, as far as they could be read
    """

    organisation: Organisation | None
    problems: list[Problem]
    receipts: list[Receipt]


def read_tables(
    people_csv: Path,
    ties_csv: Path | None,
    it_teams: Collection[str],
    name: str,
    shown: tuple[str, str],
    stated: Stated | None = None,
) -> ImportedTables:
    """Return the organisation of a table of people and a table of ties, with any columns.

    people_csv  needs an id and a team; without an id the names are the ids
    ties_csv    needs source and target; None: the reporting lines of a column of managers are the ties
    it_teams    the teams that are IT; a side in the table has priority
    name        of the organisation
    shown       names of the two files for messages
    stated      what the user states about the tables; None: nothing

    Columns are found by usual names (`column_roles`). Services are default services, and the source is the name of the
    table of people.
    """
    wanted = stated or Stated()
    problems: list[Problem] = []
    table = read_people_table(people_csv, shown[0], problems, wanted)
    if table is None:
        return ImportedTables(None, in_order(problems, shown), [])
    people = _people(table, it_teams, problems)
    finder = PersonFinder(table.column("id"), table.column("name"))
    if ties_csv is None:
        ties_table = _reporting_table(table, finder, problems)
    else:
        reading = Reading(wanted.read_as, wanted.columns_of(TIES_NAMES), TIES_NAMES)
        ties_table = read_table(
            ties_csv, shown[1], ("source", "target"), ("contact", "trust", "type"), problems, reading
        )
        ties_table = as_our_ties(ties_table, finder) if ties_table is not None else None
        if "manager" in table.columns:
            manager = table.receipt.mapping.columns["manager"]
            table.receipt.notes.append(
                f"column {manager} is not used: without TIES.csv its reporting lines become the ties"
            )
    ties = read_ties(ties_table, table.column("id"), table.lost, problems) if ties_table is not None else None
    problems = in_order(problems, shown)
    receipts = [one.receipt for one in (table, ties_table) if one is not None]
    if ties is None or any(not problem.warning for problem in problems):
        return ImportedTables(None, problems, receipts)
    table.receipt.facts["people"] = len(people)
    found = Organisation(name, tuple(people), default_services(people), ties, source=shown[0])
    return ImportedTables(found, problems, receipts)


def read_people_table(path: Path, shown: str, problems: list[Problem], stated: Stated | None = None) -> CsvTable | None:
    """Return a table of people with the columns id and team, None if it cannot be read.

    path      file to read
    shown     its name for messages
    problems  list to which errors and a warning about ignored columns are added
    stated    what the user states; None: nothing

    Placeholders such as NULL are empty fields, except in ids and names.
    """
    wanted = stated or Stated()
    columns = wanted.columns_of(PEOPLE_NAMES, TRAITS, without=TIES_NAMES)
    reading = Reading(wanted.read_as, columns, PEOPLE_NAMES)
    attempt: list[Problem] = []
    table = read_table(path, shown, ("id", "team"), (*OPTIONAL, "manager"), attempt, reading)
    if table is None and "id" not in columns and any(one.column == "id" for one in attempt):
        second: list[Problem] = []
        named = Reading(wanted.read_as, columns, {**PEOPLE_NAMES, "id": ("name", *PEOPLE_NAMES["name"]), "name": ()})
        table = read_table(path, shown, ("id", "team"), (*OPTIONAL, "manager"), second, named)
        if table is not None:
            attempt = second
            table.receipt.notes.append("there is no column of ids: the names are the ids")
    problems += attempt
    if table is not None:
        for role in ("team", "side", "role"):
            if role in table.columns:
                table.columns[role] = ["" if is_missing(cell) else cell for cell in table.columns[role]]
    return table


def _reporting_table(people: CsvTable, finder: PersonFinder, problems: list[Problem]) -> CsvTable | None:
    """Return the reporting lines of a table of people as a table of ties; a missing column of managers is an error."""
    if "manager" not in people.columns:
        message = "there are no ties: name TIES.csv too, or have a column of managers, such as ManagerID"
        problems.append(Problem(people.file, people.raw.header_line, "manager", message))
        return None
    ties = reporting_ties(people, finder, people.receipt)
    columns = (
        dict(zip(("source", "target", "contact"), map(list, zip(*ties, strict=True)), strict=False)) if ties else {}
    )
    receipt = Receipt(people.file, "reporting lines", facts={"ties": len(ties)})
    lines = [people.raw.header_line] * len(ties)
    return CsvTable(people.file, columns, lines, False, frozenset(), len(ties), receipt, people.raw)


def _people(table: CsvTable, it_teams: Collection[str], problems: list[Problem]) -> list[Person]:
    """Return the people, with the side from the table or, where it is empty, from the IT teams.

    table     columns id and team, and any of OPTIONAL; its column side is completed
    problems  list to which missing sides and unknown IT teams are added
    """
    teams = table.column("team")
    for team in it_teams:
        if team not in teams:
            message = f"nobody is in the IT team '{team}'; {did_you_mean(team, sorted(set(teams)))}"
            problems.append(Problem(table.file, None, "team", message))
    if "side" not in table.columns and not it_teams:
        message = "who is IT is missing: add a column side (business or it), or use `itborg org import --it TEAM`"
        problems.append(Problem(table.file, table.lines[0] - 1 if table.lines else None, "side", message))
        return []
    sides = table.column("side")
    table.columns["side"] = [
        side or ("it" if team in it_teams else "business") for side, team in zip(sides, teams, strict=True)
    ]
    people = read_people(table, problems)
    problems += check_people(people, table)
    return people
