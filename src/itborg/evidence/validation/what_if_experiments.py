"""What-if experiments: changes of the state that no strategy can make, such as frozen trust or a wave of faults.

An experiment changes the state at the start of a day, directly and without random numbers of the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ...engine.state import IT, World
from ...engine.table import array_of, column

#: Belief about a person of whom nothing is known, and the shares of trust and of understanding that are left after a
#: perturbation. Assumptions: large, not measured.
FLAT_BELIEF, TRUST_LEFT, UNDERSTANDING_LEFT = 0.25, 0.4, 0.1
#: Factors on the hazard of all root causes in a wave of faults, and in months of good and of bad service. Assumptions.
WAVE, GOOD, BAD = 4.0, 0.4, 1.6
#: Working days that a changed hazard lasts.
HAZARD_DAYS = 60
#: Step of all managers' trust in IT, 0 to 1. An assumption.
TRUST_STEP = 0.15

#: Takes the state at the start of a day and returns the changed state.
Change = Callable[[World], World]


def forget_who_knows_what(world: World) -> None:
    """Set all beliefs of IT people about each other's expertise to `FLAT_BELIEF`; in place."""
    world.belief[_it_ties(world)] = FLAT_BELIEF


def confuse_who_knows_what(world: World) -> None:
    """Shuffle beliefs over the ties between IT people: the same beliefs, about the wrong people.

    The permutation depends on the seed of the run only.
    """
    rows = _it_ties(world)
    order = np.random.default_rng(int(column(world.organisation, "seed")[0]) % 2**32).permutation(len(rows))
    world.belief[rows] = world.belief[rows[order]]


def distrust(world: World) -> None:
    """Reduce all trust, of everybody in everybody, to `TRUST_LEFT` of its value.

    Trust in a person is the stereotype of the side plus a deviation; both are changed so that their sum is reduced.
    """
    before = world.stereotype.copy()
    world.stereotype[:] *= TRUST_LEFT
    owner = np.zeros(len(world.ties), dtype=np.int64)
    for i, p in enumerate(array_of(world.people)):
        owner[p.first_tie : p.first_tie + p.ties] = i
    side = column(world.people, "side")[column(world.ties, "target")]
    old = before[owner, side] + world.deviation
    world.deviation[:] = TRUST_LEFT * old - world.stereotype[owner, side]


def lose_understanding(world: World) -> None:
    """Reduce what IT understands of the business to `UNDERSTANDING_LEFT` of its value, for all people and services."""
    world.understanding[:] *= UNDERSTANDING_LEFT


def _it_ties(world: World) -> np.ndarray[Any, Any]:
    """Return the rows of the ties between two IT people, (ties,)."""
    rows = [np.arange(p.first_tie, p.first_tie + p.ties) for p in array_of(world.people) if p.side == IT]
    used = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    inside: np.ndarray[Any, Any] = used[column(world.people, "side")[column(world.ties, "target")[used]] == IT]
    return inside


#: Perturbations of the network; each changes its argument in place.
NETWORK_PERTURBATIONS: Mapping[str, Callable[[World], None]] = {
    "forget_who_knows_what": forget_who_knows_what,
    "confuse_who_knows_what": confuse_who_knows_what,
    "distrust": distrust,
    "lose_understanding": lose_understanding,
}


def freeze_trust(world: World) -> World:
    """Return the state with trust fixed at its present values; it still affects behaviour.

    The gain and the decay of trust are set to 0; tables are shared with the argument.
    """
    return _with_factors(world, trust_gain=0.0, trust_drift=0.0)


def hazard_times(factor: float) -> Change:
    """Return the change that multiplies the hazard of every root cause, present and future.

    factor  above 0; its inverse restores the hazard
    """

    def change(world: World) -> World:
        column(world.causes, "hazard")[:] *= factor
        return _with_factors(world, hazard=factor)

    return change


def shift_trust(step: float) -> Change:
    """Return the change that adds a step to each component of every manager's trust in IT.

    step  on the scale of trust, 0 to 1, negative for a loss; only the stereotype of IT is changed, not what is known of
          a person
    """

    def change(world: World) -> World:
        business = column(world.people, "side") != IT
        world.stereotype[business, IT] += step
        return world

    return change


def _in_place(perturbation: Callable[[World], None]) -> Change:
    """Return a perturbation that changes its argument as a change that returns it."""

    def change(world: World) -> World:
        perturbation(world)
        return world

    return change


def _hazard_for_two_months(factor: float) -> Sequence[tuple[int, Change]]:
    """Return the changes that multiply all hazards on day 0 and restore them after `HAZARD_DAYS`."""
    return ((0, hazard_times(factor)), (HAZARD_DAYS, hazard_times(1.0 / factor)))


def _with_factors(world: World, **factors: Any) -> World:
    """Return the state with some parameters multiplied; other copies of the state keep theirs."""
    parameters = array_of(world.parameters).copy()
    for name, factor in factors.items():
        parameters[name] *= factor
    return world._replace(parameters=parameters)


#: All experiments: (working day after the strategy's start, change), in order.
EXPERIMENTS: Mapping[str, Sequence[tuple[int, Change]]] = {
    "freeze_trust": ((0, freeze_trust),),
    "wave_of_faults": _hazard_for_two_months(WAVE),
    "good_months": _hazard_for_two_months(GOOD),
    "bad_months": _hazard_for_two_months(BAD),
    "trust_up": ((0, shift_trust(TRUST_STEP)),),
    "trust_down": ((0, shift_trust(-TRUST_STEP)),),
    **{name: ((0, _in_place(perturbation)),) for name, perturbation in NETWORK_PERTURBATIONS.items()},
}
