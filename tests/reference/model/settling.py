"""Phases 7 and 8: outages are charged, changes released and judged, what waits is reviewed."""

from __future__ import annotations

import math

from itborg.common import streams
from itborg.mechanisms import contacts
from tests.reference.model import bonds
from tests.reference.model.chance import identity
from tests.reference.model.faults import new_cause
from tests.reference.model.morning import is_peak
from tests.reference.model.solving import charge
from tests.reference.model.things import ABILITY, DELIVERY_MANAGER, INTEGRITY, Change, Firm, Person


def charge_outages(firm: Firm, day: int) -> None:
    """Phase 7, the outages."""
    for x in firm.incidents.all():
        charge(x, day, day + 1.0)
    for s in firm.services:
        revenue = s.value * s.today
        lost = revenue * (1.0 - s.up)
        firm.row["gross_revenue"] += revenue
        firm.row["incident_loss"] += lost
        firm.row["peak_loss"] += lost if is_peak(s) else 0.0


def release_changes(firm: Firm, day: int) -> None:
    """Phase 7, the releases."""
    for x in firm.changes.all():
        if x.release is not None and x.release <= day:
            deliver(firm, x, day)


def deliver(firm: Firm, x: Change, day: int) -> None:
    """Bring a change to the business."""
    p, g, row, s = firm.p, firm.scalars, firm.row, x.service
    wait = day - x.asked_day
    timely = math.exp(-wait / p.opportunity_window)
    fit = fitted(firm, x)
    g.benefit += fit * timely * x.value
    row["delivered_value"] += fit * timely * x.value
    loss = p.release_disruption * g.reach * s.value * s.today * (1.0 - 0.3 * g.framework)
    row["release_loss"] += loss
    row["peak_loss"] += loss if is_peak(s) else 0.0
    kept = wait <= x.promise
    for column, amount in (("delivered", 1), ("fit", fit), ("lead_time", wait), ("promises_kept", kept)):
        row[column] += amount
    if firm.luck.share(streams.CHANGE_FAILS, x.key) < failure_risk(firm, x):
        row["failed_changes"] += 1
        new_cause(firm, identity(streams.CAUSE_KEY, x.key, 0), s, day)
    owner_judges(firm, x, wait, fit * timely, loss)
    builder_judges(firm, x)
    contact = 2.0 * p.working_contact * contacts.personal(x.owner.trust, p)
    bonds.meet(firm, x.owner, x.builder, contact, contact)
    firm.changes.take(x)


def fitted(firm: Firm, x: Change) -> float:
    """Return how well a change fits: the business says what it needs, IT reads it; a mandate lets IT say it."""
    reads, says = x.builder.understanding[x.service.number], x.owner.it_understanding
    says = (1.0 - firm.lv.mandate) * says + firm.lv.mandate * reads
    return firm.p.fit_floor + (1.0 - firm.p.fit_floor) * min(1.0, 1.25 * math.sqrt(reads * says))


def failure_risk(firm: Firm, x: Change) -> float:
    """Return the probability that a change leaves a root cause."""
    p, g = firm.p, firm.scalars
    risk = x.risk * (1.0 - p.framework_risk_cut * g.framework * g.records) * (1.0 + p.pressure_risk * g.pressure20)
    risk *= (1.0 - 0.3 * firm.lv.board * x.service.board_view) * (1.0 + p.emergency_risk * (x.label == 4))
    return min(1.0, risk)


def owner_judges(firm: Firm, x: Change, wait: float, worth: float, loss: float) -> None:
    """Let the manager draw conclusions from quality, disturbance and date."""
    p, m, i = firm.p, x.owner, x.builder
    quality = 2.2 * (worth - 0.38)
    disturbed = min(1.0, loss / (16.0 * p.tolerance))
    on_time = bonds.within((x.promise - wait) / max(5.0, x.promise), -1.0, 0.6)
    for component, valence, column in (
        (ABILITY, 0.1 - 0.4 * disturbed, "trust_by_delivery"),
        (ABILITY, quality, "trust_by_delivery"),
        (INTEGRITY, on_time, "trust_by_promises"),
    ):
        firm.row[column] += bonds.event(firm, m, i, component, valence)
    m.satisfaction += 0.07 * (bonds.within(0.5 + 0.5 * quality, 0.0, 1.0) - m.satisfaction)
    m.expected_lead += 0.2 * (wait - m.expected_lead)


def builder_judges(firm: Firm, x: Change) -> None:
    """Let the builder draw conclusions from requirement and label; both learn."""
    m, i, n = x.owner, x.builder, x.service.number
    u = i.understanding[n]
    bonds.event(firm, i, m, ABILITY, 0.5 * bonds.within(2.0 * (m.it_understanding - 0.4), -1.0, 1.0))
    exaggeration = x.label - x.level
    bonds.event(firm, i, m, INTEGRITY, -0.3 * exaggeration * u if exaggeration > 0 else 0.4)
    i.understanding[n] += 0.04 * (1.0 - u)
    m.it_understanding += 0.02 * (1.0 - m.it_understanding)


def review_requests(firm: Firm, day: int) -> None:
    """Phase 8: every twenty days of waiting a manager asks what has become of a request."""
    lv = firm.lv
    softer = 1.0 - 0.6 * max(lv.board, lv.catalogue)
    for x in [x for x in firm.changes.all() if x.release is None]:
        x.workers = []
        wait = day - x.asked_day
        if wait <= 0.0 or int(wait) % 20:
            continue
        lapses = wait > 2.2 * firm.p.opportunity_window
        if not lapses and wait <= 1.5 * x.promise:
            continue
        contact = service_contact(firm, x.key, day)
        step = bonds.event(firm, x.owner, contact, INTEGRITY, (-0.5 if lapses else -0.3) * softer)
        if lapses:
            step += bonds.event(firm, x.owner, contact, ABILITY, -0.3)
            x.owner.satisfaction += 0.05 * (0.2 - x.owner.satisfaction)
            firm.row["lapsed"] += 1
            x.team.changes.remove(x)
            firm.changes.take(x)
        firm.row["trust_by_promises"] += step


def service_contact(firm: Firm, key: int, day: int) -> Person:
    """Return a service delivery manager, else anybody of IT."""
    choice = [x for x in firm.it if x.role == DELIVERY_MANAGER] or firm.it
    return choice[firm.luck.one_of(len(choice), streams.LAPSE, key, day)]
