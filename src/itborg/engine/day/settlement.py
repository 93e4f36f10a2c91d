"""Phases 7 and 8. Settling: what the day cost, what was released, who waited too long."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import contacts
from ...mechanisms.arithmetic import clip
from ...mechanisms.requirement_fit import requirement_fit
from ...mechanisms.trust import contact_valence, promise_valence
from ..state import ABILITY, INTEGRITY, NONE
from ..tables.queues import give_back_change, unqueue_change
from ..tables.relations import add_contact, trust_event
from ..tables.root_cause_rows import new_cause
from ..working_calendar import PEAK
from .solving_work import lose_value

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


REVIEW_DAYS = 20  # how often managers look through what waits; not the month of the calendar
WITHDRAWN = 2.2  # opportunity windows after which a request is withdrawn at a review


@rule
def charge_outages(w: World, day: int) -> None:
    """Charge everything that is still open for the rest of the day, and sum what services lost."""
    o, h = w.organisation[0], w.history[day]
    for row in range(o.incident_rows):
        if w.incidents[row].open == 1:
            lose_value(w, row, day, day + 1.0)
    for s in range(len(w.services)):
        x = w.services[s]
        lost = x.value * x.today * (1.0 - x.up)
        h.gross_revenue += x.value * x.today
        h.incident_loss += lost
        if x.today / x.mean_rhythm > PEAK:
            h.peak_loss += lost


@rule
def release_changes(w: World, day: int) -> None:
    """Release every change whose day has come."""
    for row in range(w.organisation[0].change_rows):
        if w.changes[row].open == 1 and w.changes[row].release <= day:
            deliver(w, row, day)


@rule
def deliver(w: World, row: int, day: int) -> None:
    """Deliver a change: benefit, disruption, perhaps a root cause, and what both sides make of it."""
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    x = w.changes[row]
    i, m = x.builder, x.owner
    manager, s = w.people[m], w.services[x.service]
    wait = day - x.asked_day
    u = w.understanding[i, x.service]
    v = manager.it_understanding + lv.mandate * (u - manager.it_understanding)
    fit = requirement_fit(p.fit_floor, u, v)
    gain = x.value * fit * math.exp(-wait / p.opportunity_window)
    o.benefit += gain
    h.delivered_value += gain
    loss = p.release_disruption * o.reach * s.value * s.today * (1.0 - 0.3 * o.framework)
    h.release_loss += loss
    if s.today / s.mean_rhythm > PEAK:
        h.peak_loss += loss
    h.delivered += 1.0
    h.fit += fit
    h.lead_time += wait
    if wait <= x.promise:
        h.promises_kept += 1.0
    if random_numbers.uniform(o.seed, S.CHANGE_FAILS, x.key, 0) < failure_risk(w, row, lv):
        h.failed_changes += 1.0
        new_cause(w, random_numbers.key_of(S.CAUSE_KEY, x.key, 0), x.service, 0, day)
    rate_delivery(w, row, day, wait, fit, loss)
    give_back_change(w, row)
    o.open_changes -= 1


@rule
def failure_risk(w: World, row: int, lv: Levers) -> float:
    """Return the probability that a change leaves a root cause."""
    o, p, x = w.organisation[0], w.parameters[0], w.changes[row]
    risk = x.risk * (1.0 - p.framework_risk_cut * o.framework * o.records)
    risk *= 1.0 - 0.3 * lv.board * w.services[x.service].board_view
    risk *= 1.0 + p.pressure_risk * o.pressure20
    if x.label == 4:
        risk *= 1.0 + p.emergency_risk
    return min(1.0, risk)


@rule
def rate_delivery(w: World, row: int, day: int, wait: float, fit: float, loss: float) -> None:
    """Rate a delivered change: change the satisfaction of its owner and the trust in its builder."""
    p, h, x = w.parameters[0], w.history[day], w.changes[row]
    i, m = x.builder, x.owner
    manager = w.people[m]
    timely = math.exp(-wait / p.opportunity_window)
    h.trust_by_delivery += trust_event(w, m, i, ABILITY, 0.1 - 0.4 * min(1.0, loss / (4.0 * p.tolerance * 4.0)))
    quality = 2.2 * (fit * timely - 0.38)
    h.trust_by_delivery += trust_event(w, m, i, ABILITY, quality)
    h.trust_by_promises += trust_event(w, m, i, INTEGRITY, promise_valence(x.promise, wait))
    manager.satisfaction += 0.07 * (clip(0.5 + 0.5 * quality, 0.0, 1.0) - manager.satisfaction)
    manager.expected_lead += 0.2 * (wait - manager.expected_lead)
    trust_event(w, i, m, ABILITY, contact_valence(manager.it_understanding, 0.4))
    exaggeration = x.label - x.level
    u = w.understanding[i, x.service]
    if exaggeration > 0:
        trust_event(w, i, m, INTEGRITY, -0.3 * exaggeration * u)
    else:
        trust_event(w, i, m, INTEGRITY, 0.4)
    w.understanding[i, x.service] = u + 0.04 * (1.0 - u)
    manager.it_understanding += 0.02 * (1.0 - manager.it_understanding)
    personal = contacts.personal(manager.trust, p)
    add_contact(w, m, i, 2.0 * p.working_contact * personal, 2.0 * p.working_contact * personal)


@rule
def review_requests(w: World, day: int) -> None:
    """Let managers look at what has waited a multiple of a month: late is noted, too late lapses."""
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    softer = 1.0 - 0.6 * max(lv.board, lv.catalogue)
    for row in range(o.change_rows):
        x = w.changes[row]
        if x.open == 0 or not np.isnan(x.release):
            continue
        x.workers = 0
        x.worker_a = NONE
        x.worker_b = NONE
        wait = day - x.asked_day
        if wait <= 0.0 or int(wait) % REVIEW_DAYS != 0:
            continue
        if wait > WITHDRAWN * p.opportunity_window:
            _lapse(w, row, day, softer)
        elif wait > 1.5 * x.promise:
            j = delivery_manager(w, random_numbers.uniform(o.seed, S.LAPSE, x.key, day))
            h.trust_by_promises += trust_event(w, x.owner, j, INTEGRITY, -0.3 * softer)


@rule
def _lapse(w: World, row: int, day: int, softer: float) -> None:
    o, h, x = w.organisation[0], w.history[day], w.changes[row]
    j = delivery_manager(w, random_numbers.uniform(o.seed, S.LAPSE, x.key, day))
    h.trust_by_promises += trust_event(w, x.owner, j, INTEGRITY, -0.5 * softer)
    h.trust_by_promises += trust_event(w, x.owner, j, ABILITY, -0.3)
    manager = w.people[x.owner]
    manager.satisfaction += 0.05 * (0.2 - manager.satisfaction)
    h.lapsed += 1.0
    unqueue_change(w, row)
    give_back_change(w, row)
    o.open_changes -= 1


@rule
def delivery_manager(w: World, u: float) -> int:
    """Return a service delivery manager by a uniform number; any IT person if there is none."""
    if len(w.delivery) == 0:
        return random_numbers.below(w.organisation[0].it, u)
    return int(w.delivery[random_numbers.below(len(w.delivery), u)])
