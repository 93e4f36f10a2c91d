"""Predictions are scored so that saying what one believes is best."""

from __future__ import annotations

import numpy as np
from itborg_viz.game import Guess, Room
from itborg_viz.game.predictions import interval_score, points


def test_on_average_the_true_80_percent_range_scores_best() -> None:
    truth = np.random.default_rng(1).normal(0, 1, 20_000)
    ranges = [Guess(-1.2816 * k, 1.2816 * k) for k in (0.0, 0.5, 0.8, 1.0, 1.25, 2.0)]
    means = [np.mean([interval_score(one, x) for x in truth]) for one in ranges]
    assert int(np.argmin(means)) == 3


def test_points_fall_with_width_and_with_distance() -> None:
    widths = [points(Guess(5 - w, 5 + w), 5.0, 2.0) for w in (0.0, 0.5, 1.0, 2.0)]
    assert widths == [100, 75, 50, 0]
    away = [points(Guess(4, 5), x, 20.0) for x in (5.0, 5.5, 6.0, 9.0)]
    assert away == sorted(away, reverse=True)
    assert points(Guess(4, 6), float("nan"), 2.0) == 0


def test_a_rooms_predictions_are_scored_against_what_came(over: Room) -> None:
    scores = over.scores()
    assert len(scores) == 12
    for one in scores:
        assert one.truth == over.dashboard(one.month)[one.figure.name].value
        assert one.held == (one.guess.low <= one.truth <= one.guess.high)
        assert 0 <= one.points <= 100
