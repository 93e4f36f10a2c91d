"""An organisation from a user's own two tables, without organisation.toml."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from itborg.errors import InputError, Problem, did_you_mean
from itborg.organisation.folder import in_order, read_ties_file
from itborg.organisation.listing import listing
from itborg.organisation.people import check_people, read_people
from itborg.organisation.services import made_services
from itborg.organisation.table import Table, read_table
from itborg.organisation.types import TRAITS, Organisation, Person

#: Columns that a table of people may have besides id and team.
OPTIONAL = ("name", "side", "role", *TRAITS)


def from_csv(
    people_csv: str | Path, ties_csv: str | Path, it_teams: Collection[str] = (), name: str = ""
) -> Organisation:
    """Return the organisation of a table of people and one of ties.

    people_csv  columns id and team; name, side, role and traits may follow
    ties_csv    source, target, contact, optional trust, as in an organisation's folder
    it_teams    the teams that are IT; a side in the table wins over this
    name        of the organisation; "" takes the name of the folder the people are in

    Services are one per business team, largest first, at most 8, of undrawn value.
    Raises InputError that lists every problem, one a line, at most 20.
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
    """Return the organisation of two tables, None if there is an error, and all problems.

    shown  what the user calls the two files
    """
    found: list[Problem] = []
    table = read_table(people_csv, shown[0], ("id", "team"), OPTIONAL, found)
    people = _people(table, it_teams, found) if table is not None else []
    ties = read_ties_file(ties_csv, shown[1], table, found)
    problems = in_order(found, shown)
    if ties is None or any(not problem.warning for problem in problems):
        return None, problems
    return Organisation(name, tuple(people), made_services(people), ties, source=shown[0]), problems


def _people(table: Table, it_teams: Collection[str], found: list[Problem]) -> list[Person]:
    """Return the people, with the side that the table or the list of IT teams gives them."""
    teams = table.column("team")
    for team in it_teams:
        if team not in teams:
            message = f"nobody is in the IT team '{team}'; {did_you_mean(team, sorted(set(teams)))}"
            found.append(Problem(table.file, None, "team", message))
    if "side" not in table.columns and not it_teams:
        message = "nobody says who is IT: add a column side (business or it), or `itborg org import --it TEAM`"
        found.append(Problem(table.file, table.lines[0] - 1 if table.lines else None, "side", message))
        return []
    given = table.column("side")
    table.columns["side"] = [
        side or ("it" if team in it_teams else "business") for side, team in zip(given, teams, strict=True)
    ]
    people = read_people(table, found)
    found += check_people(people, table)
    return people
