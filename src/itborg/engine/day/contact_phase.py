"""Phase 5. Contacts: people talk, visit, meet and escalate; knowledge, language and trust move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms.arithmetic import closed_gap, power
from ...mechanisms.talk import fidelity
from ...mechanisms.trust import contact_valence
from ..state import BENEVOLENCE, BUSINESS, DELIVERY_MANAGER, IT, NONE
from ..tables.relations import (
    STRANGER_CONTACT,
    add_contact,
    find_tie,
    move_trust,
    trust_along,
    trust_event,
    trust_in_side,
    trust_of,
)

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


VISIT_TIME = 0.5  # person-days


@rule
def meet_people(w: World, day: int) -> None:
    """Let everybody talk to whom they like, and go where a strategy sends them."""
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    for i in range(o.people):
        person = w.people[i]
        rate = p.contact_rate
        liaison = is_liaison(w, i, lv)
        if liaison:
            rate = 4.0
        count = int(rate + random_numbers.uniform(o.seed, S.CONTACT, person.key, day))
        for q in range(count):
            j = partner(w, day, i, q, liaison, lv.contact_factor)
            if j != NONE:
                talk(w, day, i, j)
    if lv.visits > 0.0 or lv.meetings > 0.0:
        for i in range(o.it):
            if random_numbers.uniform(o.seed, S.VISIT, w.people[i].key, day) < lv.visits:
                visit(w, day, i, department_for(w, i, day))
            forced = int(lv.meetings + random_numbers.uniform(o.seed, S.MEETING, w.people[i].key, day))
            for q in range(forced):
                u = random_numbers.uniform(o.seed, S.MEETING_WITH, w.people[i].key, day * 8 + q)
                talk(w, day, i, o.it + random_numbers.below(o.people - o.it, u))


@rule
def is_liaison(w: World, i: int, lv: Levers) -> bool:
    """Return whether a service delivery manager now acts as a business relationship manager."""
    return w.people[i].role == DELIVERY_MANAGER and w.people[i].rank < lv.liaisons


@rule
def opportunity(w: World, i: int, j_side: int, j_team: int, liaison: bool, contact_factor: float, lv: Levers) -> float:
    """Return how likely i is to run into someone, relative to the own side."""
    a = w.people[i]
    if j_side == a.side:
        return 1.0
    chance = w.parameters[0].homophily * contact_factor
    if liaison:
        chance *= 4.0
    if lv.federation > 0.0:
        if a.home == j_team and a.side == IT:
            chance *= 1.0 + 5.0 * lv.federation
    return chance


@rule
def partner(w: World, day: int, i: int, q: int, liaison: bool, contact_factor: float) -> int:
    """Return whom i talks to: a tie in proportion to contact and mutual trust, or a stranger. NONE: nobody."""
    o, lv = w.organisation[0], w.levers[day]
    person = w.people[i]
    first = person.first_tie
    total = 0.0
    strangers_own = o.it if person.side == IT else o.people - o.it
    strangers_other = o.people - strangers_own
    strangers_own -= 1
    for n in range(person.ties):
        tie = w.ties[first + n]
        weight = (STRANGER_CONTACT + tie.contact) * tie.draw * tie.accept
        if tie.across == 1:
            strangers_other -= 1
            other = w.people[tie.target]
            weight *= opportunity(w, i, other.side, other.team, liaison, contact_factor, lv)
        else:
            strangers_own -= 1
        w.scratch[n] = weight
        total += weight
    met = w.parameters[0].strangers_met
    own = stranger_weight(w, i, person.side) * min(met, float(strangers_own))
    other_side = BUSINESS if person.side == IT else IT
    across = stranger_weight(w, i, other_side) * min(met, float(strangers_other))
    across *= opportunity(w, i, other_side, NONE, liaison, contact_factor, lv)
    key = random_numbers.key_of(S.PARTNER, person.key, day * 16 + q)
    mark = random_numbers.uniform(o.seed, S.PARTNER, key, 0) * (total + own + across)
    for n in range(person.ties):
        mark -= w.scratch[n]
        if mark < 0.0:
            return w.ties[first + n].target
    if mark < own:
        return stranger(w, i, key, person.side)
    return stranger(w, i, key, other_side)


@rule
def stranger_weight(w: World, i: int, side: int) -> float:
    """Return the weight of one stranger of a side: little contact, stereotyped trust both ways."""
    p = w.parameters[0]
    t = trust_in_side(w, i, side)
    return STRANGER_CONTACT * power(t, p.contact_trust) * power(t, p.reciprocity)


@rule
def stranger(w: World, i: int, key: int, side: int) -> int:
    """Return someone of a side whom i does not know yet; NONE after eight vain tries."""
    o = w.organisation[0]
    start, size = (0, o.it) if side == IT else (o.it, o.people - o.it)
    for attempt in range(8):
        j = start + random_numbers.below(size, random_numbers.uniform(o.seed, S.STRANGER, key, attempt))
        if j != i and find_tie(w, i, j) == NONE:
            return j
    return NONE


@rule
def talk(w: World, day: int, i: int, j: int) -> None:
    """Let two people talk; i started it. Managers stop when their time for IT is used up."""
    p, h = w.parameters[0], w.history[day]
    a, b = w.people[i], w.people[j]
    if a.side != b.side:
        manager = a if a.side == BUSINESS else b
        if manager.taken + p.contact_cost > p.manager_time:
            return
        spend_time(w, day, i, p.contact_cost)
        spend_time(w, day, j, p.contact_cost)
        h.contacts += 1.0
        h.cross_contacts += 1.0
        if a.side == IT:
            talk_across(w, day, i, j)
        else:
            talk_across(w, day, j, i)
        add_contact(w, i, j, 0.25, 0.20)
        return
    h.contacts += 1.0
    if a.side == IT:
        spend_time(w, day, i, 0.5 * p.contact_cost)
        spend_time(w, day, j, 0.5 * p.contact_cost)
        row = add_contact(w, i, j, 0.25, 0.20)
        share_knowledge(w, i, j, row)
        return
    add_contact(w, i, j, 0.25, 0.20)


@rule
def spend_time(w: World, day: int, i: int, amount: float) -> None:
    """Take person-days out of somebody's day."""
    w.people[i].taken += amount
    if w.people[i].side == IT:
        w.history[day].contact_time += amount
    else:
        w.history[day].manager_time += amount


@rule
def talk_across(w: World, day: int, i: int, m: int) -> None:
    """Let an IT person and a manager learn from each other and judge each other."""
    p, h = w.parameters[0], w.history[day]
    a, b = w.people[i], w.people[m]
    up = trust_of(w, m, i)
    down = trust_of(w, i, m)
    hears = fidelity(a.language, b.language, a.listening, down)
    is_heard = fidelity(a.language, b.language, b.listening, up)
    team = w.teams[b.team]
    for s in range(team.first_service, team.first_service + team.services):
        w.understanding[i, s] = closed_gap(w.understanding[i, s], p.tacit_ceiling, 2.0 * p.talk_learning * hears)
    b.it_understanding += 2.0 * p.business_talk_learning * is_heard * (1.0 - b.it_understanding)
    a.language += p.language_learning * (1.0 - a.language)
    b.language += 0.5 * p.language_learning * (1.0 - b.language)
    h.fidelity += 0.5 * (hears + is_heard)
    h.trust_by_contact += trust_event(w, m, i, BENEVOLENCE, contact_valence(is_heard, p.jargon))
    trust_event(w, i, m, BENEVOLENCE, contact_valence(hears, p.jargon))


@rule
def share_knowledge(w: World, i: int, j: int, row: int) -> None:
    """Let two IT people pass on what they know of the business, and learn what the other can do."""
    p = w.parameters[0]
    for s in range(w.understanding.shape[1]):
        mine, yours = w.understanding[i, s], w.understanding[j, s]
        w.understanding[i, s] = closed_gap(mine, min(yours, p.tacit_ceiling), p.peer_learning)
        w.understanding[j, s] = closed_gap(yours, min(mine, p.tacit_ceiling), p.peer_learning)
    if row == NONE or p.belief_talk <= 0.0:
        return
    back = w.ties[row].mate
    a, b = w.people[i], w.people[j]
    heard = p.belief_talk * fidelity(1.0, 1.0, a.listening, trust_along(w, i, row))
    told = p.belief_talk * fidelity(1.0, 1.0, b.listening, trust_along(w, j, back))
    for k in range(w.belief.shape[1]):
        w.belief[row, k] += heard * (w.expertise[j, k] - w.belief[row, k])
        w.belief[back, k] += told * (w.expertise[i, k] - w.belief[back, k])


@rule
def department_for(w: World, i: int, day: int) -> int:
    """Return the business team an IT person visits: any, the own home when federated."""
    o = w.organisation[0]
    if w.people[i].rank < w.levers[day].federation:
        return w.people[i].home
    m = o.it + random_numbers.below(
        o.people - o.it, random_numbers.uniform(o.seed, S.VISIT_WHERE, w.people[i].key, day)
    )
    return w.people[m].team


@rule
def visit(w: World, day: int, i: int, team: int) -> None:
    """Let an IT person go and see a department's work for half a day; only this passes the tacit ceiling."""
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    t = w.teams[team]
    m = t.first + random_numbers.below(t.members, random_numbers.uniform(o.seed, S.VISIT_TEAM, w.people[i].key, day))
    if w.people[m].taken + 0.25 * VISIT_TIME > p.manager_time + 0.25:
        return
    spend_time(w, day, i, VISIT_TIME)
    spend_time(w, day, m, 0.25 * VISIT_TIME)
    for s in range(t.first_service, t.first_service + t.services):
        w.understanding[i, s] += p.visit_learning * (1.0 - w.understanding[i, s])
    a, b = w.people[i], w.people[m]
    add_contact(w, i, m, 0.4, 0.4)
    h.trust_by_contact += trust_event(w, m, i, BENEVOLENCE, 0.8)
    trust_event(w, i, m, BENEVOLENCE, 0.5)
    b.it_understanding += 0.02 * (1.0 - b.it_understanding)
    a.language += 0.03 * (1.0 - a.language)
    h.visits += 1.0


@rule
def escalate(w: World, day: int) -> None:
    """Let managers call about open work that carries the top label; whoever is called loses time."""
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    rate = p.escalation_rate * (1.0 - 0.6 * lv.board)
    if rate <= 0.0:
        return
    for row in range(o.incident_rows):
        x = w.incidents[row]
        if x.open == 1 and x.label == 4 and random_numbers.uniform(o.seed, S.ESCALATION, x.key, day) < rate:
            _call(w, day, x.key, x.owner, x.team)
    for row in range(o.change_rows):
        c = w.changes[row]
        if (
            c.open == 1
            and c.label == 4
            and np.isnan(c.release)
            and random_numbers.uniform(o.seed, S.ESCALATION, c.key, day) < rate * CHANGE_CALLS
        ):
            _call(w, day, c.key, c.owner, c.team)


#: A change is called about this many times as often as an incident, of which there are many more.
CHANGE_CALLS = 5.0


@rule
def _call(w: World, day: int, key: int, m: int, team: int) -> None:
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    t = w.teams[team]
    i = t.first + random_numbers.below(t.members, random_numbers.uniform(o.seed, S.ESCALATED, key, day))
    if w.people[m].taken + p.escalation_cost > 1.0:
        return
    spend_time(w, day, i, p.escalation_cost)
    spend_time(w, day, m, 0.5 * p.escalation_cost)
    h.escalations += 1.0
    move_trust(w, i, find_tie(w, i, m), BUSINESS, BENEVOLENCE, -0.1, 0.0)
