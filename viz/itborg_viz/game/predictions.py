"""A team's predictions: a range for each of three indicators, and its score when the month is known.

A range should include the result in four months out of five. It is scored by the interval score of
Gneiting & Raftery (2007, JASA 102:359, eq. 43): the width of the range, plus ten times the distance
by which the result lies outside. On average the score is lowest for those who state what they believe.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from itborg.common.errors import InputError, unknown

#: Indicators that a team predicts.
PREDICTED = ("profit", "sla_met", "business_rating")
LEVEL = 0.8  # share of ranges that should include the result
MAX_POINTS = 100.0


class Prediction(NamedTuple):
    """A predicted range of an indicator, both ends included."""

    low: float
    high: float

    def includes(self, value: float) -> bool:
        """Return whether a value lies in the range."""
        return self.low <= value <= self.high


def checked_predictions(predictions: Mapping[str, Prediction]) -> dict[str, Prediction]:
    """Return predictions with finite, ordered ends.

    Raises InputError for an unknown indicator, and for anything but two finite numbers.

    >>> checked_predictions({"sla_met": Prediction(0.9, 0.8)})
    {'sla_met': Prediction(low=0.8, high=0.9)}
    """
    checked = {}
    for name, ends in predictions.items():
        if name not in PREDICTED:
            raise unknown("predicted indicator", name, PREDICTED)
        if len(ends) != 2 or not all(isinstance(e, int | float) and math.isfinite(e) for e in ends):
            raise InputError(f"{name}: {ends!r} is not a range of two numbers")
        checked[name] = Prediction(float(min(ends)), float(max(ends)))
    return checked


def interval_score(prediction: Prediction, actual: float, level: float = LEVEL) -> float:
    """Return the interval score of a range: width + 2 / (1 - level) * distance outside; 0 is best.

    >>> interval_score(Prediction(1.0, 3.0), 2.0), round(interval_score(Prediction(1.0, 3.0), 3.5), 6)
    (2.0, 7.0)
    """
    outside = max(prediction.low - actual, actual - prediction.high, 0.0)
    return (prediction.high - prediction.low) + 2.0 / (1.0 - level) * outside


def points(prediction: Prediction, actual: float, usual_width: float) -> int:
    """Return points from 0 to 100; 50 for a range that includes the result and has the usual width.

    usual_width  width of the middle 80 % of the indicator over replications with the same decisions

    >>> points(Prediction(5, 5), 5, 2.0), points(Prediction(4, 6), 5, 2.0), points(Prediction(1, 2), 5, 2.0)
    (100, 50, 0)
    """
    if not math.isfinite(actual) or usual_width <= 0.0:
        return 0
    return max(0, round(MAX_POINTS - 0.5 * MAX_POINTS * interval_score(prediction, actual) / usual_width))
