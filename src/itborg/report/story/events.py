"""What stories are made of: events, the runs they are detected in, and sums over days and months.

Months are model months of 20 working days from the strategy's start; an incomplete last month is left out of sums and
means. Dates spread them over the working days of calendar months.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import numpy as np

from ...analysis.statistics import Floats
from ...common.periods import MONTH


class Event(NamedTuple):
    """An event of a run.

    day   working day after the start, 1 is the first
    text  one or two sentences
    """

    day: int
    text: str


class StoryRuns(NamedTuple):
    """A run and its baseline run with the same random numbers, in which events are detected.

    name      the strategy of the run; "none" for the baseline itself
    history   records of the run's history from the strategy's start on, one a day
    baseline  the same of the baseline run, of the same length
    starts    (day, heading) of each strategy that the run follows in turn, day 0 first; the heading is "" for no
              intervention; empty: `name` from day 0 on
    """

    name: str
    history: Any
    baseline: Any
    starts: tuple[tuple[int, str], ...] = ()

    @property
    def days(self) -> int:
        """Working days of the story."""
        return len(self.history)

    @property
    def is_baseline(self) -> bool:
        """Whether the run is the baseline itself."""
        return self.name == "none"


def net(history: Any) -> Floats:
    """Return net value by day in kEUR, an array (days,): benefit minus losses minus cost.

    history  records of a run's history
    """
    return np.asarray(history["benefit"] - history["incident_loss"] - history["release_loss"] - history["cost"])


def losses(history: Any) -> Floats:
    """Return losses of incidents and releases by day in kEUR, an array (days,).

    history  records of a run's history
    """
    return np.asarray(history["incident_loss"] + history["release_loss"])


def monthly(values: Floats) -> Floats:
    """Return the mean of each complete month of 20 days (of all days in a shorter story), an array (months,).

    values  one a day, from the strategy's start on
    """
    step = min(MONTH, len(values))
    complete = values[: len(values) // step * step]
    return np.asarray(complete.reshape(-1, step).mean(axis=1))


def last_day(month: int, days: int) -> int:
    """Return the last day of a month, at most the last day of the story.

    month  0 is the first
    days   length of the story

    >>> last_day(0, 480), last_day(0, 10)
    (20, 10)
    """
    return min(MONTH * (month + 1), days)


def month_sums(history: Any, *columns: str) -> Floats:
    """Return the sum of columns of a history in each complete month, an array (months,).

    history  records of a run's history; a story of less than 20 days is one month
    columns  names of fields, which are added
    """
    step = min(MONTH, len(history))
    total = np.sum([history[column] for column in columns], axis=0)
    return np.asarray(total[: len(total) // step * step].reshape(-1, step).sum(axis=1))


def date_of(day: int, start: dt.date) -> dt.date:
    """Return the date of a day; the 20 days of a model month are spread over the working days of the calendar month.

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
