"""Dates and times of an export, in whatever usual form they are written.

A column has one form: ISO 8601, or a combination of a date and a time below that fits nearly all of its texts. Times
without a zone are read as if they were UTC; differences of hours are right within one log.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np

from ...analysis.statistics import Floats
from ...common.errors import InputError

_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d-%m-%Y", "%d/%m/%Y", "%m/%d/%Y", "%m-%d-%Y", "%d.%m.%Y")
_TIMES = (" %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", " %H:%M:%S.%f", "")
#: Texts from which the form is found.
SAMPLE = 2000
#: Share of texts that may be written in another form; they become NaN.
MISFITS = 0.01


def hours(texts: Sequence[str], column: str, day_first: bool | None = None) -> Floats:
    """Return moments as hours since 1970, (texts,); NaN for empty texts.

    texts      of one column
    column     name of the column in messages
    day_first  whether 03/04 is the third of April; None: found from the texts

    At most 1 % of the texts may be written in another form; they become NaN. Raises InputError if the form is not
    known, if several forms are possible, or if too many texts have another form.
    """
    written = [text for text in texts if text]
    read = _reader(written[:SAMPLE], column, day_first)
    known = {text: read(text) for text in set(written)}
    bad = next((text for text in written if known[text] is None), None)
    if bad is not None and sum(known[text] is None for text in written) > MISFITS * len(written):
        raise InputError(f"column '{column}': '{bad}' is not written like the other dates")
    return np.array([_or_nan(known.get(text)) for text in texts])


def _or_nan(value: float | None) -> float:
    """Return a value unchanged, NaN for None."""
    return float("nan") if value is None else value


def _reader(texts: Sequence[str], column: str, day_first: bool | None) -> Callable[[str], float | None]:
    """Return the function that reads the dates of a column; it returns None for a text in another form.

    texts      a sample of the column, without empty texts
    column     its name in messages
    day_first  decides between forms that begin with the day or the month; None: InputError if both fit

    ISO 8601 has priority; among other forms that fit, the first in the list above is used.
    """
    if texts and sum(_iso(text) is None for text in texts) <= MISFITS * len(texts):
        return _iso
    forms = [date + time for date in _DATES for time in _TIMES]
    fitting = [
        form for form in forms if texts and sum(_read(form, text) is None for text in texts) <= MISFITS * len(texts)
    ]
    if not fitting:
        shown = texts[0] if texts else ""
        raise InputError(
            f"column '{column}': '{shown}' is not a date and time in a known form, such as 2026-07-01 09:30"
        )
    days_first = [form for form in fitting if form.startswith("%d")]
    if len({form[:2] for form in fitting}) > 1:
        if day_first is None:
            raise InputError(
                f"column '{column}': '{texts[0]}' may begin with the day or the month; use --day-first or --month-first"
            )
        fitting = days_first if day_first else [form for form in fitting if form not in days_first]
    form = fitting[0]
    return lambda text: _read(form, text)


def _iso(text: str) -> float | None:
    """Return the hours of an ISO 8601 text; None for another text."""
    try:
        return _as_hours(datetime.fromisoformat(text))
    except ValueError:
        return None


def _read(form: str, text: str) -> float | None:
    """Return the hours of a text in a form of `strptime`; None for another text."""
    try:
        return _as_hours(datetime.strptime(text, form))
    except ValueError:
        return None


def _as_hours(moment: datetime) -> float:
    """Return hours since 1970; a moment without a zone counts as UTC."""
    if moment.tzinfo is None:
        return (moment - datetime(1970, 1, 1)).total_seconds() / 3600
    return moment.timestamp() / 3600
