"""Single rules for teaching and tests: one talk, one visit, one choice of a label, one choice of a receiver.

All functions call the Python functions from which the kernel is compiled. A talk or a visit between two days takes no
working time and is not recorded in the history: it changes understanding, ties and trust, and nothing else.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..engine.day.contact_phase import visit
from ..engine.day.demand import visible_change_work
from ..engine.day.handoffs import choose_receiver
from ..engine.day.labelling import work_ahead
from ..engine.day.talking import talk_to
from ..engine.simulation import quiet_arithmetic
from ..engine.state import BUSINESS, IT, NONE, SKILLS, World
from ..engine.table import array_of, column
from ..engine.tables.relations import trust_along, trust_of
from ..engine.traits import remember_trust, remember_understanding
from ..mechanisms import labels, routing, talk
from ..strategies.levers import Levers

__all__ = ["Receiver", "Talk", "label_chances", "receivers", "talk_between", "visit_by"]


class Talk(NamedTuple):
    """What got across in a talk, shares from 0 to 1, at the trust and language before the talk.

    received   share that the first person understood of what the other said
    conveyed   share that the other understood of what the first person said
    """

    received: float
    conveyed: float


def talk_between(world: World, day: int, i: int, j: int) -> Talk:
    """Apply the rules of a talk of the people in rows i and j, and return what got across.

    day  row of the next day, whose levers apply
    """
    a, b = world.people[i], world.people[j]
    result = Talk(
        float(talk.fidelity(a.language, b.language, a.listening, trust_of(world, i, j), world.parameters[0])),
        float(talk.fidelity(a.language, b.language, b.listening, trust_of(world, j, i), world.parameters[0])),
    )
    # A talk between two days never fails for lack of time; the next day resets this.
    column(world.people, "taken")[:] = 0.0
    before = world.understanding.copy()
    managers = column(world.people, "it_understanding").copy()
    with quiet_arithmetic():
        talk_to(world, day, i, j)
    _update_means(world, (i, j), before, managers)
    return result


def visit_by(world: World, day: int, i: int, team: int) -> int:
    """Apply the rules of a visit of an IT person to a business team; returns the row of the manager met.

    day   row of the next day, whose levers apply
    i     row of the IT person
    team  row of the business team
    """
    column(world.people, "taken")[:] = 0.0
    before = world.understanding.copy()
    managers = column(world.people, "it_understanding").copy()
    taken = column(world.people, "taken")
    with quiet_arithmetic():
        visit(world, day, i, team)
    met = int(np.flatnonzero((taken > 0.0) & (column(world.people, "side") == BUSINESS))[0])
    _update_means(world, (i, met), before, managers)
    return met


def _update_means(world: World, pair: tuple[int, int], before: np.ndarray, managers: np.ndarray) -> None:
    """Update the end-of-day means after two people met.

    before    understanding of all IT people before, shape (people, services)
    managers  IT understanding of all people before, shape (people,)
    """
    o = world.organisation[0]
    o.business_understanding += (column(world.people, "it_understanding") - managers).sum() / (o.people - o.it)
    for i in pair:
        remember_trust(world, i)
        if world.people[i].side == IT:
            remember_understanding(world, world.understanding[i] - before[i])
    column(world.people, "taken")[:] = 0.0


def label_chances(world: World, day: int, m: int, level: int) -> tuple[float, ...]:
    """Return the probabilities that a manager states label 1, 2, 3 and 4 for a change of true level `level`.

    A quantal response (logit; McKelvey & Palfrey 1995) to the utility of each label in the visible queue.

    day    row of the day whose levers apply
    m      row of the manager
    level  true level, 1 to 4
    """
    o, p, levers = world.organisation[0], world.parameters[0], world.levers[day]
    manager = world.people[m]
    honesty = labels.cost_of_exaggeration(
        manager.honesty, manager.trust, levers.board, levers.audit, levers.business_training, p
    )
    pays = labels.payoff(o.understanding, o.mandate, p)
    work = visible_change_work(world)
    worth = [
        labels.utility(
            label, level, work_ahead(world, work, label), o.change_capacity, p.opportunity_window, pays, honesty, p
        )
        for label in range(1, labels.LEVELS + 1)
    ]
    parts = [math.exp((one - max(worth)) / p.choice_noise) for one in worth]
    return tuple(float(part / sum(parts)) for part in parts)


class Receiver(NamedTuple):
    """One possible receiver of an incident.

    kind         "tie": a person one knows; "queue": a team, by ticket; "back": the sender
    row          row of the person; for "queue", of the team
    probability  0 to 1; the probabilities of all receivers sum to 1
    fidelity     share of the context that would survive a hand-off to another team, 0 to 1
    """

    kind: str
    row: int
    probability: float
    fidelity: float


def receivers(world: World, day: int, i: int, row: int) -> list[Receiver]:
    """Return to whom a person would hand off an incident at the start of a day, most probable first.

    Nothing is changed.

    day  row of the day whose levers apply
    i    row of the person
    row  row of the incident
    """
    people = array_of(world.people).copy()
    people["clock"] = np.maximum(0.0, people["clock"] - 1.0)
    w = world._replace(people=people, scratch=world.scratch.copy())
    p, levers, x = w.parameters[0], w.levers[day], w.incidents[row]
    with quiet_arithmetic():
        best, total, belief = choose_receiver(w, i, row, 0.0)
    by_tie = routing.tie_pull(best, p)
    back = routing.return_pull(belief, p) if x.sender not in (NONE, i) else 0.0
    written = routing.ticket_fidelity(levers.ticket_quality, p)
    chances: dict[tuple[str, int], float] = {}
    tied = 0.0
    for team, chance in _official_teams(w, row, levers).items():
        by_queue = routing.queue_pull(team == people[i].team and w.teams[team].resolvers <= 1, p)
        ways = by_tie + by_queue + back
        chances["queue", team] = chance * by_queue / ways
        tied += chance * by_tie / ways
        if back > 0.0:
            chances["back", int(x.sender)] = chances.get(("back", int(x.sender)), 0.0) + chance * back / ways
    options = [Receiver(kind, to, float(chance), float(written)) for (kind, to), chance in chances.items()]
    options += _known_people(w, i, float(tied / total) if tied else 0.0)
    return sorted((r for r in options if r.probability > 0.0), key=lambda r: -r.probability)


def _known_people(w: World, i: int, scale: float) -> list[Receiver]:
    """Return the receivers along the ties of the person in row i.

    w      scratch holds the attractiveness of the person at the end of each tie
    scale  probability per unit of attractiveness
    """
    p, first = w.parameters[0], w.people[i].first_tie
    options = []
    for n in np.flatnonzero(w.scratch[: w.people[i].ties] > 0.0).tolist():
        tie = w.ties[first + n]
        survives = routing.tie_fidelity(tie.contact, trust_along(w, i, first + n), p)
        options.append(Receiver("tie", int(tie.target), float(scale * w.scratch[n]), float(survives)))
    return options


def _official_teams(world: World, row: int, levers: Levers) -> dict[int, float]:
    """Return the teams that the category table may name for the perceived need, with their probabilities."""
    p = world.parameters[0]
    perceived = int(world.incidents[row].perceived_need)
    right = routing.right_category(levers.category_map, p)
    first = perceived // SKILLS * SKILLS
    chances: dict[int, float] = {}
    for need in range(first, first + SKILLS):
        team = int(world.needs[need].team)
        chances[team] = chances.get(team, 0.0) + (right if need == perceived else (1.0 - right) / (SKILLS - 1))
    return chances
