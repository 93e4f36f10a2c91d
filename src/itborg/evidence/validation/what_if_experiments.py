"""Experiments on a world that no strategy could make: what if trust stood still, or faults came in a wave?

An act changes a world on the morning of a day, by its own hand and without luck.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ...engine.state import IT, World
from ...engine.table import array_of, column

#: Belief about somebody of whom nothing is known; what is left of trust and of understanding. All chosen: large, not
#: measured.
FLAT, TRUST_LEFT, UNDERSTANDING_LEFT = 0.25, 0.4, 0.1


def _it_ties(world: World) -> np.ndarray[Any, Any]:
    """Return the tie rows between two IT people that are in use."""
    rows = [np.arange(p.first_tie, p.first_tie + p.ties) for p in array_of(world.people) if p.side == IT]
    used = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    inside: np.ndarray[Any, Any] = used[column(world.people, "side")[column(world.ties, "target")[used]] == IT]
    return inside


def forget_who_knows_what(world: World) -> None:
    """Let everybody forget who in IT can do what."""
    world.belief[_it_ties(world)] = FLAT


def confuse_who_knows_what(world: World) -> None:
    """Shuffle beliefs over the ties between IT people: same knowledge, about the wrong people."""
    rows = _it_ties(world)
    order = np.random.default_rng(int(column(world.organisation, "seed")[0]) % 2**32).permutation(len(rows))
    world.belief[rows] = world.belief[rows[order]]


def distrust(world: World) -> None:
    """Cut all trust, of everybody in everybody, to two fifths."""
    before = world.stereotype.copy()
    world.stereotype[:] *= TRUST_LEFT
    owner = np.zeros(len(world.ties), dtype=np.int64)
    for i, p in enumerate(array_of(world.people)):
        owner[p.first_tie : p.first_tie + p.ties] = i
    side = column(world.people, "side")[column(world.ties, "target")]
    old = before[owner, side] + world.deviation
    world.deviation[:] = TRUST_LEFT * old - world.stereotype[owner, side]


def lose_understanding(world: World) -> None:
    """Let IT lose nine tenths of what it understands of the business."""
    world.understanding[:] *= UNDERSTANDING_LEFT


SHOCKS: Mapping[str, Callable[[World], None]] = {
    "forget_who_knows_what": forget_who_knows_what,
    "confuse_who_knows_what": confuse_who_knows_what,
    "distrust": distrust,
    "lose_understanding": lose_understanding,
}
Act = Callable[[World], World]
WAVE, WAVE_DAYS = 4.0, 60  # hazard of all root causes in a wave of faults, and its length
BETTER, WORSE = 0.4, 1.6  # hazard in two months of good and of bad service
SHIFT = 0.15  # step of all managers' trust in IT


def _with(world: World, **changes: Any) -> World:
    """Return the same world under other parameters; other copies of it keep theirs."""
    parameters = array_of(world.parameters).copy()
    for name, factor in changes.items():
        parameters[name] *= factor
    return world._replace(parameters=parameters)


def trust_stands_still(world: World) -> World:
    """Freeze all trust where it is: it still counts, and nothing moves it."""
    return _with(world, trust_gain=0.0, trust_drift=0.0)


def hazard_times(factor: float) -> Act:
    """Return the act that multiplies the hazard of every root cause, there already or still to come."""

    def act(world: World) -> World:
        column(world.causes, "hazard")[:] *= factor
        return _with(world, hazard=factor)

    return act


def trust_moves(step: float) -> Act:
    """Return the act that shifts the trust of every manager in IT, in all three components."""

    def act(world: World) -> World:
        business = column(world.people, "side") != IT
        world.stereotype[business, IT] += step
        return world

    return act


def shock(change: Callable[[World], None]) -> Act:
    """Return a shock to the network as an act."""

    def act(world: World) -> World:
        change(world)
        return world

    return act


def for_a_while(factor: float) -> Sequence[tuple[int, Act]]:
    """Return a change of the hazard that lasts for two months and is then taken back."""
    return ((0, hazard_times(factor)), (WAVE_DAYS, hazard_times(1.0 / factor)))


#: What can be done to a world: (day counted from the strategy's start, act), in order.
ACTS: Mapping[str, Sequence[tuple[int, Act]]] = {
    "trust_stands_still": ((0, trust_stands_still),),
    "wave_of_faults": for_a_while(WAVE),
    "good_months": for_a_while(BETTER),
    "bad_months": for_a_while(WORSE),
    "trust_up": ((0, trust_moves(SHIFT)),),
    "trust_down": ((0, trust_moves(-SHIFT)),),
    **{name: ((0, shock(change)),) for name, change in SHOCKS.items()},
}
