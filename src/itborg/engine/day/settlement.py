"""Steps 7 and 8. Settlement: what outages cost, what is released and judged, what has waited too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import (
    change_risk,
    contacts,
    labels,
    learning,
    requests,
    requirement_fit,
    rhythms,
    satisfaction,
    trust,
)
from ..state import ABILITY, INTEGRITY, NONE
from ..tables.queues import release_change_row, unqueue_change
from ..tables.relations import add_contact, trust_event
from ..tables.root_cause_rows import new_cause
from .closing_work import lose_value

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


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
        if rhythms.is_peak(x.today, x.mean_rhythm, w.parameters[0]):
            h.peak_loss += lost


@rule
def release_changes(w: World, day: int) -> None:
    """Release every change whose day has come."""
    for row in range(w.organisation[0].change_rows):
        if w.changes[row].open == 1 and w.changes[row].release <= day:
            deliver(w, row, day)


@rule
def deliver(w: World, row: int, day: int) -> None:
    """Deliver a change: benefit, disruption, perhaps a root cause, and the conclusions both sides draw."""
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    x = w.changes[row]
    s = w.services[x.service]
    wait = day - x.requested_day
    u = w.understanding[x.builder, x.service]
    stated = requirement_fit.voice(w.people[x.owner].it_understanding, u, lv.mandate)
    fit = requirement_fit.fit(u, stated, p)
    gain = x.value * fit * requests.timely(wait, p)
    o.benefit += gain
    h.delivered_value += gain
    loss = change_risk.disruption(o.reach, s.value, s.today, o.framework, p)
    h.release_loss += loss
    if rhythms.is_peak(s.today, s.mean_rhythm, p):
        h.peak_loss += loss
    h.delivered += 1.0
    h.fit += fit
    h.lead_time += wait
    if wait <= x.promise:
        h.promises_kept += 1.0
    if random_numbers.uniform(o.seed, S.CHANGE_FAILS, x.key, 0) < failure_risk(w, row, lv):
        h.failed_changes += 1.0
        new_cause(w, random_numbers.key_of(S.CAUSE_KEY, x.key, 0), x.service, 0, day)
    judge_delivery(w, row, day, wait, fit, loss)
    judge_request(w, row)
    release_change_row(w, row)
    o.open_changes -= 1


@rule
def failure_risk(w: World, row: int, lv: Levers) -> float:
    """Return the probability that a change leaves a root cause."""
    o, p, x = w.organisation[0], w.parameters[0], w.changes[row]
    by_framework = p.framework_risk_cut * o.framework * o.records
    view = w.services[x.service].board_view
    return change_risk.failure(x.risk, by_framework, lv.board, view, o.pressure, x.label == labels.LEVELS, p)


@rule
def judge_delivery(w: World, row: int, day: int, wait: float, fit: float, loss: float) -> None:
    """Let the owner of a change draw conclusions from disturbance, quality and date."""
    p, h, x = w.parameters[0], w.history[day], w.changes[row]
    i, m = x.builder, x.owner
    manager = w.people[m]
    h.trust_by_delivery += trust_event(w, m, i, ABILITY, trust.of_release(loss, p.tolerance, p))
    quality = trust.of_delivery(fit, requests.timely(wait, p), p)
    h.trust_by_delivery += trust_event(w, m, i, ABILITY, quality)
    h.trust_by_promises += trust_event(w, m, i, INTEGRITY, trust.of_promise(x.promise, wait, p))
    manager.satisfaction = satisfaction.after_delivery(manager.satisfaction, quality, p)
    manager.expected_lead = satisfaction.expected_lead(manager.expected_lead, wait, p)


@rule
def judge_request(w: World, row: int) -> None:
    """Let the builder of a change draw conclusions from requirement and label; both sides learn and meet."""
    p, x = w.parameters[0], w.changes[row]
    i, m = x.builder, x.owner
    manager = w.people[m]
    trust_event(w, i, m, ABILITY, trust.of_contact(manager.it_understanding, p.owner_understanding, p))
    u = w.understanding[i, x.service]
    trust_event(w, i, m, INTEGRITY, trust.of_label_at_delivery(x.label - x.level, u, p))
    w.understanding[i, x.service] = learning.towards_full(u, p.delivery_learning)
    manager.it_understanding = learning.towards_full(manager.it_understanding, p.business_delivery_learning)
    contact = contacts.by_delivery(contacts.personal(manager.trust, p), p)
    add_contact(w, m, i, contact, contact)


@rule
def review_requests(w: World, day: int) -> None:
    """Let managers look through what waits: late is noted, too late is withdrawn."""
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    softer = trust.softening(lv.board, lv.catalogue, p)
    for row in range(o.change_rows):
        x = w.changes[row]
        if x.open == 0 or not np.isnan(x.release):
            continue
        x.workers = 0
        x.worker_a = NONE
        x.worker_b = NONE
        wait = day - x.requested_day
        if wait <= 0.0 or int(wait) % int(p.review_days) != 0:
            continue
        if wait > p.withdrawn_after * p.opportunity_window:
            withdraw(w, row, day, softer)
        elif wait > p.late_after * x.promise:
            j = delivery_manager(w, random_numbers.uniform(o.seed, S.LAPSE, x.key, day))
            h.trust_by_promises += trust_event(w, x.owner, j, INTEGRITY, -p.late_loss * softer)


@rule
def withdraw(w: World, row: int, day: int, softer: float) -> None:
    """Withdraw a request that waited too long."""
    o, p, h, x = w.organisation[0], w.parameters[0], w.history[day], w.changes[row]
    j = delivery_manager(w, random_numbers.uniform(o.seed, S.LAPSE, x.key, day))
    h.trust_by_promises += trust_event(w, x.owner, j, INTEGRITY, -p.lapse_loss * softer)
    h.trust_by_promises += trust_event(w, x.owner, j, ABILITY, -p.lapse_ability_loss)
    manager = w.people[x.owner]
    manager.satisfaction = satisfaction.after_lapse(manager.satisfaction, p)
    h.lapsed += 1.0
    unqueue_change(w, row)
    release_change_row(w, row)
    o.open_changes -= 1


@rule
def delivery_manager(w: World, u: float) -> int:
    """Return a service delivery manager by a uniform number; any IT person if there is none."""
    if len(w.delivery) == 0:
        return random_numbers.below(w.organisation[0].it, u)
    return int(w.delivery[random_numbers.below(len(w.delivery), u)])
