"""A room's predictions: a range for each figure, and what it was worth once the month is known.

A range is to hold in four of five months. It is scored by the interval score of Gneiting & Raftery
(2007, JASA 102:359, eq. 43), which is least, on average, for whoever says what they believe: the
width of the range, plus ten times the distance by which the truth lies outside.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from itborg.common.errors import InputError, unknown

#: Figures that a room predicts.
PREDICTED = ("profit", "sla_met", "business_rating")
LEVEL = 0.8  # how often a range should hold
FULL = 100.0


class Guess(NamedTuple):
    """A range in which a figure is expected, both ends included."""

    low: float
    high: float


def checked_guesses(guesses: Mapping[str, Guess]) -> dict[str, Guess]:
    """Return guesses with finite, ordered ends; InputError for anything else.

    >>> checked_guesses({"sla_met": Guess(0.9, 0.8)})
    {'sla_met': Guess(low=0.8, high=0.9)}
    """
    found = {}
    for name, ends in guesses.items():
        if name not in PREDICTED:
            raise unknown("figure to predict", name, PREDICTED)
        if len(ends) != 2 or not all(isinstance(e, int | float) and math.isfinite(e) for e in ends):
            raise InputError(f"{name}: {ends!r} is not a range of two numbers")
        found[name] = Guess(float(min(ends)), float(max(ends)))
    return found


def interval_score(guess: Guess, truth: float, level: float = LEVEL) -> float:
    """Return the interval score of a range, 0 or more, less is better.

    >>> interval_score(Guess(1.0, 3.0), 2.0), round(interval_score(Guess(1.0, 3.0), 3.5), 6)
    (2.0, 7.0)
    """
    outside = max(guess.low - truth, truth - guess.high, 0.0)
    return (guess.high - guess.low) + 2.0 / (1.0 - level) * outside


def points(guess: Guess, truth: float, ordinary: float) -> int:
    """Return points from 0 to 100: 50 for a range that holds and is as wide as ordinary luck.

    ordinary  width of the 80 % range of the figure over many lives with the same decisions

    >>> points(Guess(5, 5), 5, 2.0), points(Guess(4, 6), 5, 2.0), points(Guess(1, 2), 5, 2.0)
    (100, 50, 0)
    """
    if not math.isfinite(truth) or ordinary <= 0.0:
        return 0
    return max(0, round(FULL - 0.5 * FULL * interval_score(guess, truth) / ordinary))


def holds(guess: Guess, truth: float) -> bool:
    """Return whether the truth lies in the range."""
    return guess.low <= truth <= guess.high
