"""Problem management: choosing a root cause, analysing it, removing it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms.routing import clock_hours
from ..state import NONE
from ..tables.root_cause_rows import remove_cause
from ..working_calendar import PEAK

if TYPE_CHECKING:
    from ..records import Cause
    from ..state import World


PROBLEMS_SEEN = 250  # root causes one person looks through when choosing


@rule
def analyse(w: World, i: int, day: int, end: float) -> None:
    """Let i work on root causes until the slot ends."""
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
        skill = 0.5 + 0.5 * (1.0 - math.exp(-o.practice / (p.analysis_learning * o.scale)))
        speed = person.speed * skill
        done = min(x.left, (end - person.clock) * speed)
        person.clock += done / speed
        h.problem_work += done / skill
        x.left -= done
        if x.left <= 1e-9:
            _removed(w, row, day, day + person.clock)


@rule
def problem_in_hand(w: World, i: int, day: int) -> int:
    """Return the root cause i works on now: the one picked earlier today while it lasts, else the best to pick."""
    person = w.people[i]
    if person.problem_day == day and person.problem != NONE:
        x = w.causes[person.problem]
        if x.active == 1 and x.key == person.problem_key:
            return person.problem
    return next_problem(w, i, day)


@rule
def next_problem(w: World, i: int, day: int) -> int:
    """Return the root cause that i works on: by technical taste, or by business case where that is the rule."""
    o, lv = w.organisation[0], w.levers[day]
    best, winner = -np.inf, NONE
    start = random_numbers.below(o.cause_rows, random_numbers.uniform(o.seed, S.PROBLEM_SIGHT, w.people[i].key, day))
    for step in range(min(o.cause_rows, PROBLEMS_SEEN)):
        row = (start + step) % o.cause_rows
        x = w.causes[row]
        if x.active == 0 or x.count <= 0.0:
            continue
        score = 0.0
        if lv.business_case > 0.0:
            score += lv.business_case * business_case(w, i, x)
        if lv.business_case < 1.0:
            score += (1.0 - lv.business_case) * technical_taste(w, i, x)
        if not np.isnan(x.begun):
            score += 0.5
        if score > best and can_be_found(w, row):
            best, winner = score, row
    return winner


@rule
def business_case(w: World, i: int, x: Cause) -> float:
    """Return the worth of removing a root cause, as i sees it: incidents x value of the service for the effort left."""
    u: float = w.understanding[i, x.service]
    worth = math.log(w.services[x.service].value)
    return math.log(0.05 + x.count) + (0.3 + 0.7 * u) * worth - 0.5 * math.log(x.left + 0.5)


@rule
def technical_taste(w: World, i: int, x: Cause) -> float:
    """Return how interesting a root cause is to i: often met, soon done, and a matter of taste."""
    taste = random_numbers.normal(w.organisation[0].seed, S.PROBLEM_TASTE, x.key, w.people[i].key)
    return 0.5 * math.log(0.05 + x.count) + 0.8 * taste + (1.0 if x.left < 3.0 else 0.0)


@rule
def can_be_found(w: World, row: int) -> bool:
    """Return whether IT can find a root cause; those of shadow IT only with understanding of the business."""
    x = w.causes[row]
    if x.hidden == 0:
        return True
    o = w.organisation[0]
    return random_numbers.uniform(o.seed, S.PROBLEM_FIND, x.key, 0) < o.understanding + 0.1


@rule
def _removed(w: World, row: int, day: int, now: float) -> None:
    """Take a root cause out of the world; the fix is itself a release."""
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    x = w.causes[row]
    s = w.services[x.service]
    o.practice += 1.0
    h.removed_causes += 1.0
    h.removal_days += (clock_hours(now) - clock_hours(x.opened)) / 24.0
    loss = p.release_disruption * o.reach * s.value * s.today * (1.0 - 0.3 * o.framework)
    h.release_loss += loss
    if s.today / s.mean_rhythm > PEAK:
        h.peak_loss += loss
    remove_cause(w, row)
