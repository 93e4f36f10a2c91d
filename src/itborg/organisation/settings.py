"""Organisation.toml: name, calendar, money and services."""

from __future__ import annotations

import re
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

_KEYS = ("name", "calendar", "money", "service")
_AT_LINE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)")

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
        problems.append(_syntax(str(error), shown))
        return None
    return _settings(Section.top(shown, text, top, problems))


def _settings(top: Section) -> Settings:
    top.only(_KEYS)
    money = top.table("money")
    money.only(("currency",))
    name = top.text("name")
    if "name" not in top.values:
        top.wrong("name", 'the organisation needs a name, such as name = "Corner Pizza"')
    drafts = [read_service(section) for section in top.tables("service")]
    return Settings(
        top.file,
        name or "",
        read_calendar(top.table("calendar")),
        money.text("currency") or "EUR",
        tuple(draft for draft in drafts if draft is not None),
    )


def _syntax(message: str, shown: str) -> Problem:
    """Return the problem of a file that is not TOML; the parser's message names the line.

    >>> print(_syntax("Invalid value (at line 3, column 8)", "organisation.toml"))
    organisation.toml:3: this is not TOML: invalid value; text stands in "quotes", a number has no comma: 14_000
    """
    place = _AT_LINE.search(message)
    line = int(place[1]) if place and place[1] else None
    reason = _AT_LINE.sub("", message)
    end = " (at the end of the file)" if place and not place[1] else ""
    hint = _HINT if place and place[1] else ""
    return Problem(shown, line, "", f"this is not TOML: {reason[:1].lower()}{reason[1:]}{end}{hint}")
