"""What service means to both sides: root causes found by work on incidents, two clocks, and outages that users feel."""

from __future__ import annotations

from typing import Any

from itborg.engine.simulation import after_burn_in, prepare, run_seed
from itborg.engine.state import World
from itborg.engine.table import column
from itborg.organisation import load


def world_after(days: int, **parameters: Any) -> World:
    """Return the world of Grab@Pizza after some days without any strategy."""
    return after_burn_in(prepare(load("grab_at_pizza"), days=1, burn_in=days, parameters=parameters), run_seed(1, 0))


def test_work_on_incidents_analyses_root_causes_and_removes_those_that_are_analysed_fully() -> None:
    without, with_all = world_after(60, diagnosis=0.0), world_after(60, diagnosis=1.0)
    assert analysed(with_all) > 0.1 > analysed(without)
    assert (column(with_all.causes, "left")[column(with_all.causes, "active") == 1] > 0.0).all()
    assert with_all.organisation["active_causes"][0] < without.organisation["active_causes"][0]


def analysed(world: World) -> float:
    """Return the share of the analysis of all active root causes that is done."""
    active = column(world.causes, "active") == 1
    return float(1.0 - column(world.causes, "left")[active].sum() / column(world.causes, "effort")[active].sum())
