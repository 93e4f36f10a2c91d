"""Ruling on change requests acts on stated priority and day of approval, and on nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from itborg_viz.game import Decision, Room, as_queued
from itborg_viz.game.change_portfolio import MOST_LISTED, on_the_table, rule_on, waiting
from itborg_viz.game.replications import evenings

from itborg.engine.row_names import Rows
from itborg.engine.simulation import copy_world
from itborg.engine.state import World
from itborg.organisation import generate, load


@pytest.fixture(scope="module")
def evening() -> tuple[World, Rows]:
    house = load("grab_at_pizza")
    return evenings(house, 5, 1)[1][0], Rows.of(house)


def test_a_ruling_touches_labels_and_approvals_of_waiting_requests_only(evening: tuple[World, Rows]) -> None:
    world, rows = evening
    after = copy_world(world)
    table = on_the_table(after, rows)
    rule_on(after, table, Decision((), (0,), (2,), len(table)), until=140)
    for name in world._fields:
        if name != "changes":
            assert getattr(world, name).tobytes() == getattr(after, name).tobytes(), name
    for column in world.changes.dtype.names:
        same = world.changes[column].tobytes() == after.changes[column].tobytes()
        assert same or column in ("label", "approved"), column


def test_first_is_the_only_top_label_and_who_waits_is_not_begun(evening: tuple[World, Rows]) -> None:
    world = copy_world(evening[0])
    table = on_the_table(world, evening[1])
    rule_on(world, table, Decision((), (1,), (3,), len(table)), until=140)
    keys = {int(world.changes["key"][n]): n for n in waiting(world)}
    labels = {key: int(world.changes["label"][n]) for key, n in keys.items()}
    assert [key for key, label in labels.items() if label == 4] == [table[1].key]
    assert world.changes["approved"][keys[table[3].key]] == 140
    assert (world.changes["approved"][[n for key, n in keys.items() if key != table[3].key]] <= 120).all()


def test_a_list_that_is_longer_elsewhere_ends_as_the_rooms_did(evening: tuple[World, Rows]) -> None:
    world = copy_world(evening[0])
    table = on_the_table(world, evening[1])
    assert len(table) > 5
    rule_on(world, table, Decision((), (), (3,), 4), until=140)
    held = {int(world.changes["key"][n]) for n in waiting(world) if world.changes["approved"][n] == 140}
    assert held == {one.key for one in table[3:]}


def test_nothing_ruled_changes_nothing(evening: tuple[World, Rows]) -> None:
    world = copy_world(evening[0])
    rule_on(world, on_the_table(world, evening[1]), Decision((), (), (), 9), until=140)
    assert np.array_equal(world.changes["label"], evening[0].changes["label"])


def test_the_table_shows_what_is_called_most_urgent_and_oldest(evening: tuple[World, Rows]) -> None:
    world, rows = evening
    table = on_the_table(world, rows)
    assert len(table) == min(MOST_LISTED, len(waiting(world)))
    assert [one.place for one in table] == list(range(len(table)))
    labels = [one.label for one in as_queued(table)]
    assert labels == sorted(labels, reverse=True)


def test_the_worth_that_is_seen_lies_between_the_claim_and_the_truth(evening: tuple[World, Rows]) -> None:
    p = evening[0].parameters[0]
    for one in on_the_table(*evening):
        claim = np.exp(np.log(p.change_value) + p.label_step * p.label_weight * (one.label - 2.5))
        assert min(claim, one.value) - 1e-9 <= one.seen <= max(claim, one.value) + 1e-9
        assert 0 <= one.view <= 1


def test_what_became_of_a_request_is_what_the_next_table_says(over: Room) -> None:
    life = over.lives[0]
    for month, fates in enumerate(life.fates):
        still = {one.key for one in life.tables[month + 1]}
        for key, fate in fates.items():
            assert fate.what in ("delivered", "waiting", "lapsed")
            if fate.what != "waiting":
                assert key not in still
                assert fate.day is not None
                assert 20 * month <= fate.day < 20 * (month + 1)


def test_the_table_holds_who_comes_first_in_the_queue() -> None:
    house = generate(100, seed=3)
    world, rows = evenings(house, 5, 1)[1][0], Rows.of(house)
    queue = [world.changes[n] for n in waiting(world)]
    assert len(queue) > MOST_LISTED
    queue.sort(key=lambda one: (-int(one["label"]), float(one["asked_day"]), int(one["key"])))
    assert [one.key for one in as_queued(on_the_table(world, rows))] == [int(one["key"]) for one in queue[:MOST_LISTED]]
