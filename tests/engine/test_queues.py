"""Queues of incidents: what waits and what is ready, and what is kept to look up again."""

from __future__ import annotations

import numpy as np
import pytest

from itborg import load
from itborg.engine.day.problem_work import taste
from itborg.engine.simulation import after_burn_in, prepare, quiet_arithmetic, run_seed
from itborg.engine.state import NONE, TASTES, World
from itborg.engine.tables.queues import let_wait, make_ready, queue_incident, unqueue_incident

DAYS = 40


@pytest.fixture
def world() -> World:
    return after_burn_in(prepare(load("grab_at_pizza"), days=1, burn_in=DAYS), run_seed(3, 0))


def in_line(world: World, row: int) -> list[int]:
    """Return the rows of a list of incidents; links back must agree."""
    rows, before = [], NONE
    while row != NONE:
        assert world.incidents[row].before == before
        rows.append(int(row))
        before, row = row, world.incidents[row].after
    return rows


def test_every_open_incident_stands_in_one_list_of_its_team(world: World) -> None:
    rows = []
    for number, team in enumerate(world.teams):
        ready, waiting = in_line(world, team.first_incident), in_line(world, team.first_waiting)
        assert len(ready) + len(waiting) == team.incidents
        assert all(world.incidents[row].team == number for row in ready + waiting)
        rows += ready + waiting
    assert sorted(rows) == np.flatnonzero(world.incidents["open"] == 1).tolist()


def test_what_waits_stands_in_the_order_in_which_it_becomes_ready(world: World) -> None:
    lengths = []
    for team in world.teams:
        times = [world.incidents[row].ready for row in in_line(world, team.first_waiting)]
        assert times == sorted(times)
        lengths.append(len(times))
    assert max(lengths) > 2


def test_what_has_become_ready_changes_lists_and_nothing_else_does(world: World) -> None:
    team = int(np.argmax([len(in_line(world, t.first_waiting)) for t in world.teams]))
    t = world.teams[team]
    waiting, ready = in_line(world, t.first_waiting), in_line(world, t.first_incident)
    now = world.incidents[waiting[1]].ready
    make_ready(world, team, now)
    assert sorted(in_line(world, t.first_incident)) == sorted(ready + waiting[:2])
    assert in_line(world, t.first_waiting) == waiting[2:]


def test_an_incident_that_has_to_wait_again_goes_back_to_its_place(world: World) -> None:
    team = int(np.argmax([len(in_line(world, t.first_waiting)) for t in world.teams]))
    t = world.teams[team]
    waiting = in_line(world, t.first_waiting)
    make_ready(world, team, world.incidents[waiting[0]].ready)
    world.incidents[waiting[0]].ready = world.incidents[waiting[-1]].ready + 1.0
    let_wait(world, waiting[0])
    assert in_line(world, t.first_waiting) == waiting[1:] + waiting[:1]


def test_an_incident_may_leave_from_the_middle_and_join_another_team(world: World) -> None:
    team = int(np.argmax([len(in_line(world, t.first_waiting)) for t in world.teams]))
    t = world.teams[team]
    waiting, row = in_line(world, t.first_waiting), in_line(world, t.first_waiting)[1]
    unqueue_incident(world, row)
    queue_incident(world, row, 0 if team else 1)
    assert in_line(world, t.first_waiting) == waiting[:1] + waiting[2:]
    assert row in in_line(world, world.teams[0 if team else 1].first_waiting)


def test_a_kept_taste_is_the_one_that_would_be_drawn_again(world: World) -> None:
    kept = world.tasted != NONE
    assert kept.sum() > TASTES / 8
    with quiet_arithmetic():
        for i in np.flatnonzero(world.people["bench"] != NONE).tolist():
            bench = world.people[i].bench
            now = [taste(world, i, row) for row in range(20)]
            world.tasted[bench] = NONE
            assert now == [taste(world, i, row) for row in range(20)]
