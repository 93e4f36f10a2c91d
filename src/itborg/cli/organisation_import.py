"""itborg org import: tables or a network of a user's own become an organisation."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from ..common.errors import InputError
from . import options

if TYPE_CHECKING:
    from ..common.errors import Problem
    from ..organisation.importing.survey import Answer
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
        from .import_incidents import import_incidents

        return import_incidents(incidents, files, columns, it_people or 0, day_first, Path(out), seed)
    from ..organisation.write import anonymous, write

    if not files and survey is None:
        raise InputError(
            "org import: name PEOPLE.csv and TIES.csv, a NETWORK, an organisation, --survey or --incidents"
        )
    options.check_place(out)
    title = name or Path(out).absolute().name
    if survey is not None:
        pass  # moved here

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
    from ..organisation.importing.tables_and_graphs import is_graph, write_tables
    from ..organisation.load import load

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
    from ..organisation.importing.tables_and_graphs import from_csv

    return from_csv(people, ties, it_teams or ask_for_it(people), name)


def ask_for_it(people: Path) -> tuple[str, ...]:
    """Return the teams that the user says are IT; nothing where the table itself names sides."""
    from ..organisation.reading.csv_table import read_table

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


SURVEY, TARGETS = "survey.csv", "targets.toml"


def surveyed(
    survey: str, files: Sequence[str], it_teams: Sequence[str], name: str, otherwise: str
) -> tuple[Organisation, list[Answer]]:
    """Return the organisation whose ties are the answers of a survey, and the answers.

    survey  the file of answers, or the folder that holds it as survey.csv
    files   nothing (the people of the survey's folder), a folder, or a PEOPLE.csv
    name    "": what organisation.toml says; `otherwise` where there is none
    """
    from ..organisation.importing.survey import read_survey, ties, write_ties
    from ..organisation.reading.csv_table import read_table
    from ..organisation.reading.messages import listing
    from ..organisation.reading.people import HEADER
    from ..organisation.types import TRAITS

    path = Path(survey) / SURVEY if Path(survey).is_dir() else Path(survey)
    people = _people_file(path, files)
    table = read_table(people, str(people), ("id",), (*HEADER[1:], *TRAITS), [])
    problems: list[Problem] = []
    answers = read_survey(path, str(path), table.column("id"), problems) if table is not None else []
    with TemporaryDirectory() as place:
        network = write_ties(ties(answers), Path(place) / "ties.csv")
        found, more = _read(people, network, str(path), it_teams, (name, otherwise))
    errors = [problem for problem in [*more, *problems] if not problem.warning]
    if found is None or errors:
        raise InputError(listing(errors))
    return found, answers


def say(found: Organisation, answers: Sequence[Answer], written: Path) -> None:
    """Tell what people answered, and write what they say of alignment as targets to fit to."""
    from ..organisation.importing.survey import CARDS, cards, statements
    from .output import show_rows

    named = len({answer.respondent for answer in answers if answer.question == "go_to"})
    told = f"{named} of {len(found.people)} people say whom they go to"
    rest = "; the ties of the others are what people say of them" if named < len(found.people) else ""
    click.echo(f"{told}{rest}.")
    if chosen := cards(answers):
        click.echo()
        rows = [{"points": points, "people": count, "card": card, "in a run": CARDS[card] or None}
                for card, points, count in chosen]  # fmt: skip
        show_rows(rows, ("points", "people", "in a run", "card"))
    if judged := statements(answers):
        click.echo()
        show_rows(
            [{"level": round(mean, 2), "answers": count, "statement": key} for key, (mean, _, count) in judged.items()],
            ("level", "answers", "statement"),
        )
        _write_targets(judged, written / TARGETS)
        click.echo(f"\nLevels are targets now: itborg calibrate --targets {written / TARGETS} --org {written}")


def _write_targets(judged: dict[str, tuple[float, float, int]], path: Path) -> None:
    from ..common.files import write_atomically
    from ..evidence.calibration.targets_file import targets_text
    from ..evidence.incident_log.log import Figure

    figures = [Figure(key, mean, error) for key, (mean, error, _) in judged.items()]
    people = max(count for _, _, count in judged.values())
    write_atomically(path, targets_text(figures, "survey", f"a survey of {people} people", sampled=True))


def _people_file(survey: Path, files: Sequence[str]) -> Path:
    if len(files) > 1:
        raise InputError(f"{' '.join(files)}: --survey takes one folder or PEOPLE.csv; ties are what people answered")
    given = Path(files[0]) if files else survey.parent
    return given / "people.csv" if given.is_dir() or not files else given


def _read(
    people: Path, network: Path, survey: str, it_teams: Sequence[str], names: tuple[str, str]
) -> tuple[Organisation | None, list[Problem]]:
    """Return the organisation of a folder, or of a table of people alone, with ties of the survey."""
    from dataclasses import replace

    from ..organisation.importing.tables_and_graphs import read_csvs
    from ..organisation.reading.folder import SETTINGS, read_folder

    pass  # moved here

    settings = people.parent / SETTINGS
    if people.name != "people.csv" or not settings.is_file():
        teams = it_teams or ask_for_it(people)
        return read_csvs(people, network, teams, names[0] or names[1], (str(people), survey))
    copyfile(settings, network.parent / SETTINGS)
    if people.is_file():
        copyfile(people, network.parent / people.name)
    found, problems = read_folder(network.parent, str(people.parent))
    return (replace(found, name=names[0]) if found and names[0] else found), problems
