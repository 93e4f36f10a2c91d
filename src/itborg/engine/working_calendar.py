"""The business calendar: 5-day weeks, 20-day months, 60-day quarters, and when services matter most."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..common import random_numbers
from ..common import streams as S
from ..common.numba_support import rule
from ..common.periods import MONTH, QUARTER, WEEK
from ..organisation.types import OrganisationCalendar

if TYPE_CHECKING:
    from .state import World


PEAK = 1.4  # calendar factor over its mean from which a day is a peak
OUTLOOK = 24  # days beyond the end of a run that the calendar still knows, for plans
CAMPAIGN_SHARE = 0.18  # of weeks, where the folder names no campaigns
RETAIL, PAYROLL, FINANCE = 0, 1, 2


@rule
def rhythm_on(rhythm: int, day: int, campaign: bool) -> float:
    """Return how much a service matters on a day against an ordinary one. Assumption.

    retail: Fridays 1.8, other days .85, campaigns x 2.5; payroll: 6 on the last two days of a
    month, else .5; finance: 4.5 on its last three (8 at the end of a quarter), else .5; steady: .8.
    """
    of_month = day % MONTH
    if rhythm == RETAIL:
        factor = 1.8 if day % WEEK == 4 else 0.85
        return factor * 2.5 if campaign else factor
    if rhythm == PAYROLL:
        return 6.0 if of_month >= 18 else 0.5
    if rhythm == FINANCE:
        if of_month < 17:
            return 0.5
        return 8.0 if day % QUARTER >= 57 else 4.5
    return 0.8


@rule
def usual_rhythm(rhythm: int, sensitive: bool) -> float:
    """Return the mean of `rhythm_on` over the year, campaigns included at their usual share."""
    if rhythm == RETAIL:
        return 1.04 * (1.0 + 1.5 * CAMPAIGN_SHARE) if sensitive else 1.04
    if rhythm == PAYROLL:
        return 1.05
    return 1.275 if rhythm == FINANCE else 0.8


@rule
def fill_rhythm(w: World) -> None:
    """Write the calendar factor of every service on every day. Campaigns move every second retail service."""
    seed = w.organisation[0].seed
    retail = 0
    for s in range(w.rhythm.shape[0]):
        x = w.services[s]
        sensitive = x.rhythm == RETAIL and retail % 2 == 0
        if x.rhythm == RETAIL:
            retail += 1
        x.mean_rhythm = usual_rhythm(x.rhythm, sensitive)
        for day in range(w.rhythm.shape[1]):
            on = w.campaign[day] == 1
            if w.campaign[day] < 0:
                on = random_numbers.uniform(seed, S.CAMPAIGN, day // WEEK, 0) < CAMPAIGN_SHARE
            w.rhythm[s, day] = rhythm_on(x.rhythm, day, sensitive and on)


def working_day(date: dt.date, start: dt.date) -> int:
    """Return the model's day of a date: months of 20 working days, counted from the start's month.

    Dates inside a month are spread evenly over its 20 days.
    """
    months = (date.year - start.year) * 12 + date.month - start.month
    first = date.replace(day=1)
    following = (first + dt.timedelta(days=32)).replace(day=1)
    length = int(np.busday_count(first, following))
    passed = int(np.busday_count(first, date))
    return months * MONTH + min(MONTH - 1, passed * MONTH // length)


def campaign_days(calendar: OrganisationCalendar, burn_in: int, days: int) -> NDArray[np.int64]:
    """Return per day of a run, and of some days after it, 1 for a campaign, 0 for none, -1 for "draw it".

    Campaigns a folder names are taken for the months it tells of; outside them they are drawn.
    """
    flags = np.full(burn_in + days + OUTLOOK, -1, dtype=np.int64)
    if calendar.campaigns is None:
        return flags
    start = dt.date.fromisoformat(calendar.start)
    flags[burn_in : burn_in + calendar.months * MONTH] = 0
    for campaign in calendar.campaigns:
        first, last = (dt.date.fromisoformat(part) for part in campaign.split("/"))
        a, b = working_day(first, start) + burn_in, working_day(last, start) + burn_in
        flags[max(0, a) : max(0, b + 1)] = 1
    return flags
