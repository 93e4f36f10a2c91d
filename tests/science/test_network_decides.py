"""The relationship network decides service outcomes: damage it, and everybody pays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from itborg.organisation import load
from itborg.shocks import SHOCKS, forget_who_knows_what
from itborg.simulation import burnt_in, copied, finished, lived, run_seed, stage, under
from itborg.strategies import strategy
from itborg.world.state import World

DAYS, REPLICATES = 120, 32


def hours_and_hops(world: World, setting) -> tuple[float, float]:
    run = finished(lived(world, setting.burn_in + DAYS), setting)
    closed = run.closed[run.closed["opened"] >= setting.burn_in]
    return float(closed["hours"].mean()), float(closed["hops"].mean())


@pytest.fixture(scope="module")
def costs() -> dict[str, NDArray[np.float64]]:
    """Return, per shock, the paired relative change of hours to resolve and of hand-offs per incident."""
    setting = stage(load("grab_at_pizza"), days=DAYS)
    none = strategy("none")
    changes: dict[str, list[NDArray[np.float64]]] = {name: [] for name in SHOCKS}
    for replicate in range(REPLICATES):
        start = burnt_in(setting, run_seed(5, replicate))
        base = np.array(hours_and_hops(under(start, none, setting), setting))
        for name, shock in SHOCKS.items():
            world = under(start, none, setting)
            shock(world)
            changes[name].append(np.array(hours_and_hops(world, setting)) / base - 1.0)
    return {name: np.array(rows) for name, rows in changes.items()}


def clearly_above_zero(values: NDArray[np.float64]) -> bool:
    return bool(values.mean() > 1.65 * values.std(ddof=1) / len(values) ** 0.5)


@pytest.mark.parametrize("name", ["forget_who_knows_what", "confuse_who_knows_what"])
def test_losing_who_knows_what_costs_hours_and_hand_offs(costs, name: str) -> None:
    assert clearly_above_zero(costs[name][:, 0])
    assert clearly_above_zero(costs[name][:, 1])


def test_distrust_costs_hand_offs(costs) -> None:
    assert clearly_above_zero(costs["distrust"][:, 1])


def test_lost_understanding_costs_hours(costs) -> None:
    assert clearly_above_zero(costs["lose_understanding"][:, 0])


def test_a_shock_leaves_the_untouched_world_alone() -> None:
    setting = stage(load("grab_at_pizza"), days=5)
    world = burnt_in(setting, run_seed(5, 0))
    shocked: World = copied(world)
    change: Callable[[World], None] = forget_who_knows_what
    change(shocked)
    assert not np.array_equal(world.belief, shocked.belief)
    assert np.array_equal(world.stereotype, shocked.stereotype)
