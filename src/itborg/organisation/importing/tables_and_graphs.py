"""Organisations from two tables without organisation.toml; nothing is written."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ...common.errors import InputError, Problem, did_you_mean
from ..reading.csv_table import CsvTable, read_table
from ..reading.folder import in_order, read_ties_file
from ..reading.messages import listing
from ..reading.people import check_people, read_people
from ..reading.services import default_services
from ..types import TRAITS, Organisation, Person

#: Columns that a table of people may have in addition to id and team.
OPTIONAL = ("name", "side", "role", *TRAITS)


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
    """Return the organisation of two tables (None after an error) and all problems.

    shown  names of the two files for messages

    Arguments are those of `from_csv`. Services are default services, and the source is the name of the table of people.
    """
    problems: list[Problem] = []
    table = read_table(people_csv, shown[0], ("id", "team"), OPTIONAL, problems)
    people = _people(table, it_teams, problems) if table is not None else []
    ties = read_ties_file(ties_csv, shown[1], table, problems)
    problems = in_order(problems, shown)
    if ties is None or any(not problem.warning for problem in problems):
        return None, problems
    return Organisation(name, tuple(people), default_services(people), ties, source=shown[0]), problems


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
