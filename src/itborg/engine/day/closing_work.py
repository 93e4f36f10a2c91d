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
    usage,
)
from ..state import ABILITY, BENEVOLENCE, IT, NONE
from ..tables.queues import release_incident_row, unqueue_incident
from ..tables.relations import move_trust, trust_event
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
    bad incident the complaint costs the solver's trust in the owner. Other users feel it as well. The solver learns about the service by the days
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
    users_feel(w, row, day, valence)
    if trust_events.is_resented(valence, p):
        trust_event(w, i, m, BENEVOLENCE, trust_events.of_complaint(p))
    days = learning.days_that_teach(x.spent, p)
    w.understanding[i, x.service] = learning.by_work(w.understanding[i, x.service], days, p)
    contact = contacts.by_work(days, contacts.personal(w.people[m].trust, p), p)
    add_contact(w, i, m, contact, contact)
    if random_numbers.uniform_of(w.streams[S.ARTICLE], x.key, 0) < root_causes.article(lv.known_errors, p):
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
def users_feel(w: World, row: int, day: int, valence: float) -> None:
    """Let everybody who uses the service of an incident, but its owner, feel what the owner feels.

    valence  of the incident for its owner, -1 to 1

    Users are the team that owns the service and the teams in its list of users (`initial_beliefs.assign_users`). They judge IT as
    a whole, as they would a stranger.
    """
    service = w.services[w.incidents[row].service]
    _team_feels(w, service.owner, row, day, valence)
    team = service.first_user
    while team != NONE:
        _team_feels(w, team, row, day, valence)
        team = w.teams[team].next_user


@rule
def _team_feels(w: World, team: int, row: int, day: int, valence: float) -> None:
    """Move the users of one team: ability of IT, satisfaction, and the incidents that they remember."""
    p, owner, first = w.parameters[0], w.incidents[row].owner, w.teams[team].first
    weight = usage.felt_by_user(p.incident_weight, p)
    for m in range(first, first + w.teams[team].members):
        if m != owner:
            person = w.people[m]
            step = move_trust(w, m, IT, ABILITY, weight * valence, p.anonymous)
            w.history[day].trust_by_incidents += p.anonymous * step
            person.satisfaction = satisfaction.after_incident(person.satisfaction, valence, weight, p)
            person.exposure += p.usage


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
