"""The game is the model under decisions: the same every time, and nobody sees further than tonight."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from itborg_viz.game import Decision, Game, Guess, Room, price, room, saved
from itborg_viz.game.dashboard_values import FIGURES, figures, month_window
from itborg_viz.game.game import levers_of
from itborg_viz.game.plan_search import best_known, nothing
from itborg_viz.game.replications import _lives, lives

from itborg.common.errors import InputError
from itborg.engine.simulation import ensemble
from itborg.organisation import load
from itborg.strategies import strategy
from tests.game.conftest import LIVES, played


def test_the_same_game_is_the_same_to_the_last_bit(over: Room) -> None:
    game = played()
    again = _lives(game.organisation, game.seed, game.decisions, LIVES)
    for one, other in zip(over.lives, again, strict=True):
        assert np.array_equal(one.run.history, other.run.history)
        assert one.tables == other.tables


def test_what_is_decided_later_changes_no_earlier_month(over: Room) -> None:
    early = room(played(3), LIVES)
    assert early.table == over.lives[0].tables[3]
    for month in range(4):
        assert repr(early.dashboard(month)) == repr(over.dashboard(month))


def test_ghosts_are_shown_no_further_than_tonight() -> None:
    early = room(played(2), LIVES)
    for one in [*early.nothing, *early.best]:
        assert len(one.run.history) == one.run.burn_in + 40
        assert (one.run.closed["closed"] < one.run.burn_in + 40).all()


def test_a_room_that_does_nothing_lives_as_the_ghost_that_does_nothing_and_as_the_model() -> None:
    house = load("grab_at_pizza")
    here = lives(house, 9, nothing(), 2)
    there = [runs[0] for _, runs in ensemble(house, [strategy("none")], replications=range(2), days=120, seed=9)]
    for one, other in zip(here, there, strict=True):
        assert np.array_equal(one.run.history, other.history)


def test_ghosts_share_the_rooms_luck_until_something_is_decided(over: Room) -> None:
    for one, idle, best in zip(over.lives, over.nothing, over.best, strict=True):
        before = slice(0, one.run.burn_in)
        assert np.array_equal(one.run.history[before], idle.run.history[before])
        assert np.array_equal(one.run.history[before], best.run.history[before])
    assert not np.array_equal(over.lives[0].run.history, over.nothing[0].run.history)


def test_interventions_are_the_levers_of_the_strategies_and_nothing_else() -> None:
    decisions = played().decisions
    schedule = levers_of(decisions).schedule(120)
    named = strategy("workshop+problem_management+itil@40+calendar@80").schedule(120)
    assert np.array_equal(schedule, named)


def test_the_budget_counts_every_day_to_the_end_of_the_game() -> None:
    game = Game(load("grab_at_pizza")).after(Decision(("brm_style",)))
    assert price("brm_style", 1) == pytest.approx(10 + 0.2 * 120)
    assert game.left == pytest.approx(180 - 34)
    with pytest.raises(InputError, match=r"this costs 80 kEUR .* 46 kEUR are left"):
        replace(game, budget=80.0).after(Decision(("divorce",)))


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision(("itill",)), "did you mean 'itil'"),
        (Decision(("external_approval",)), "no intervention 'external_approval'"),
        (Decision(("workshop",)), "'workshop' runs already, since month 1"),
        (Decision(("itil", "itil")), "named twice"),
        (Decision((), (0, 1, 2, 3, 4, 5), (), 16), "at most 5"),
        (Decision((), (1, 1), (), 16), "are not different places"),
        (Decision((), (16,), (), 16), "are not different places among 16"),
        (Decision((), (2,), (2,), 16), "both put first and held back"),
        (Decision((), (), (), 0, {"profitt": Guess(1, 2)}), "did you mean 'profit'"),
        (Decision((), (), (), 0, {"profit": Guess(1, float("inf"))}), "not a range"),
    ],
)
def test_what_cannot_be_decided_is_said_plainly(decision: Decision, said: str) -> None:
    with pytest.raises(InputError, match=said):
        played(1).after(decision)


def test_a_game_ends_after_six_months() -> None:
    with pytest.raises(InputError, match="the game is over"):
        played().after(Decision())


def test_the_figures_of_a_month_count_that_month_alone(over: Room) -> None:
    run = over.lives[0].run
    days = run.history[run.burn_in + 40 : run.burn_in + 60]
    found = figures(run, 3)
    assert found["outages"] == days["opened"].sum()
    assert found["sla_met"] == pytest.approx(days["closed_in_time"].sum() / days["closed"].sum())
    assert found["revenue"] == pytest.approx(
        (days["gross_revenue"] - days["incident_loss"] - days["release_loss"]).sum()
    )
    assert found["profit"] == pytest.approx(found["revenue"] + days["benefit"].sum() - days["cost"].sum())
    assert month_window(run, 3).days.shape[0] == 20


def test_every_figure_carries_the_band_of_other_luck_and_a_paired_gain(over: Room) -> None:
    readings = over.dashboard(6)
    assert list(readings) == [one.name for one in FIGURES]
    profit = [sum(figures(one.run, 6)["profit"] for _ in (0,)) for one in over.lives]
    idle = [figures(one.run, 6)["profit"] for one in over.nothing]
    assert readings["profit"].low == pytest.approx(np.quantile(profit, 0.1))
    assert readings["profit"].gain.mean == pytest.approx(np.mean(np.array(profit) - idle))


def test_the_best_known_plan_keeps_to_the_budget_and_was_tried_on_unseen_lives() -> None:
    for budget in (90.0, 180.0, 300.0):
        game = Game(load("grab_at_pizza"), budget=budget)
        for decision in best_known(budget):
            game = game.after(decision)
        assert game.over
        assert game.left >= 0


def test_the_file_of_a_game_holds_decisions_and_no_results() -> None:
    assert len(saved(played())) < 4000
