"""Problem management: choosing a root cause, analysing it, removing it."""

from __future__ import annotations

import math

import numpy as np

from .. import luck
from ..compiled import rule
from ..rules import streams as S
from ..rules.routing import clock_hours
from ..world.state import NONE
from .causes import remove_cause


@rule
def analyse(w, i, day, end):
    """Let i work on root causes until the slot ends."""
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    person = w.people[i]
    while person.clock < end:
        row = next_problem(w, i, day)
        if row == NONE:
            return
        x = w.causes[row]
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
def next_problem(w, i, day):
    """Return the root cause that i works on: by technical taste, or by business case where that is the rule."""
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    best, winner = -np.inf, NONE
    for row in range(o.cause_rows):
        x = w.causes[row]
        if x.active == 0 or x.count <= 0.0 or not can_be_found(w, row):
            continue
        u = w.understanding[i, x.service]
        worth = math.log(w.services[x.service].value)
        case = math.log(0.05 + x.count) + (0.3 + 0.7 * u) * worth - 0.5 * math.log(x.left + 0.5)
        taste = 0.5 * math.log(0.05 + x.count) + 0.8 * luck.normal(o.seed, S.PROBLEM_TASTE, x.key, w.people[i].key)
        if x.left < 3.0:
            taste += 1.0
        score = lv.business_case * case + (1.0 - lv.business_case) * taste
        if not np.isnan(x.begun):
            score += 0.5
        if score > best:
            best, winner = score, row
    return winner


@rule
def can_be_found(w, row):
    """Return whether IT can find a root cause; those of shadow IT only with understanding of the business."""
    x = w.causes[row]
    if x.hidden == 0:
        return True
    o = w.organisation[0]
    return luck.uniform(o.seed, S.PROBLEM_FIND, x.key, 0) < o.understanding + 0.1


@rule
def _removed(w, row, day, now):
    """Take a root cause out of the world; the fix is itself a release."""
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    x = w.causes[row]
    s = w.services[x.service]
    o.practice += 1.0
    h.removed_causes += 1.0
    h.removal_days += (clock_hours(now) - clock_hours(max(0.0, x.opened))) / 24.0
    h.release_loss += p.release_disruption * s.value * s.today * (1.0 - 0.3 * o.framework)
    remove_cause(w, row)
