"""itborg org import: tables or a network of a user's own become an organisation."""

from __future__ import annotations

import sys
from collections import Counter
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
        "itborg org import --incidents export.csv --map team=Group --out ours.toml",
    ),
)
@click.argument("files", nargs=-1, metavar="PEOPLE.csv TIES.csv | NETWORK | --incidents EXPORT")
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
    incidents: str | None, columns: tuple[str, ...], it_people: int | None, day_first: bool | None, seed: int,
) -> None:  # fmt: skip
    """Make an organisation of your own two tables, or of a network file.

    PEOPLE.csv needs the columns id and team; name, side and role may follow. TIES.csv needs source, target and
    contact (0 to 1). NETWORK is GraphML, GEXF, GML or Pajek (.net). What you say of IT is kept in people.csv.

    With --incidents a service desk's export becomes a file of targets, to which `itborg calibrate --targets` fits
    demand, priorities and routing. It needs, under any usual name or one given by --map, columns for opened, closed
    and handoffs (one row an incident), or id, time and team or person (one row an event).
    """
    if incidents is not None:
        from .org_incidents import import_incidents

        return import_incidents(incidents, files, columns, it_people or 0, day_first, Path(out), seed)
    from ..organisation import write
    from ..organisation.anonymous import anonymous
    from ..organisation.graph_file import is_graph, write_tables

    if not files:
        raise InputError("org import: name PEOPLE.csv and TIES.csv, a NETWORK, or --incidents EXPORT")
    options.check_place(out)
    title = name or Path(out).absolute().name
    if len(files) == 2:
        found = _imported(Path(files[0]), Path(files[1]), it_teams, title)
    elif len(files) == 1 and is_graph(Path(files[0])):
        with TemporaryDirectory() as folder:
            found = _imported(*write_tables(Path(files[0]), Path(folder), team, contact), it_teams, title)
    else:
        raise InputError(f"{' '.join(files)}: expected two tables (PEOPLE.csv TIES.csv) or one network file (.graphml)")
    written = write(anonymous(found, seed) if anonymise else found, out)
    click.echo(
        f"{written} is written: {len(found.it)} people in IT, {len(found.business)} in business, "
        f"{len(found.ties)} ties. Look at it with `itborg org show {written}`; its services are made up until you "
        f"name yours in {written}/organisation.toml."
    )


def _imported(people: Path, ties: Path, it_teams: tuple[str, ...], name: str) -> Organisation:
    from ..organisation import from_csv

    return from_csv(people, ties, it_teams or _ask(people), name)


def _ask(people: Path) -> tuple[str, ...]:
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
