"""The business calendar: 5-day weeks, 20-day months, 60-day quarters, and when services matter most.

Day 0 of the model is the first day of a week, a month and a quarter. Years have 12 months of 20 days; public
holidays are left out. Calendar factors are computed for all days before a run, because they depend on nothing in it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..common import random_numbers
from ..common import streams as S
from ..common.numba_support import rule
from ..common.periods import MONTH, WEEK
from ..mechanisms import rhythms
from ..organisation.types import OrganisationCalendar

if TYPE_CHECKING:
    from .state import World


#: Months of a year, and calendar days that lead into the next month from the first of any.
MONTHS, LONGER_THAN_A_MONTH = 12, 32
#: Campaigns move every second retail service.
SENSITIVE = 2
OUTLOOK = 24  # days beyond the end of a run that the calendar still knows, for plans


@rule
def fill_rhythm(w: World) -> None:
    """Write the calendar factor of every service on every day.

    Writes `w.rhythm` (services x days, 1 is an ordinary day) and `mean_rhythm` of every service. Weeks whose campaign
    the folder leaves open have one with probability `campaign_share` (stream CAMPAIGN, by week), the same for all
    services. Campaigns move every second retail service (SENSITIVE), in the order of rows. Assumption.

    Peaks are what makes understanding of the business valuable: the same fault costs more on some days.
    """
    p = w.parameters[0]
    retail = 0
    for s in range(w.rhythm.shape[0]):
        x = w.services[s]
        sensitive = x.rhythm == rhythms.RETAIL and retail % SENSITIVE == 0
        if x.rhythm == rhythms.RETAIL:
            retail += 1
        x.mean_rhythm = rhythms.mean_factor(x.rhythm, sensitive, p)
        for day in range(w.rhythm.shape[1]):
            on = w.campaign[day] == 1
            if w.campaign[day] < 0:
                on = random_numbers.uniform_of(w.streams[S.CAMPAIGN], day // WEEK, 0) < p.campaign_share
            w.rhythm[s, day] = rhythms.factor(x.rhythm, day, sensitive and on, p)


def working_day(date: dt.date, start: dt.date) -> int:
    """Return the model's day of a date: months of 20 working days, counted from the start's month.

    date   calendar date; days of the weekend count as the working day that follows
    start  date in the month that is the first 20 days

    Dates inside a month are spread evenly over its 20 days. Negative before the start's month.
    """
    months = (date.year - start.year) * MONTHS + date.month - start.month
    first = date.replace(day=1)
    following = (first + dt.timedelta(days=LONGER_THAN_A_MONTH)).replace(day=1)
    length = int(np.busday_count(first, following))
    passed = int(np.busday_count(first, date))
    return months * MONTH + min(MONTH - 1, passed * MONTH // length)


def campaign_days(calendar: OrganisationCalendar, burn_in: int, days: int) -> NDArray[np.int64]:
    """Return per day of a run, and of some days after it, 1 for a campaign, 0 for none, -1 for "draw it".

    calendar       campaigns as "first/last" ISO dates, the start, and the months that it covers
    burn_in, days  lengths in working days; the calendar's start is the first day after the burn-in

    Shape (burn_in + days + OUTLOOK,). Campaigns that a folder names hold for the months that it covers; outside them
    they are drawn. The burn-in is never covered unless a campaign begins before the start.
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
