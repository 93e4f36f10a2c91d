"""Laws of the game: who knows more earns more, and only together; on random numbers at which no plan was chosen.

The figures with more replications stand in docs/play_figures.md.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from itborg_viz.game import Game, law_table
from itborg_viz.game.deck import deck
from itborg_viz.game.game import BUDGET
from itborg_viz.game.law_table import PAGE, PAIRS, Measurement, plans_of
from itborg_viz.game.plan_climbing import Problem, Starts, greedy, searched
from itborg_viz.game.plan_parts import fingerprint, interventions_of
from itborg_viz.game.plan_search import BUDGETS, CONFIRM_SEED, SEED, TEST_SEED, best_known, best_portfolio
from itborg_viz.game.plans import SIDES, decisions, informed
from itborg_viz.game.target import SHARE, SHIPPED, STEP, _file, target

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.analysis.statistics import Interval, interval
from itborg.organisation import load

PIZZA = load("grab_at_pizza")
SEEDS = (77, 4242)


@pytest.fixture(scope="module")
def measured() -> Measurement:
    """Return profits of plans over two root seeds."""
    assert not {SEED, CONFIRM_SEED, TEST_SEED} & set(SEEDS)
    return Measurement(SEEDS, 24)


@pytest.mark.parametrize(("better", "worse"), PAIRS)
def test_who_knows_more_earns_more(better: str, worse: str, measured: Measurement) -> None:
    assert measured.difference(better, worse).low > 0


def test_each_side_alone_earns_far_less_than_both_together(measured: Measurement) -> None:
    together = interval(measured.of("both talk") - measured.of("nothing")).mean
    for alone in ("business alone", "IT alone"):
        assert measured.difference("both talk", alone).mean > 0.15 * together


def test_the_decisions_of_a_game_move_a_tenth_to_a_fifth_of_the_contribution(measured: Measurement) -> None:
    swing = measured.difference("best known", "perverse")
    assert swing.low > 0.08 * measured.contribution
    assert 0.1 < swing.mean / measured.contribution < 0.2


@pytest.mark.parametrize("kind", [best_known, best_portfolio])
def test_a_larger_budget_earns_more_with_another_plan(kind: object, measured: Measurement) -> None:
    assert callable(kind)
    assert all(interval(more - less).low > 0 for less, more in pairwise(measured.budgets(kind)))
    assert len({repr(kind(budget)) for budget in BUDGETS}) == len(BUDGETS)


def test_no_plan_and_no_initiative_is_the_best_in_every_replication(measured: Measurement) -> None:
    plans = [kind(budget) for kind in (best_known, best_portfolio) for budget in BUDGETS]
    portfolios = [measured.of(name) for name in ("best portfolio", "both talk", "IT alone", "business alone")]
    for values in ([measured.profit(plan) for plan in plans], portfolios, list(measured.singles.values())):
        best = np.array(values).argmax(axis=0)
        assert np.bincount(best).max() < len(best)


def test_no_intervention_pays_in_every_replication_with_every_budget(measured: Measurement) -> None:
    found = [one for budget in BUDGETS for one in measured.parts(budget)]
    for name in {name for budget in BUDGETS for name in interventions_of(best_known(budget))}:
        assert min(one.pays for one in found if one.name == name) < 1


def test_a_workshop_does_not_pay_where_a_programme_holds_one(measured: Measurement) -> None:
    programme = decisions(PIZZA, {"csi_programme": 1})
    both = decisions(PIZZA, {"csi_programme": 1, "workshop": 1})
    assert interval(measured.profit(both) - measured.profit(programme)).high < 0


def test_a_workshop_after_months_of_visits_earns_a_small_part_of_one_on_the_first_day(measured: Measurement) -> None:
    def gain(month: int, others: Starts) -> Interval:
        more, less = decisions(PIZZA, {**others, "workshop": month}), decisions(PIZZA, others)
        return interval(measured.profit(more) - measured.profit(less))

    assert gain(4, {"brm_style": 1}).high < 0.5 * gain(4, {}).mean
    assert gain(1, {"brm_style": 1}).mean < gain(1, {}).mean


@pytest.mark.parametrize("budget", BUDGETS)
@pytest.mark.parametrize("name", ["best known", "best portfolio", *SIDES, "random", "perverse"])
def test_no_plan_exceeds_its_budget(name: str, budget: float) -> None:
    for plan in plans_of(name, budget):
        game = Game(PIZZA, budget=budget)
        for decision in plan:
            game = game.after(decision)
        assert game.left >= 0


def test_the_halves_of_a_truth_decide_what_is_started() -> None:
    starts = {name: informed(PIZZA, BUDGET, sides) for name, sides in SIDES.items()}
    assert {"stamp_card", "one_record"} <= starts["both talk"].keys()
    assert "one_record" not in starts["business alone"]
    assert "working_time" in starts["both talk"]
    assert "working_time" not in starts["IT alone"]
    assert "board_wall" not in starts["both talk"]
    assert set(starts["both talk"]) <= set(deck(PIZZA))


def test_the_target_is_rounded_and_shipped_for_the_organisation_as_it_is() -> None:
    found = target(PIZZA, 5)
    assert found.target % STEP == 0
    assert found.gap > 0
    assert len(found.history) == 6
    assert found.history != target(PIZZA, 6).history
    assert {one["hash"] for one in _file()["organisations"]} == {organisation_hash(load(name)) for name in SHIPPED}


def test_the_target_is_a_profit_that_a_good_game_reaches_and_doing_nothing_misses(measured: Measurement) -> None:
    for budget in BUDGETS:
        goal = target(PIZZA, 5, budget)
        assert goal.expected < 0 < goal.target
        reached = {name: (measured.of(name, budget) >= goal.target).mean() for name in ("best known", "both talk")}
        assert reached["best known"] > 0.9
        assert 0.25 < reached["both talk"] < 0.75
        assert (measured.of("nothing") >= goal.target).mean() < 0.2


def test_the_target_is_a_third_of_the_way_to_the_best_known_plan(measured: Measurement) -> None:
    for budget in BUDGETS:
        way = interval(measured.of("best known", budget) - measured.of("nothing")).mean
        assert abs(target(PIZZA, 5, budget).gap / way - SHARE) < 0.06


def test_the_page_of_measured_figures_is_that_of_the_present_deck_and_plans() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert f"`{fingerprint()}`" in written
    assert f"target is {target(PIZZA, 1).target:,.0f} kEUR" in written
    assert "seeds {} and {}".format(*law_table.SEEDS) in written


def test_a_search_keeps_the_budget_and_finds_what_one_step_at_a_time_misses() -> None:
    worth = {"large": 9.0, "one": 5.0, "other": 5.0, "late": 1.0}
    price = {"large": 6, "one": 3, "other": 3, "late": 1}

    def value(starts: Starts) -> float:
        return sum(worth[name] - abs(month - (3 if name == "late" else 1)) for name, month in starts.items())

    steps = [{name: 1} for name in worth]
    problem = Problem(value, lambda starts: float(sum(price[name] for name in starts)), 7.0, steps, (1, 2, 3))
    assert greedy(problem, per_cost=False).keys() == {"large"}
    assert searched(problem, [], 2, 1) == {"one": 1, "other": 1, "late": 3}
