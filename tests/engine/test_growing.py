"""Tables that grow, and copies of a world: nobody notices either."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.engine.growing import Trial, copy_world, grow_tables
from itborg.engine.simulation import initial_world, prepare, run_seed, run_until
from itborg.engine.state import World
from itborg.engine.table import column
from itborg.engine.tables.room import has_room, rows_wanted
from itborg.organisation import generate

DAYS = 60
SHARED = {"parameters", "levers", "desk", "delivery", "supplied", "supplied_trust", "campaign"}
ROWS_OF_INCIDENTS = {"incidents", "people_seen", "teams_seen"}  # whose unused rows keep what was there


@pytest.fixture(scope="module")
def start() -> World:
    return run_until(initial_world(prepare(generate(60, seed=3), days=DAYS, burn_in=0), run_seed(2, 0)), DAYS // 2)


@pytest.fixture
def world(start: World) -> World:
    return copy_world(start)


def test_a_copy_shares_no_memory_that_a_day_writes_to(start: World, world: World) -> None:
    shared = {name for name, table in world._asdict().items() if np.shares_memory(table, getattr(start, name))}
    assert shared <= SHARED


def test_a_copy_has_the_future_of_the_original(world: World) -> None:
    other = copy_world(world)
    one = run_until(world, DAYS)
    assert other.organisation[0].day == DAYS // 2
    two = run_until(other, DAYS)
    for name, table in one._asdict().items():
        assert table.tobytes() == getattr(two, name).tobytes(), name


def test_a_trial_shows_the_next_day_again_and_again_and_leaves_the_world_as_it_is(world: World) -> None:
    trial = Trial(world)
    for day in range(DAYS // 2, DAYS // 2 + 10):
        before = copy_world(world)
        tried = run_until(trial.begin(), day + 1)
        world.columns[day] = before.columns[day]
        for name in set(World._fields) - {"closed"}:
            used = slice(0, world.organisation[0].incident_rows if name in ROWS_OF_INCIDENTS else None)
            assert getattr(world, name)[used].tobytes() == getattr(before, name)[used].tobytes(), name
        assert run_until(world, day + 1) is world
        for name in set(World._fields) - {"history", "columns"} - ROWS_OF_INCIDENTS:
            assert getattr(world, name).tobytes() == getattr(tried, name).tobytes(), name


def test_only_the_table_that_is_short_grows(world: World) -> None:
    world = grow_tables(world)
    lengths = {name: len(table) for name, table in world._asdict().items()}
    column(world.organisation, "change_rows")[:] = len(world.changes)
    assert not has_room(world)
    grown = grow_tables(world)
    assert has_room(grown)
    assert rows_wanted(grown)[2] <= len(grown.changes)
    assert {name for name, table in grown._asdict().items() if len(table) != lengths[name]} == {"changes"}
    assert grown.changes[: len(world.changes)].tobytes() == world.changes.tobytes()


def test_small_tables_give_the_same_run(world: World) -> None:
    o, short = world.organisation[0], {}
    for name, used in {
        "closed": o.closed,
        "causes": o.cause_rows,
        "components": o.components,
    }.items():
        short[name] = getattr(world, name)[: used + 1].copy()
    other = copy_world(world._replace(**short))
    assert run_until(other, DAYS).columns.tobytes() == run_until(world, DAYS).columns.tobytes()
