"""Phases 7 and 8: outages are charged, changes released and judged, what waits is reviewed."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import change_risk, contacts, learning, requests, requirement_fit, satisfaction, trust_events
from tests.reference.model import bonds, voices
from tests.reference.model.chance import identity
from tests.reference.model.faults import new_cause
from tests.reference.model.solving import charge
from tests.reference.model.start_of_day import is_peak
from tests.reference.model.things import ABILITY, DELIVERY_MANAGER, INTEGRITY, Change, Firm, Person, Service


def charge_outages(firm: Firm, day: int) -> None:
    """Phase 7, the outages."""
    for x in firm.incidents.all():
        charge(x, day, day + 1.0)


def add_up_losses(firm: Firm, day: int) -> None:
    """Phase 7, the accounts: what a service earned, and lost to releases and to everything else."""
    for s in firm.services:
        worth = s.value * s.today
        earned = worth * s.up[day]
        firm.row["gross_revenue"] += worth
        firm.row["incident_loss"] += worth - earned - s.released
        firm.row["peak_loss"] += worth - earned if is_peak(firm, s) else 0.0


def disturb(firm: Firm, s: Service, day: int) -> float:
    """Let a release disturb what still runs of a service today; return what it would cost if all of it ran."""
    share = change_risk.disruption(firm.scalars.reach, firm.scalars.framework, firm.p)
    ran = s.value * s.today * s.up[day]
    s.released += share * ran
    firm.row["release_loss"] += share * ran
    s.up[day] -= share * s.up[day]
    return share * s.value * s.today


def release_changes(firm: Firm, day: int) -> None:
    """Phase 7, the releases."""
    for x in firm.changes.all():
        if x.release is not None and x.release <= day:
            deliver(firm, x, day)


def deliver(firm: Firm, x: Change, day: int) -> None:
    """Bring a change to the business."""
    p, g, row, s = firm.p, firm.scalars, firm.row, x.service
    wait = day - x.requested_day
    timely = requests.timely(wait, p)
    fit = fitted(firm, x)
    g.benefit += fit * timely * x.value
    row["delivered_value"] += fit * timely * x.value
    loss = disturb(firm, s, day)
    kept = wait <= x.promise
    for column, amount in (("delivered", 1), ("fit", fit), ("lead_time", wait), ("promises_kept", kept)):
        row[column] += amount
    if firm.draws.share(streams.CHANGE_FAILS, x.key) < failure_risk(firm, x):
        row["failed_changes"] += 1
        new_cause(firm, identity(streams.CAUSE_KEY, x.key, 0), s, day)
    owner_judges(firm, x, wait, fit, loss)
    builder_judges(firm, x)
    contact = contacts.by_delivery(contacts.personal(x.owner.trust, p), p)
    bonds.meet(firm, x.owner, x.builder, contact, contact)
    firm.changes.take(x)


def fitted(firm: Firm, x: Change) -> float:
    """Return how well a change fits: the business states what it needs, IT reads it, and ties or a board carry it.

    A mandate lets IT state it; who speaks for the owner today helps to read it.
    """
    p, n = firm.p, x.service.number
    heard, speaker = voices.voice(firm, x.owner, x.service, x.team)
    builds = x.builder.understanding[n]
    reads = max(builds, heard * speaker.understanding[n]) if speaker else builds
    states = requirement_fit.stated(x.owner.it_understanding, builds, firm.scalars.mandate)
    arrives = max(heard, voices.heard_at_board(firm, x.owner, x.service))
    return requirement_fit.fit(reads, states, p.paper + (1.0 - p.paper) * arrives, p)


def failure_risk(firm: Firm, x: Change) -> float:
    """Return the probability that a change leaves a root cause."""
    p, g = firm.p, firm.scalars
    by_framework = p.framework_risk_cut * g.framework * g.records
    return change_risk.failure(x.risk, by_framework, firm.lv.board, x.service.board_view, g.pressure, p)


def owner_judges(firm: Firm, x: Change, wait: float, fit: float, loss: float) -> None:
    """Let the manager draw conclusions from disturbance, quality and date."""
    p, m, i = firm.p, x.owner, x.builder
    speaker = x.counterpart or i
    part = 0.0 if speaker is i else p.counterpart_share
    quality = trust_events.of_delivery(fit, requests.timely(wait, p), p)
    for who, component, valence, column in (
        (i, ABILITY, trust_events.of_release(loss, p.tolerance, p), "trust_by_delivery"),
        (speaker, ABILITY, part * quality, "trust_by_delivery"),
        (i, ABILITY, (1.0 - part) * quality, "trust_by_delivery"),
        (speaker, INTEGRITY, trust_events.of_promise(x.promise, wait, p), "trust_by_promises"),
    ):
        firm.row[column] += bonds.event(firm, m, who, component, valence)
    m.satisfaction = satisfaction.after_delivery(m.satisfaction, quality, p)
    m.expected_lead = satisfaction.expected_lead(m.expected_lead, wait, p)


def builder_judges(firm: Firm, x: Change) -> None:
    """Let the builder draw conclusions from requirement and label; both learn."""
    p, m, i, n = firm.p, x.owner, x.builder, x.service.number
    u = i.understanding[n]
    bonds.event(firm, i, m, ABILITY, trust_events.of_contact(m.it_understanding, p.owner_understanding, p))
    bonds.event(firm, i, m, INTEGRITY, trust_events.of_label_at_delivery(x.label - x.level, u, p))
    i.understanding[n] = learning.towards_full(u, p.delivery_learning)
    m.it_understanding = learning.towards_full(m.it_understanding, p.business_delivery_learning)


def review_requests(firm: Firm, day: int) -> None:
    """Step 8: at every review a manager asks what has become of a request."""
    p, lv = firm.p, firm.lv
    softer = trust_events.softening(lv.board, lv.catalogue, p)
    for x in [x for x in firm.changes.all() if x.release is None]:
        x.workers = []
        wait = day - x.requested_day
        if wait <= 0.0 or int(wait) % int(p.review_days):
            continue
        lapses = wait > p.withdrawn_after * p.opportunity_window
        if not lapses and wait <= p.late_after * x.promise:
            continue
        contact = x.counterpart or service_contact(firm, x.key, day)
        loss = p.lapse_loss if lapses else p.late_loss
        step = bonds.event(firm, x.owner, contact, INTEGRITY, -loss * softer)
        if lapses:
            step += bonds.event(firm, x.owner, contact, ABILITY, -p.lapse_ability_loss)
            x.owner.satisfaction = satisfaction.after_lapse(x.owner.satisfaction, p)
            firm.row["lapsed"] += 1
            x.team.changes.remove(x)
            firm.changes.take(x)
        firm.row["trust_by_promises"] += step


def service_contact(firm: Firm, key: int, day: int) -> Person:
    """Return a service delivery manager, else anybody of IT: who answers where nobody speaks for the owner."""
    choice = [x for x in firm.it if x.role == DELIVERY_MANAGER] or firm.it
    return choice[firm.draws.one_of(len(choice), streams.LAPSE, key, day)]
