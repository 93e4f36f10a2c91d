"""Scores for calibration that explain themselves: how good the ranges of a team and of each player were.

Points are those of predictions.py. A score has a sentence for each range and one for all: whether the ranges were too
narrow, too wide or right for somebody who is sure in four cases out of five.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from scipy.stats import binom

from itborg.report.formatting import percent

from ..text import number, number_range
from .indicators import INDICATOR
from .predictions import LEVEL, MAX_POINTS, Prediction, points
from .team_state import TeamState

RARE = 0.1  # probability below which a number of ranges with the result is called too few or too many
WIDE = 1.5  # times the usual width, from which a range is called wide


class RangeScore(NamedTuple):
    """A predicted range, its result and its score.

    month     1 to 6
    name      of the indicator
    actual    value in the team's run
    usual     width of the middle 80 % of replications with the same decisions
    included  whether the range includes the result
    points    0 to 100
    """

    month: int
    name: str
    prediction: Prediction
    actual: float
    usual: float
    included: bool
    points: int

    @property
    def text(self) -> str:
        """The score in a sentence or two."""
        unit = INDICATOR[self.name].unit
        low, high = self.prediction
        start = f"{number_range(low, high, unit)}; it was {number(self.actual, unit)}: {self.points} points. "
        times = (high - low) / self.usual if self.usual > 0 else float("inf")
        if not self.included:
            outside = max(low - self.actual, self.actual - high)
            distance = number(outside, unit, digits=_digits(unit))
            return f"{start}The result is {distance} outside, which costs ten times that width."
        if times > WIDE:
            return f"{start}It includes the result, and is {times:.1f} times as wide as it usually varies."
        return f"{start}It includes the result and is not wider than it usually varies."


class Calibration(NamedTuple):
    """All ranges of a team or a player with their score.

    points    sum; most: the sum that exact predictions would have earned
    included  number of ranges that include the result
    text      what the score means, in two or three sentences
    """

    ranges: tuple[RangeScore, ...]
    points: int
    most: int
    included: int
    text: str


def scored(team: TeamState, month: int, predictions: Mapping[str, Prediction | Sequence[float]]) -> list[RangeScore]:
    """Return the scores of the ranges of a month, by the values of the team's own run.

    month        1 to the number of months played
    predictions  indicator -> low and high
    """
    readings, found = team.dashboard(month), []
    for name, ends in predictions.items():
        one, prediction = readings[name], Prediction(*ends)
        usual = one.high - one.low
        earned = points(prediction, one.value, usual)
        found.append(
            RangeScore(month, name, prediction, one.value, usual, prediction.includes(one.value), earned)
        )  # fmt: skip
    return found


def calibration(ranges: Iterable[RangeScore]) -> Calibration:
    """Return all ranges with their sum and its meaning."""
    every = tuple(ranges)
    total, included = sum(one.points for one in every), sum(one.included for one in every)
    return Calibration(every, total, round(MAX_POINTS) * len(every), included, _meaning(every, included))


def team_calibration(team: TeamState) -> Calibration:
    """Return the calibration of the predictions in a team's decisions."""
    decisions = enumerate(team.game.decisions, start=1)
    return calibration(one for month, decision in decisions for one in scored(team, month, decision.predictions))


def _meaning(every: Sequence[RangeScore], included: int) -> str:
    """Return what a number of ranges with the result means; small numbers of ranges mean little, and it states so."""
    count = len(every)
    if not count:
        return "There are no predictions."
    expected = f"of good ranges {percent(LEVEL)} do, {LEVEL * count:.0f} here"
    text = f"{included} of {count} ranges include the result; {expected}. "
    if binom.cdf(included, count, LEVEL) < RARE:
        return text + "So few are rare by chance: the ranges were too narrow, the confidence too high."
    wide = sum(one.prediction.high - one.prediction.low > WIDE * one.usual for one in every)
    if wide > count / 2:
        return text + f"{wide} of them are far wider than it usually varies: narrower ranges earn more."
    if binom.sf(included - 1, count, LEVEL) < RARE:
        return text + "So many are rare by chance: narrower ranges would have earned more."
    return text + "That is what chance allows for: the confidence was right, as far as so few ranges can show."


def _digits(unit: str) -> int:
    return 1 if unit in ("share", "level") else 0
