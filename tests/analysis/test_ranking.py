"""Which orders of a ranking are called distinguishable, and how often wrongly."""

from __future__ import annotations

import numpy as np

from itborg.analysis.comparison.ranking import LOOKS, all_distinguishable, order_level, rank_strategies


def noisy(seed: int, means: list[float], runs: int, spread: float = 1.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.array(means) + rng.normal(0, 5, (runs, 1)) + rng.normal(0, spread, (runs, len(means)))


def test_the_best_strategy_leads_in_the_direction_of_the_measure() -> None:
    values = noisy(1, [0.0, 9.0, 4.0], 50)
    assert [one.strategy for one in rank_strategies(values)] == [1, 2, 0]
    assert [one.strategy for one in rank_strategies(values, "lower")] == [0, 2, 1]


def test_different_strategies_are_distinguishable_and_equal_ones_are_tied() -> None:
    assert all_distinguishable(noisy(1, [0.0, 9.0, 4.0], 20))
    assert not all_distinguishable(noisy(1, [0.0, 0.0], 400))
    assert [one.distinguishable for one in rank_strategies(noisy(3, [0.0, 0.0, 9.0], 100))] == [True, False, True]


def test_identical_strategies_are_tied_and_a_single_one_is_distinguishable() -> None:
    same = np.repeat(np.arange(20.0)[:, None], 2, axis=1)
    assert not all_distinguishable(same)
    assert all_distinguishable(same[:, :1])


def test_one_replication_makes_no_order_distinguishable() -> None:
    assert not all_distinguishable(np.array([[0.0, 100.0]]))


def test_confidence_grows_with_pairs_and_looks() -> None:
    assert order_level(2) == 0.95
    assert order_level(19, len(LOOKS)) > order_level(19) > order_level(5) > 0.95


def test_repeated_looks_call_equal_strategies_different_in_fewer_than_one_comparison_in_twenty() -> None:
    wrong = 0
    for seed in range(300):
        values = noisy(seed, [0.0, 0.0, 0.0], LOOKS[-1])
        wrong += any(
            one.distinguishable for look in LOOKS for one in rank_strategies(values[:look], looks=len(LOOKS))[:-1]
        )
    assert wrong / 300 < 0.05
