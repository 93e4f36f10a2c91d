"""A folder as an organisation, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from itborg.errors import Problem
from itborg.organisation.people import HEADER, check_people, read_people
from itborg.organisation.services import check_services, made_services, none_named
from itborg.organisation.settings import Settings, read_settings
from itborg.organisation.table import Table, read_table
from itborg.organisation.ties import HEADER as TIES_HEADER
from itborg.organisation.ties import OPTIONAL as TIES_OPTIONAL
from itborg.organisation.ties import read_ties
from itborg.organisation.types import TRAITS, Organisation, Person, Service, Ties

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
