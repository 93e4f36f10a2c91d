"""itborg org import --survey: what people answered becomes ties, and figures to hold runs against."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from ..errors import InputError

if TYPE_CHECKING:
    from ..errors import Problem
    from ..organisation import Organisation
    from ..organisation.survey import Answer

SURVEY, TARGETS = "survey.csv", "targets.toml"


def surveyed(
    survey: str, files: Sequence[str], it_teams: Sequence[str], name: str, otherwise: str
) -> tuple[Organisation, list[Answer]]:
    """Return the organisation whose ties are the answers of a survey, and the answers.

    survey  the file of answers, or the folder that holds it as survey.csv
    files   nothing (the people of the survey's folder), a folder, or a PEOPLE.csv
    name    "": what organisation.toml says; `otherwise` where there is none
    """
    from ..organisation.listing import listing
    from ..organisation.people import HEADER
    from ..organisation.survey import read_survey, ties, write_ties
    from ..organisation.table import read_table
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
    from ..organisation.survey import CARDS, cards, statements
    from .rows import show_rows

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
    from ..answers.calibration import targets_text
    from ..atomic import write_whole
    from ..incident_log import Figure

    figures = [Figure(key, mean, error) for key, (mean, error, _) in judged.items()]
    people = max(count for _, _, count in judged.values())
    write_whole(path, targets_text(figures, "survey", f"a survey of {people} people", sampled=True))


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

    from ..organisation.folder import SETTINGS, read_folder
    from ..organisation.from_csv import read_csvs
    from .org_import import ask_for_it

    settings = people.parent / SETTINGS
    if people.name != "people.csv" or not settings.is_file():
        teams = it_teams or ask_for_it(people)
        return read_csvs(people, network, teams, names[0] or names[1], (str(people), survey))
    copyfile(settings, network.parent / SETTINGS)
    if people.is_file():
        copyfile(people, network.parent / people.name)
    found, problems = read_folder(network.parent, str(people.parent))
    return (replace(found, name=names[0]) if found and names[0] else found), problems
