"""Step 6, hand-offs: to whom, what gets lost, and whom earlier holders meet."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import routing
from itborg.mechanisms.arithmetic import power, stretched
from tests.reference.model import bonds
from tests.reference.model.outages import arrive, can_be_given, neighbour
from tests.reference.model.things import Firm, Incident, Person, Team


def hand_off(firm: Firm, i: Person, x: Incident, now: float) -> None:
    """Let i choose between the network, the official queue and the sender."""
    p, row = firm.p, firm.row
    values = value_of_ties(firm, i, x, now)
    network = routing.tie_pull(max(values.values(), default=0.0), p)
    desk = official_team(firm, x)
    queue = routing.queue_pull(desk is i.team and desk.resolvers <= 1, p)
    back = 0.0
    if x.sender is not None and x.sender is not i:
        best_belief = max((believed(firm, i, firm.people[n], x.perceived_need) for n in values), default=0.0)
        back = routing.return_pull(max(0.0, best_belief), p)
    mark = firm.draws.share(streams.ROUTE, x.key, x.hops) * (network + queue + back)
    ticket = routing.ticket_fidelity(firm.lv.ticket_quality, p)
    row["hops"] += 1
    if mark < network:
        receiver = receiver_of(firm, x, values)
        fidelity = routing.tie_fidelity(i.ties[receiver.number].contact, bonds.trust(i, receiver), p)
        row["tie_hops"] += 1
        move(firm, i, x, receiver.team, receiver, fidelity, now)
    elif mark < network + queue:
        move(firm, i, x, desk, None, ticket, now)
    else:
        row["return_hops"] += 1
        move(firm, i, x, x.sender_team, None if x.sender.works_problems else x.sender, ticket, now)
    row["right_hops"] += firm.need_team[x.need] is x.team


def value_of_ties(firm: Firm, i: Person, x: Incident, now: float) -> dict[int, float]:
    """Return how good a receiver each tie of i looks, by number, in the order of the ties."""
    p, values = firm.p, {}
    for n, tie in i.ties.items():
        j = firm.people[n]
        if not can_be_given(j):
            continue
        value = routing.tie_value(believed(firm, i, j, x.perceived_need), tie.trust, p)
        ahead = max(0.0, j.clock - i.clock)
        values[n] = routing.receiver_value(value, j in x.holders.slots, j.named, ahead, p)
    return values


def believed(firm: Firm, i: Person, j: Person, k: int) -> float:
    """Return what i thinks j can do: what is known, else a hunch by j's team."""
    p, known = firm.p, i.ties[j.number].known
    team = firm.need_team[k]
    z = firm.draws.normal(streams.BELIEF_NOISE, i.key ^ firm.need_keys[k], j.key)
    usual = p.believed_in_team if team is j.team else p.believed_elsewhere
    hunch = p.prejudice * usual + p.prejudice_base + p.belief_sd * z
    return min(p.belief_highest, max(p.belief_lowest, known * j.expertise[k] + (1.0 - known) * hunch))


def receiver_of(firm: Firm, x: Incident, values: dict[int, float]) -> Person:
    """Return a receiver at random, in proportion to the sharpened values."""
    slices = {n: power(v, firm.p.tie_sharpness) for n, v in values.items()}
    mark = firm.draws.share(streams.ROUTE_TIE, x.key, x.hops) * sum(slices.values())
    for n, size in slices.items():
        mark -= size
        if mark < 0.0:
            return firm.people[n]
    return firm.people[[n for n, size in slices.items() if size > 0.0][-1]]


def official_team(firm: Firm, x: Incident) -> Team:
    """Return the team that the category table names, which is often that of another skill."""
    right = routing.right_category(firm.lv.category_map, firm.p)
    u = firm.draws.share(streams.ROUTE_QUEUE, x.key, x.hops)
    return firm.need_team[x.perceived_need if u < right else neighbour(x.perceived_need, stretched(u, right))]


def move(firm: Firm, i: Person, x: Incident, team: Team, receiver: Person | None, fidelity: float, now: float) -> None:
    """Move an incident from i to a team or somebody in it."""
    x.holders.add(i)
    old = x.team
    firm.handoffs[old.number, team.number] = firm.handoffs.get((old.number, team.number), 0) + 1
    x.hops += 1
    if team is old:
        x.context *= routing.fidelity_in_team(fidelity, firm.p)
    else:
        x.team_changes += 1
        if old not in x.stations.slots:
            x.stations.add(old)
        x.returned = 1 if team in x.stations.slots else x.returned
        x.information, x.context = x.information * fidelity, x.context * fidelity
    i.named -= 1
    if receiver:
        receiver.named += 1
    x.sender, x.sender_team, x.holder, x.since, x.ready = i, old, receiver, now, now
    old.incidents.remove(x)
    arrive(x, team)


def meet_solver(firm: Firm, i: Person, x: Incident) -> None:
    """Bring earlier holders closer to i, who solved the incident."""
    p = firm.p
    for n, j in enumerate(x.holders.slots):
        tie = j.ties.get(i.number)
        is_last = n == (x.holders.count - 1) % x.holders.size
        if j is i:
            continue
        if tie:
            tie.contact = routing.contact_after_fix(tie.contact, p.working_contact, p)
        elif (
            is_last and firm.draws.share(streams.NEW_TIE, x.key, x.hops) < p.acquaintance and bonds.acquaint(firm, j, i)
        ):
            j.ties[i.number].contact = i.ties[j.number].contact = p.first_contact
