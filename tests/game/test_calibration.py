"""A score for calibration explains itself: what a range earned, and what the number of hits means."""

from __future__ import annotations

import pytest
from itborg_viz.game import Prediction, TeamState
from itborg_viz.game.calibration import RangeScore, calibration, scored, team_calibration


def score(included: bool, width: float = 1.0, points: int = 50) -> RangeScore:
    """Return the score of a range of some widths of the usual one."""
    return RangeScore(1, "profit", Prediction(0.0, width), 0.5 if included else 9.0, 1.0, included, points)


@pytest.mark.parametrize(
    ("hits", "misses", "width", "words"),
    [
        (0, 0, 1.0, "no predictions"),
        (1, 11, 1.0, "too narrow"),
        (10, 2, 1.0, "the confidence was right"),
        (12, 0, 1.0, "narrower ranges would"),
        (12, 0, 3.0, "far wider"),
        (1, 1, 1.0, "as far as so few ranges can show"),
    ],
)
def test_the_meaning_follows_from_what_chance_allows_for(hits: int, misses: int, width: float, words: str) -> None:
    found = calibration([*[score(True, width)] * hits, *[score(False, width, 0)] * misses])
    assert words in found.text
    assert (found.included, found.points, found.most) == (hits, 50 * hits, 100 * (hits + misses))


def test_a_range_explains_its_points(finished: TeamState) -> None:
    actual = finished.dashboard(2)["profit"].value
    inside, outside, wide = (
        scored(finished, 2, {"profit": ends})[0]
        for ends in ((actual - 1, actual + 1), (actual + 10, actual + 20), (actual - 9999, actual + 9999))
    )
    assert "includes the result and is not wider" in inside.text
    assert "10 kEUR outside" in outside.text
    assert "times as wide" in wide.text
    assert inside.points > wide.points == 0


def test_the_calibration_of_a_team_has_the_points_of_its_scores(finished: TeamState) -> None:
    assert team_calibration(finished).points == sum(one.points for one in finished.scores())
