"""Invariants of the game: the same decisions give the same results, and no result depends on a later month."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import itborg_viz.game
import numpy as np
import pytest
from itborg_viz.game import Decision, Game, Prediction, TeamState, initiatives, price, season, team_state
from itborg_viz.game import deck as game_deck
from itborg_viz.game.game import combined_strategy
from itborg_viz.game.indicators import INDICATORS, indicator_values, month_window
from itborg_viz.game.plan_search import baseline_plan, best_known
from itborg_viz.game.replications import simulate_uncached

from itborg.common.errors import InputError
from itborg.engine.ensemble import ensemble
from itborg.organisation import load
from itborg.strategies import strategy
from tests.game.conftest import REPLICATIONS, played

WIDGETS = {"solara", "reacton", "anywidget", "traitlets", "ipyvuetify"}


def test_the_game_imports_no_widgets() -> None:
    files = list(Path(itborg_viz.game.__file__).parent.glob("*.py"))
    assert len(files) > 10
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not WIDGETS & {name.split(".")[0] for name in names}, file.name


def test_the_same_game_gives_identical_results(finished: TeamState) -> None:
    game = played()
    again = simulate_uncached(game.organisation, game.seed, game.decisions, REPLICATIONS)
    for one, other in zip(finished.team, again, strict=True):
        assert np.array_equal(one.run.history, other.run.history)
        assert one.portfolios == other.portfolios


def test_a_later_decision_changes_no_earlier_month(finished: TeamState) -> None:
    early = team_state(played(3), REPLICATIONS)
    assert early.portfolio == finished.team[0].portfolios[3]
    for month in range(4):
        assert repr(early.dashboard(month)) == repr(finished.dashboard(month))


def test_reference_runs_end_at_the_current_month() -> None:
    early = team_state(played(2), REPLICATIONS)
    for one in [*early.baseline, *early.best]:
        assert len(one.run.history) == one.run.burn_in + 40
        assert (one.run.closed["closed"] < one.run.burn_in + 40).all()


def test_a_team_without_interventions_has_the_run_of_the_baseline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(season, "SEASON", (1.0,) * 12)
    for module in (initiatives, game_deck):
        monkeypatch.setattr(module, "deck", lambda organisation: {})
    organisation = load("grab_at_pizza")
    here = simulate_uncached(organisation, 9, baseline_plan(), 2)
    there = ensemble(organisation, [strategy("none")], replications=range(2), days=120, seed=9)
    for one, (_, (other,)) in zip(here, there, strict=True):
        assert np.array_equal(one.run.history, other.history)


def test_all_sides_are_identical_until_the_first_decision(finished: TeamState) -> None:
    for one, baseline, best in zip(finished.team, finished.baseline, finished.best, strict=True):
        before = slice(0, one.run.burn_in)
        assert np.array_equal(one.run.history[before], baseline.run.history[before])
        assert np.array_equal(one.run.history[before], best.run.history[before])
    assert not np.array_equal(finished.team[0].run.history, finished.baseline[0].run.history)


def test_interventions_are_the_levers_of_their_strategies() -> None:
    schedule = combined_strategy(played().decisions).schedule(120)
    expected = strategy("workshop+problem_management+itil@40+calendar@80").schedule(120)
    assert np.array_equal(schedule, expected)


def test_a_price_includes_all_days_to_the_end_of_the_game() -> None:
    game = Game(load("grab_at_pizza")).after(Decision(("brm_style",)))
    assert price("brm_style", 1) == pytest.approx(10 + 0.2 * 120)
    assert game.left == pytest.approx(180 - 34)
    with pytest.raises(InputError, match=r"this costs 80 kEUR .* 46 kEUR are left"):
        replace(game, budget=80.0).after(Decision(("divorce",)))


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (Decision(("itill",)), "did you mean 'itil'"),
        (Decision(("external_approval",)), "no intervention 'external_approval'"),
        (Decision(("workshop",)), "'workshop' has been running since month 1"),
        (Decision(("itil", "itil")), "named twice"),
        (Decision((), (0, 1, 2, 3, 4, 5), (), 16), "the limit is 5"),
        (Decision((), (1, 1), (), 16), "are not different ranks"),
        (Decision((), (16,), (), 16), "are not different ranks below 16"),
        (Decision((), (2,), (2,), 16), "both put first and deferred"),
        (Decision((), (), (), 0, {"profitt": Prediction(1, 2)}), "did you mean 'profit'"),
        (Decision((), (), (), 0, {"profit": Prediction(1, float("inf"))}), "not a range"),
    ],
)
def test_an_invalid_decision_is_refused_with_one_sentence(decision: Decision, message: str) -> None:
    with pytest.raises(InputError, match=message):
        played(1).after(decision)


def test_a_game_ends_after_six_months() -> None:
    with pytest.raises(InputError, match="the game is over"):
        played().after(Decision())


def test_the_indicators_of_a_month_use_the_days_of_that_month_only(finished: TeamState) -> None:
    run = finished.team[0].run
    days = run.history[run.burn_in + 40 : run.burn_in + 60]
    values = indicator_values(finished.team[0], 3)
    assert values["outages"] == days["opened"].sum()
    assert values["sla_met"] == pytest.approx(days["closed_in_time"].sum() / days["closed"].sum())
    account = finished.team[0].account(3)
    assert values["profit"] == account.profit / 100_000
    assert values["revenue"] == account.orders * 1980 / 100_000
    assert month_window(run, 3).days.shape[0] == 20


def test_every_reading_has_the_band_of_replications_and_a_paired_effect(finished: TeamState) -> None:
    readings = finished.dashboard(6)
    assert list(readings) == [one.name for one in INDICATORS]
    profit = [indicator_values(one, 6)["profit"] for one in finished.team]
    baseline = [indicator_values(one, 6)["profit"] for one in finished.baseline]
    assert readings["profit"].low == pytest.approx(np.quantile(profit, 0.1))
    assert readings["profit"].effect.mean == pytest.approx(np.mean(np.array(profit) - baseline))


def test_the_best_known_plan_respects_the_budget() -> None:
    for budget in (90.0, 180.0, 300.0):
        game = Game(load("grab_at_pizza"), budget=budget)
        for decision in best_known(budget):
            game = game.after(decision)
        assert game.over
        assert game.left >= 0
