"""Organisation.toml: name, calendar, money and services."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from itborg.errors import Problem
from itborg.organisation.calendar import read_calendar
from itborg.organisation.section import Section
from itborg.organisation.services import DraftService, read_service
from itborg.organisation.text import read_text
from itborg.organisation.types import OrganisationCalendar
from itborg.toml_table import no_toml

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
        problems.append(no_toml(shown, str(error), _HINT if "(at line" in str(error) else ""))
        return None
    return _settings(Section.top(shown, text, top, problems))


def _settings(top: Section) -> Settings:
    top.only(_KEYS)
    money = top.table("money")
    money.only(("currency",))
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
