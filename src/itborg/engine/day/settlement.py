"""Steps 7 and 8. Settlement: what is released and judged, what has waited too long.

A delivery is the moment at which both sides see what understanding was worth: fit, delay and disruption become
money, trust and satisfaction. Requests that were forgotten cost trust at the reviews of the managers.

Arguments: day is the row of the day, row that of the change in `w.changes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import (
    change_risk,
    contacts,
    learning,
    requests,
    requirement_fit,
    satisfaction,
    trust_events,
)
from ..state import ABILITY, INTEGRITY, NONE
from ..tables.queues import release_change_row, unqueue_change
from ..tables.relations import trust_event
from ..tables.root_cause_rows import new_cause
from ..tables.ties import add_contact
from .losses import add_up_losses, charge_open_incidents, lose_by_release
from .voices import at_table, voice_of

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


@rule
def settle_losses_and_releases(w: World, day: int) -> None:
    """Charge open incidents to the end of the day, release what is finished, then add up what services lost."""
    charge_open_incidents(w, day)
    release_changes(w, day)
    add_up_losses(w, day)


@rule
def release_changes(w: World, day: int) -> None:
    """Release every change whose day of release, set when it was finished, is today or earlier."""
    for row in range(w.organisation[0].change_rows):
        if w.changes[row].open == 1 and w.changes[row].release <= day:
            deliver(w, row, day)


@rule
def deliver(w: World, row: int, day: int) -> None:
    """Deliver a change: benefit, disruption, perhaps a root cause, and the conclusions both sides draw.

    row  row of the change, finished and out of its team's list

    The benefit, kEUR a day, is value x fit x what the wait left
    of it, and joins the organisation's stock `benefit`. Whether the change fails is one draw (stream
    CHANGE_FAILS, by change) and independent of its fit: a change may be right and break something.

    Records the delivery, its fit, lead time (working days), loss and promise; the row is free for another change.

    Order: benefit and loss first, then what people learn, so that the fit is that of the understanding with which the
    change was built. Assumption.
    """
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    x = w.changes[row]
    wait = day - x.requested_day
    fit = fit_of(w, row, lv)
    gain = x.value * fit * requests.timely(wait, p)
    o.benefit += gain
    h.delivered_value += gain
    loss = lose_by_release(w, x.service, day)
    h.delivered += 1.0
    h.fit += fit
    h.lead_time += wait
    if wait <= x.promise:
        h.promises_kept += 1.0
    if random_numbers.uniform_of(w.streams[S.CHANGE_FAILS], x.key, 0) < failure_risk(w, row, lv):
        h.failed_changes += 1.0
        new_cause(w, random_numbers.key_of(S.CAUSE_KEY, x.key, 0), x.service, 0, day)
    judge_delivery(w, row, day, wait, fit, loss)
    judge_request(w, row)
    release_change_row(w, row)
    o.open_changes -= 1


@rule
def fit_of(w: World, row: int, lv: Levers) -> float:
    """Return the fit of a finished change, 0 to 1: that of a serial channel, as far as somebody spoke for the request.

    row  row of the change

    The owner states the need with understanding of IT (under a mandate IT states it itself), the builder reads it with
    understanding of the service, or the counterpart does, and between them arrives what ties carry today. Where a board meets, its members' requests are heard through it.
    """
    p, x = w.parameters[0], w.changes[row]
    heard, counterpart = voice_of(w, x.owner, x.service, x.team)
    own = w.understanding[x.builder, x.service]
    reads = own
    if counterpart != NONE:
        reads = requirement_fit.read_by(own, heard, w.understanding[counterpart, x.service])
    states = requirement_fit.stated(w.people[x.owner].it_understanding, own, w.organisation[0].mandate)
    channel = requirement_fit.channel(max(heard, at_table(w, x.owner, x.service, lv)), p)
    return requirement_fit.fit(reads, states, channel, p)


@rule
def failure_risk(w: World, row: int, lv: Levers) -> float:
    """Return the probability that a change leaves a root cause, 0 to 1.

    row  row of the change
    lv   levers of the day

    The framework lowers it as far as people keep records, the board as far as it understands the service; pressure of
    firefighting and the top label raise it, because tests are skipped. This closes the loop from incidents to
    more incidents: see `mechanisms.change_risk`.
    """
    o, p, x = w.organisation[0], w.parameters[0], w.changes[row]
    by_framework = p.framework_risk_cut * o.framework * o.records
    view = w.services[x.service].board_view
    return change_risk.failure(x.risk, by_framework, lv.board, view, o.pressure, p)


@rule
def judge_delivery(w: World, row: int, day: int, wait: float, fit: float, loss: float) -> None:
    """Let the owner of a change draw conclusions from disturbance, quality and date.

    wait  working days since the request
    fit   how well it meets the need, 0 to 1
    loss  by the disruption of its release, kEUR

    Moves the owner's trust in the builder: ability by disturbance and by quality, integrity by the promise. Moves
    satisfaction, and the lead time that the owner expects next time, which the choice of shadow IT reads.
    """
    p, h, x = w.parameters[0], w.history[day], w.changes[row]
    i, m = x.builder, x.owner
    manager = w.people[m]
    h.trust_by_delivery += trust_event(w, m, i, ABILITY, trust_events.of_release(loss, p.tolerance, p))
    quality = trust_events.of_delivery(fit, requests.timely(wait, p), p)
    share = 0.0
    if x.counterpart != NONE and x.counterpart != i:
        share = p.counterpart_share
        h.trust_by_delivery += trust_event(w, m, x.counterpart, ABILITY, share * quality)
    h.trust_by_delivery += trust_event(w, m, i, ABILITY, (1.0 - share) * quality)
    promised = trust_events.of_promise(x.promise, wait, p)
    h.trust_by_promises += trust_event(w, m, i if x.counterpart == NONE else x.counterpart, INTEGRITY, promised)
    manager.satisfaction = satisfaction.after_delivery(manager.satisfaction, quality, p)
    manager.expected_lead = satisfaction.expected_lead(manager.expected_lead, wait, p)


@rule
def judge_request(w: World, row: int) -> None:
    """Let the builder of a change draw conclusions from requirement and label; both sides learn and meet.

    The builder's trust in the owner's ability follows the owner's understanding of IT, that in integrity follows the
    label, as far as the builder understands the business well enough to see through it. Common work teaches
    both and makes contact: delivery is the other place, besides talk, where the sides get to know each other.
    """
    p, x = w.parameters[0], w.changes[row]
    i, m = x.builder, x.owner
    manager = w.people[m]
    trust_event(w, i, m, ABILITY, trust_events.of_contact(manager.it_understanding, p.owner_understanding, p))
    u = w.understanding[i, x.service]
    trust_event(w, i, m, INTEGRITY, trust_events.of_label_at_delivery(x.label - x.level, u, p))
    w.understanding[i, x.service] = learning.towards_full(u, p.delivery_learning)
    manager.it_understanding = learning.towards_full(manager.it_understanding, p.business_delivery_learning)
    contact = contacts.by_delivery(contacts.personal(manager.trust, p), p)
    add_contact(w, m, i, contact, contact)


@rule
def review_requests(w: World, day: int) -> None:
    """Let managers look through what waits: late is noted, too late is withdrawn.

    Every `review_days` since the request, a change that is late against its promise costs integrity trust in a service
    delivery manager (stream LAPSE, by change and day); one that waited more than `withdrawn_after` opportunity windows
    is withdrawn. Board and catalogue, which explain delays, soften the loss of trust.

    Also clears who worked today on each change that is not finished.
    """
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    softer = trust_events.softening(lv.board, lv.catalogue, p)
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
            j = answerable(w, row, day)
            h.trust_by_promises += trust_event(w, x.owner, j, INTEGRITY, -p.late_loss * softer)


@rule
def withdraw(w: World, row: int, day: int, softer: float) -> None:
    """Withdraw a request that waited too long.

    softer  what is left of the loss of integrity after explanations, 0 to 1

    Costs integrity and ability trust in a service delivery manager (stream LAPSE, by change and day) and satisfaction;
    work done on it so far is lost.
    """
    o, p, h, x = w.organisation[0], w.parameters[0], w.history[day], w.changes[row]
    j = answerable(w, row, day)
    h.trust_by_promises += trust_event(w, x.owner, j, INTEGRITY, -p.lapse_loss * softer)
    h.trust_by_promises += trust_event(w, x.owner, j, ABILITY, -p.lapse_ability_loss)
    manager = w.people[x.owner]
    manager.satisfaction = satisfaction.after_lapse(manager.satisfaction, p)
    h.lapsed += 1.0
    unqueue_change(w, row)
    release_change_row(w, row)
    o.open_changes -= 1


@rule
def answerable(w: World, row: int, day: int) -> int:
    """Return who answers for a change that is late: the counterpart, else a service delivery manager (stream LAPSE)."""
    x = w.changes[row]
    if x.counterpart != NONE:
        return x.counterpart
    return delivery_manager(w, random_numbers.uniform_of(w.streams[S.LAPSE], x.key, day))


@rule
def delivery_manager(w: World, u: float) -> int:
    """Return a service delivery manager by a uniform number; any IT person if there is none.

    u  uniform random number, 0 to 1

    Returns a row of `w.people`: the face of IT for managers who wait.
    """
    if len(w.delivery) == 0:
        return random_numbers.below(w.organisation[0].it, u)
    return int(w.delivery[random_numbers.below(len(w.delivery), u)])
