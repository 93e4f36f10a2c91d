"""Incidents in the hands of one person: choosing, asking, solving, giving up.

Part of step 6. The choice decides whose loss ends first, the attempt whether the incident stays or travels.
Understanding of the business enters three times: in the urgency seen, in questions to the user, and in what a
failed attempt reveals.

Arguments: day is the row of the day, i the row of the person, row that of the incident; now is a working time, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import business_calendar, expertise, labels, prioritisation, solving, voice
from ...mechanisms.arithmetic import stretched
from ..state import DESK, NONE
from ..tables.queues import let_wait, make_ready
from .closing_work import close
from .handoffs import hand_off, meet_solver
from .outages import other_need
from .service_clock import end_hold, hold_at_handoff, stop_for

if TYPE_CHECKING:
    from ..state import World
    from ..work_records import Incident


@rule
def is_free(i: int, x: Incident, now: float, patience: float) -> bool:
    """Return whether i may take an incident now: it names nobody, or i, or somebody who left it for `patience` days.

    x         the incident; it is ready, that is without an answer or an appointment to wait for
    patience  working days since it was handed over or became ready, after which colleagues take it
    """
    return x.holder == NONE or x.holder == i or now - max(x.since, x.ready) > patience


@rule
def serves(w: World, i: int, team: int, day: int, service: int) -> bool:
    """Return whether i serves a service: everybody does, but federated people serve only their own department.

    team     row of the IT team whose queue i works off
    service  row of the service

    A department without anybody of its own in a team is served by all of that team. Federated are those whose rank is
    below the lever `federation`, 0 to 1.
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
def next_incident(w: World, i: int, team: int, day: int, now: float, until: float) -> int:
    """Return the incident of a team that looks most urgent to i; NONE if nothing is ready.

    team   row of the IT team whose list is looked through
    until  working time after which i does something else

    If nothing is ready, writes to `waits_until` when the next one that i may take becomes ready, `until` if none does
    before.

    The score (`prioritisation.incident_score`) weights impact by how far i sees it; otherwise label and technical
    severity count. It rises with age, and the desk takes new calls first. Equal scores: the first in the list.
    """
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    person = w.people[i]
    step, age, patience = p.label_step, p.incident_age, p.patience
    new_call = p.new_call if person.role == DESK else 0.0
    make_ready(w, team, now)
    best, winner, soonest = -np.inf, NONE, until
    row = w.teams[team].first_incident
    while row != NONE:
        x = w.incidents[row]
        if x.ready > now:  # ready for a colleague whose clock is ahead
            if x.holder == NONE or x.holder == i:
                soonest = min(soonest, x.ready)
        elif is_free(i, x, now, patience) and serves(w, i, team, day, x.service):
            service = w.services[x.service]
            u = voice.heeded(w.understanding[i, x.service], x.voice, p)
            known = business_calendar.known(service.announced, lv.calendar, p)
            weight = labels.weight(voice.credit(person.trust, x.voice, x.credit), o.mandate, p)
            score = prioritisation.incident_score(
                u, known, x.worth, service.log_today, x.label, weight, step, x.severity, x.log_effort, p
            )
            score += age * (now - x.opened)
            if x.failed == 0:
                score += new_call
            if score > best:
                best, winner = score, row
        row = x.after
    if winner == NONE:
        person.waits_until = ready_for(w, i, team, soonest)
    return winner


@rule
def ready_for(w: World, i: int, team: int, soonest: float) -> float:
    """Return when the next incident of a team that waits and that i may take becomes ready, at the latest `soonest`.

    Most incidents that wait belong to a colleague and become ready much later: the search ends at `soonest`.
    """
    row = w.teams[team].first_waiting
    while row != NONE and w.incidents[row].ready < soonest:
        if w.incidents[row].holder == NONE or w.incidents[row].holder == i:
            return w.incidents[row].ready
        row = w.incidents[row].after
    return soonest


@rule
def spend(w: World, i: int, row: int, day: int, effort: float) -> None:
    """Let i work `effort` person-days on an incident; the clock moves by effort over speed.

    row     row of the incident; its `spent` grows
    effort  person-days

    The clock may pass the end of the day: the rest is booked into tomorrow. Records `incident_work`, and separately
    that of people outside the desk, which competes with changes and problem work.
    """
    person, x, h = w.people[i], w.incidents[row], w.history[day]
    person.clock += effort / person.speed
    x.spent += effort
    h.incident_work += effort
    if person.role != DESK:
        h.incident_work_not_desk += effort


@rule
def take_incident(w: World, i: int, row: int, day: int) -> None:
    """Let i take an incident up: solve it, wait for the user, or give up and hand it off.

    row  row of the incident; `is_free` for i now

    The random part of ability is keyed by person and attempt: number of hand-offs and of failures (stream
    ABILITY_NOISE). Taking it up twice without a change in between thus gives the same result.

    A fix needs ability of at least the difficulty, or an able person after `grind` failed attempts, who works it out
    with more effort. Ability is expertise in the true need, helped by earlier attempts and by knowledge articles.

    The incident names its holder (`holder`, `since`): others leave it alone for `patience` days, and senders see how
    many incidents name a person when they look for a receiver.
    """
    p = w.parameters[0]
    x = w.incidents[row]
    end_hold(x, day + w.people[i].clock)
    if x.holder != i:
        if x.holder != NONE:
            w.people[x.holder].named -= 1
        x.holder = i
        w.people[i].named += 1
        x.since = day + w.people[i].clock
    attempt = random_numbers.key_of(S.ABILITY_NOISE, x.key, x.hops * 16 + x.failed)
    z = random_numbers.normal_of(w.streams[S.ABILITY_NOISE], attempt, w.people[i].key)
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
    """Return whether a fix has to wait: for an answer of the user, or for an appointment. Sets when it is ready then.

    Each holder questions the user at most once; an incident has at most one appointment.

    attempt  key of the random numbers of this attempt

    Streams ENQUIRY and REPLY by attempt and person, APPOINTMENT by incident. Questions are more likely where the
    context was lost on the way and i does not know the service; the answer restores the context in full.
    Waiting costs i only the time to look at the incident, but the business the loss of the wait.
    """
    p, h = w.parameters[0], w.history[day]
    x, me = w.incidents[row], w.people[i]
    wait = 0.0
    if x.answered_hop != x.hops:
        x.answered_hop = x.hops
        question = solving.question(x.context, w.understanding[i, x.service], p)
        if random_numbers.uniform_of(w.streams[S.ENQUIRY], attempt, me.key) < question:
            wait = solving.reply(random_numbers.normal_of(w.streams[S.REPLY], attempt, me.key), p)
            wait = voice.answered(wait, x.voice, p)
            x.context = 1.0
            x.questioned = 1
            h.questions += 1.0
    if x.appointed == 0:
        x.appointed = 1
        if random_numbers.uniform_of(w.streams[S.APPOINTMENT], x.key, 0) < p.appointment:
            wait += solving.appointment_wait(random_numbers.normal_of(w.streams[S.APPOINTMENT], x.key, 1), p)
    if wait == 0.0:
        return False
    spend(w, i, row, day, p.triage)
    x.ready = day + me.clock + wait
    let_wait(w, row)
    stop_for(w, row, day, wait)
    return True


@rule
def give_up(w: World, i: int, row: int, day: int) -> None:
    """Let i look, perhaps try without success, learn something of the cause, and hand the incident off.

    row  row of the incident, held by i

    Costs the time to look, and a share of the fix for those to whom the need looks like their own, by team or
    expertise; others pass it on at once. What was found out helps the next holder (`information`).

    The failure may reveal the true need (stream REVEAL, by incident and number of failures). If not, a need that looked
    like the own of i is ruled out: the next holder looks at another skill of the service.
    """
    p = w.parameters[0]
    x = w.incidents[row]
    able = solving.is_able(w.expertise[i, x.perceived_need], p)
    looked_own = w.needs[x.perceived_need].team == w.people[i].team or able
    spend(w, i, row, day, solving.failed_effort(x.effort, looked_own, p))
    x.information += solving.information(w.people[i].role == DESK, p)
    x.failed += 1
    u = random_numbers.uniform_of(w.streams[S.REVEAL], x.key, x.failed)
    revealing = solving.revealing(w.expertise[i, x.need], w.understanding[i, x.service], p)
    if u < revealing:
        x.perceived_need = x.need
    elif looked_own:
        x.perceived_need = other_need(x.perceived_need, stretched(u, revealing))
    now = day + w.people[i].clock
    hand_off(w, i, row, day, now)
    hold_at_handoff(w, i, row, day, now)


@rule
def solved(w: World, i: int, row: int, day: int, worked_out: bool) -> None:
    """Let i meet one need of an incident: then go on with the second need, reopen the incident later, or close it.

    row         row of the incident, held by i
    worked_out  whether the fix was worked out rather than known; such fixes hold less well

    Earlier holders learn who solved it, and i gains expertise by practice. A second need starts as a new task of the
    same incident, in the hands of i, with less effort. Reopening (stream REOPEN, by incident) happens once at most:
    the incident waits without a holder and nobody's clock runs, but the loss does.
    """
    p = w.parameters[0]
    x = w.incidents[row]
    meet_solver(w, i, row)
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
    if x.reopened == 0 and random_numbers.uniform_of(w.streams[S.REOPEN], x.key, 0) < reopening:
        x.reopened = 1
        x.effort *= p.reopened_effort
        x.ready = now + p.reopening_delay
        let_wait(w, row)
        w.people[i].named -= 1
        x.holder = NONE
        w.history[day].reopened += 1.0
        return
    close(w, i, row, day, now)
