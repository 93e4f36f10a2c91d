"""What service means to both sides: root causes found by work on incidents, two clocks, and outages that users feel."""

from __future__ import annotations

from typing import Any

import numpy as np

from itborg.engine.day.closing_work import users_feel
from itborg.engine.day.service_clock import hold_at_handoff
from itborg.engine.simulation import after_burn_in, prepare, quiet_arithmetic, run_seed, simulate
from itborg.engine.state import ABILITY, BUSINESS, IT, NONE, World
from itborg.engine.table import column
from itborg.organisation import load
from itborg.strategies import strategy


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


def closed_under(strategy_name: str, **parameters: Any) -> Any:
    """Return the incidents that a strategy closes in 120 days in Grab@Pizza."""
    run = simulate(load("grab_at_pizza"), strategy(strategy_name), days=120, burn_in=60, parameters=parameters)
    return run.closed[run.closed["closed"] >= run.burn_in]


def test_both_clocks_agree_where_targets_are_not_the_objective() -> None:
    closed = closed_under("none")
    assert (closed["in_time"] == closed["in_time_user_clock"]).all()
    assert (closed["stopped"] == 0.0).all()


def test_the_clock_of_it_stands_and_the_users_does_not_where_targets_are_the_objective() -> None:
    closed = closed_under("itil", hold_abuse=0.0)
    elapsed = closed["closed"] - closed["opened"]
    assert (closed["in_time_user_clock"] == (elapsed <= closed["target"])).all()
    assert (closed["in_time"] == (elapsed - closed["stopped"] <= closed["target"])).all()
    assert (closed["stopped"] >= 0.0).all()
    assert closed["in_time"].mean() > closed["in_time_user_clock"].mean() + 0.01


def test_putting_tickets_on_hold_improves_the_report_and_not_the_users_clock() -> None:
    honest, gamed = closed_under("itil", hold_abuse=0.0), closed_under("itil", hold_abuse=0.8)
    assert gamed["in_time"].mean() > honest["in_time"].mean() + 0.01
    assert abs(gamed["in_time_user_clock"].mean() - honest["in_time_user_clock"].mean()) < 0.02


def test_a_hold_costs_trust_in_the_person_who_put_the_ticket_on_hold() -> None:
    world = world_after(40, hold_abuse=0.8)
    world.organisation["framework"][0] = 1.0
    world.levers["objective"][:] = 1.0
    rows = np.flatnonzero((world.incidents["open"] == 1) & (world.incidents["holder"] >= 0))
    for row in rows:
        incident = world.incidents[row]
        before = world.deviation.copy(), world.stereotype.copy()
        with quiet_arithmetic():
            hold_at_handoff(world, int(incident["holder"]), int(row), 40, float(incident["opened"]))
        trusted = np.flatnonzero((world.deviation != before[0]).any(axis=1))
        assert set(world.ties["target"][trusted]) <= {incident["holder"]}
        assert (world.stereotype != before[1]).any() == (not np.isnan(incident["held_from"]))
    assert not np.isnan(world.incidents["held_from"][rows]).all()


def test_everybody_who_uses_a_service_feels_its_outage_and_nobody_else() -> None:
    world = world_after(5)
    row = int(np.flatnonzero(world.incidents["open"] == 1)[0])
    incident, people = world.incidents[row], world.people
    owning = people["team"] == world.services["owner"][incident["service"]]
    using = np.isin(people["team"], users_of(world, int(incident["service"])))
    users = (owning | using) & (np.arange(len(people)) != incident["owner"])
    before = people["satisfaction"].copy(), world.stereotype[:, IT, ABILITY].copy()
    with quiet_arithmetic():
        users_feel(world, row, 4, -1.0)
    assert users.any()
    assert ((people["satisfaction"] < before[0]) == users).all()
    assert ((world.stereotype[:, IT, ABILITY] < before[1]) == users).all()


def test_every_team_of_the_business_uses_a_service() -> None:
    world = world_after(0)
    listed = [team for service in range(len(world.services)) for team in users_of(world, service)]
    without = (world.teams["side"] == BUSINESS) & (world.teams["services"] == 0)
    assert sorted(listed) == np.flatnonzero(without).tolist()


def users_of(world: World, service: int) -> list[int]:
    """Return the teams that use a service without owning one."""
    teams = []
    team = int(world.services["first_user"][service])
    while team != NONE:
        teams.append(team)
        team = int(world.teams["next_user"][team])
    return teams
