"""Talks: what two people learn from each other and how they judge each other, and the time that it takes.

Used by contacts of people's own choice, by arranged meetings and by interventions. Talk across the sides is the main
way to understanding and trust; talk inside IT spreads what a few have learned. Rows: i and j are any people, m is a
manager.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import beliefs, contacts, hearsay, learning, requests, resistance, talk, trust_events
from ..state import BENEVOLENCE, BUSINESS, COMPONENTS, IT, NONE
from ..tables.relations import component_along, find_tie, trust_along, trust_event, trust_in_side, trust_of
from ..tables.ties import add_contact, pair_number
from .choosing import member_for

if TYPE_CHECKING:
    from ..state import World


@rule
def talk_to(w: World, day: int, i: int, j: int) -> None:
    """Let two people talk; i started it. Managers stop when their time for IT is used up.

    i, j  rows of two different people

    Across the sides both lose `contact_cost` person-days, learn and judge each other; a manager without that time left
    for IT today does not talk. Inside IT it takes less time and shares knowledge. Talks inside the business take no
    time that counts here; managers who resist say what they think of IT.
    Colleagues of both sides pass on opinions of people of the other. Contact grows for both, more for who started it.
    """
    p, h = w.parameters[0], w.history[day]
    a, b = w.people[i], w.people[j]
    back = contacts.answered(p.talk_contact, p)
    if a.side != b.side:
        if not has_time(w, i if a.side == BUSINESS else j):
            return
        spend_time(w, day, i, p.contact_cost)
        spend_time(w, day, j, p.contact_cost)
        h.contacts += 1.0
        h.cross_contacts += 1.0
        if a.side == IT:
            talk_across(w, day, i, j)
        else:
            talk_across(w, day, j, i)
        add_contact(w, i, j, p.talk_contact, back)
        return
    h.contacts += 1.0
    row = add_contact(w, i, j, p.talk_contact, back)
    if a.side == IT:
        spend_time(w, day, i, p.own_side_cost * p.contact_cost)
        spend_time(w, day, j, p.own_side_cost * p.contact_cost)
        share_knowledge(w, i, j, row)
    else:
        if b.stage > resistance.CONTENT:
            hear_of_it(w, day, i, j)
        if a.stage > resistance.CONTENT:
            hear_of_it(w, day, j, i)
    pass_on_opinions(w, day, i, j, row)


@rule
def hear_of_it(w: World, day: int, m: int, teller: int) -> None:
    """Let a manager hear what a colleague who resists thinks of IT.

    m, teller  rows of two managers

    The hearer's stereotype of IT and satisfaction move towards the teller's; see `resistance.opinion_weight`.
    """
    p = w.parameters[0]
    a, b = w.people[m], w.people[teller]
    weight = resistance.opinion_weight(trust_of(w, m, teller), a.exposure, b.stage, p)
    before = trust_in_side(w, m, IT)
    for c in range(COMPONENTS):
        w.stereotype[m, IT, c] += weight * (w.stereotype[teller, IT, c] - w.stereotype[m, IT, c])
    w.history[day].trust_by_colleagues += trust_in_side(w, m, IT) - before
    a.satisfaction += weight * (b.satisfaction - a.satisfaction)


@rule
def has_time(w: World, m: int) -> bool:
    """Return whether a manager still has time for a talk with IT today."""
    return w.people[m].taken + w.parameters[0].contact_cost <= w.parameters[0].manager_time


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
    row = find_tie(w, i, m)
    if row == NONE:
        up, down = trust_in_side(w, m, IT), trust_in_side(w, i, BUSINESS)
        mine, yours, pair = a.language, b.language, pair_number(w, i, m)
    else:
        tie = w.ties[row]
        up, down = trust_along(w, m, tie.mate), trust_along(w, i, row)
        mine = talk.language_between(a.language, tie.contact, p)
        yours = talk.language_between(b.language, w.ties[tie.mate].contact, p)
        pair = tie.pair
    hears = talk.fidelity(mine, yours, a.listening, down, p)
    is_heard = talk.fidelity(mine, yours, b.listening, up, p)
    team = w.teams[b.team]
    for s in range(team.first_service, team.first_service + team.services):
        w.understanding[i, s] = learning.after_talk(w.understanding[i, s], p.talk_intensity, hears, p)
    b.it_understanding = learning.manager_after_talk(b.it_understanding, p.talk_intensity, is_heard, p)
    a.language = talk.learned_language(a.language, 1.0, p)
    b.language = talk.learned_language(b.language, p.business_language_learning, p)
    h.fidelity += 0.5 * (hears + is_heard)
    valence = trust_events.of_contact(talk.felt(is_heard, pair, p), p.jargon, p)
    h.trust_by_contact += trust_event(w, m, i, BENEVOLENCE, valence)
    trust_event(w, i, m, BENEVOLENCE, trust_events.of_contact(talk.felt(hears, pair, p), p.jargon, p))


@rule
def share_knowledge(w: World, i: int, j: int, row: int) -> None:
    """Let two IT people pass on what they know of the business, and learn what the other can do.

    row  row of the tie from i to j, NONE for none: then nobody learns what the other can do

    Each moves towards the other's understanding of every service, up to the tacit ceiling. Beliefs about expertise
    become better known by `belief_talk` times what gets across; colleagues share a language, so only
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
    w.ties[row].known = beliefs.better_known(w.ties[row].known, heard)
    w.ties[back].known = beliefs.better_known(w.ties[back].known, answered)


@rule
def discussed(w: World, day: int, key: int, m: int, service: int) -> float:
    """Return how far the cost of a need is known, 0 to 1, where some needs are discussed with the team that will build.

    service  row of the service

    The lever `early` is the share of needs that are discussed (stream EARLY, by need), with a member of the team, each
    equally likely (stream EARLY_WITH). It is an ordinary talk: both lose time, and a manager without time has none.
    Afterwards the manager reckons with what both know together.
    """
    manager = w.people[m]
    if random_numbers.uniform_of(w.streams[S.EARLY], key, 0) >= w.levers[day].early or not has_time(w, m):
        return manager.it_understanding
    i = member_for(w, key, S.EARLY_WITH, w.services[service].change_team)
    talk_to(w, day, m, i)
    return requests.joint_knowledge(manager.it_understanding, w.understanding[i, service])


@rule
def pass_on_opinions(w: World, day: int, i: int, j: int, row: int) -> None:
    """Let each of two colleagues pass on an opinion of one person of the other side, drawn among the ties across.

    row  row of the tie from i to j, NONE for none: then nothing is believed
    """
    if row == NONE or w.parameters[0].gossip <= 0.0:
        return
    hear_opinion(w, day, i, row, j)
    hear_opinion(w, day, j, w.ties[row].mate, i)


@rule
def hear_opinion(w: World, day: int, i: int, row: int, j: int) -> None:
    """Let i hear what j thinks of one person of the other side; stream HEARSAY, by both people and day.

    row  row of the tie from i to j: trust in j decides how far i believes it

    It moves i's trust in that person; of somebody whom i does not know, it moves the side as such, by the part that
    events with strangers have.
    """
    p = w.parameters[0]
    news = random_numbers.key_of(S.HEARSAY, w.people[j].key, day)
    u = random_numbers.uniform_of(w.streams[S.HEARSAY], w.people[i].key, news)
    source = tie_across(w, j, u)
    if source == NONE:
        return
    k = w.ties[source].target
    side, known = w.people[k].side, find_tie(w, i, k)
    pull = hearsay.pull(w.ties[row].trust, p)
    for c in range(COMPONENTS):
        heard, now = component_along(w, j, source, side, c), component_along(w, i, known, side, c)
        if known == NONE:
            w.stereotype[i, side, c] = hearsay.moved(now, heard, p.anonymous * pull)
        else:
            w.deviation[known, c] = hearsay.moved(now, heard, pull) - w.stereotype[i, side, c]


@rule
def tie_across(w: World, i: int, u: float) -> int:
    """Return a tie of i to the other side by a uniform number, in proportion to contact; NONE if there is none."""
    person = w.people[i]
    total, last = 0.0, NONE
    for row in range(person.first_tie, person.first_tie + person.ties):
        if w.ties[row].across == 1:
            total += w.ties[row].contact
    mark = u * total
    for row in range(person.first_tie, person.first_tie + person.ties):
        if w.ties[row].across == 1:
            last = row
            mark -= w.ties[row].contact
            if mark < 0.0:
                return last
    return last
