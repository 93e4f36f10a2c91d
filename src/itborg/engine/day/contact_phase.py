"""Step 5. Contacts: people talk, visit and meet; knowledge, language and trust change.

Whom a person talks to follows from past contact and trust, so trust and understanding grow together or not at all.
Managers' contacts across the sides are limited by their time for IT matters. Rows: i is the person who acts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import attention, contacts, learning
from ..state import BENEVOLENCE, BUSINESS, DELIVERY_MANAGER, IT, NONE
from ..tables.relations import best_known, find_tie, trust_event, trust_in_side
from ..tables.ties import add_contact
from .talking import spend_time, talk_to

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


#: Random people looked at until one is a stranger.
TRIES = 8


@rule
def meet_people(w: World, day: int) -> None:
    """Let everybody talk to whom they choose, and go where a strategy sends them.

    The number of contacts is `contact_rate`, or `liaison_rate` for relationship managers, rounded at random (stream
    CONTACT, by person and day). People talk in the order of rows, and later talks see what earlier ones changed.

    Levers: `visits` is the probability of a visit, `meetings` the number of arranged talks with random managers, both
    per IT person and day (streams VISIT, MEETING, MEETING_WITH). Arranged talks need no trust, which is their use
    where people would not meet by themselves.
    """
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    for i in range(o.people):
        person = w.people[i]
        rate = p.contact_rate
        liaison = is_liaison(w, i, lv)
        if liaison:
            rate = p.liaison_rate
        count = int(rate + random_numbers.uniform_of(w.streams[S.CONTACT], person.key, day))
        for q in range(count):
            j = partner(w, day, i, q, liaison, lv.contact_factor)
            if j != NONE:
                talk_to(w, day, i, j)
    if lv.visits > 0.0 or lv.meetings > 0.0:
        for i in range(o.it):
            if random_numbers.uniform_of(w.streams[S.VISIT], w.people[i].key, day) < lv.visits:
                visit(w, day, i, department_for(w, i, day))
            forced = int(lv.meetings + random_numbers.uniform_of(w.streams[S.MEETING], w.people[i].key, day))
            for q in range(forced):
                u = random_numbers.uniform_of(w.streams[S.MEETING_WITH], w.people[i].key, day * 8 + q)
                talk_to(w, day, i, o.it + random_numbers.below(o.people - o.it, u))


@rule
def is_liaison(w: World, i: int, lv: Levers) -> bool:
    """Return whether a service delivery manager now acts as a business relationship manager.

    lv  levers of the day; `liaisons` is the share of these managers, by rank
    """
    return w.people[i].role == DELIVERY_MANAGER and w.people[i].rank < lv.liaisons


@rule
def opportunity(w: World, i: int, j: int, liaison: bool, contact_factor: float, lv: Levers) -> float:
    """Return how likely i is to run into somebody of the other side, relative to the own side.

    j               row of the other, NONE for strangers in general
    liaison         whether i is a relationship manager
    contact_factor  lever: seating, events and rules that bring the sides together, ratio

    Opportunity is what strategies can change about contact; choice by trust stays with people.
    """
    a, p = w.people[i], w.parameters[0]
    home = lv.federation > 0.0 and a.side == IT and j != NONE and a.home == w.people[j].team
    return contacts.opportunity(
        contact_factor,
        p.liaison_opportunity if liaison else 1.0,
        contacts.federated(lv.federation, p) if home else 1.0,
        p,
    )


@rule
def partner(w: World, day: int, i: int, q: int, liaison: bool, contact_factor: float) -> int:
    """Return whom i talks to: a tie in proportion to contact and mutual trust, or somebody new. NONE: nobody.

    q               number of the contact within the day
    liaison         whether i is a relationship manager
    contact_factor  lever, see `opportunity`

    The weights of ties go to w.scratch; ties across count as far as i is open to the other side. Attention that the
    ties of the own side leave free seeks somebody new there, and now and then a contact goes to somebody new in any
    case (streams EXPLORE and PARTNER, by person, day and q). Returns a row of `w.people`.
    """
    p, lv = w.parameters[0], w.levers[day]
    person = w.people[i]
    first = person.first_tie
    key = random_numbers.key_of(S.PARTNER, person.key, day * 16 + q)
    if random_numbers.uniform_of(w.streams[S.EXPLORE], key, 0) < p.explore:
        return newcomer(w, i, key, liaison, contact_factor, lv)
    total = 0.0
    for n in range(person.ties):
        tie = w.ties[first + n]
        weight = contacts.partner_weight(tie.contact, tie.draw, tie.accept)
        if tie.across == 1:
            weight *= person.openness * opportunity(w, i, tie.target, liaison, contact_factor, lv)
        w.scratch[n] = weight
        total += weight
    free = attention.spare(person.own_budget, person.contact - person.cross_contact)
    t = trust_in_side(w, i, person.side)
    free = contacts.partner_weight(free, contacts.invitation(t, p), contacts.acceptance(t, p))
    mark = random_numbers.uniform_of(w.streams[S.PARTNER], key, 0) * (total + free)
    for n in range(person.ties):
        mark -= w.scratch[n]
        if mark < 0.0:
            return w.ties[first + n].target
    return introduced(w, i, key, person.side)


@rule
def newcomer(w: World, i: int, key: int, liaison: bool, contact_factor: float, lv: Levers) -> int:
    """Return somebody new to i, of either side in proportion to numbers, opportunity and openness.

    key  identity of the contact, for random numbers (stream NEWCOMER); other arguments as in `partner`
    """
    o, person = w.organisation[0], w.people[i]
    own, across = (o.it, o.people - o.it) if person.side == IT else (o.people - o.it, o.it)
    other = BUSINESS if person.side == IT else IT
    factor = person.openness * opportunity(w, i, NONE, liaison, contact_factor, lv)
    share = attention.newcomer_across(float(own), float(across), factor)
    if random_numbers.uniform_of(w.streams[S.NEWCOMER], key, 0) < share:
        return introduced(w, i, key, other)
    return introduced(w, i, key, person.side)


@rule
def introduced(w: World, i: int, key: int, side: int) -> int:
    """Return somebody of a side whom i does not know: a friend of a friend, else anybody; NONE if no attempt finds one.

    key  identity of the contact, for random numbers (streams CLOSURE, CLOSURE_OF and STRANGER)
    """
    p, person = w.parameters[0], w.people[i]
    if person.ties > 0 and random_numbers.uniform_of(w.streams[S.CLOSURE], key, 0) < p.closure:
        for attempt in range(TRIES):
            u = random_numbers.uniform_of(w.streams[S.CLOSURE_OF], key, attempt)
            friend = w.people[w.ties[person.first_tie + random_numbers.below(person.ties, u)].target]
            if friend.ties > 0:
                u = random_numbers.uniform_of(w.streams[S.CLOSURE], key, attempt + 1)
                j = w.ties[friend.first_tie + random_numbers.below(friend.ties, u)].target
                if w.people[j].side == side and j != i and find_tie(w, i, j) == NONE:
                    return j
    return stranger(w, i, key, side)


@rule
def stranger(w: World, i: int, key: int, side: int) -> int:
    """Return anybody of a side whom i does not know yet; NONE if no attempt finds one.

    key  identity of the contact, for random numbers (stream STRANGER, up to TRIES attempts)

    Returns a row of `w.people`. In small organisations, where all know each other, it is mostly NONE.
    """
    o = w.organisation[0]
    start, size = (0, o.it) if side == IT else (o.it, o.people - o.it)
    for attempt in range(TRIES):
        j = start + random_numbers.below(size, random_numbers.uniform_of(w.streams[S.STRANGER], key, attempt))
        if j != i and find_tie(w, i, j) == NONE:
            return j
    return NONE


@rule
def department_for(w: World, i: int, day: int) -> int:
    """Return the business team an IT person visits: any, the own home when federated.

    Departments are drawn in proportion to their size (stream VISIT_WHERE, by person and day). Returns a row of
    `w.teams`.
    """
    o = w.organisation[0]
    if w.people[i].rank < w.levers[day].federation:
        return w.people[i].home
    m = o.it + random_numbers.below(
        o.people - o.it, random_numbers.uniform_of(w.streams[S.VISIT_WHERE], w.people[i].key, day)
    )
    return w.people[m].team


@rule
def visit(w: World, day: int, i: int, team: int) -> None:
    """Let an IT person see a department's work for half a day; unlike talk, this passes the tacit ceiling.

    team  row of the business team

    The host is whom the visitor knows best in the team (`host`); one without time left for it is not
    visited, and the visit does not take place. The visitor learns all services of the team and some language, the
    manager a little about IT; contact and benevolence grow on both sides. It costs the visitor's work of the day: the
    most expensive contact, and the most effective.
    """
    p, h = w.parameters[0], w.history[day]
    t = w.teams[team]
    m = host(w, i, team, day)
    if w.people[m].taken + p.visited_time * p.visit_time > p.manager_time + p.visit_slack:
        return
    spend_time(w, day, i, p.visit_time)
    spend_time(w, day, m, p.visited_time * p.visit_time)
    for s in range(t.first_service, t.first_service + t.services):
        w.understanding[i, s] = learning.after_visit(w.understanding[i, s], p)
    a, b = w.people[i], w.people[m]
    add_contact(w, i, m, p.visit_contact, p.visit_contact)
    h.trust_by_contact += trust_event(w, m, i, BENEVOLENCE, p.visit_valence)
    trust_event(w, i, m, BENEVOLENCE, p.visitor_valence)
    b.it_understanding = learning.towards_full(b.it_understanding, p.visited_learning)
    a.language = learning.towards_full(a.language, p.visit_language)
    h.visits += 1.0


@rule
def host(w: World, i: int, team: int, day: int) -> int:
    """Return the manager of a team whom an IT person visits: the one it knows best, else anyone (stream VISIT_TEAM)."""
    m = best_known(w, i, team)
    if m != NONE:
        return m
    t = w.teams[team]
    u = random_numbers.uniform_of(w.streams[S.VISIT_TEAM], w.people[i].key, day)
    return t.first + random_numbers.below(t.members, u)
