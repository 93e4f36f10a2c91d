"""The written rules by hand: one talk, one visit, one choice of a label, one look at whom to ask.

Everything here calls the functions that the kernel is compiled from. A talk or visit between two
days costs no time and is in no history: it moves knowledge, ties and trust, and nothing else.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..engine.day.contact_phase import talk, visit
from ..engine.day.demand import visible_change_work, work_ahead
from ..engine.day.handoffs import choose_receiver, ticket_fidelity
from ..engine.simulation import quiet_arithmetic
from ..engine.state import BUSINESS, IT, NONE, SKILLS, World
from ..engine.tables.relations import trust_along, trust_of
from ..engine.traits import remember_trust, remember_understanding
from ..mechanisms.arithmetic import power
from ..mechanisms.labels import LEVELS, label_utility
from ..mechanisms.routing import tie_fidelity
from ..mechanisms.talk import fidelity

__all__ = ["Talk", "label_chances", "receivers", "talk_between", "visit_by"]


class Talk(NamedTuple):
    """What got across in a talk, 0 to 1, at the trust and language of before.

    heard   share of what the other said
    told    share of what one said oneself
    """

    heard: float
    told: float


def talk_between(world: World, day: int, i: int, j: int) -> Talk:
    """Let i talk to j by the written rules; returns what got across."""
    a, b = world.people[i], world.people[j]
    found = Talk(
        float(fidelity(a.language, b.language, a.listening, trust_of(world, i, j))),
        float(fidelity(a.language, b.language, b.listening, trust_of(world, j, i))),
    )
    world.people["taken"] = 0.0  # nobody's day is full in the evening; the morning sets it to zero in any case
    before = world.understanding.copy()
    managers = world.people["it_understanding"].copy()
    with quiet_arithmetic():
        talk(world, day, i, j)
    _remember(world, (i, j), before, managers)
    return found


def visit_by(world: World, day: int, i: int, team: int) -> int:
    """Let an IT person go and see a business team; returns the row of the manager met."""
    world.people["taken"] = 0.0
    before = world.understanding.copy()
    managers = world.people["it_understanding"].copy()
    taken = world.people["taken"]
    with quiet_arithmetic():
        visit(world, day, i, team)
    met = int(np.flatnonzero((taken > 0.0) & (world.people["side"] == BUSINESS))[0])
    _remember(world, (i, met), before, managers)
    return met


def _remember(world: World, pair: tuple[int, int], before: np.ndarray, managers: np.ndarray) -> None:
    """Correct the means of last evening after two people met."""
    o = world.organisation[0]
    o.business_understanding += (world.people["it_understanding"] - managers).sum() / (o.people - o.it)
    for i in pair:
        remember_trust(world, i)
        if world.people[i].side == IT:
            remember_understanding(world, world.understanding[i] - before[i])
    world.people["taken"] = 0.0


def label_chances(world: World, day: int, m: int, level: int) -> tuple[float, ...]:
    """Return the probability that a manager states label 1 to 4 for a change of a true level, as things stand.

    A quantal response (logit) to what each label promises in the queue that all can see.
    """
    o, p, levers = world.organisation[0], world.parameters[0], world.levers[day]
    manager = world.people[m]
    honesty = manager.honesty * manager.trust
    honesty += 0.12 * levers.board + 0.10 * levers.audit + 0.05 * levers.business_training
    pays = (1.0 - o.understanding) * (1.0 - 0.85 * levers.mandate)
    work = visible_change_work(world)
    worth = [
        label_utility(label, level, work_ahead(work, label), o.change_capacity, p.opportunity_window, pays, honesty)
        for label in range(1, LEVELS + 1)
    ]
    parts = [math.exp((one - max(worth)) / p.choice_noise) for one in worth]
    return tuple(float(part / sum(parts)) for part in parts)


class Way(NamedTuple):
    """One way in which an incident may be handed over.

    kind         "tie" to a person one knows, "queue" of a team, or "back" to the sender
    row          of the person, for "queue" of the team
    probability  0 to 1; those of all ways sum to 1
    fidelity     share of the context that would survive on the way to another team
    """

    kind: str
    row: int
    probability: float
    fidelity: float


def receivers(world: World, day: int, i: int, row: int) -> list[Way]:
    """Return to whom i would hand an incident on the morning of a day, likeliest first. Nothing is changed."""
    people = world.people.copy()
    people["clock"] = np.maximum(0.0, people["clock"] - 1.0)
    look = world._replace(people=people, scratch=world.scratch.copy())
    p, levers, x = look.parameters[0], look.levers[day], look.incidents[row]
    best, total, belief = choose_receiver(look, i, row, 0.0)
    by_tie = power(best / p.tie_reference, p.route_sharpness)
    back = p.return_pull * (1.0 - belief) if x.sender not in (NONE, i) else 0.0
    written = ticket_fidelity(look, levers)
    chances: dict[tuple[str, int], float] = {}
    tied = 0.0
    for team, chance in _official_teams(look, row, levers).items():
        by_queue = p.queue_pull
        if team == people[i].team and look.teams[team].resolvers <= 1:
            by_queue *= 0.2
        ways = by_tie + by_queue + back
        chances["queue", team] = chance * by_queue / ways
        tied += chance * by_tie / ways
        if back > 0.0:
            chances["back", int(x.sender)] = chances.get(("back", int(x.sender)), 0.0) + chance * back / ways
    found = [Way(kind, to, float(chance), float(written)) for (kind, to), chance in chances.items()]
    found += _colleagues(look, i, float(tied / total) if tied else 0.0)
    return sorted((way for way in found if way.probability > 0.0), key=lambda way: -way.probability)


def _colleagues(look: World, i: int, each: float) -> list[Way]:
    """Return the ways along i's ties.

    look  scratch holds how attractive the person at the end of each tie is
    each  chance per unit of that
    """
    p, first = look.parameters[0], look.people[i].first_tie
    found = []
    for n in np.flatnonzero(look.scratch[: look.people[i].ties] > 0.0).tolist():
        tie = look.ties[first + n]
        survives = tie_fidelity(p.tie_fidelity, tie.contact, trust_along(look, i, first + n))
        found.append(Way("tie", int(tie.target), float(each * look.scratch[n]), float(survives)))
    return found


def _official_teams(world: World, row: int, levers: np.void) -> dict[int, float]:
    """Return the teams the category table may name for the perceived need, with probabilities."""
    p = world.parameters[0]
    seen = int(world.incidents[row].seen)
    right = p.category_map + (1.0 - p.category_map) * levers["category_map"]
    first = seen // SKILLS * SKILLS
    found: dict[int, float] = {}
    for need in range(first, first + SKILLS):
        team = int(world.needs[need].team)
        found[team] = found.get(team, 0.0) + (right if need == seen else (1.0 - right) / (SKILLS - 1))
    return found
