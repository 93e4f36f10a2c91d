"""Components of a service: where a new root cause falls, and the groups that shorten the way there."""

from __future__ import annotations

import numpy as np
import pytest

from itborg import load
from itborg.engine.simulation import after_burn_in, prepare, run_seed
from itborg.engine.state import NONE, World
from itborg.engine.tables.root_cause_rows import GROUP, component_at


@pytest.fixture(scope="module")
def world() -> World:
    """Return a world in which most root causes fall on a component of their own, so that groups form."""
    setup = prepare(load("grab_at_pizza"), days=1, burn_in=400, parameters={"new_component": 0.9})
    return after_burn_in(setup, run_seed(3, 0))


def of_service(world: World, service: int) -> list[int]:
    """Return the rows of the components of a service, the newest first."""
    rows, row = [], int(world.services[service].first_component)
    while row != NONE:
        rows.append(row)
        row = int(world.components[row].after)
    return rows


def test_a_mark_lies_in_the_component_whose_root_causes_it_falls_on(world: World) -> None:
    for service, record in enumerate(world.services):
        rows = of_service(world, service)
        edges = np.cumsum(world.components["causes"][rows])
        assert edges[-1] == record.causes
        marks = np.random.default_rng(service).uniform(0, edges[-1], 300).tolist()
        for mark in [*marks, *edges[:-1].tolist(), *(edges - 0.5).tolist()]:
            assert component_at(world, service, mark) == rows[int(np.searchsorted(edges, mark, side="right"))]


def test_a_group_holds_the_root_causes_of_its_components(world: World) -> None:
    groups = 0
    for service, record in enumerate(world.services):
        rows = of_service(world, service)
        assert [world.components[row].group for row in rows[: record.loose]] == [NONE] * record.loose
        for at in range(int(record.loose), len(rows), GROUP):
            group, newest = rows[at : at + GROUP], world.components[rows[at]]
            assert [world.components[row].group for row in group] == [rows[at]] * GROUP
            assert newest.group_causes == world.components["causes"][group].sum()
            assert newest.beyond == (rows[at + GROUP] if at + GROUP < len(rows) else NONE)
            groups += 1
    assert groups > 5
