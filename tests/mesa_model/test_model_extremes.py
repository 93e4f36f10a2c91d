"""Extreme parameters: the tables grow as needed, and invalid values are rejected."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.common.errors import InputError
from itborg.engine.history import STATES
from itborg.engine.simulation import simulate
from itborg.mechanisms.registry import ABOVE_ZERO, checked
from itborg.organisation import load
from itborg.strategies import strategy

FLOODS = (
    {"initial_causes": 1000.0},
    {"initial_causes": 250.0, "new_component": 1.0},
    {"hazard": 20.0},
    {"background_causes": 100.0},
    {"request_rate": 60.0},
    {"queue_pull": 0.0, "trust_exponent": 6.0},
)


@pytest.mark.parametrize("flood", FLOODS, ids=lambda one: " ".join(one))
def test_the_tables_have_room_for_a_flood_of_work(flood: dict[str, float]) -> None:
    run = simulate(load("grab_at_pizza"), strategy("none"), days=6, burn_in=6, parameters=flood)
    assert all(np.isfinite(run.history[name]).all() for name in STATES)
    assert len(run.closed) <= run.history["opened"].sum()


@pytest.mark.parametrize("name", sorted(ABOVE_ZERO))
def test_a_parameter_that_is_a_divisor_must_not_be_zero(name: str) -> None:
    with pytest.raises(InputError, match=f"parameter {name} = 0 must be above 0"):
        checked(name, 0)
