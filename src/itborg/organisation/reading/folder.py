"""Read a folder as an organisation; all problems are collected.

Each file has a module that reads it: `toml_sections` and `services`, `people`, `ties`. This one joins them, so that the
problems of all files appear in one list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ...common.errors import Problem
from ...common.toml_reader import not_toml, parsed
from ..types import TRAITS, Organisation, OrganisationCalendar, Person, Service, Ties
from .csv_table import CsvTable, read_table
from .people import HEADER, check_people, read_people
from .services import DraftService, check_services, default_services, no_services_warning, read_service
from .ties import HEADER as TIES_HEADER
from .ties import OPTIONAL as TIES_OPTIONAL
from .ties import read_ties
from .toml_sections import Section, read_calendar
from .unicode_text import read_text

_KEYS = ("name", "calendar", "money", "service")
_HINT = '; write texts in "quotation marks" and numbers without a comma: 14_000'
SETTINGS, PEOPLE, TIES = "organisation.toml", "people.csv", "ties.csv"


@dataclass(frozen=True)
class Settings:
    """The content of organisation.toml.

    file      name of the file for messages
    currency  name of the currency; nothing is converted
    services  as written, not yet checked against people.csv
    """

    file: str
    name: str
    calendar: OrganisationCalendar
    currency: str
    services: tuple[DraftService, ...]


def read_settings(path: Path, shown: str, problems: list[Problem]) -> Settings | None:
    """Return the content of organisation.toml, or None if it is not TOML.

    shown     name of the file for messages
    problems  list to which problems are added

    Numbers with decimals are read as Decimal, so that money is exact. Missing and wrong values are replaced by
    defaults, and the wrong ones reported.
    """
    text = read_text(path, shown, problems)
    if text is None:
        return None
    try:
        top = parsed(text, parse_float=Decimal)
    except ValueError as error:
        problems.append(not_toml(shown, str(error), _HINT if "(at line" in str(error) else ""))
        return None
    return _settings(Section.top(shown, text, top, problems))


def _settings(top: Section) -> Settings:
    """Return the content of the top table; a missing name is an error, a missing currency is "EUR"."""
    top.check_keys(_KEYS)
    money = top.table("money")
    money.check_keys(("currency",))
    name = top.optional_text("name")
    if "name" not in top.values:
        top.wrong("name", 'the organisation needs a name, such as name = "Corner Pizza"')
    drafts = [read_service(section) for section in top.tables("service")]
    return Settings(
        top.file,
        name or "",
        read_calendar(top.table("calendar")),
        money.optional_text("currency") or "EUR",
        tuple(draft for draft in drafts if draft is not None),
    )


def read_folder(folder: Path, shown: str) -> tuple[Organisation | None, list[Problem]]:
    """Return the organisation of a folder (None after an error) and all problems, sorted by file and line.

    All three files are read even if one is invalid, so that all problems can be corrected at once.

    shown  name of the folder for messages; it becomes Organisation.source

    folder  folder with organisation.toml, people.csv and ties.csv

    Warnings alone do not prevent the organisation. No exception is raised for a mistake in a file.
    """
    files = [_join(shown, name) for name in (SETTINGS, PEOPLE, TIES)]
    problems: list[Problem] = []
    settings = read_settings(folder / SETTINGS, files[0], problems)
    table = read_table(folder / PEOPLE, files[1], HEADER, TRAITS, problems)
    people = read_people(table, problems) if table is not None else []
    if table is not None:
        problems += check_people(people, table)
    services = _services(settings, people, table, problems)
    ties = read_ties_file(folder / TIES, files[2], table, problems)
    if settings is None or ties is None or any(not p.warning for p in problems):
        return None, in_order(problems, files)
    organisation = Organisation(
        settings.name,
        tuple(people),
        services,
        ties,
        settings.calendar,
        settings.currency,
        shown,
    )
    return organisation, in_order(problems, files)


def read_ties_file(path: Path, shown: str, people: CsvTable | None, problems: list[Problem]) -> Ties | None:
    """Return the ties of a file; None if it or the table of people cannot be read.

    shown   name of the file for messages
    people  the table of people, for their ids; None if it could not be read

    problems  list to which problems are added
    """
    table = read_table(path, shown, TIES_HEADER, TIES_OPTIONAL, problems)
    if table is None or people is None or not people.total:
        return None
    return read_ties(table, people.column("id"), people.lost, problems)


def in_order(problems: list[Problem], files: Sequence[str]) -> list[Problem]:
    """Return problems in the order of `files` and by line; those of a file as a whole come first.

    files  names of files as in the problems; a problem of any other file raises ValueError
    """
    return sorted(problems, key=lambda p: (files.index(p.file), p.line or 0))


def _services(
    settings: Settings | None, people: list[Person], table: CsvTable | None, problems: list[Problem]
) -> tuple[Service, ...]:
    """Return the services of the settings, or default ones if there are none.

    table  the table of people, for teams of rows that could not be read

    Default services are a warning. They are not used if a service of the file has a mistake.
    """
    if settings is None:
        return ()
    rows = table.column("team") if table is not None else []
    lost = table.lost if table is not None else frozenset()
    check_services(settings.services, people, {*rows, *lost} - {p.team for p in people})
    defined = tuple(draft.service for draft in settings.services)
    if defined or any(p.column.startswith("service") for p in problems):
        return defined
    defaults = default_services(people)
    problems.append(no_services_warning(settings.file, defaults))
    return defaults


def _join(shown: str, name: str) -> str:
    """Return the name of a file in a folder for messages; the plain name if the folder has none."""
    return f"{shown.rstrip('/')}/{name}" if shown else name
