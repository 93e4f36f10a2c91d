"""The relationship network affects service outcomes: perturbations of it cost hours and hand-offs."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.analysis.network.shocks import forget_who_knows_what
from itborg.analysis.statistics import interval
from itborg.engine.growing import copy_world
from itborg.engine.simulation import after_burn_in, prepare, run_seed
from itborg.evidence.validation.network_perturbations import OUTCOMES, relative_changes
from itborg.evidence.validation.run_cache import RunCache
from itborg.organisation import load

REPLICATIONS = 32
HOURS, HANDOFFS = OUTCOMES.index("hours to resolve"), OUTCOMES.index("hand-offs per incident")
#: One row a replication: the relative change of each outcome by name of the perturbation.
Changes = list[dict[str, tuple[float, ...]]]


@pytest.fixture(scope="module")
def changes() -> Changes:
    organisation = load("grab_at_pizza")
    return [relative_changes(RunCache(organisation, replication, seed=5)) for replication in range(REPLICATIONS)]


def significantly_above_zero(changes: Changes, perturbation: str, outcome: int) -> bool:
    """Return whether the one-sided 95 % interval lies above 0."""
    return interval([row[perturbation][outcome] for row in changes], level=0.9).low > 0.0


def test_losing_who_knows_what_costs_hours_and_handoffs(changes: Changes) -> None:
    assert significantly_above_zero(changes, "forget_who_knows_what", HOURS)
    assert significantly_above_zero(changes, "forget_who_knows_what", HANDOFFS)


def test_distrust_costs_handoffs(changes: Changes) -> None:
    assert significantly_above_zero(changes, "distrust", HANDOFFS)


def test_lost_understanding_costs_hours(changes: Changes) -> None:
    assert significantly_above_zero(changes, "lose_understanding", HOURS)


def test_a_perturbation_changes_only_its_own_copy_of_the_state() -> None:
    setup = prepare(load("grab_at_pizza"), days=5)
    world = after_burn_in(setup, run_seed(5, 0))
    perturbed = copy_world(world)
    forget_who_knows_what(perturbed)
    assert not np.array_equal(world.ties["known"], perturbed.ties["known"])
    assert np.array_equal(world.stereotype, perturbed.stereotype)
