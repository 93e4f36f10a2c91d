"""Tables of organisation.toml, with full names of keys in messages and normalised texts; the calendar.

Relies on the TOML reader of `common`, which finds the lines of keys.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import override

from ...common.errors import Problem
from ...common.toml_reader import KeyLines, TomlTable
from ..types import OrganisationCalendar

#: Longest period of the calendar, months.
MAX_MONTHS = 120


class Section(TomlTable):
    """A table of organisation.toml; messages name a key with its table, such as calendar.start."""

    @classmethod
    def top(cls, file: str, text: str, values: Mapping[str, object], problems: list[Problem]) -> Section:
        """Return the complete file as a section.

        file      name of the file for messages
        problems  list to which problems are added

        text    content of the file, from which the lines of keys are found
        values  the parsed content
        """
        return cls(file, "", 0, values, KeyLines(text), problems)

    @override
    def column(self, key: str) -> str:
        """Return the full name of a key, such as calendar.start; at the top of the file the key itself."""
        return f"{self.name}.{key}" if self.name else key

    def optional_text(self, key: str) -> str | None:
        """Return a text without surrounding spaces, normalised (NFC); None if it is absent, empty or not a text."""
        return unicodedata.normalize("NFC", self.text(key, "")) or None


def read_calendar(section: Section) -> OrganisationCalendar:
    """Return the calendar; absent and wrong values become the defaults, wrong ones are reported.

    section  the table [calendar]; empty if the file has none

    Dates are TOML dates or ISO texts. A campaign that is over before the start is a warning.
    """
    section.check_keys(("start", "months", "campaigns"))
    default = OrganisationCalendar()
    start = _start(section) or default.start
    return OrganisationCalendar(start, _months(section, default.months), _campaigns(section, start))


def _start(section: Section) -> str | None:
    """Return the ISO date of the start, None if it is absent or wrong."""
    value = section.values.get("start")
    if value is None:
        return None
    day = _day(value)
    if day is None:
        section.wrong("start", f"{_shown(value)} is not a date such as 2026-07-01")
        return None
    return day.isoformat()


def _months(section: Section, default: int) -> int:
    """Return the months that campaigns cover, 1 to MAX_MONTHS; the default if it is wrong."""
    value = section.values.get("months", default)
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MAX_MONTHS:
        return value
    section.wrong("months", f"{_shown(value)} is not an integer from 1 to {MAX_MONTHS}")
    return default


def _campaigns(section: Section, start: str) -> tuple[str, ...] | None:
    """Return the valid campaigns, None if the key is absent or not a list; then they are drawn later."""
    value = section.values.get("campaigns")
    if value is None:
        return None
    if not isinstance(value, list):
        section.wrong("campaigns", f'{_shown(value)} is not a list: ["2026-09-07/2026-09-18"]')
        return None
    ranges = [_campaign(section, item, start) for item in value]
    return tuple(text for text in ranges if text is not None)


def _campaign(section: Section, value: object, start: str) -> str | None:
    """Return one range of dates as "first/last" in ISO dates, or report the problem and return None.

    start  ISO date of the start of the calendar
    """
    days = [_day(part.strip()) for part in value.split("/")] if isinstance(value, str) else []
    if len(days) != 2 or days[0] is None or days[1] is None:
        message = f'{_shown(value)} is not two dates, first/last, such as "2026-09-07/2026-09-18"'
        section.wrong("campaigns", message)
        return None
    first, last = days[0].isoformat(), days[1].isoformat()
    if last < first:
        section.wrong("campaigns", f"the campaign {value} ends before it begins")
        return None
    if last < start:
        message = f"the campaign {value} is over before the calendar starts on {start}"
        section.wrong("campaigns", message, warning=True)
    return f"{first}/{last}"


def _day(value: object) -> date | None:
    """Return the date of a TOML date or of a text in ISO format, None for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _shown(value: object) -> str:
    """Return a value for messages: texts in quotation marks."""
    return f"'{value}'" if isinstance(value, str) else str(value)
