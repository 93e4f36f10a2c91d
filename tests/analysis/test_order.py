"""Which orders are called clear, and how seldom wrongly."""

from __future__ import annotations

import numpy as np

from itborg.analysis.comparison.ranking import LOOKS, is_clear, order_level, places


def noisy(seed: int, means: list[float], runs: int, spread: float = 1.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.array(means) + rng.normal(0, 5, (runs, 1)) + rng.normal(0, spread, (runs, len(means)))


def test_the_best_comes_first_in_the_direction_of_the_measure() -> None:
    values = noisy(1, [0.0, 9.0, 4.0], 50)
    assert [place.strategy for place in places(values)] == [1, 2, 0]
    assert [place.strategy for place in places(values, "lower")] == [0, 2, 1]


def test_far_apart_is_clear_and_equal_is_a_tie() -> None:
    assert is_clear(noisy(1, [0.0, 9.0, 4.0], 20))
    assert not is_clear(noisy(1, [0.0, 0.0], 400))
    assert [place.clear for place in places(noisy(3, [0.0, 0.0, 9.0], 100))] == [True, False, True]


def test_identical_strategies_are_a_tie_and_one_alone_is_in_order() -> None:
    same = np.repeat(np.arange(20.0)[:, None], 2, axis=1)
    assert not is_clear(same)
    assert is_clear(same[:, :1])


def test_one_run_makes_no_order_clear() -> None:
    assert not is_clear(np.array([[0.0, 100.0]]))


def test_confidence_grows_with_pairs_and_looks() -> None:
    assert order_level(2) == 0.95
    assert order_level(19, len(LOOKS)) > order_level(19) > order_level(5) > 0.95


def test_looking_again_and_again_calls_equal_strategies_different_in_fewer_than_one_study_in_twenty() -> None:
    wrong = 0
    for seed in range(300):
        values = noisy(seed, [0.0, 0.0, 0.0], LOOKS[-1])
        wrong += any(place.clear for look in LOOKS for place in places(values[:look], looks=len(LOOKS))[:-1])
    assert wrong / 300 < 0.05
