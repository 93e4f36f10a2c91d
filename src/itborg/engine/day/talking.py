"""Talks: what two people learn from each other and how they judge each other, and the time that it takes.

Used by contacts of people's own choice, by arranged meetings and by interventions. Talk across the sides is the main
way to understanding and trust; talk inside IT spreads what a few have learned. Rows: i and j are any people, m is a
manager.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.numba_support import rule
from ...mechanisms import learning, talk, trust_events
from ..state import BENEVOLENCE, BUSINESS, IT, NONE
from ..tables.relations import trust_along, trust_event, trust_of
from ..tables.ties import add_contact

if TYPE_CHECKING:
    from ..state import World


@rule
def talk_to(w: World, day: int, i: int, j: int) -> None:
    """Let two people talk; i started it. Managers stop when their time for IT is used up.

    i, j  rows of two different people

    Across the sides both lose `contact_cost` person-days, learn and judge each other; a manager without that time left
    for IT today does not talk. Inside IT it takes less time and shares knowledge. Talks inside the business take no
    time and change contact only, as the model is about the other relationship. Contact grows for both, more for who
    started it.
    """
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
        add_contact(w, i, j, p.talk_contact, p.answer_contact)
        return
    h.contacts += 1.0
    if a.side == IT:
        spend_time(w, day, i, p.own_side_cost * p.contact_cost)
        spend_time(w, day, j, p.own_side_cost * p.contact_cost)
        row = add_contact(w, i, j, p.talk_contact, p.answer_contact)
        share_knowledge(w, i, j, row)
        return
    add_contact(w, i, j, p.talk_contact, p.answer_contact)


@rule
def spend_time(w: World, day: int, i: int, amount: float) -> None:
    """Take person-days out of somebody's day.

    i       row of the person
    amount  person-days

    Adds to `taken`, which lowers the speed of work in step 6, and to `contact_time` of IT or `manager_time` of the
    business in the history: the time that a strategy costs, and by which strategies are made equal in comparisons.
    """
    w.people[i].taken += amount
    if w.people[i].side == IT:
        w.history[day].contact_time += amount
    else:
        w.history[day].manager_time += amount


@rule
def talk_across(w: World, day: int, i: int, m: int) -> None:
    """Let an IT person i and a manager m learn from each other and judge each other.

    What gets across (`talk.fidelity`) depends on both languages and on the listener's listening and trust, so it
    differs by direction. IT learns the services of the manager's team, the manager learns about IT, and both learn
    language in any case. Then each judges the other: below the fidelity of jargon, benevolence falls.

    Learning comes before judgement, both at the fidelity of the state before the talk. Assumption.
    """
    p, h = w.parameters[0], w.history[day]
    a, b = w.people[i], w.people[m]
    up = trust_of(w, m, i)
    down = trust_of(w, i, m)
    hears = talk.fidelity(a.language, b.language, a.listening, down, p)
    is_heard = talk.fidelity(a.language, b.language, b.listening, up, p)
    team = w.teams[b.team]
    for s in range(team.first_service, team.first_service + team.services):
        w.understanding[i, s] = learning.after_talk(w.understanding[i, s], p.talk_intensity, hears, p)
    b.it_understanding = learning.manager_after_talk(b.it_understanding, p.talk_intensity, is_heard, p)
    a.language = talk.learned_language(a.language, 1.0, p)
    b.language = talk.learned_language(b.language, p.business_language_learning, p)
    h.fidelity += 0.5 * (hears + is_heard)
    h.trust_by_contact += trust_event(w, m, i, BENEVOLENCE, trust_events.of_contact(is_heard, p.jargon, p))
    trust_event(w, i, m, BENEVOLENCE, trust_events.of_contact(hears, p.jargon, p))


@rule
def share_knowledge(w: World, i: int, j: int, row: int) -> None:
    """Let two IT people pass on what they know of the business, and learn what the other can do.

    row  row of the tie from i to j, NONE for none: then beliefs stay

    Each moves towards the other's understanding of every service, up to the tacit ceiling. Beliefs about expertise
    move towards the true value by `belief_talk` times what gets across; colleagues share a language, so only
    listening and trust count.
    """
    p = w.parameters[0]
    for s in range(w.understanding.shape[1]):
        mine, yours = w.understanding[i, s], w.understanding[j, s]
        w.understanding[i, s] = learning.from_peer(mine, yours, p)
        w.understanding[j, s] = learning.from_peer(yours, mine, p)
    if row == NONE or p.belief_talk <= 0.0:
        return
    back = w.ties[row].mate
    a, b = w.people[i], w.people[j]
    heard = p.belief_talk * talk.fidelity(1.0, 1.0, a.listening, trust_along(w, i, row), p)
    answered = p.belief_talk * talk.fidelity(1.0, 1.0, b.listening, trust_along(w, j, back), p)
    for k in range(w.belief.shape[1]):
        w.belief[row, k] += heard * (w.expertise[j, k] - w.belief[row, k])
        w.belief[back, k] += answered * (w.expertise[i, k] - w.belief[back, k])
