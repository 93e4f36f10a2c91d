"""The business calendar: who knows of peaks, and what knowing them allows.

Dates of peaks are knowledge of the business. IT has it along ties of the owners or by a shared calendar, and uses it
twice: it prepares for peaks, and it releases changes on quiet days. All forms are ours.
"""

from __future__ import annotations

import math

from ..common.periods import CLOCK_DAY, WEEK, WEEKEND
from .mechanism import Mechanism, knockout, parameter, rule


class BusinessCalendar(
    Mechanism,
    meaning="peaks that IT knows of are prepared, and releases avoid them",
    knockouts=(
        knockout(
            "readiness", "known peaks are prepared", "IT that knows the peaks can prepare for them: P12", readiness=0.0
        ),
    ),
):
    """Parameters of preparing for peaks and holding back releases.

    `readiness` carries the effect; the weights of the following days express how long a fault of a
    release stays undetected.
    """

    readiness = parameter(
        0.25,
        0.1,
        0.5,
        "share",
        "part of the incidents of a known peak that preparation prevents",
        symbol="ready",
    )
    shared_calendar = parameter(0.85, 0.5, 1.0, "share", "peaks that a fully shared calendar makes known")
    next_day = parameter(0.7, 0.4, 1.0, "ratio", "weight of the first day after a release, relative to its own day")
    second_day = parameter(0.5, 0.2, 0.8, "ratio", "weight of the second day after a release")
    third_day = parameter(0.37, 0.1, 0.6, "ratio", "weight of the third day after a release")
    postponing = parameter(0.05, 0.0, 0.1, "1/day", "dislike of holding a finished change back, per day")
    office_hours = parameter(9.0, 7.0, 11.0, "hour", "length of a working day in the recorded hours of incidents")
    preparation_time = parameter(0.3, 0.1, 1.0, "pd", "time of one person in operations that preparing a peak takes")


@rule("max(announced, p.shared_calendar*shared)")
def known(announced: float, shared: float, p: BusinessCalendar) -> float:
    """Return how far the dates of a service's peaks are known in IT, 0 to 1.

    announced   probability that a manager told IT of the peak, 0 to 1
    shared      lever: a shared calendar, 0 to 1

    Assumption: dates are told or written down; understanding a business does not tell them.
    """
    return max(announced, p.shared_calendar * shared)


@rule("hazard*(1 - p.readiness)")
def prepared_hazard(hazard: float, p: BusinessCalendar) -> float:
    """Return the mean number of incidents of a root cause on a prepared peak. Assumption.

    hazard  incidents per day on any other day

    Preparation (more capacity, staff on call, nothing new) prevents part of what would fail when it costs most.
    """
    return hazard * (1.0 - p.readiness)


@rule("today + p.next_day*first + p.second_day*second + p.third_day*third + p.postponing*wait")
def release_worry(today: float, first: float, second: float, third: float, wait: int, p: BusinessCalendar) -> float:
    """Return how bad it would be to release a change on a day: what a fault would meet before it is found.

    today                 calendar factor of that day
    first, second, third  calendar factors of the next three days
    wait                  days until then

    Calendar factors are 1 on an ordinary day; the result has no unit and is only compared between days. Assumption.
    """
    return today + p.next_day * first + p.second_day * second + p.third_day * third + p.postponing * wait


@rule("""
    24*(days + 2*floor(days/5)) + p.office_hours*(day - days)
    days = floor(day)
""")
def clock_hours(day: float, p: BusinessCalendar) -> float:
    """Return the hours on the clock from day 0 to a working time, nights and weekends included.

    day  working days since day 0; the fraction is the part of the office hours that has passed

    Incident logs count hours on the clock, so targets from logs need them. Day 0 is the first of a week of 5.

    >>> from itborg.mechanisms.registry import parameter_record
    >>> p = parameter_record()[0]
    >>> float(clock_hours(5.0, p) - clock_hours(4.0, p))
    72.0
    """
    days = math.floor(day)
    return CLOCK_DAY * (days + WEEKEND * math.floor(days / WEEK)) + p.office_hours * (day - days)
