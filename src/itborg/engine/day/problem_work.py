"""Problem management: choosing a root cause, analysing it, removing it.

Part of step 6. Removing root causes lowers the number of incidents of the coming months, at the cost of hands for
today's incidents. Which root cause is picked, the one that costs the business most or the most interesting one,
depends on understanding of the business and on the lever `business_case`.

Arguments: day is the row of the day, i the row of the person, row that of the root cause; end is the end of a slot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...common.periods import CLOCK_DAY
from ...mechanisms import business_calendar, problem_management
from ..state import NONE, TASTES
from ..tables.root_cause_rows import remove_cause
from .losses import lose_by_release

if TYPE_CHECKING:
    from ..state import World
    from ..work_records import Cause


@rule
def analyse(w: World, i: int, day: int, end: float) -> None:
    """Let i work on root causes until the slot ends.

    end  end of the slot, share of the day

    Speed is that of the person times the skill of the organisation in analysis, which grows with root causes
    removed. Lowers `left` of the root cause, moves the person's `clock`, and records `problem_work` in person-days.
    """
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    person = w.people[i]
    while person.clock < end:
        row = problem_in_hand(w, i, day)
        if row == NONE:
            return
        x = w.causes[row]
        person.problem = row
        person.problem_key = x.key
        person.problem_day = day
        if np.isnan(x.begun):
            x.begun = float(day)
        skill = problem_management.skill(o.practice, o.scale, p)
        speed = person.speed * skill
        done = min(x.left, (end - person.clock) * speed)
        person.clock += done / speed
        h.problem_work += done / skill
        x.left -= done
        if x.left <= 1e-9:
            _removed(w, row, day, day + person.clock)


@rule
def problem_in_hand(w: World, i: int, day: int) -> int:
    """Return the root cause i works on now: the one picked earlier today while it lasts, else the best to pick.

    Returns a row of `w.causes`, or NONE. The key is compared because rows are used again.
    """
    person = w.people[i]
    if person.problem_day == day and person.problem != NONE:
        x = w.causes[person.problem]
        if x.active == 1 and x.key == person.problem_key:
            return person.problem
    return next_problem(w, i, day)


@rule
def next_problem(w: World, i: int, day: int) -> int:
    """Return the root cause that i works on; NONE if there is none.

    By technical interest, or by business case in proportion to the lever `business_case` (0 to 1). i looks through
    `problems_in_view` rows from a random one (stream PROBLEM_CANDIDATE, by person and day): nobody overlooks the
    whole backlog. Root causes without incidents so far are passed over, as nobody has noticed them. Begun ones get a
    bonus, so that analysis is finished. Assumption.
    """
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    best, winner = -np.inf, NONE
    start = random_numbers.below(
        o.cause_rows, random_numbers.uniform_of(w.streams[S.PROBLEM_CANDIDATE], w.people[i].key, day)
    )
    for step in range(min(o.cause_rows, int(p.problems_in_view))):
        row = (start + step) % o.cause_rows
        x = w.causes[row]
        if x.active == 0 or x.count <= 0.0:
            continue
        score = 0.0
        if lv.business_case > 0.0:
            score += lv.business_case * business_case(w, i, x)
        if lv.business_case < 1.0:
            score += (1.0 - lv.business_case) * technical_interest(w, i, row)
        if not np.isnan(x.begun):
            score += p.begun_problem
        if score > best and can_be_found(w, row):
            best, winner = score, row
    return winner


@rule
def business_case(w: World, i: int, x: Cause) -> float:
    """Return the worth of removing a root cause as i sees it, ln.

    x  the root cause

    Reads incidents remembered, effort left (person-days) and the day value of the service, the latter as far as i
    understands the service. Without understanding services look more alike than they are.
    """
    value = w.services[x.service].value
    return problem_management.business_case(x.often, w.understanding[i, x.service], value, x.left, w.parameters[0])


@rule
def technical_interest(w: World, i: int, row: int) -> float:
    """Return how interesting a root cause is to i, score: often met, soon removed, and a lasting taste of the person."""
    x = w.causes[row]
    return problem_management.technical_interest(x.often, taste(w, i, row), x.left, w.parameters[0])


@rule
def taste(w: World, i: int, row: int) -> float:
    """Return the taste of i for a root cause, a normal number by both (stream PROBLEM_TASTE), the same on every day.

    Kept in `w.tastes`, as everybody looks through the same root causes day after day.
    """
    key, bench, place = w.causes[row].key, w.people[i].bench, row % TASTES
    if bench != NONE and w.tasted[bench, place] == key:
        return float(w.tastes[bench, place])
    z = random_numbers.normal_of(w.streams[S.PROBLEM_TASTE], key, w.people[i].key)
    if bench != NONE:
        w.tasted[bench, place] = key
        w.tastes[bench, place] = z
    return z


@rule
def can_be_found(w: World, row: int) -> bool:
    """Return whether IT can find a root cause; those of shadow IT only where the owners are heard.

    row  row of the root cause

    One draw for each root cause (stream PROBLEM_FIND, by root cause), compared with the voice of the owners this
    month, so that a hidden root cause that was once found stays found while voice does not fall.
    """
    x = w.causes[row]
    if x.hidden == 0:
        return True
    found = problem_management.finding_hidden(w.services[x.service].reached, w.parameters[0])
    return random_numbers.uniform_of(w.streams[S.PROBLEM_FIND], x.key, 0) < found


@rule
def _removed(w: World, row: int, day: int, now: float) -> None:
    """Remove a root cause that was worked off; the fix disrupts the service like a release.

    row  row of the root cause
    now  working time of its removal, days

    Adds to `practice` of the organisation, and records the removal, its age in calendar days and the loss by the
    disruption, kEUR. Problem management thus costs the business something too, most on a peak.
    """
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    x = w.causes[row]
    o.practice += 1.0
    h.removed_causes += 1.0
    hours = business_calendar.clock_hours(now, p) - business_calendar.clock_hours(x.opened, p)
    h.removal_days += hours / CLOCK_DAY
    lose_by_release(w, x.service, day)
    remove_cause(w, row)
