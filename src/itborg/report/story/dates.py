"""From the model's days to dates people know: the way back from itborg.calendar.working_day."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ...spans import MONTH


def date_of(day: int, start: dt.date) -> dt.date:
    """Return the date of a day; a month's 20 model days are spread over its working days.

    day    days after the start, 0 is the first
    start  date of the first day; its month is the first month

    >>> date_of(0, dt.date(2026, 7, 1)), date_of(20, dt.date(2026, 7, 1))
    (datetime.date(2026, 7, 1), datetime.date(2026, 8, 3))
    """
    months = start.year * 12 + start.month - 1 + day // MONTH
    first = dt.date(months // 12, months % 12 + 1, 1)
    following = (first + dt.timedelta(days=32)).replace(day=1)
    length = int(np.busday_count(first, following))
    passed = -(-(day % MONTH) * length // MONTH)
    date: dt.date = np.busday_offset(first, passed, roll="forward").astype(object)
    return date
