"""Points in time as exports write them, as hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np

from ..errors import InputError
from ..statistics import Floats

_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d-%m-%Y", "%d/%m/%Y", "%m/%d/%Y", "%m-%d-%Y", "%d.%m.%Y")
_TIMES = (" %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", " %H:%M:%S.%f", "")
#: Texts that are tried before a form is chosen.
TRIED = 2000


def hours(texts: Sequence[str], column: str, day_first: bool | None = None) -> Floats:
    """Return moments as hours since 1970, NaN for empty texts.

    day_first  whether 03/04 is the third of April; None: found from the texts, InputError if both would do
    """
    given = [text for text in texts if text]
    read = _reader(given[:TRIED], column, day_first)
    known = {text: read(text) for text in set(given)}
    bad = next((text for text in given if known[text] is None), None)
    if bad is not None and sum(known[text] is None for text in given) > 0.01 * len(given):
        raise InputError(f"column '{column}': '{bad}' is not written like the other dates")
    return np.array([_nan(known.get(text)) for text in texts])


def _nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _reader(texts: Sequence[str], column: str, day_first: bool | None) -> Callable[[str], float | None]:
    """Return what reads the dates of a column, told from its first texts; None from it for what is no date."""
    if texts and sum(_iso(text) is None for text in texts) <= 0.01 * len(texts):
        return _iso
    forms = [date + time for date in _DATES for time in _TIMES]
    fitting = [form for form in forms if texts and sum(_by(form, text) is None for text in texts) <= 0.01 * len(texts)]
    if not fitting:
        shown = texts[0] if texts else ""
        raise InputError(
            f"column '{column}': '{shown}' is not a date and time that is understood, such as 2026-07-01 09:30"
        )
    dayish = [form for form in fitting if form.startswith("%d")]
    if len({form[:2] for form in fitting}) > 1:
        if day_first is None:
            raise InputError(
                f"column '{column}': '{texts[0]}' may begin with the day or the month; say --day-first or --month-first"
            )
        fitting = dayish if day_first else [form for form in fitting if form not in dayish]
    form = fitting[0]
    return lambda text: _by(form, text)


def _iso(text: str) -> float | None:
    try:
        return _as_hours(datetime.fromisoformat(text))
    except ValueError:
        return None


def _by(form: str, text: str) -> float | None:
    try:
        return _as_hours(datetime.strptime(text, form))
    except ValueError:
        return None


def _as_hours(moment: datetime) -> float:
    if moment.tzinfo is None:
        return (moment - datetime(1970, 1, 1)).total_seconds() / 3600
    return moment.timestamp() / 3600
