"""Predictions are scored such that the best strategy is to state what one believes."""

from __future__ import annotations

import numpy as np
from itborg_viz.game import Prediction, TeamState
from itborg_viz.game.predictions import interval_score, points


def test_the_true_80_percent_range_has_the_best_mean_score() -> None:
    values = np.random.default_rng(1).normal(0, 1, 20_000)
    ranges = [Prediction(-1.2816 * k, 1.2816 * k) for k in (0.0, 0.5, 0.8, 1.0, 1.25, 2.0)]
    means = [np.mean([interval_score(one, x) for x in values]) for one in ranges]
    assert int(np.argmin(means)) == 3


def test_points_decrease_with_width_and_with_distance() -> None:
    widths = [points(Prediction(5 - w, 5 + w), 5.0, 2.0) for w in (0.0, 0.5, 1.0, 2.0)]
    assert widths == [100, 75, 50, 0]
    distant = [points(Prediction(4, 5), x, 20.0) for x in (5.0, 5.5, 6.0, 9.0)]
    assert distant == sorted(distant, reverse=True)
    assert points(Prediction(4, 6), float("nan"), 2.0) == 0


def test_predictions_are_scored_against_the_value_of_the_teams_own_run(finished: TeamState) -> None:
    scores = finished.scores()
    assert len(scores) == 12
    for one in scores:
        assert one.actual == finished.dashboard(one.month)[one.indicator.name].value
        assert one.included == (one.prediction.low <= one.actual <= one.prediction.high)
        assert 0 <= one.points <= 100
