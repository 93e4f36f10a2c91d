"""Hand-offs: to whom an incident goes, by which way, and what the network learns from the outcome.

Part of step 6. The informal network competes with the official queue. A hand-off along a strong, trusted tie keeps
more of the user's context, but goes where the sender believes the expertise to be; outcomes correct these beliefs.

Arguments: day is the row of the day, i the row of the person, row that of the incident; now is a working time, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import beliefs, routing
from ...mechanisms.arithmetic import power, stretched
from ..state import NONE, PEOPLE_REMEMBERED, TEAMS_REMEMBERED
from ..tables.queues import queue_incident, unqueue_incident
from ..tables.relations import find_tie, trust_along
from ..tables.ties import make_tie
from .outages import other_need

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


@rule
def hand_off(w: World, i: int, row: int, day: int, now: float) -> None:
    """Let i hand an incident off: along a tie, to the official queue, or back to the sender.

    i    row of the holder
    row  row of the incident
    now  working time, days; the next holder can start then

    The three ways compete in proportion to their pull; there is no way back to nobody or to i itself. One draw decides
    (stream ROUTE, by incident and number of hand-offs).

    Records hand-offs in all, along ties, back, and to a team that owns the true need. A return makes the sender doubt
    i; it names the sender unless that person now works on problems. Source: the weights are fitted to the hand-off
    gradient of incident logs; the competition of pulls is ours.
    """
    p, lv, h = w.parameters[0], w.levers[day], w.history[day]
    x = w.incidents[row]
    best, total, best_belief = choose_receiver(w, i, row, now - day)
    by_tie = routing.tie_pull(best, p)
    target = official_team(w, row, lv)
    by_queue = routing.queue_pull(target == w.people[i].team and w.teams[target].resolvers <= 1, p)
    back = 0.0
    if x.sender != NONE and x.sender != i:
        back = routing.return_pull(best_belief, p)
    mark = random_numbers.uniform_of(w.streams[S.ROUTE], x.key, x.hops) * (by_tie + by_queue + back)
    h.hops += 1.0
    if mark < by_tie:
        tie = receiving_tie(w, i, row, total)
        receiver = w.ties[tie].target
        fidelity = routing.tie_fidelity(w.ties[tie].contact, trust_along(w, i, tie), p)
        h.tie_hops += 1.0
        move(w, i, row, w.people[receiver].team, receiver, fidelity, now)
    elif back == 0.0 or mark < by_tie + by_queue:
        move(w, i, row, target, NONE, routing.ticket_fidelity(lv.ticket_quality, p), now)
    else:
        sender = x.sender
        h.return_hops += 1.0
        back_to = NONE if w.people[sender].works_problems == 1 else sender
        move(w, i, row, x.sender_team, back_to, routing.ticket_fidelity(lv.ticket_quality, p), now)
    if w.needs[x.need].team == x.team:
        h.right_hops += 1.0


@rule
def choose_receiver(w: World, i: int, row: int, clock: float) -> tuple[float, float, float]:
    """Weight all ties of i as receivers when the clock of i shows `clock` (days since the day began).

    row    row of the incident; the need as i perceives it counts, right or wrong
    clock  working time of i within the day; work booked beyond it makes a receiver less attractive

    Returns the best value, the sum of the sharpened values and the best belief. Writes the sharpened values to the
    first `ties` elements of w.scratch, 0 for ties to people who take no incidents.
    """
    p = w.parameters[0]
    x = w.incidents[row]
    person = w.people[i]
    best, total, best_belief = 0.0, 0.0, 0.0
    look_up_expertise(w, i, x.perceived_need)
    for n in range(person.ties):
        if w.scratch[n] < 0.0:
            w.scratch[n] = 0.0
            continue
        t = person.first_tie + n
        tie = w.ties[t]
        j = tie.target
        other = w.people[j]
        belief = believed_expertise(w, i, t, x.perceived_need)
        value = routing.tie_value(belief, tie.trust, p)
        booked = max(0.0, other.clock - clock)
        value = routing.receiver_value(value, has_seen(w, row, j), other.named, booked, p)
        w.scratch[n] = power(value, p.tie_sharpness)
        total += w.scratch[n]
        best = max(best, value)
        best_belief = max(best_belief, belief)
    return best, total, best_belief


@rule
def look_up_expertise(w: World, i: int, k: int) -> None:
    """Write what the people at the ends of i's ties can do in need k to w.scratch, -1 for who takes no incidents now.

    A loop of its own, because in a large organisation these values lie far apart in memory: without other work in
    between, the processor fetches several at a time.
    """
    person = w.people[i]
    for n in range(person.ties):
        tie = w.ties[person.first_tie + n]
        w.scratch[n] = -1.0
        if tie.across == 0:
            other = w.people[tie.target]
            if other.resolver == 1 and other.works_problems == 0:
                w.scratch[n] = w.expertise[tie.target, k]


@rule
def receiving_tie(w: World, i: int, row: int, total: float) -> int:
    """Return the tie that an incident travels along, in proportion to the sharpened values in w.scratch.

    total  sum of these values, from `choose_receiver`, above 0

    Returns a row of `w.ties`. One draw of stream ROUTE_TIE, by incident and number of hand-offs.
    """
    x = w.incidents[row]
    person = w.people[i]
    mark = random_numbers.uniform_of(w.streams[S.ROUTE_TIE], x.key, x.hops) * total
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
    """Return the team that the category table names for the perceived need; where it is wrong, that of another skill.

    lv  levers of the day; `category_map` makes the table better

    Returns a row of `w.teams`. One draw of stream ROUTE_QUEUE, by incident and number of hand-offs, decides both
    whether the table is right and which other skill of the service it names instead.
    """
    p = w.parameters[0]
    x = w.incidents[row]
    right = routing.right_category(lv.category_map, p)
    u = random_numbers.uniform_of(w.streams[S.ROUTE_QUEUE], x.key, x.hops)
    need = x.perceived_need
    if u >= right:
        need = other_need(need, stretched(u, right))
    return w.needs[need].team


@rule
def has_seen(w: World, row: int, j: int) -> bool:
    """Return whether j has held this incident before, as far as is remembered: the last PEOPLE_REMEMBERED holders.

    j  row of a person

    Senders prefer people who have not tried yet, so an incident does not circle between the same two.
    """
    for n in range(min(PEOPLE_REMEMBERED, w.incidents[row].people_seen)):
        if w.people_seen[row, n] == j:
            return True
    return False


@rule
def has_been_at(w: World, row: int, team: int) -> bool:
    """Return whether an incident has been at a team before, as far as is remembered: TEAMS_REMEMBERED teams.

    team  row of the team; the team that has it now is not yet among them

    Incidents that come back to a team (ping-pong) are a known trait of incident logs (BPI Challenge 2013).
    """
    for n in range(min(TEAMS_REMEMBERED, w.incidents[row].teams_seen)):
        if w.teams_seen[row, n] == team:
            return True
    return False


@rule
def move(w: World, i: int, row: int, team: int, receiver: int, fidelity: float, now: float) -> None:
    """Move an incident from i to a team, and to a named person there unless `receiver` is NONE; context is lost.

    team      row of the team that gets it; receiver: row of a person, NONE for the queue
    fidelity  share of context and information that survives between teams, 0 to 1; inside a team information is kept
    now       working time, days; the incident is ready at once

    Writes the way of the incident (holders, teams, sender, hops, `returned` if a team gets it again), counts the
    hand-off in `w.handoffs[old, team]`, and keeps `named` of both people. `context` is what is left of the user's
    account, `information` what failed attempts found out; both decide how fast the next holder gets on.
    """
    x = w.incidents[row]
    w.people_seen[row, x.people_seen % PEOPLE_REMEMBERED] = i
    x.people_seen += 1
    old = x.team
    w.handoffs[old, team] += 1
    x.hops += 1
    if team != old:
        x.team_changes += 1
        if not has_been_at(w, row, old):
            w.teams_seen[row, x.teams_seen % TEAMS_REMEMBERED] = old
            x.teams_seen += 1
        if has_been_at(w, row, team):
            x.returned = 1
        x.information *= fidelity
        x.context *= fidelity
    else:
        x.context *= routing.fidelity_in_team(fidelity, w.parameters[0])
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
def meet_solver(w: World, i: int, row: int) -> None:
    """Let those who had an incident meet its solver: a fix strengthens their ties.

    i  row of the solver

    The contact of every holder remembered grows. The last holder may get to know a solver who was a stranger (stream
    NEW_TIE, by incident and number of hand-offs).
    """
    p, x = w.parameters[0], w.incidents[row]
    for n in range(min(PEOPLE_REMEMBERED, x.people_seen)):
        j = w.people_seen[row, n]
        if j == i:
            continue
        tie = find_tie(w, j, i)
        if tie == NONE:
            last = (x.people_seen - 1) % PEOPLE_REMEMBERED
            if n == last and random_numbers.uniform_of(w.streams[S.NEW_TIE], x.key, x.hops) < p.acquaintance:
                tie = make_tie(w, j, i)
                if tie != NONE:
                    w.ties[tie].contact = p.first_contact
                    w.ties[w.ties[tie].mate].contact = p.first_contact
            continue
        w.ties[tie].contact = routing.contact_after_fix(w.ties[tie].contact, p.working_contact, p)


@rule
def believed_expertise(w: World, i: int, row: int, k: int) -> float:
    """Return the expertise in a need that an IT person i believes the IT person at the end of a tie to have, 0 to 1.

    row  row of the tie of i in `w.ties`, inside IT
    k    row of the need

    The error is a normal number by both people and the need (stream BELIEF_NOISE), the same on every day.
    """
    tie, need = w.ties[row], w.needs[k]
    other = w.people[tie.target]
    z = random_numbers.normal_of(w.streams[S.BELIEF_NOISE], w.people[i].key ^ need.key, other.key)
    return beliefs.believed(tie.known, w.expertise[tie.target, k], need.team == other.team, z, w.parameters[0])
