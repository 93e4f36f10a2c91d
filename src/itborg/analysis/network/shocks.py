"""Shocks to the relationship network: who is tied to whom, what is known of each other, and trust.

A shock changes a world between two days, in place, and draws its random numbers from the seed of the run: the same run
gets the same shock. People then go on by their own rules, so ties may form again; a shock that is held is applied again
every few days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...common import random_numbers, streams
from ...engine.simulation import quiet_arithmetic
from ...engine.state import BUSINESS, IT, World
from ...engine.table import column
from ...organisation.betweenness import betweenness, strongest
from .ties import Rows, Ties, exchange_ends, remove_ties, ties_of

#: Belief about a person of whom nothing is known, and the shares of trust and of understanding that are left after a
#: shock. Assumptions: large, not measured.
TRUST_LEFT, UNDERSTANDING_LEFT = 0.4, 0.1
#: Brokers that a shock takes out, in an organisation of any size. An assumption.
BROKERS = 5
#: Attempts to exchange the ends of two ties, for each tie across the sides: enough to forget who was tied to whom.
EXCHANGES = 20


def cut_cross(world: World) -> None:
    """Cut all ties across the sides."""
    side = column(world.people, "side")
    ties = ties_of(world)
    remove_ties(world, side[ties.owner] != side[ties.target])


def cut_business(world: World) -> None:
    """Cut all ties between two business people."""
    _cut_inside(world, BUSINESS)


def cut_departments(world: World) -> None:
    """Cut all ties between business people of different teams."""
    ties, side, team = ties_of(world), column(world.people, "side"), column(world.people, "team")
    business = (side[ties.owner] == BUSINESS) & (side[ties.target] == BUSINESS)
    remove_ties(world, business & (team[ties.owner] != team[ties.target]))


def cut_it(world: World) -> None:
    """Cut all ties between two IT people."""
    _cut_inside(world, IT)


def _cut_inside(world: World, side: int) -> None:
    ties, sides = ties_of(world), column(world.people, "side")
    remove_ties(world, (sides[ties.owner] == side) & (sides[ties.target] == side))


def cut_brokers(world: World) -> None:
    """Cut all ties of the five strongest brokers between the sides."""
    _cut_people(world, strongest_brokers(world))


def cut_random(world: World) -> None:
    """Cut all ties of five random people of the brokers' roles: what the loss of any five costs."""
    _cut_people(world, same_roles(world, strongest_brokers(world), generator(world, "cut_random")))


def _cut_people(world: World, people: Rows) -> None:
    remove_ties(world, np.isin(ties_of(world).owner, people))


def brokerage(world: World) -> NDArray[np.float64]:
    """Return the betweenness of each person between business and IT, (people,), in a world as it is now."""
    ties, side = ties_of(world), column(world.people, "side")
    linked = np.zeros((len(side), len(side)), dtype=bool)
    linked[ties.owner, ties.target] = True
    return betweenness(linked, side == IT)


def strongest_brokers(world: World, count: int = BROKERS) -> Rows:
    """Return the rows of the people with the highest betweenness, the highest first."""
    return strongest(brokerage(world), count)


def same_roles(world: World, people: Rows, rng: np.random.Generator) -> Rows:
    """Return as many random other people of the same roles; where a role has nobody left, of the same side.

    people  rows of people, who are not chosen
    rng     generator, which is advanced

    Fewer are returned if a side has nobody left.
    """
    role, side = column(world.people, "role"), column(world.people, "side")
    order = rng.permutation(len(role))
    free = order[~np.isin(order, people)]
    chosen: list[int] = []
    for row in people.tolist():
        rest = free[~np.isin(free, chosen)]
        alike = rest[role[rest] == role[row]]
        if not len(alike):
            alike = rest[side[rest] == side[row]]
        chosen += alike[:1].tolist()
    return np.array(chosen, dtype=np.int64)


def rewire_cross(world: World) -> None:
    """Exchange who is tied to whom across the sides at random; all keep their number of ties, contact and trust.

    Ends of two random ties are exchanged where that makes no tie twice, many times over (Maslov & Sneppen 2002).
    """
    ties, side = ties_of(world), column(world.people, "side")
    pairs = np.flatnonzero((side[ties.owner] != IT) & (side[ties.target] == IT))
    if len(pairs) > 1:
        exchange_ends(world, pairs, _exchanged(ties, pairs, generator(world, "rewire_cross")))


def rewire_business(world: World) -> None:
    """Exchange who is tied to whom among business people at random, as `rewire_cross` does across the sides."""
    ties, side = ties_of(world), column(world.people, "side")
    rng = generator(world, "rewire_business")
    inside = (side[ties.owner] == BUSINESS) & (side[ties.target] == BUSINESS)
    pairs = np.flatnonzero(inside & (ties.owner < ties.target))
    if len(pairs) > 1:
        turned = np.where(rng.random(len(pairs)) < 0.5, ties.mate[pairs], pairs)  # either end may stay
        exchange_ends(world, turned, _exchanged(ties, turned, rng))


def _exchanged(ties: Ties, pairs: Rows, rng: np.random.Generator) -> Rows:
    """Return the pair whose target each pair gets, after random exchanges that make no self tie and repeat no pair."""
    owners, ends = ties.owner[pairs].tolist(), ties.target[pairs].tolist()
    partner = list(range(len(pairs)))
    present = set(map(frozenset, zip(owners, ends, strict=True)))
    for a, b in rng.integers(len(pairs), size=(EXCHANGES * len(pairs), 2)).tolist():
        here, there = frozenset((owners[a], ends[partner[b]])), frozenset((owners[b], ends[partner[a]]))
        if len(here) == len(there) == len({a, b}) == 2 and here != there and not {here, there} & present:
            present -= {frozenset((owners[a], ends[partner[a]])), frozenset((owners[b], ends[partner[b]]))}
            present |= {here, there}
            partner[a], partner[b] = partner[b], partner[a]
    return np.array(partner, dtype=np.int64)


def level_trust(world: World) -> None:
    """Set trust along every tie across the sides to the stereotype: nobody is trusted more than a stranger is."""
    ties, side = ties_of(world), column(world.people, "side")
    across = side[ties.owner] != side[ties.target]
    world.deviation[ties.row[across]] = 0.0


def forget_who_knows_what(world: World) -> None:
    """Let IT people judge each other's expertise by the team alone, as if they had never talked."""
    column(world.ties, "known")[:] = 0.0


def distrust(world: World) -> None:
    """Reduce all trust, of everybody in everybody, to `TRUST_LEFT` of its value.

    Trust in a person is the stereotype of the side plus a deviation; both are reduced by the same factor.
    """
    world.stereotype[:] *= TRUST_LEFT
    world.deviation[:] *= TRUST_LEFT


def lose_understanding(world: World) -> None:
    """Reduce what IT understands of the business to `UNDERSTANDING_LEFT` of its value, for all people and services."""
    world.understanding[:] *= UNDERSTANDING_LEFT


def generator(world: World, name: str) -> np.random.Generator:
    """Return a generator for one shock, fixed by the seed of the run and the name of the shock."""
    seed = int(column(world.organisation, "seed")[0])
    with quiet_arithmetic():
        return np.random.default_rng(
            int(random_numbers.bits(seed, streams.NETWORK_SHOCK, random_numbers.text_key(name), 0))
        )


class Shock(NamedTuple):
    """A shock to the network.

    meaning  one line, for tables
    change   changes a world in place
    """

    meaning: str
    change: Callable[[World], None]


#: All shocks by name, in the order of tables.
SHOCKS: Mapping[str, Shock] = {
    "cut_cross": Shock("all ties between business and IT cut", cut_cross),
    "cut_brokers": Shock("all ties of the five strongest brokers cut", cut_brokers),
    "cut_random": Shock("all ties of five random people of the same roles cut", cut_random),
    "rewire_cross": Shock("ties between business and IT rewired; number, contact and trust kept", rewire_cross),
    "cut_business": Shock("all ties between business people cut", cut_business),
    "cut_departments": Shock("all ties between business people of different teams cut", cut_departments),
    "rewire_business": Shock("ties between business people rewired; number, contact and trust kept", rewire_business),
    "cut_it": Shock("all ties between IT people cut", cut_it),
    "level_trust": Shock("trust along ties between business and IT set to the stereotype", level_trust),
    "forget_who_knows_what": Shock("IT people know each other's expertise by the team alone", forget_who_knows_what),
    "distrust": Shock(f"all trust reduced to {TRUST_LEFT:g} of its value", distrust),
    "lose_understanding": Shock(f"IT's understanding reduced to {UNDERSTANDING_LEFT:g}", lose_understanding),
}
