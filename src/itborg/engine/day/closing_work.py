"""Closing an incident: its loss, its record, and what both sides learn from it.

Part of step 6. An incident is the most frequent service experience of a manager and the most frequent
lesson about the business for IT: closing it moves trust, satisfaction, understanding and contact.

Arguments: day is the row of the day, i the row of the solver, row that of the incident; now and until are working
times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import (
    business_calendar,
    contacts,
    learning,
    root_causes,
    satisfaction,
    service_levels,
    trust_events,
)
from ..state import ABILITY, BENEVOLENCE
from ..tables.queues import release_incident_row, unqueue_incident
from ..tables.relations import trust_event
from ..tables.root_cause_rows import remove_cause
from ..tables.ties import add_contact
from .losses import lose_by_incident
from .service_clock import time_by_it

if TYPE_CHECKING:
    from ..state import World


@rule
def close(w: World, i: int, row: int, day: int, now: float) -> None:
    """Close an incident: loss and record, trust and satisfaction of its owner, learning and contact of its solver.

    i    row of the solver
    row  row of the incident; it is free for another one afterwards
    now  working time at which it closes, days since the start of the burn-in

    The owner judges the solver's ability by the loss against what is tolerated (`trust_events.of_incident`); after a
    bad incident the complaint costs the solver's trust in the owner. The solver learns about the service by the days
    spent, and gets closer to the owner as far as trust makes the contact personal.

    It may also leave a knowledge article (stream ARTICLE, by incident). Work on the incident counts as analysis of its
    root cause, the less the greater the pressure; a root cause with nothing left to analyse is removed.
    """
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    x = w.incidents[row]
    lose_by_incident(w, row, day, now)
    in_time = 1 if time_by_it(x, now) <= x.target else 0
    by_user = 1 if now - x.opened <= x.target else 0
    red = 1 if x.loss > p.tolerance else 0
    _write_closed(w, row, i, now, in_time, by_user, red)
    h.closed += 1.0
    h.closed_in_time += in_time
    h.closed_in_time_user_clock += by_user
    h.closed_red += red
    o.sla = service_levels.remembered_in_time(o.sla, in_time, p)
    m = x.owner
    w.people[m].exposure += 1.0
    valence = trust_events.of_incident(x.loss, p.tolerance, p)
    h.trust_by_incidents += trust_event(w, m, i, ABILITY, trust_events.of_one_incident(valence, p))
    w.people[m].satisfaction = satisfaction.after_incident(w.people[m].satisfaction, valence, p.incident_weight, p)
    if trust_events.is_resented(valence, p):
        trust_event(w, i, m, BENEVOLENCE, trust_events.of_complaint(p))
    days = learning.days_that_teach(x.spent, p)
    w.understanding[i, x.service] = learning.by_work(w.understanding[i, x.service], days, p)
    contact = contacts.by_work(days, contacts.personal(w.people[m].trust, p), p)
    add_contact(w, i, m, contact, contact)
    if random_numbers.uniform(o.seed, S.ARTICLE, x.key, 0) < root_causes.article(lv.known_errors, p):
        w.components[x.component].article = root_causes.written_down(w.components[x.component].article, p)
    cause = w.causes[x.cause]
    if cause.active == 1 and cause.key == x.cause_key:
        cause.left -= root_causes.diagnosed(x.spent, o.pressure, p)
        if cause.left <= 0.0:
            remove_cause(w, x.cause)
    w.people[i].named -= 1
    unqueue_incident(w, row)
    release_incident_row(w, row)
    o.open_incidents -= 1


@rule
def _write_closed(w: World, row: int, solver: int, now: float, in_time: int, by_user: int, red: int) -> None:
    """Write one row of the table of closed incidents.

    solver   row of the person who closed it
    now      working time at which it closed, days since the start of the burn-in
    in_time  1 if it closed within the SLA target that IT set itself, by IT's clock, else 0
    by_user  the same by the user's clock, which never stands
    red      1 if its loss is beyond the tolerance of a manager, else 0

    `hours` are hours on the clock with nights and weekends, to compare with incident logs; the other times are
    working days. A service that is in time by its SLA and red for its owner is a watermelon.
    """
    o, p, x = w.organisation[0], w.parameters[0], w.incidents[row]
    c = w.closed[o.closed]
    o.closed += 1
    c.key = x.key
    c.opened = x.opened
    c.closed = now
    c.hours = business_calendar.clock_hours(now, p) - business_calendar.clock_hours(x.opened, p)
    c.hops = x.hops
    c.team_changes = x.team_changes
    c.teams = x.teams_seen + 1
    c.returned = x.returned
    c.questioned = x.questioned
    c.reopened = x.reopened
    c.service = x.service
    c.component = x.component
    c.label = x.label
    c.level = x.level
    c.target = x.target
    c.in_time = in_time
    c.in_time_user_clock = by_user
    c.stopped = x.stopped
    c.red = red
    c.loss = x.loss
    c.spent = x.spent
    c.owner = x.owner
    c.solver = solver
