"""itborg org import: an organisation from tables, a network file or a survey; targets from an incident log.

`itborg.organisation.importing` reads tables and networks. Surveys and incident logs have files of their own
(`survey_import`, `incident_import`), which are imported only when they are needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from ..common.errors import InputError
from . import options
from .parameter_types import Integer, Word

if TYPE_CHECKING:
    from ..organisation.importing.tables_and_graphs import Stated
    from ..organisation.reading.receipt import Receipt
    from ..organisation.types import Organisation


@click.command(
    "import",
    epilog=options.examples(
        "itborg org import people.csv ties.csv --it Desk --it Systems --out ours",
        "itborg org import mail.graphml --it Systems --anonymise --out ours",
        "itborg org import my-company --survey answers.csv --out ours",
        "itborg org import --incidents export.csv --map team=Group --out ours.toml",
    ),
)
@click.argument("files", nargs=-1, metavar="[PEOPLE.csv TIES.csv | [PEOPLE.csv] NETWORK | NAME|FOLDER]")
@click.option(
    "--out", required=True, metavar="DIR", help="New or empty folder to write; with --incidents, a new TOML file."
)
@click.option(
    "--it", "it_teams", multiple=True, metavar="TEAM", help="Team that is IT; repeatable. [default: ask for it]"
)
@click.option("--name", default="", metavar="TEXT", help="Name of the organisation. [default: the folder's name]")
@click.option("--team", default="", metavar="NAME", help="Network: node attribute with the team.")
@click.option("--contact", default="", metavar="NAME", help="Network: edge attribute with the contact, 0 to 1.")
@click.option("--anonymise", is_flag=True, help="Replace the names of people by numbers in random order.")
@click.option(
    "--survey", default=None, metavar="ANSWERS", help="Answers to the survey of `org new`; they replace existing ties."
)
@click.option("--incidents", default=None, metavar="EXPORT", help="Incident log of a service desk, CSV or XES.")
@click.option("--map", "columns", multiple=True, metavar="ROLE=COLUMN", help="Column that holds a role; repeatable.")
@click.option("--delimiter", default="", metavar="SIGN", help="Tables: sign between fields, such as ; or tab.")
@click.option("--encoding", default="", metavar="NAME", help="Tables: encoding, such as cp1252.")
@click.option(
    "--it-people",
    type=Integer(1, 1_000_000),
    default=None,
    metavar="N",
    help="Incidents: number of people who work on them.",
)
@click.option(
    "--day-first/--month-first", "day_first", default=None, help="Incidents: whether 03/04 is 3 April or 4 March."
)
@click.option("--top", default="", metavar="PRIORITY", help="Incidents: the highest priority, as written there.")
@click.option(
    "--format",
    "output_format",
    type=Word("table", "json"),
    default="table",
    show_default=True,
    metavar="table|json",
    help="Format of the output. json prints the receipt and nothing else to stdout.",
)
@options.seed()
def import_(
    files: tuple[str, ...], out: str, it_teams: tuple[str, ...], name: str, team: str, contact: str, anonymise: bool,
    survey: str | None, incidents: str | None, columns: tuple[str, ...], delimiter: str, encoding: str,
    it_people: int | None, day_first: bool | None, top: str, output_format: str, seed: int,
) -> None:  # fmt: skip
    """Import an organisation from tables, a network file, a survey, or another organisation.

    PEOPLE.csv needs the columns id and team; name, side and role are optional. TIES.csv needs source and target;
    contact (0 to 1) or a weight is optional. Other usual names are understood, --map names others, and the rest is
    ignored. Without TIES.csv a column of managers gives the ties. Tables may be CSV or .xlsx, also gzipped; how they
    were read is printed and written to import.json in DIR.

    NETWORK is GraphML, GEXF, GML, Pajek (.net), DL (.dl) or a list of edges (.edges); if it has no teams, name
    PEOPLE.csv before it. The IT teams that you name are written to people.csv.

    With --survey the ties come from the answers in survey.csv, which SURVEY.md of `org new` explains. Name the folder
    or the PEOPLE.csv of the respondents, or nothing if both files are in one folder. The answers about alignment
    become targets.toml for `itborg calibrate --targets`.

    With --incidents an incident log becomes a file of targets for `itborg calibrate --targets`: demand, priorities
    and routing. It needs the column opened (one row per incident), or id and time (one row per event), under any usual
    name or one given by --map; what other columns do not show is left out and named. In a terminal you choose
    where a date or the highest priority is in doubt.
    """
    as_json = output_format == "json"
    if incidents is not None:
        from .incident_import import import_incidents
        from .table_import import stated_tables

        stated = stated_tables(columns, delimiter, encoding)
        return import_incidents(incidents, files, stated, Path(out), seed, it_people or 0, day_first, top, as_json)
    if not files and survey is None:
        raise InputError(
            "org import: name PEOPLE.csv and TIES.csv, a NETWORK, an organisation, --survey or --incidents"
        )
    options.check_writable(out)
    title = name or Path(out).absolute().name
    from .table_import import RECEIPT, report_receipts, stated_tables, write_receipts

    stated = stated_tables(columns, delimiter, encoding)
    if survey is None:
        organisation, receipts = _read(files, it_teams, title, name, team, contact, stated)
        report_receipts(receipts)
        written = _write(organisation, out, anonymise, seed, quiet=as_json)
    else:
        from .survey_import import read_survey_organisation, report_answers

        found, answers, receipts = read_survey_organisation(survey, files, it_teams, name, title, stated)
        report_receipts(receipts)
        written = _write(found, out, anonymise, seed, quiet=as_json)
        report_answers(found, answers, written, quiet=as_json)
    text = write_receipts(receipts, written / RECEIPT, anonymise) if receipts else "[]\n"
    if as_json:
        click.echo(text, nl=False)


def _write(found: Organisation, out: str, anonymise: bool, seed: int, quiet: bool) -> Path:
    """Write an organisation as a folder and print what it has, unless `quiet`.

    out        a new or empty folder
    anonymise  whether names of people are replaced by numbers, in an order that `seed` determines

    Raises InputError if the folder is not empty or cannot be written.
    """
    from ..organisation.write import anonymous, write

    written = write(anonymous(found, seed) if anonymise else found, out)
    if not quiet:
        click.echo(
            f"{written} is written: {len(found.it)} people in IT, {len(found.business)} in business, "
            f"{len(found.ties)} ties. Show it with `itborg org show {written}`{_placeholder_services(found, written)}."
        )
    return written


def _placeholder_services(found: Organisation, written: Path) -> str:
    """Return a note if services of an organisation have no value, because the tables did not name any; else ""."""
    if all(service.value_per_day is not None for service in found.services):
        return ""
    return f"; its services are placeholders until you name yours in {written}/organisation.toml"


def _read(
    files: Sequence[str], it_teams: tuple[str, ...], title: str, name: str, team: str, contact: str, stated: Stated
) -> tuple[Organisation, list[Receipt]]:
    """Return the organisation of tables, of a network file, or of a name or folder, and the receipts of its tables.

    title    name of an organisation from tables or a network
    name     new name of an organisation that exists already; "" leaves it
    team     node attribute of a network with the team; "" for the usual names
    contact  edge attribute of a network with the contact, 0 to 1; "" for the usual names
    stated   what the user states about tables

    Raises InputError for other files, and for errors in them.
    """
    from ..organisation.load import load
    from ..organisation.networks.read_network import is_network
    from .table_import import read_organisation

    first = Path(files[0])
    if is_network(Path(files[-1])) and len(files) < 3:
        return _read_network(files, it_teams, title, team, contact, stated)
    if len(files) == 2 or (len(files) == 1 and is_table(first)):
        return read_organisation(first, Path(files[1]) if len(files) == 2 else None, it_teams, title, stated)
    if len(files) == 1:
        found = load(files[0])
        return (replace(found, name=name) if name else found), []
    raise InputError(f"{' '.join(files)}: expected two tables (PEOPLE.csv TIES.csv) or one network file (.graphml)")


def is_table(path: Path) -> bool:
    """Return whether a path has the name of a table, also of a gzipped one; the file is not opened."""
    return path.name.lower().removesuffix(".gz").endswith((".csv", ".tsv", ".txt", ".xlsx")) and not path.is_dir()


def _read_network(
    files: Sequence[str], it_teams: tuple[str, ...], title: str, team: str, contact: str, stated: Stated
) -> tuple[Organisation, list[Receipt]]:
    """Return the organisation of a network file, or of a table of people and a network file; and the receipts.

    files  the network file alone, or after the table of people
    """
    from ..organisation.importing.network_tables import write_tables, write_ties
    from .table_import import read_organisation

    path = Path(files[-1])
    with TemporaryDirectory() as folder:
        if len(files) == 1:
            tables = write_tables(path, Path(folder), team, contact)
        else:
            tables = write_ties(path, Path(files[0]), Path(folder), contact, stated)
        names = files[0], str(path)
        found, receipts = read_organisation(tables.people, tables.ties, it_teams, title, stated, names)
    return found, [tables.receipt, *(receipts[:1] if len(files) > 1 else ())]
