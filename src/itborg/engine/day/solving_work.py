"""Incidents in the hands of one person: choosing, asking, solving, giving up, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import (
    business_calendar,
    contacts,
    expertise,
    framework,
    incidents,
    learning,
    prioritisation,
    root_causes,
    satisfaction,
    solving,
    trust,
)
from ...mechanisms.arithmetic import stretched
from ..state import ABILITY, BENEVOLENCE, DESK, NONE
from ..tables.queues import give_back_incident, unqueue_incident
from ..tables.relations import add_contact, trust_event
from ..tables.root_cause_rows import remove_cause
from .handoffs import hand_off, learn_who_solved
from .outages import other_need

if TYPE_CHECKING:
    from ..records import Incident
    from ..state import World


@rule
def is_free(i: int, x: Incident, now: float, patience: float) -> bool:
    """Return whether i may take an incident now: unnamed, named to i, or left lying by another."""
    if x.ready > now:
        return False
    return x.holder == NONE or x.holder == i or now - max(x.since, x.ready) > patience


@rule
def serves(w: World, i: int, team: int, day: int, service: int) -> bool:
    """Return whether i serves a service: all do, but whoever is federated only those of the own home.

    A department without anybody of its own in a team is served by all of that team.
    """
    owner = w.services[service].owner
    if w.people[i].rank >= w.levers[day].federation or owner == w.people[i].home:
        return True
    t = w.teams[team]
    for j in range(t.first, t.first + t.members):
        if w.people[j].home == owner and w.people[j].resolver == 1 and w.people[j].works_problems == 0:
            return False
    return True


@rule
def next_incident(w: World, i: int, team: int, day: int, now: float) -> int:
    """Return the incident of a team that looks most urgent to i; NONE if nothing is ready.

    Notes in `waits_until` when the next one in sight becomes ready, infinity if none will.
    """
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    person = w.people[i]
    weight, step, age, patience = person.label_weight, p.label_step, p.incident_age, p.patience
    heed = framework.heeded(1.0, o.framework, lv.objective, p)
    new_call = p.new_call if person.role == DESK else 0.0
    later = np.inf
    chasing = framework.deadline_weight(o.framework, lv.objective, p)
    best, winner = -np.inf, NONE
    row = w.teams[team].first_incident
    while row != NONE:
        x = w.incidents[row]
        if is_free(i, x, now, patience) and serves(w, i, team, day, x.service):
            service = w.services[x.service]
            u = heed * w.understanding[i, x.service]
            known = business_calendar.known(u, service.announced, lv.calendar, p)
            score = prioritisation.incident_score(
                u, known, x.worth, service.log_today, x.label, weight, step, x.severity, x.log_effort, p
            )
            score += age * (now - x.opened)
            if chasing > 0.0:
                score += framework.deadline_score(x.target - (now - x.opened), chasing, p)
            if x.failed == 0:
                score += new_call
            if score > best:
                best, winner = score, row
        elif x.ready > now and (x.holder == NONE or x.holder == i):
            later = min(later, x.ready)
        row = x.after
    person.waits_until = later
    return winner


@rule
def spend(w: World, i: int, row: int, day: int, effort: float) -> None:
    """Let i work `effort` person-days on an incident; the clock moves by effort over speed."""
    person, x, h = w.people[i], w.incidents[row], w.history[day]
    person.clock += effort / person.speed
    x.spent += effort
    h.incident_work += effort
    if person.role != DESK:
        h.incident_work_not_desk += effort


@rule
def take_incident(w: World, i: int, row: int, day: int) -> None:
    """Let i take an incident up: ask the user, or solve it, or give up and hand it off."""
    o, p = w.organisation[0], w.parameters[0]
    x = w.incidents[row]
    if x.holder != i:
        if x.holder != NONE:
            w.people[x.holder].named -= 1
        x.holder = i
        w.people[i].named += 1
        x.since = day + w.people[i].clock
    attempt = random_numbers.key_of(S.ABILITY_NOISE, x.key, x.hops * 16 + x.failed)
    z = random_numbers.normal(o.seed, S.ABILITY_NOISE, attempt, w.people[i].key)
    able, article = w.expertise[i, x.need], w.components[x.component].article
    ability = solving.ability(able, z, x.information, article, w.people[i].role == DESK, p)
    worked_out = solving.works_it_out(x.failed, able, p)
    if ability < x.difficulty and not worked_out:
        give_up(w, i, row, day)
        return
    if must_wait(w, i, row, day, attempt):
        return
    spend(w, i, row, day, solving.fix_effort(x.effort, worked_out, p))
    solved(w, i, row, day, worked_out)


@rule
def must_wait(w: World, i: int, row: int, day: int, attempt: int) -> bool:
    """Return whether a fix has to wait: for an answer of the user, or for the time it may be done at.

    The user is asked at most once per holder, more likely the more context was lost on the way; some fixes
    are made by appointment: when the user is there, when the system may be touched.
    """
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    x, me = w.incidents[row], w.people[i]
    wait = 0.0
    if x.answered_hop != x.hops:
        x.answered_hop = x.hops
        question = solving.question(x.context, w.understanding[i, x.service], p)
        if random_numbers.uniform(o.seed, S.ENQUIRY, attempt, me.key) < question:
            wait = solving.reply(random_numbers.normal(o.seed, S.REPLY, attempt, me.key), p)
            x.context = 1.0
            x.asked = 1
            h.questions += 1.0
    if x.appointed == 0:
        x.appointed = 1
        if random_numbers.uniform(o.seed, S.APPOINTMENT, x.key, 0) < p.appointment:
            wait += solving.appointment_wait(random_numbers.normal(o.seed, S.APPOINTMENT, x.key, 1), p)
    if wait == 0.0:
        return False
    spend(w, i, row, day, p.triage)
    x.ready = day + me.clock + wait
    return True


@rule
def give_up(w: World, i: int, row: int, day: int) -> None:
    """Let i look, perhaps try without success, learn something of the cause, and hand the incident off."""
    o, p = w.organisation[0], w.parameters[0]
    x = w.incidents[row]
    able = solving.is_able(w.expertise[i, x.perceived_need], p)
    looked_own = w.needs[x.perceived_need].team == w.people[i].team or able
    spend(w, i, row, day, solving.failed_effort(x.effort, looked_own, p))
    x.information += solving.information(w.people[i].role == DESK, p)
    x.failed += 1
    u = random_numbers.uniform(o.seed, S.REVEAL, x.key, x.failed)
    revealing = solving.revealing(w.expertise[i, x.need], w.understanding[i, x.service], p)
    if u < revealing:
        x.perceived_need = x.need
    elif looked_own:
        x.perceived_need = other_need(x.perceived_need, stretched(u, revealing))
    hand_off(w, i, row, day, day + w.people[i].clock)


@rule
def solved(w: World, i: int, row: int, day: int, worked_out: bool) -> None:
    """One need of an incident is met: go on with the second, or close."""
    o, p = w.organisation[0], w.parameters[0]
    x = w.incidents[row]
    learn_who_solved(w, i, row)
    w.expertise[i, x.need] = expertise.practised(w.expertise[i, x.need], p)
    if x.second != NONE:
        x.need = x.second
        x.perceived_need = x.second
        x.second = NONE
        x.effort *= p.second_effort
        x.answered_hop = x.hops
        return
    now = day + w.people[i].clock
    reopening = solving.reopening(x.context, worked_out, p)
    if x.reopened == 0 and random_numbers.uniform(o.seed, S.REOPEN, x.key, 0) < reopening:
        x.reopened = 1
        x.effort *= p.reopened_effort
        x.ready = now + p.reopening_delay
        w.people[i].named -= 1
        x.holder = NONE
        w.history[day].reopened += 1.0
        return
    close(w, i, row, day, now)


@rule
def close(w: World, i: int, row: int, day: int, now: float) -> None:
    """Close an incident: records, the manager's trust and satisfaction, what the solver learned, perhaps a tie."""
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    x = w.incidents[row]
    lose_value(w, row, day, now)
    in_time = 1 if now - x.opened <= x.target else 0
    red = 1 if x.loss > p.tolerance else 0
    _write_closed(w, row, i, now, in_time, red)
    h.closed += 1.0
    h.closed_in_time += in_time
    h.closed_red += red
    o.sla = incidents.remembered_in_time(o.sla, in_time, p)
    m = x.owner
    valence = trust.of_incident(x.loss, p.tolerance, p)
    h.trust_by_incidents += trust_event(w, m, i, ABILITY, trust.of_one_incident(valence, p))
    w.people[m].satisfaction = satisfaction.after_incident(w.people[m].satisfaction, valence, p.incident_weight, p)
    if trust.is_resented(valence, p):
        trust_event(w, i, m, BENEVOLENCE, trust.of_complaint(p))
    days = learning.days_that_teach(x.spent, p)
    w.understanding[i, x.service] = learning.by_work(w.understanding[i, x.service], days, p)
    contact = contacts.by_work(days, contacts.personal(w.people[m].trust, p), p)
    add_contact(w, i, m, contact, contact)
    if random_numbers.uniform(o.seed, S.ARTICLE, x.key, 0) < root_causes.article(lv.known_errors, p):
        w.components[x.component].article = root_causes.written_down(w.components[x.component].article, p)
    cause = w.causes[x.cause]
    if cause.active == 1 and cause.key == x.cause_key:
        if random_numbers.uniform(o.seed, S.INCIDENTAL_FIX, x.key, 0) < root_causes.incidental_fix(o.pressure20, p):
            remove_cause(w, x.cause)
    w.people[i].named -= 1
    unqueue_incident(w, row)
    give_back_incident(w, row)
    o.open_incidents -= 1


@rule
def lose_value(w: World, row: int, day: int, until: float) -> None:
    """Charge an incident's loss for the part of today in which it was open; services cannot lose more than all.

    Work that ends tomorrow morning is charged to the end, at tomorrow's rhythm.
    """
    x = w.incidents[row]
    s = w.services[x.service]
    part = min(until, day + 1.0) - max(x.opened, float(day))
    if part > 0.0:
        x.loss += incidents.loss(x.impact, s.value, s.today, part)
        s.up *= 1.0 - x.impact * part
    late = until - (day + 1.0)
    if late > 0.0:
        rest = incidents.loss(x.impact, s.value, w.rhythm[x.service, day + 1], late)
        x.loss += rest
        w.history[day].incident_loss += rest


@rule
def _write_closed(w: World, row: int, solver: int, now: float, in_time: int, red: int) -> None:
    o, p, x = w.organisation[0], w.parameters[0], w.incidents[row]
    c = w.closed[o.closed]
    o.closed += 1
    c.key = x.key
    c.opened = x.opened
    c.closed = now
    c.hours = business_calendar.clock_hours(now, p) - business_calendar.clock_hours(x.opened, p)
    c.hops = x.hops
    c.teams = x.teams_seen + 1
    c.returned = x.returned
    c.asked = x.asked
    c.reopened = x.reopened
    c.service = x.service
    c.component = x.component
    c.label = x.label
    c.level = x.level
    c.target = x.target
    c.in_time = in_time
    c.red = red
    c.loss = x.loss
    c.spent = x.spent
    c.owner = x.owner
    c.solver = solver
