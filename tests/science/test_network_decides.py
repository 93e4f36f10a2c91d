"""The relationship network decides service outcomes: damage it, and everybody pays."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.analysis.statistics import interval
from itborg.engine.simulation import after_burn_in, copy_world, prepare, run_seed
from itborg.evidence.validation.robustness import OUTCOMES, costs
from itborg.evidence.validation.run_cache import RunCache
from itborg.evidence.validation.what_if_experiments import forget_who_knows_what
from itborg.organisation import load

LUCKS = 32
HOURS, HOPS = OUTCOMES.index("hours to resolve"), OUTCOMES.index("hand-offs per incident")


@pytest.fixture(scope="module")
def changes() -> list[dict[str, tuple[float, ...]]]:
    """Return, per luck and shock, the paired relative change of each outcome."""
    organisation = load("grab_at_pizza")
    return [costs(RunCache(organisation, random_numbers, seed=5)) for random_numbers in range(LUCKS)]


def clearly_above_zero(changes: list[dict[str, tuple[float, ...]]], shock: str, outcome: int) -> bool:
    """Return whether the one-sided 95 % interval lies above 0."""
    return interval([row[shock][outcome] for row in changes], level=0.9).low > 0.0


@pytest.mark.parametrize("shock", ["forget_who_knows_what", "confuse_who_knows_what"])
def test_losing_who_knows_what_costs_hours_and_hand_offs(changes, shock: str) -> None:
    assert clearly_above_zero(changes, shock, HOURS)
    assert clearly_above_zero(changes, shock, HOPS)


def test_distrust_costs_hand_offs(changes) -> None:
    assert clearly_above_zero(changes, "distrust", HOPS)


def test_lost_understanding_costs_hours(changes) -> None:
    assert clearly_above_zero(changes, "lose_understanding", HOURS)


def test_a_shock_leaves_the_untouched_world_alone() -> None:
    setup = prepare(load("grab_at_pizza"), days=5)
    world = after_burn_in(setup, run_seed(5, 0))
    shocked = copy_world(world)
    forget_who_knows_what(shocked)
    assert not np.array_equal(world.belief, shocked.belief)
    assert np.array_equal(world.stereotype, shocked.stereotype)
