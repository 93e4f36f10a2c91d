"""Resistance by hand: who pulls whom, what policing does, who votes, and what happens when exit is carried out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from itborg.common.periods import QUARTER
from itborg.engine.day.resisting import colleagues_pull, police, reconsider, votes_for_exit
from itborg.engine.day.talking import hear_of_it
from itborg.engine.growing import copy_world
from itborg.engine.simulation import (
    Setup,
    after_burn_in,
    initial_world,
    prepare,
    run_seed,
    run_until,
    with_strategy,
)
from itborg.engine.state import BUSINESS, IT, NONE, World
from itborg.engine.table import array_of, column
from itborg.engine.tables.relations import trust_in_side
from itborg.mechanisms.resistance import COALITION, CONTENT, PROTEST
from itborg.organisation import load
from itborg.strategies import strategy

BURN_IN = 60


def prepared(days: int = 200, **parameters: object) -> tuple[Setup, World]:
    """Return an organisation after a burn-in of one quarter."""
    setup = prepare(load("grab_at_pizza"), days=days, burn_in=BURN_IN, parameters=parameters)
    return setup, after_burn_in(setup, run_seed(1, 0))


@pytest.fixture
def world() -> World:
    """Return a world in its initial state."""
    return initial_world(prepare(load("grab_at_pizza"), days=1, burn_in=1), run_seed(1, 0))


def business_ties(world: World, m: int) -> list[Any]:
    """Return the ties of a manager to other managers."""
    first, count = world.people[m].first_tie, world.people[m].ties
    return [world.ties[row] for row in range(first, first + count) if world.ties[row].across == 0]


def manager_with_ties(world: World) -> int:
    """Return the row of the manager with the most ties to other managers."""
    managers = np.flatnonzero(column(world.people, "side") == BUSINESS)
    return int(max(managers, key=lambda m: len(business_ties(world, m))))


def test_thresholds_differ_between_managers_and_it_has_none(world: World) -> None:
    thresholds, side = column(world.people, "threshold"), column(world.people, "side")
    assert len(set(thresholds[side == BUSINESS])) == (side == BUSINESS).sum()
    assert not thresholds[side == IT].any()


def test_colleagues_pull_by_contact_and_trust_and_as_far_as_they_resist(world: World) -> None:
    m = manager_with_ties(world)
    ties = business_ties(world, m)
    assert colleagues_pull(world, m) == 0.0
    stages = np.arange(len(ties)) % (COALITION + 1)
    for tie, stage in zip(ties, stages, strict=True):
        world.people[tie.target].stage = int(stage)
    weights = np.array([tie.contact * tie.trust for tie in ties])
    assert colleagues_pull(world, m) == pytest.approx((weights @ stages) / (COALITION * weights.sum()))
    for tie in ties:
        world.people[tie.target].stage = COALITION
    assert colleagues_pull(world, m) == pytest.approx(1.0)


def test_policing_lowers_a_threshold_once_while_resistance_to_it_lasts(world: World) -> None:
    m = manager_with_ties(world)
    manager, backfire = world.people[m], world.parameters[0].backfire
    before = manager.threshold
    police(world, m)
    police(world, m)
    assert manager.threshold == pytest.approx(before - backfire)
    assert manager.against_it == 1
    manager.threshold = 100.0
    reconsider(world, m)
    assert (manager.stage, manager.against_it) == (CONTENT, 0)
    police(world, m)
    assert manager.threshold == pytest.approx(100.0 - backfire)


def test_who_resists_it_itself_is_threatened_without_a_mandate(world: World) -> None:
    m = manager_with_ties(world)
    manager, p = world.people[m], world.parameters[0]
    complaint = p.grievance * (1.0 - 0.5 * (manager.trust + manager.satisfaction))
    manager.threshold = complaint + 0.5 * p.threat * (1.0 - manager.trust)
    reconsider(world, m)
    assert manager.stage == CONTENT
    manager.against_it = 1
    reconsider(world, m)
    assert manager.stage == PROTEST


def test_a_hearer_adopts_a_part_of_the_opinion_of_who_resists_and_less_with_own_experience(world: World) -> None:
    managers = np.flatnonzero(column(world.people, "side") == BUSINESS)
    m, teller = int(managers[0]), int(managers[1])
    world.stereotype[teller, IT], world.stereotype[m, IT] = 0.1, 0.5
    world.people[teller].stage = COALITION
    steps = []
    for exposure in (0.0, 50.0):
        other = copy_world(world)
        other.people[m].exposure = exposure
        other.history[0].trust_by_colleagues = 0.0
        hear_of_it(other, 0, m, teller)
        steps.append(trust_in_side(other, m, IT) - trust_in_side(world, m, IT))
        assert other.history[0].trust_by_colleagues == pytest.approx(steps[-1])
    assert steps[0] < steps[1] < 0.0


def test_only_managers_with_a_seat_vote(world: World) -> None:
    seats = column(world.people, "seat").astype(bool) & (column(world.people, "side") == BUSINESS)
    column(world.people, "stage")[column(world.people, "side") == BUSINESS] = COALITION
    assert votes_for_exit(world) == 1.0
    column(world.people, "stage")[np.flatnonzero(seats)[0]] = CONTENT
    assert votes_for_exit(world) == pytest.approx(1.0 - 1.0 / seats.sum())
    column(world.people, "stage")[seats] = CONTENT
    assert votes_for_exit(world) == 0.0


def test_managers_vote_at_the_end_of_a_quarter_and_not_in_the_burn_in() -> None:
    _, start = prepared(resist_threshold=0.0)
    assert column(start.people, "stage").max() == COALITION
    assert column(start.organisation, "exit_day")[0] == NONE
    history = run_until(start, BURN_IN + 2 * QUARTER).history
    assert not history["exited"][: BURN_IN + QUARTER - 1].any()
    assert history["exited"][BURN_IN + QUARTER - 1 : BURN_IN + 2 * QUARTER].all()


def test_a_decision_to_outsource_is_recorded_and_by_default_changes_nothing() -> None:
    setup, start = prepared(resist_threshold=0.0)
    _, without_majority = prepared(resist_threshold=0.0, exit_majority=1.0)
    decided, not_decided = (
        run_until(with_strategy(one, strategy("borg"), setup), BURN_IN + 200).history
        for one in (start, without_majority)
    )
    assert decided["exited"][-1] == 1.0
    assert not_decided["exited"][-1] == 0.0
    for name in ("benefit", "cost", "protest", "incident_loss"):
        assert decided[name].tobytes() == not_decided[name].tobytes()


def test_a_decision_that_is_carried_out_puts_the_levers_of_outsource_in_force_from_the_next_quarter() -> None:
    setup, start = prepared(resist_threshold=0.0, exit_carried_out=1.0)
    world = with_strategy(start, strategy("borg"), setup)
    levers = array_of(world.levers).copy()
    first = BURN_IN + QUARTER
    at_once = run_until(copy_world(world), BURN_IN + 200)
    ours, theirs = array_of(at_once.levers), strategy("outsource").schedule(200 - QUARTER)
    assert ours[first:].tobytes() == theirs.tobytes()
    assert ours[:first].tobytes() == levers[:first].tobytes()
    assert array_of(world.levers).tobytes() == levers.tobytes()
    assert at_once.history["strategy_cost"][first] == pytest.approx(
        theirs["running_cost"][0] + theirs["one_off_cost"][0]
    )
    step_by_step = copy_world(world)
    for day in range(BURN_IN, BURN_IN + 200):
        step_by_step = run_until(step_by_step, day + 1)
    assert step_by_step.history.tobytes() == at_once.history.tobytes()
