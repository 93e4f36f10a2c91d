"""A turning point says what happened on a day of this very run, whom it hit, and who knew; in any organisation."""

from __future__ import annotations

from functools import cache

import pytest
from itborg_viz.game import Decision, Game, TeamState, team_state
from itborg_viz.game.recorded_game import RecordedGame
from itborg_viz.game.turning_points import (
    MOST,
    MOST_IN_A_MONTH,
    TurningPoint,
    compared,
    loss_of_a_day,
    turning_points,
)

from itborg.organisation import generate, load
from itborg.organisation.types import Organisation
from itborg.report.story.events import net

PLAN = {1: ("order_ahead", "match_night"), 2: ("working_time",), 5: ("winter_box",)}


def organisation(name: str) -> Organisation:
    """Return a bundled organisation, or one of 24 synthetic people."""
    return generate(24, seed=3) if name == "generated" else load(name)


@cache
def state(name: str, plan: bool) -> TeamState:
    """Return a finished game with two replications."""
    game = Game(organisation(name), 1)
    for month in range(1, 7):
        names = ("workshop",) if plan and month == 1 else ()
        game = game.after(Decision(names, initiatives=PLAN.get(month, ()) if plan else ()))
    return team_state(game, 2)


@cache
def points(name: str = "grab_at_pizza", plan: bool = True, month: int | None = None) -> list[TurningPoint]:
    return turning_points(state(name, plan), month)


def ours(name: str = "grab_at_pizza", plan: bool = True) -> RecordedGame:
    return compared(state(name, plan)).ours


@pytest.mark.parametrize("name", ["grab_at_pizza", "workfrance", "generated"])
@pytest.mark.parametrize("plan", [True, False])
def test_every_name_in_a_turning_point_is_one_of_this_organisation(name: str, plan: bool) -> None:
    found = points(name, plan)
    assert found
    people = {one.id: one.name for one in organisation(name).people}
    services = {one.name for one in organisation(name).services}
    for one in found:
        text = f"{one.title} {one.text} {one.hit} {one.knew}"
        assert all(people[who] in text for who in one.people)
        assert one.service in services | {""}
        assert "_" not in text
        assert "@" not in text
        assert "nan" not in text.split()


def test_turning_points_are_few_and_in_the_order_of_days() -> None:
    found = points()
    assert 3 <= len(found) <= MOST + 1
    assert [one.day for one in found] == sorted(one.day for one in found)
    for month in range(1, 7):
        assert len(points(month=month)) <= MOST_IN_A_MONTH
        assert {one.month for one in points(month=month)} <= {month}


def test_a_difference_is_that_of_net_value_on_its_day() -> None:
    both = compared(state("grab_at_pizza", True))
    steps = [net(one.recording.run.history[one.recording.run.burn_in :]) for one in both]
    for one in points():
        if one.kind == "difference":
            assert one.difference == pytest.approx(float((steps[0] - steps[1])[one.day - 1]))


def test_what_both_runs_lose_through_neglect_is_a_turning_point_of_a_game_that_starts_nothing() -> None:
    neglect = [one for one in points(plan=False) if one.kind == "neglect"]
    assert {one.service for one in neglect} == {"Pizza Web Shop", "Phone Order Desk"}
    assert all("never started" in one.text and one.knew.count("knew") == 2 for one in neglect)


def test_a_delivery_names_its_builder_and_what_it_brings() -> None:
    delivered = [one for one in points() if one.kind == "delivered"]
    assert any("Match night is live" in one.title for one in delivered)
    for one in delivered:
        assert one.day - 1 >= min(ours().progress.delivered.values())
        assert "brings" in one.text or one.service in one.text


def test_an_initiative_that_is_late_for_its_campaign_names_who_knew_the_date() -> None:
    (late,) = [one for one in points(month=6) if one.kind == "late"] or [None]
    delivered = ours().progress.delivered.get("winter_box")
    assert (late is None) == (delivered is not None)
    if late is not None:
        assert "Winter box" in late.text
        assert "winter campaign" in late.knew


def test_a_difference_below_the_limit_is_none() -> None:
    least = 0.25 * loss_of_a_day(compared(state("grab_at_pizza", True)).baseline)
    assert all(abs(one.difference) >= least for one in points() if one.kind == "difference")
