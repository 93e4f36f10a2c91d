"""itborg org import --survey: an organisation whose ties are the answers to a survey.

`itborg.organisation.importing.survey` reads the answers. Answers about alignment become targets in the format of
`itborg calibrate --targets`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from ..common.errors import InputError
from .it_teams import prompt_for_it_teams

if TYPE_CHECKING:
    from ..common.errors import Problem
    from ..organisation.importing.survey import Answer
    from ..organisation.importing.tables_and_graphs import Stated
    from ..organisation.reading.receipt import Receipt
    from ..organisation.types import Organisation

SURVEY, PEOPLE, TARGETS = "survey.csv", "people.csv", "targets.toml"


def read_survey_organisation(
    survey: str, files: Sequence[str], it_teams: Sequence[str], name: str, default_name: str, stated: Stated
) -> tuple[Organisation, list[Answer], list[Receipt]]:
    """Return the organisation whose ties are the answers to a survey, the answers, and how they were read.

    Ties that the organisation had before are replaced. Services, calendar and other settings are those of
    organisation.toml if the people are in the folder of an organisation; otherwise they are placeholders.

    survey        the file of answers, or the folder that holds it as survey.csv
    files         nothing (the people of the survey's folder), a folder, or a PEOPLE.csv
    it_teams      teams that are IT; () to take them from the table or from the user
    stated        columns and form of the survey
    name          "" for the name in organisation.toml, or `default_name` if there is none

    Raises InputError that lists each error with file and line.
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
    receipts: list[Receipt] = []
    answers: list[Answer] = []
    if table is not None:
        ids, names = table.column("id"), table.column("name")
        answers = read_survey(path, str(path), ids, problems, names, stated, receipts)
    with TemporaryDirectory() as folder:
        network = write_ties(ties(answers), Path(folder) / "ties.csv")
        found, more = _read(people, network, str(path), it_teams, (name, default_name))
    errors = [problem for problem in [*more, *problems] if not problem.warning]
    if found is None or errors:
        raise InputError(listing(errors))
    return found, answers, receipts


def _people_file(survey: Path, files: Sequence[str]) -> Path:
    """Return the path of the table of people; raise InputError for more than one file."""
    if len(files) > 1:
        raise InputError(f"{' '.join(files)}: --survey takes one folder or PEOPLE.csv; the answers are the ties")
    source = Path(files[0]) if files else survey.parent
    return source / PEOPLE if source.is_dir() or not files else source


def _read(
    people: Path, network: Path, survey: str, it_teams: Sequence[str], names: tuple[str, str]
) -> tuple[Organisation | None, list[Problem]]:
    """Return the organisation of a folder, or of a table of people alone, with the ties of the survey.

    names  the name asked for, "" if none, and the default
    """
    from ..organisation.importing.tables_and_graphs import read_csvs
    from ..organisation.reading.folder import SETTINGS, read_folder

    settings = people.parent / SETTINGS
    if people.name != PEOPLE or not settings.is_file():
        teams = it_teams or prompt_for_it_teams(people)
        return read_csvs(people, network, teams, names[0] or names[1], (str(people), survey))
    copyfile(settings, network.parent / SETTINGS)
    if people.is_file():
        copyfile(people, network.parent / people.name)
    found, problems = read_folder(network.parent, str(people.parent))
    return (replace(found, name=names[0]) if found and names[0] else found), problems


def report_answers(found: Organisation, answers: Sequence[Answer], written: Path, quiet: bool = False) -> None:
    """Print a summary of the answers, and write those about alignment as targets into the organisation's folder.

    Printed are the number of people who named others, the ABC cards chosen with points and number of people, and the
    mean level of each statement (1 to 5) with its number of answers. targets.toml is written only if statements were
    rated.

    answers  of the survey, those about ties included
    written  folder of the organisation
    quiet    print nothing

    Raises InputError if targets.toml cannot be written.
    """
    from ..organisation.importing.survey import CARDS, cards, statements
    from .output import print_rows

    rated = statements(answers)
    if rated:
        _write_targets(rated, written / TARGETS)
    if quiet:
        return
    named = len({answer.respondent for answer in answers if answer.question == "go_to"})
    rest = "; the ties of the others come from those answers" if named < len(found.people) else ""
    click.echo(f"{named} of {len(found.people)} people named whom they go to{rest}.")
    if chosen := cards(answers):
        click.echo()
        rows = [{"points": points, "people": count, "card": card, "in a run": CARDS[card] or None}
                for card, points, count in chosen]  # fmt: skip
        print_rows(rows, ("points", "people", "in a run", "card"))
    if rated:
        click.echo()
        print_rows(
            [{"level": round(mean, 2), "answers": count, "statement": key} for key, (mean, _, count) in rated.items()],
            ("level", "answers", "statement"),
        )
        click.echo(f"\nThe levels are targets now: itborg calibrate --targets {written / TARGETS} --org {written}")


def _write_targets(rated: dict[str, tuple[float, float, int]], path: Path) -> None:
    """Write mean and standard error of each statement as targets.

    rated  (mean, standard error, number of answers) by statement
    """
    from ..common.files import write_atomically
    from ..evidence.calibration.targets_file import targets_text
    from ..evidence.incident_log.log import Indicator

    values = [Indicator(key, mean, error) for key, (mean, error, _) in rated.items()]
    people = max(count for _, _, count in rated.values())
    write_atomically(path, targets_text(values, "survey", f"a survey of {people} people", sampled=True))
