"""Daily series and the hand-off gradient, against hand-made histories."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.analysis.comparison import series
from itborg.analysis.comparison.accumulator import by_handoffs
from itborg.engine.history import COLUMNS, blank_history


def daily(history: np.ndarray, burn_in: int) -> dict[str, np.ndarray]:
    """Return series by name."""
    return dict(zip(series.SERIES, series.daily(history, burn_in), strict=True))


def still(days: int) -> np.ndarray:
    """Return a history without events."""
    history = blank_history(days)
    for column in COLUMNS:
        history[column] = 0.0
    return history


def test_every_series_reads_columns_that_are_recorded() -> None:
    for one in series.SERIES.values():
        assert set(one.plus + one.minus + one.per) <= set(COLUMNS)


def test_a_state_is_the_value_of_the_day_and_a_flow_the_mean_of_the_last_month() -> None:
    history = still(60)
    history["it_understanding"][50] = 0.5
    history["benefit"][50] = 20.0
    found = daily(history, burn_in=40)
    assert found["business_understanding_of_it_staff"].tolist() == [0.0] * 10 + [0.5] + [0.0] * 9
    assert np.allclose(found["net_value"], [0.0] * 10 + [1.0] * 10)


def test_a_share_weights_days_by_their_events_and_is_nan_without_events() -> None:
    history = still(60)
    history["delivered"][45], history["lead_time"][45] = 1, 10.0
    history["delivered"][46], history["lead_time"][46] = 3, 90.0
    found = daily(history, burn_in=40)["lead_time"]
    assert np.isnan(found[:5]).all()
    assert found[5:8].tolist() == [10.0, 25.0, 25.0]


def test_priority_information_is_one_for_true_labels_and_nan_for_constant_ones() -> None:
    history = still(30)
    levels = np.array([1.0, 4.0] * 15)
    history["labels"] = 1.0
    history["level_sum"], history["level_squares"] = levels, levels**2
    history["label_sum"], history["label_squares"], history["label_level"] = levels, levels**2, levels**2
    assert np.allclose(daily(history, 20)["priority_information"], 1.0)
    history["label_sum"], history["label_squares"], history["label_level"] = 4.0, 16.0, 4 * levels
    assert np.isnan(daily(history, 20)["priority_information"]).all()


def test_by_handoffs_counts_incidents_opened_after_the_start_and_takes_medians() -> None:
    closed = np.zeros(6, dtype=[("opened", float), ("hours", float), ("hops", np.int64)])
    closed["opened"] = [1, 12, 13, 14, 15, 16]
    closed["hops"] = [0, 0, 0, 0, 9, 7]
    closed["hours"] = [99, 1, 2, 6, 30, 50]
    share, hours = by_handoffs(closed, burn_in=10)
    assert share.tolist() == [0.6, 0, 0, 0, 0, 0.4]
    assert hours[[0, 5]].tolist() == [2.0, 40.0]
    assert np.isnan(hours[1:5]).all()


@pytest.mark.parametrize("seed", range(5))
def test_medians_by_handoffs_equal_those_of_numpy(seed: int) -> None:
    rng = np.random.default_rng(seed)
    closed = np.zeros(50 * seed, dtype=[("opened", float), ("hours", float), ("hops", np.int64)])
    closed["hops"], closed["hours"] = rng.integers(0, 7, len(closed)), rng.exponential(5, len(closed))
    hours = by_handoffs(closed, burn_in=0)[1]
    for count in range(6):
        here = closed["hours"][closed["hops"] == count if count < 5 else closed["hops"] >= 5]
        assert np.array_equal(hours[count], np.median(here) if len(here) else np.nan, equal_nan=True)
