"""itborg org import: tables or a network of a user's own become an organisation."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from ..errors import InputError
from . import options

if TYPE_CHECKING:
    from ..organisation import Organisation


@click.command(
    "import",
    epilog=options.examples(
        "itborg org import people.csv ties.csv --it Desk --it Systems --out ours",
        "itborg org import mail.graphml --it Systems --anonymise --out ours",
        "itborg org import my-company --survey answers.csv --out ours",
        "itborg org import --incidents export.csv --map team=Group --out ours.toml",
    ),
)
@click.argument("files", nargs=-1, metavar="[PEOPLE.csv TIES.csv | NETWORK | NAME|FOLDER]")
@click.option(
    "--out", required=True, metavar="DIR", help="Folder to write, which must be new or empty; with --incidents a file."
)
@click.option(
    "--it", "it_teams", multiple=True, metavar="TEAM", help="A team that is IT; repeatable. Asked if missing."
)
@click.option(
    "--name", default="", metavar="TEXT", help="What the organisation is called. [default: the folder's name]"
)
@click.option("--team", default="", metavar="NAME", help="Network: attribute of the nodes that is their team.")
@click.option("--contact", default="", metavar="NAME", help="Network: attribute of the edges that is their contact.")
@click.option("--anonymise", is_flag=True, help="Number the people in random order instead of naming them.")
@click.option(
    "--survey",
    default=None,
    metavar="ANSWERS",
    help="Answers to the survey of `org new`, whose ties replace those there are.",
)
@click.option(
    "--incidents",
    default=None,
    metavar="EXPORT",
    help="A service desk's incident export, CSV or XES: figures to calibrate against.",
)
@click.option(
    "--map", "columns", multiple=True, metavar="ROLE=COLUMN", help="Incidents: which column says what; repeatable."
)
@click.option(
    "--it-people",
    type=options.Whole(1, 1_000_000),
    default=None,
    metavar="N",
    help="Incidents: how many people work on them.",
)
@click.option(
    "--day-first/--month-first", "day_first", default=None, help="Incidents: whether 03/04 is the third of April."
)
@options.seed()
def import_(
    files: tuple[str, ...], out: str, it_teams: tuple[str, ...], name: str, team: str, contact: str, anonymise: bool,
    survey: str | None, incidents: str | None, columns: tuple[str, ...], it_people: int | None,
    day_first: bool | None, seed: int,
) -> None:  # fmt: skip
    """Make an organisation of your own tables, a network file, a survey, or another organisation.

    PEOPLE.csv needs the columns id and team; name, side and role may follow. TIES.csv needs source, target and
    contact (0 to 1). NETWORK is GraphML, GEXF, GML or Pajek (.net). What you say of IT is kept in people.csv.

    With --survey the ties are what people answered in survey.csv, which `org new` explains in SURVEY.md; name the
    folder or the PEOPLE.csv it is about, or nothing if both are in one folder. Cards are counted, and what people say
    of alignment becomes targets.toml, to which `itborg calibrate --targets` fits.

    With --incidents a service desk's export becomes a file of targets, to which `itborg calibrate --targets` fits
    demand, priorities and routing. It needs, under any usual name or one given by --map, columns for opened, closed
    and handoffs (one row an incident), or id, time and team or person (one row an event).
    """
    if incidents is not None:
        from .org_incidents import import_incidents

        return import_incidents(incidents, files, columns, it_people or 0, day_first, Path(out), seed)
    from ..organisation import write
    from ..organisation.anonymous import anonymous

    if not files and survey is None:
        raise InputError(
            "org import: name PEOPLE.csv and TIES.csv, a NETWORK, an organisation, --survey or --incidents"
        )
    options.check_place(out)
    title = name or Path(out).absolute().name
    if survey is not None:
        from .org_survey import say, surveyed

        found, answers = surveyed(survey, files, it_teams, name, title)
    else:
        found, answers = _found(files, it_teams, title, name, team, contact), []
    written = write(anonymous(found, seed) if anonymise else found, out)
    click.echo(
        f"{written} is written: {len(found.it)} people in IT, {len(found.business)} in business, "
        f"{len(found.ties)} ties. Look at it with `itborg org show {written}`{_made_up(found, written)}."
    )
    if survey is not None:
        say(found, answers, written)


def _made_up(found: Organisation, written: Path) -> str:
    if all(service.value_per_day is not None for service in found.services):
        return ""
    return f"; its services are made up until you name yours in {written}/organisation.toml"


def _found(
    files: Sequence[str], it_teams: tuple[str, ...], title: str, name: str, team: str, contact: str
) -> Organisation:
    """Return the organisation of two tables, a network file, or a name or folder."""
    from ..organisation import load
    from ..organisation.graph_file import is_graph, write_tables

    first = Path(files[0])
    if len(files) == 2:
        return _imported(first, Path(files[1]), it_teams, title)
    if len(files) == 1 and is_graph(first):
        with TemporaryDirectory() as folder:
            return _imported(*write_tables(first, Path(folder), team, contact), it_teams, title)
    if len(files) == 1 and first.suffix.lower() != ".csv":
        found = load(files[0])
        return replace(found, name=name) if name else found
    raise InputError(f"{' '.join(files)}: expected two tables (PEOPLE.csv TIES.csv) or one network file (.graphml)")


def _imported(people: Path, ties: Path, it_teams: tuple[str, ...], name: str) -> Organisation:
    from ..organisation import from_csv

    return from_csv(people, ties, it_teams or ask_for_it(people), name)


def ask_for_it(people: Path) -> tuple[str, ...]:
    """Return the teams that the user says are IT; nothing where the table itself names sides."""
    from ..organisation.table import read_table

    table = read_table(people, str(people), ("id", "team"), ("side", "name", "role"), [])
    if table is None or any(table.column("side")):
        return ()
    teams = Counter(table.column("team"))
    listed = ", ".join(f"{team} ({count})" for team, count in teams.most_common(30))
    if not sys.stdin.isatty():
        raise InputError(f"which teams are IT? Name each with --it TEAM; there are {listed}")
    click.echo(f"Teams: {listed}", err=True)
    answer: str = click.prompt("Which of them are IT (commas between)", err=True)
    return tuple(team.strip() for team in answer.split(",") if team.strip())
