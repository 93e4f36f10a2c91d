"""Handing over: to whom, by which way, and what the network learns from how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms.arithmetic import power
from ...mechanisms.routing import tie_fidelity, tie_value
from ..state import ABILITY, NONE
from ..tables.queues import queue_incident, unqueue_incident
from ..tables.relations import find_tie, make_tie, move_trust, trust_along
from .outages import other_need

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


PEOPLE_REMEMBERED = 8
TEAMS_REMEMBERED = 12


@rule
def hand_off(w: World, i: int, row: int, day: int, now: float) -> None:
    """Let i hand an incident over: along the best ties, to the official queue, or back to the sender."""
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    x = w.incidents[row]
    best, total, best_belief = choose_receiver(w, i, row, now - day)
    by_tie = power(best / p.tie_reference, p.route_sharpness)
    target = official_team(w, row, lv)
    by_queue = p.queue_pull
    if target == w.people[i].team and w.teams[target].resolvers <= 1:
        by_queue *= 0.2
    back = 0.0
    if x.sender != NONE and x.sender != i:
        back = p.return_pull * (1.0 - best_belief)
    mark = random_numbers.uniform(o.seed, S.ROUTE, x.key, x.hops) * (by_tie + by_queue + back)
    h.hops += 1.0
    if mark < by_tie:
        tie = receiving_tie(w, i, row, total)
        receiver = w.ties[tie].target
        fidelity = tie_fidelity(p.tie_fidelity, w.ties[tie].contact, trust_along(w, i, tie))
        h.tie_hops += 1.0
        move(w, i, row, w.people[receiver].team, receiver, fidelity, now)
    elif back == 0.0 or mark < by_tie + by_queue:
        move(w, i, row, target, NONE, ticket_fidelity(w, lv), now)
    else:
        sender = x.sender
        h.return_hops += 1.0
        doubt_sender(w, sender, i, row)
        back_to = NONE if w.people[sender].works_problems == 1 else sender
        move(w, i, row, x.sender_team, back_to, ticket_fidelity(w, lv), now)
    if w.needs[x.need].team == x.team:
        h.right_hops += 1.0


@rule
def ticket_fidelity(w: World, lv: Levers) -> float:
    """Return the share of context that survives a written ticket."""
    f = w.parameters[0].ticket_fidelity
    return f + (1.0 - f) * lv.ticket_quality


@rule
def choose_receiver(w: World, i: int, row: int, clock: float) -> tuple[float, float, float]:
    """Weigh all ties of i as receivers when its clock stands at `clock`; fills w.scratch.

    Returns best value, sum of sharpened values, best belief.
    """
    p = w.parameters[0]
    x = w.incidents[row]
    person = w.people[i]
    best, total, best_belief = 0.0, 0.0, 0.0
    for n in range(person.ties):
        t = person.first_tie + n
        tie = w.ties[t]
        w.scratch[n] = 0.0
        if tie.across == 1:
            continue
        j = tie.target
        other = w.people[j]
        if other.resolver == 0 or other.works_problems == 1:
            continue
        belief = w.belief[t, x.perceived_need]
        value = tie_value(tie.contact, belief, tie.trust, p)
        if other.team != person.team:
            value *= p.team_homophily
        if has_seen(w, row, j):
            value *= p.tried_factor
        booked = max(0.0, other.clock - clock)
        value /= 1.0 + p.load_aversion * (other.named + 2.0 * booked)
        w.scratch[n] = power(value, p.tie_sharpness)
        total += w.scratch[n]
        best = max(best, value)
        best_belief = max(best_belief, belief)
    return best, total, best_belief


@rule
def receiving_tie(w: World, i: int, row: int, total: float) -> int:
    """Return the tie that an incident travels along, in proportion to the sharpened values in w.scratch."""
    x = w.incidents[row]
    person = w.people[i]
    mark = random_numbers.uniform(w.organisation[0].seed, S.ROUTE_TIE, x.key, x.hops) * total
    last = person.first_tie
    for n in range(person.ties):
        if w.scratch[n] > 0.0:
            last = person.first_tie + n
            mark -= w.scratch[n]
            if mark < 0.0:
                return last
    return last


@rule
def official_team(w: World, row: int, lv: Levers) -> int:
    """Return the team the category table names for the perceived need; the table is often wrong."""
    o, p = w.organisation[0], w.parameters[0]
    x = w.incidents[row]
    right = p.category_map + (1.0 - p.category_map) * lv.category_map
    u = random_numbers.uniform(o.seed, S.ROUTE_QUEUE, x.key, x.hops)
    need = x.perceived_need
    if u >= right:
        need = other_need(need, (u - right) / (1.0 - right))
    return w.needs[need].team


@rule
def has_seen(w: World, row: int, j: int) -> bool:
    """Return whether j has held this incident before, as far as is remembered."""
    for n in range(min(PEOPLE_REMEMBERED, w.incidents[row].people_seen)):
        if w.people_seen[row, n] == j:
            return True
    return False


@rule
def has_been_at(w: World, row: int, team: int) -> bool:
    """Return whether an incident has been at a team before, as far as is remembered."""
    for n in range(min(TEAMS_REMEMBERED, w.incidents[row].teams_seen)):
        if w.teams_seen[row, n] == team:
            return True
    return False


@rule
def move(w: World, i: int, row: int, team: int, receiver: int, fidelity: float, now: float) -> None:
    """Move an incident from i to a team, perhaps to a named person; context is lost on the way."""
    x = w.incidents[row]
    w.people_seen[row, x.people_seen % PEOPLE_REMEMBERED] = i
    x.people_seen += 1
    old = x.team
    w.handoffs[old, team] += 1
    x.hops += 1
    if team != old:
        if not has_been_at(w, row, old):
            w.teams_seen[row, x.teams_seen % TEAMS_REMEMBERED] = old
            x.teams_seen += 1
        if has_been_at(w, row, team):
            x.returned = 1
        x.information *= fidelity
        x.context *= fidelity
    else:
        x.context *= 0.5 * (1.0 + fidelity)
    w.people[i].named -= 1
    x.sender = i
    x.sender_team = old
    x.holder = receiver
    x.since = now
    x.ready = now
    if receiver != NONE:
        w.people[receiver].named += 1
    unqueue_incident(w, row)
    queue_incident(w, row, team)


@rule
def doubt_sender(w: World, sender: int, i: int, row: int) -> None:
    """A return: the sender had i wrong, believes less in i for this need, and trusts a little less."""
    p, x = w.parameters[0], w.incidents[row]
    tie = find_tie(w, sender, i)
    if tie == NONE:
        return
    w.belief[tie, x.perceived_need] -= p.belief_learning * w.belief[tie, x.perceived_need]
    move_trust(w, sender, tie, w.people[i].side, ABILITY, -0.5 * p.handoff_trust, 0.0)


@rule
def learn_who_solved(w: World, i: int, row: int) -> None:
    """A fix teaches those who had the incident who can do what, and warms their ties to the solver."""
    o, p, x = w.organisation[0], w.parameters[0], w.incidents[row]
    for n in range(min(PEOPLE_REMEMBERED, x.people_seen)):
        j = w.people_seen[row, n]
        if j == i:
            continue
        tie = find_tie(w, j, i)
        if tie == NONE:
            last = (x.people_seen - 1) % PEOPLE_REMEMBERED
            if n == last and random_numbers.uniform(o.seed, S.NEW_TIE, x.key, x.hops) < 0.3:
                tie = make_tie(w, j, i)
                if tie != NONE:
                    w.ties[tie].contact = 0.05
                    w.ties[w.ties[tie].mate].contact = 0.05
            continue
        w.belief[tie, x.need] += p.belief_learning * (1.0 - w.belief[tie, x.need])
        move_trust(w, j, tie, w.people[i].side, ABILITY, p.handoff_trust, 0.0)
        w.ties[tie].contact += 0.5 * p.working_contact * (1.0 - w.ties[tie].contact)
