"""Beliefs are kept for ties that were talked along, and are the same as if all had been kept from the start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from itborg.engine.growing import copy_world, with_room_for_all_beliefs
from itborg.engine.simulation import initial_world, prepare, quiet_arithmetic, run_seed, run_until
from itborg.engine.state import IT, NONE, World
from itborg.engine.tables.belief_rows import believed, kept_beliefs
from itborg.engine.tables.ties import drop_tie
from itborg.organisation import generate

DAYS = 60


@pytest.fixture(scope="module")
def start() -> World:
    return initial_world(prepare(generate(60, seed=3), days=DAYS, burn_in=0), run_seed(2, 0))


@pytest.fixture
def world(start: World) -> World:
    return copy_world(start)


def inside_it(world: World) -> Iterator[tuple[int, int]]:
    """Yield owner and row of every tie between two IT people."""
    for i in range(int(world.organisation[0].it)):
        person = world.people[i]
        for row in range(int(person.first_tie), int(person.first_tie + person.ties)):
            if world.people[world.ties[row].target].side == IT:
                yield i, row


def all_beliefs(world: World) -> list[float]:
    with quiet_arithmetic():
        return [believed(world, i, row, k) for i, row in inside_it(world) for k in range(len(world.needs))]


def keep_all(world: World) -> World:
    world = with_room_for_all_beliefs(world)
    with quiet_arithmetic():
        for i, row in inside_it(world):
            kept_beliefs(world, i, row)
    return world


def test_at_first_no_belief_takes_memory(world: World) -> None:
    assert (world.belief_row == NONE).all()
    assert world.organisation[0].belief_rows == 0
    assert len(set(all_beliefs(world))) > 100


def test_beliefs_kept_from_the_start_give_the_same_run(world: World) -> None:
    other = keep_all(copy_world(world))
    assert all_beliefs(other) == all_beliefs(world)
    one, two = run_until(world, DAYS), run_until(other, DAYS)
    assert one.columns.tobytes() == two.columns.tobytes()
    assert all_beliefs(one) == all_beliefs(two)
    assert one.organisation[0].belief_rows < two.organisation[0].belief_rows


def test_no_two_ties_share_a_row_of_beliefs(world: World) -> None:
    for day in range(5, DAYS + 1, 5):
        world = run_until(world, day)
        o = world.organisation[0]
        mine = [int(world.belief_row[row]) for _, row in inside_it(world)]
        taken = sorted(row for row in mine if row != NONE)
        free = world.free_belief[: o.free_beliefs].tolist()
        assert sorted(taken + free) == list(range(o.belief_rows))
        assert sorted(world.belief_row[world.belief_row != NONE].tolist()) == taken


def test_a_row_of_a_forgotten_tie_is_used_again(world: World) -> None:
    world = keep_all(world)
    i, row = next(inside_it(world))
    before = world.organisation[0].belief_rows
    with quiet_arithmetic():
        drop_tie(world, i, row)
        assert world.organisation[0].free_beliefs == 2
        j, other = next((i, row) for i, row in inside_it(world) if world.belief_row[row] != NONE)
        world.belief_row[other] = NONE
        kept_beliefs(world, j, other)
    assert world.organisation[0].free_beliefs == 1
    assert world.organisation[0].belief_rows == before


def test_a_copy_has_beliefs_of_its_own(world: World) -> None:
    world = run_until(world, DAYS // 2)
    before, other = all_beliefs(world), copy_world(world)
    other.belief[:] = 0.5
    other.belief_row[:] = NONE
    other.start_contact[:] = -1.0
    assert all_beliefs(world) == before
