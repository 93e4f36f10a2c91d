"""Intervals and paired differences against SciPy and against known truths."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from itborg.analysis.statistics import band, interval, share_better, student, variance_ratio

numbers = some.lists(some.floats(-1e6, 1e6), min_size=2, max_size=40)


@given(numbers, some.sampled_from([0.5, 0.9, 0.95, 0.999]))
def test_intervals_equal_those_of_scipy(values: list[float], level: float) -> None:
    found = interval(values, level)
    error = stats.sem(values)
    low, high = stats.t.interval(level, len(values) - 1, np.mean(values), error) if error > 0 else (found.mean,) * 2
    assert found == pytest.approx((np.mean(values), low, high), rel=1e-6, abs=1e-6)


def test_95_percent_intervals_cover_the_truth_in_95_percent_of_samples() -> None:
    draws = np.random.default_rng(7).normal(3.0, 2.0, (12, 20_000))
    found = band(draws)
    assert np.mean((found.low < 3.0) & (found.high > 3.0)) == pytest.approx(0.95, abs=0.006)


def test_missing_values_are_left_out_and_too_few_have_no_interval() -> None:
    assert interval([1.0, math.nan, 3.0]) == interval([1.0, 3.0])
    assert interval([4.0, math.nan]).mean == 4.0
    assert math.isnan(interval([4.0]).low)
    assert math.isnan(interval([]).mean)
    assert math.isnan(float(student(1)))


def test_a_difference_that_never_varies_is_known_exactly() -> None:
    assert interval([0.0] * 5) == (0.0, 0.0, 0.0)
    assert not interval([0.0] * 5).excludes_zero


def test_better_counts_ties_as_half_and_follows_the_direction() -> None:
    pairs = [2.0, 0.0, -1.0, math.nan]
    assert share_better(pairs, "higher") == 0.5
    assert share_better([1.0, 1.0, -1.0, 0.0], "lower") == 0.375
    assert math.isnan(share_better(pairs, None))
    assert math.isnan(share_better([math.nan], "higher"))


def test_the_variance_ratio_of_pairing_equals_theory() -> None:
    rng = np.random.default_rng(1)
    shared, one, other = rng.normal(0, 3, 40_000), rng.normal(0, 1, 40_000), rng.normal(0, 1, 40_000)
    assert variance_ratio(shared + one, shared + other) == pytest.approx(10.0, rel=0.05)
    assert math.isnan(variance_ratio([1.0, 2.0], [1.0, 2.0]))
