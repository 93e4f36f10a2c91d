"""Laws of the game: who knows more earns more, and only together; on random numbers at which no plan was chosen.

The figures with more replications stand in docs/play_figures.md.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from itborg_viz.game import Game
from itborg_viz.game.deck import deck
from itborg_viz.game.game import BUDGET
from itborg_viz.game.law_table import PAIRS, Measurement, plans_of
from itborg_viz.game.plan_search import BUDGETS, SEED, TEST_SEED, best_known, best_portfolio
from itborg_viz.game.plans import SIDES, informed
from itborg_viz.game.target import QUANTILE, SHIPPED, STEP, _file, target

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.analysis.statistics import interval
from itborg.organisation import load

PIZZA = load("grab_at_pizza")
SEEDS = (77, 4242)


@pytest.fixture(scope="module")
def measured() -> Measurement:
    """Return profits of plans over two root seeds."""
    assert not {SEED, TEST_SEED} & set(SEEDS)
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


def test_no_plan_of_initiatives_and_no_initiative_is_the_best_in_every_replication(measured: Measurement) -> None:
    plans = ("best portfolio", "both talk", "IT alone", "business alone")
    values = np.array([measured.of(name) for name in plans])
    assert np.bincount(values.argmax(axis=0)).max() < values.shape[1]
    singles = np.array(list(measured.singles.values()))
    assert np.bincount(singles.argmax(axis=0)).max() < singles.shape[1]


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


def test_about_half_of_the_rooms_that_talk_reach_the_target(measured: Measurement) -> None:
    reached = (measured.of("both talk") >= target(PIZZA, 5).target).mean()
    assert abs(reached - (1 - QUANTILE)) < 0.2
