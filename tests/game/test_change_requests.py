"""Rulings on change requests change stated priorities and days of approval, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from itborg_viz.game import Decision, TeamState, as_queued
from itborg_viz.game.change_portfolio import MAX_LISTED, apply_rulings, portfolio, waiting
from itborg_viz.game.replications import initial_worlds

from itborg.engine.growing import copy_world
from itborg.engine.row_names import Rows
from itborg.engine.state import World
from itborg.organisation import generate, load


@pytest.fixture(scope="module")
def start() -> tuple[World, Rows]:
    """Return a world at the start of a game."""
    organisation = load("grab_at_pizza")
    return initial_worlds(organisation, 5, 1)[1][0], Rows.of(organisation)


def test_a_ruling_changes_labels_and_approvals_of_waiting_requests_only(start: tuple[World, Rows]) -> None:
    world, rows = start
    after = copy_world(world)
    requests = portfolio(after, rows)
    apply_rulings(after, requests, Decision((), (0,), (2,), len(requests)), until=140)
    for name in world._fields:
        if name != "changes":
            assert getattr(world, name).tobytes() == getattr(after, name).tobytes(), name
    for column in world.changes.dtype.names:
        same = world.changes[column].tobytes() == after.changes[column].tobytes()
        assert same or column in ("label", "approved"), column


def test_a_request_put_first_has_the_only_top_label_and_a_deferred_one_waits_for_approval(
    start: tuple[World, Rows],
) -> None:
    world = copy_world(start[0])
    requests = portfolio(world, start[1])
    apply_rulings(world, requests, Decision((), (1,), (3,), len(requests)), until=140)
    keys = {int(world.changes["key"][n]): n for n in waiting(world)}
    labels = {key: int(world.changes["label"][n]) for key, n in keys.items()}
    assert [key for key, label in labels.items() if label == 4] == [requests[1].key]
    assert world.changes["approved"][keys[requests[3].key]] == 140
    assert (world.changes["approved"][[n for key, n in keys.items() if key != requests[3].key]] <= 120).all()


def test_requests_beyond_the_last_rank_of_the_team_are_treated_like_the_last_one(start: tuple[World, Rows]) -> None:
    world = copy_world(start[0])
    requests = portfolio(world, start[1])
    assert len(requests) > 5
    apply_rulings(world, requests, Decision((), (), (3,), 4), until=140)
    deferred = {int(world.changes["key"][n]) for n in waiting(world) if world.changes["approved"][n] == 140}
    assert deferred == {one.key for one in requests[3:]}


def test_a_decision_without_rulings_changes_nothing(start: tuple[World, Rows]) -> None:
    world = copy_world(start[0])
    apply_rulings(world, portfolio(world, start[1]), Decision((), (), (), 9), until=140)
    assert np.array_equal(world.changes["label"], start[0].changes["label"])


def test_the_portfolio_lists_requests_by_stated_priority_and_age(start: tuple[World, Rows]) -> None:
    world, rows = start
    requests = portfolio(world, rows)
    assert len(requests) == min(MAX_LISTED, len(waiting(world)))
    assert [one.rank for one in requests] == list(range(len(requests)))
    labels = [one.label for one in as_queued(requests)]
    assert labels == sorted(labels, reverse=True)


def test_the_perceived_value_lies_between_the_claimed_and_the_true_value(start: tuple[World, Rows]) -> None:
    p = start[0].parameters[0]
    for one in portfolio(*start):
        claim = np.exp(np.log(p.change_value) + p.label_step * p.label_weight * (one.label - 2.5))
        assert min(claim, one.value) - 1e-9 <= one.perceived_value <= max(claim, one.value) + 1e-9
        assert 0 <= one.visibility <= 1


def test_the_outcome_of_a_request_agrees_with_the_next_portfolio(finished: TeamState) -> None:
    own = finished.team[0]
    for month, outcomes in enumerate(own.outcomes):
        still_open = {one.key for one in own.portfolios[month + 1]}
        for key, outcome in outcomes.items():
            assert outcome.status in ("delivered", "waiting", "lapsed")
            if outcome.status != "waiting":
                assert key not in still_open
                assert outcome.day is not None
                assert 20 * month <= outcome.day < 20 * (month + 1)


def test_a_short_portfolio_holds_the_head_of_the_queue() -> None:
    organisation = generate(100, seed=3)
    world, rows = initial_worlds(organisation, 5, 1)[1][0], Rows.of(organisation)
    queue = [world.changes[n] for n in waiting(world)]
    assert len(queue) > MAX_LISTED
    queue.sort(key=lambda one: (-int(one["label"]), float(one["requested_day"]), int(one["key"])))
    assert [one.key for one in as_queued(portfolio(world, rows))] == [int(one["key"]) for one in queue[:MAX_LISTED]]
