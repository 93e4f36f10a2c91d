"""A folder as an organisation, and everything that is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ...common.errors import Problem
from ...common.toml_reader import not_toml
from ..types import TRAITS, Organisation, OrganisationCalendar, Person, Service, Ties
from .csv_records import read_text
from .csv_table import Table, read_table
from .people import HEADER, check_people, read_people
from .services import DraftService, check_services, made_services, none_named, read_service
from .ties import HEADER as TIES_HEADER
from .ties import OPTIONAL as TIES_OPTIONAL
from .ties import read_ties
from .toml_sections import Section, read_calendar

_KEYS = ("name", "calendar", "money", "service")
_HINT = '; text stands in "quotes", a number has no comma: 14_000'


@dataclass(frozen=True)
class Settings:
    """What organisation.toml says.

    file      what the user calls the file
    services  as written, not yet compared with people.csv
    """

    file: str
    name: str
    calendar: OrganisationCalendar
    currency: str
    services: tuple[DraftService, ...]


def read_settings(path: Path, shown: str, problems: list[Problem]) -> Settings | None:
    """Return what organisation.toml says, or None where it is not TOML at all."""
    text = read_text(path, shown, problems)
    if text is None:
        return None
    try:
        top = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        problems.append(not_toml(shown, str(error), _HINT if "(at line" in str(error) else ""))
        return None
    return _settings(Section.top(shown, text, top, problems))


def _settings(top: Section) -> Settings:
    top.check_keys(_KEYS)
    money = top.table("money")
    money.check_keys(("currency",))
    name = top.given("name")
    if "name" not in top.values:
        top.wrong("name", 'the organisation needs a name, such as name = "Corner Pizza"')
    drafts = [read_service(section) for section in top.tables("service")]
    return Settings(
        top.file,
        name or "",
        read_calendar(top.table("calendar")),
        money.given("currency") or "EUR",
        tuple(draft for draft in drafts if draft is not None),
    )


SETTINGS, PEOPLE, TIES = "organisation.toml", "people.csv", "ties.csv"


def read_folder(folder: Path, shown: str) -> tuple[Organisation | None, list[Problem]]:
    """Return the organisation of a folder, None if there is an error, and all problems.

    shown  what the user calls the folder; it becomes Organisation.source
    """
    files = [_join(shown, name) for name in (SETTINGS, PEOPLE, TIES)]
    found: list[Problem] = []
    settings = read_settings(folder / SETTINGS, files[0], found)
    table = read_table(folder / PEOPLE, files[1], HEADER, TRAITS, found)
    people = read_people(table, found) if table is not None else []
    if table is not None:
        found += check_people(people, table)
    services = _services(settings, people, table, found)
    ties = read_ties_file(folder / TIES, files[2], table, found)
    if settings is None or ties is None or any(not p.warning for p in found):
        return None, in_order(found, files)
    organisation = Organisation(
        settings.name,
        tuple(people),
        services,
        ties,
        settings.calendar,
        settings.currency,
        shown,
    )
    return organisation, in_order(found, files)


def read_ties_file(path: Path, shown: str, people: Table | None, found: list[Problem]) -> Ties | None:
    """Return the ties of a file, None where it or the file of people cannot be read."""
    table = read_table(path, shown, TIES_HEADER, TIES_OPTIONAL, found)
    if table is None or people is None or not people.total:
        return None
    return read_ties(table, people.column("id"), people.lost, found)


def in_order(problems: list[Problem], files: Sequence[str]) -> list[Problem]:
    """Return problems file by file, line by line; what concerns a whole file comes first."""
    return sorted(problems, key=lambda p: (files.index(p.file), p.line or 0))


def _services(
    settings: Settings | None, people: list[Person], table: Table | None, found: list[Problem]
) -> tuple[Service, ...]:
    """Return the services that are named, or made ones where none are."""
    if settings is None:
        return ()
    rows = table.column("team") if table is not None else []
    lost = table.lost if table is not None else frozenset()
    check_services(settings.services, people, {*rows, *lost} - {p.team for p in people})
    named = tuple(draft.service for draft in settings.services)
    if named or any(p.column.startswith("service") for p in found):
        return named
    made = made_services(people)
    found.append(none_named(settings.file, made))
    return made


def _join(shown: str, name: str) -> str:
    return f"{shown.rstrip('/')}/{name}" if shown else name
