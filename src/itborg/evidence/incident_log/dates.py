"""Dates and times of an export, in whatever usual form they are written.

The order of day and month follows from a number above 12 in any column of dates, or the user states it; the receipt
names the evidence. Times without a zone are read as if they were UTC; differences of hours are right within one log.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np

from ...analysis.statistics import Floats
from ...common.errors import InputError
from ...organisation.reading.raw_table import is_missing

#: Share of texts that may be written in another form; they become NaN.
MISFITS = 0.01
#: Longest text that can be a date, in characters.
MAX_LENGTH = 60
_NUMERIC = re.compile(
    r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[T ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?"
    r"(?: ?([AaPp])\.?[Mm]\.?)?)?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?",
    re.ASCII,
)
_SECONDS = re.compile(r"\d{10}(\d{3})?", re.ASCII)
_MONTH_NAME = re.compile(r"[^\W\d_]{3,}", re.UNICODE)
#: First letters of months in German, Dutch, French and Spanish that differ from English, and the English month.
_MONTHS = {
    "mär": "mar", "mrt": "mar", "maa": "mar", "mai": "may", "mei": "may", "okt": "oct", "dez": "dec", "fév": "feb",
    "fev": "feb", "avr": "apr", "juin": "jun", "juil": "jul", "aoû": "aug", "aou": "aug", "déc": "dec", "ene": "jan",
    "abr": "apr", "ago": "aug", "dic": "dec", "jan": "jan", "feb": "feb", "mar": "mar", "apr": "apr", "jun": "jun",
    "jul": "jul", "aug": "aug", "sep": "sep", "oct": "oct", "nov": "nov",
}  # fmt: skip
_EPOCH = datetime(1970, 1, 1)


class Moments(NamedTuple):
    """Columns of dates as hours since 1970, NaN where there is none, and how they were read.

    hours     column -> (texts,)
    evidence  a sentence on the order of day and month; "" if it does not matter
    misfits   number of texts that are no dates
    """

    hours: dict[str, Floats]
    evidence: str
    misfits: int


#: Asks the user to choose: gets a question and the choices, returns one of these.
Prompt = Callable[[str, Sequence[str]], str]


def read_moments(
    columns: Mapping[str, Sequence[str]], day_first: bool | None = None, prompt: Prompt | None = None
) -> Moments:
    """Return the dates of several columns, which share the order of day and month.

    columns    column -> its texts; placeholders such as NULL are missing
    day_first  whether 03/04 is the third of April; None: found from the texts
    prompt     lets the user choose where the texts do not tell; None: that is an error

    At most 1 % of the texts of a column may be no dates; they become NaN. Raises InputError if there are more, and if
    the order of day and month cannot be known.
    """
    written = {name: dict.fromkeys(text for text in texts if not is_missing(text)) for name, texts in columns.items()}
    first, evidence = _order(written, day_first, prompt)
    found, misfits = {}, 0
    for name, texts in columns.items():
        known = {text: _hours(text, first) for text in written[name]}
        filled = [text for text in texts if text in known]
        bad = [text for text in filled if known[text] is None]
        if bad and len(bad) > MISFITS * len(filled):
            raise InputError(f"column '{name}': '{bad[0]}' is {_not_a_date(bad[0])}")
        misfits += len(bad)
        values = {text: np.nan if value is None else value for text, value in known.items()}
        found[name] = np.array([values.get(text, np.nan) for text in texts], dtype=np.float64)
    return Moments(found, evidence, misfits)


def _not_a_date(text: str) -> str:
    """Return the end of the message for a text that is no date."""
    if re.fullmatch(r"\d{5}([.,]\d+)?", text):
        return "a number of days, as spreadsheets store dates; format the column as a date before the export"
    return "not a date and time in a known form, such as 2026-07-01 09:30"


def _order(written: Mapping[str, Iterable[str]], day_first: bool | None, prompt: Prompt | None) -> tuple[bool, str]:
    """Return whether the day comes first in dates such as 03/04/2026, and the evidence.

    Raises InputError if dates of both orders occur, or if nothing tells and nobody can choose.
    """
    pairs: dict[tuple[int, int], tuple[str, str]] = {}
    for name, texts in written.items():
        for text in texts:
            match = _NUMERIC.fullmatch(text)
            if match and len(match[1]) <= 2:
                pairs.setdefault((int(match[1]), int(match[3])), (name, text))
    if not pairs:
        return True, ""
    day, month = ([one for one in pairs if one[at] > 12] for at in (0, 1))
    if day_first is not None:
        wrong = month if day_first else day
        if len(wrong) > MISFITS * len(pairs):
            name, text = pairs[wrong[0]]
            option, order = ("--day-first", "day") if day_first else ("--month-first", "month")
            raise InputError(f"column '{name}': '{text}' cannot begin with the {order}, which {option} states")
        return day_first, f"dates begin with the {'day' if day_first else 'month'}, as stated"
    if day and month and min(len(day), len(month)) > MISFITS * len(pairs):
        a, b = pairs[day[0]], pairs[month[0]]
        raise InputError(f"column '{a[0]}' begins with the day ('{a[1]}'), column '{b[0]}' with the month ('{b[1]}')")
    if day or month:
        first = len(day) > len(month)
        name, text = pairs[(day if first else month)[0]]
        return first, f"dates begin with the {'day' if first else 'month'}, because of {text} in column {name}"
    name, text = next(iter(pairs.values()))
    if prompt is not None:
        answer = prompt(f"column '{name}': does '{text}' begin with the day or the month?", ("day", "month"))
        return answer == "day", f"dates begin with the {answer}, as stated"
    raise InputError(f"column '{name}': '{text}' may begin with the day or the month; use --day-first or --month-first")


def _hours(text: str, day_first: bool) -> float | None:
    """Return hours since 1970; None for a text that is no date."""
    match = _NUMERIC.fullmatch(text)
    try:
        if match:
            return _of_numbers(match, day_first)
        if _SECONDS.fullmatch(text):
            return int(text[:10]) / 3600
        if _MONTH_NAME.search(text) or "T" in text:
            return _as_hours(_named(text))
    except (ValueError, OverflowError):
        return None
    return None


def _of_numbers(match: re.Match[str], day_first: bool) -> float:
    """Return the hours of a date in numbers. Raises ValueError if there is no such day or time."""
    a, b, c = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        year, month, day = a, b, c
    elif len(match[1]) > 2 or len(match[4]) not in (2, 4):
        raise ValueError
    else:
        year = c if len(match[4]) == 4 else c + (2000 if c < 70 else 1900)
        day, month = (a, b) if day_first else (b, a)
    hour, half = int(match[5] or 0), match[9]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + 12 * (half in "Pp")
    hour, days = (0, 1) if hour == 24 and not int(match[6] or 0) else (hour, 0)
    moment = datetime(year, month, day, hour, int(match[6] or 0), int(match[7] or 0)) + timedelta(days=days)
    zone = match[10] or ""
    offset = 0.0
    if zone[:1] in ("+", "-"):
        offset = (int(zone[1:3]) + int(zone[-2:]) / 60) * (-1 if zone[0] == "-" else 1)
    return (moment - _EPOCH).total_seconds() / 3600 + float(f"0.{match[8] or 0}") / 3600 - offset


def _named(text: str) -> datetime:
    """Return a moment written with the name of a month, or in full ISO 8601. Raises ValueError for another text.

    A text that does not name day, month and year is refused: dateutil would take what is missing from today. So is an
    unknown zone, which dateutil would ignore.
    """
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if len(text) > MAX_LENGTH:
        raise ValueError
    from dateutil import parser

    english = _MONTH_NAME.sub(_english, text.replace("/", " "))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            one, other = (parser.parse(english, default=day, dayfirst=True, tzinfos=_ZONES) for day in _DEFAULTS)
        except (ArithmeticError, Warning):  # hundreds of digits; an unknown zone
            raise ValueError from None
    if one.replace(tzinfo=None) != other.replace(tzinfo=None):
        raise ValueError
    return datetime.fromisoformat(one.isoformat())


#: Seconds east of Greenwich of usual zones.
_ZONES = {
    "CET": 3600, "CEST": 7200, "MEZ": 3600, "MESZ": 7200, "BST": 3600, "EST": -18000, "EDT": -14400, "CST": -21600,
    "CDT": -18000, "MST": -25200, "MDT": -21600, "PST": -28800, "PDT": -25200,
}  # fmt: skip
_DEFAULTS = (datetime(2001, 1, 1), datetime(2004, 2, 2))


def _english(match: re.Match[str]) -> str:
    """Return the English name of a month, another word unchanged."""
    word = match[0].lower()
    return next((english for start, english in _MONTHS.items() if word.startswith(start)), match[0])


def _as_hours(moment: datetime) -> float:
    """Return hours since 1970; a moment without a zone counts as UTC."""
    if moment.tzinfo is None:
        return (moment - _EPOCH).total_seconds() / 3600
    return moment.astimezone(UTC).timestamp() / 3600
