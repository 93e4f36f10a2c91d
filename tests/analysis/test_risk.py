"""Risk of bad months: quantiles pooled over months and replications, paired bootstrap intervals."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.analysis.comparison.risk_and_cost import monthly_loss, risk_frame
from itborg.engine.history import blank_history


def test_a_month_is_20_complete_days_after_the_start() -> None:
    history = blank_history(75)
    for name in history.dtype.names or ():
        history[name] = 0.0
    history["incident_loss"], history["release_loss"] = 2.0, 1.0
    history["incident_loss"][:30] = 1000.0
    assert monthly_loss(history, burn_in=30).tolist() == [60.0, 60.0]
    assert monthly_loss(history[:49], burn_in=30).tolist() == []


def test_one_month_in_twenty_loses_more() -> None:
    losses = np.random.default_rng(3).permutation(2000.0 + np.arange(2000.0)).reshape(100, 1, 20)
    row = risk_frame(losses, ["none"]).iloc[0]
    assert (losses > row["quantile"]).mean() == 0.05
    assert row["low"] < row["quantile"] < row["high"]
    assert row["mean"] == losses.mean()


def test_the_baseline_differs_from_itself_by_zero_and_a_shift_is_found_exactly() -> None:
    losses = np.random.default_rng(3).gamma(2.0, 50.0, size=(40, 2, 12))
    losses[:, 1] = losses[:, 0] - 7.0
    table = risk_frame(losses, ["none", "better"])
    assert table.loc[0, ["difference", "difference_low", "difference_high"]].tolist() == [0.0, 0.0, 0.0]
    assert table.loc[1, ["difference", "difference_low", "difference_high"]].tolist() == pytest.approx([-7.0] * 3)


def test_the_interval_contains_the_truth_at_its_nominal_rate() -> None:
    rng = np.random.default_rng(5)
    truth = np.quantile(rng.exponential(1.0, 1_000_000), 0.95)
    tables = [risk_frame(rng.exponential(1.0, (60, 1, 10)), ["none"]).iloc[0] for _ in range(200)]
    inside = np.mean([row["low"] <= truth <= row["high"] for row in tables])
    assert 0.88 <= inside <= 0.99


@pytest.mark.parametrize("shape", [(1, 2, 12), (5, 2, 0)])
def test_a_single_replication_or_no_month_gives_nan(shape: tuple[int, int, int]) -> None:
    table = risk_frame(np.ones(shape), ["none", "itil"])
    assert table[["low", "high", "difference_low", "difference_high"]].isna().all(axis=None)
