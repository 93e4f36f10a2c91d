"""What-if experiments: changes of the state that no strategy can make, such as frozen trust or a wave of faults.

An experiment changes the state at the start of a day, directly. Shocks to the network draw their random numbers from
the seed of the run; no experiment changes a random number of the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...analysis.network.shocks import SHOCKS
from ...engine.state import IT, World
from ...engine.table import array_of, column

#: Factors on the hazard of all root causes in a wave of faults, and in months of good and of bad service. Assumptions.
WAVE, GOOD, BAD = 4.0, 0.4, 1.6
#: Working days that a changed hazard lasts.
HAZARD_DAYS = 60
#: Step of all managers' trust in IT, 0 to 1. An assumption.
TRUST_STEP = 0.15
#: Working days between two applications of a shock that is held, and the last day on which it is applied.
HELD_EVERY, HELD_UNTIL = 5, 2400

#: Parameters without which trust does not move: steps, decay, and what colleagues say.
TRUST_MOVES = ("trust_gain", "trust_drift", "tie_drift", "gossip", "opinion_talk")

#: Takes the state at the start of a day and returns the changed state.
Change = Callable[[World], World]


def freeze_trust(world: World) -> World:
    """Return the state with trust fixed at its present values; it still affects behaviour.

    Trust neither gains nor decays, and nobody hears opinions; tables are shared with the argument.
    """
    return _with_factors(world, **dict.fromkeys(TRUST_MOVES, 0.0))


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


def shock(name: str) -> Change:
    """Return a shock to the network (analysis.network.shocks.SHOCKS) as a change that returns the state."""

    def change(world: World) -> World:
        SHOCKS[name].change(world)
        return world

    return change


def held(name: str) -> str:
    """Return the name of the experiment that applies a shock again every `HELD_EVERY` days."""
    return f"{name}_held"


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
    **{name: ((0, shock(name)),) for name in SHOCKS},
    **{held(name): tuple((day, shock(name)) for day in range(0, HELD_UNTIL, HELD_EVERY)) for name in SHOCKS},
}
