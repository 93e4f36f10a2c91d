"""Sentences and values of a game as people read them, on the screens and in the debrief.

Numbers are rounded here and nowhere else. Texts are plain: screens escape them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from itborg.analysis.measures.window import spans
from itborg.report.formatting import counted, percent

from ..text import number, number_range, plus_minus
from .indicators import INDICATOR
from .predictions import Prediction


def indicator_value(name: str, value: float, signed: bool = False) -> str:
    """Return a value of an indicator with its unit; `signed` for a difference."""
    return number(value, INDICATOR[name].unit, signed)


def prediction_text(name: str, prediction: Prediction) -> str:
    """Return a predicted range of an indicator with its unit."""
    return number_range(*prediction, INDICATOR[name].unit)


def effect_text(effect: Mapping[str, float], unit: str = "kEUR") -> str:
    """Return an effect with half the width of its 95 % interval.

    >>> effect_text({"mean": 12.4, "low": 2.4, "high": 22.4})
    '+12 ± 10 kEUR'
    """
    return plus_minus(effect["mean"], effect["low"], effect["high"], unit)


def team_result(total: Mapping[str, Any], replications: int) -> str:
    """Return in two sentences the result of the six months against the baseline.

    total  "total" of a debrief
    """
    difference = total["team"] - total["baseline"]
    word = "more" if difference >= 0 else "less"
    effect, share = total["effect"], total["probability_better"]
    first = f"Your decisions earned {number(abs(difference), 'kEUR')} {word} than the baseline."
    significant = effect["low"] > 0 or effect["high"] < 0
    result = f"{effect_text(effect)}, {'significant' if significant else 'not significant'} at 5 %"
    return f"{first} Over {replications} replications: {result}; better in {percent(share)} of them."


def recommendation_title(change: str, title: str) -> str:
    """Return a recommended change as a heading.

    >>> recommendation_title("earlier", "Match night")
    'Start Match night a month earlier'
    """
    if change == "earlier":
        return f"Start {title} a month earlier"
    return f"{'Start' if change == 'start' else 'Leave out'} {title}"


def share_of_best(total: Mapping[str, Any]) -> str:
    """Return how much of the effect of the best known plan the team reached, in one sentence."""
    best = total["best"] - total["baseline"]
    if best <= 0:
        return "In this run the best known plan earned no more than the baseline."
    reached = percent((total["team"] - total["baseline"]) / best)
    return f"The best known plan earned {number(best, 'kEUR')} more than the baseline; you reached {reached} of that."


def target_text(target: float) -> str:
    """Return a recovery target in words.

    target  profit over six months, kEUR

    >>> target_text(300.0), target_text(-50.0), target_text(0.0)
    ('a profit of 300 kEUR', 'a loss of at most 50 kEUR', 'no loss')
    """
    if target == 0:
        return "no loss"
    return f"a profit of {number(target, 'kEUR')}" if target > 0 else f"a loss of at most {number(-target, 'kEUR')}"


def target_result(found: Mapping[str, Any], own: float) -> str:
    """Return in a sentence whether the recovery target was reached.

    found  "target" of a debrief; own: profit of the team, kEUR
    """
    wanted = target_text(found["target"])
    distance = number(abs(own - found["target"]), "kEUR")
    if own >= found["target"]:
        return f"The owners wanted {wanted}: you reached it with {distance} to spare."
    return f"The owners wanted {wanted}: you missed it by {distance}."


def way_text(way: Mapping[str, Any], replications: int) -> str:
    """Return how far a team came between the two reference runs, in a few sentences.

    way  "way" of a debrief
    """
    share, mean = way["share"], way["mean"]
    text = "In this run the best known plan earns no more than doing nothing. "
    if math.isfinite(share):
        text = (
            f"Of the way from no intervention to the best known plan you went {percent(share)}, with the same random "
        )
        text += "numbers in all three runs. "
    if math.isfinite(mean["mean"]):
        half = (mean["high"] - mean["low"]) / 2
        text += f"Over {replications} replications it is {percent(mean['mean'])} \u00b1 {100 * half:.0f} points. "
    low, high = number(way["low"], "kEUR", signed=True), number(way["high"], "kEUR", signed=True)
    return f"{text}Other random numbers and the same decisions: {low} to {high} in eight of ten replications."


def months_text(months: list[int]) -> str:
    """Return months in words.

    >>> months_text([1, 2, 3, 5]), months_text([2]), months_text([])
    ('months 1-3, 5', 'month 2', 'no month')
    """
    if not months:
        return "no month"
    return f"month{'s' if len(months) > 1 else ''} {spans(months)}"


def rulings_result(rulings: list[dict[str, Any]]) -> str:
    """Return how many requests that were put first were important and delivered; "" if there are none.

    rulings  "requests" of all decisions of a debrief
    """
    first = [one for one in rulings if one["ruling"] == "first"]
    if not first:
        return ""
    important = sum(one["true_priority"] >= 3 for one in first)
    delivered = sum(one["outcome"] == "delivered" for one in first)
    return (
        f"You put {counted(len(first), 'request')} first: {important} with a true priority of 3 or 4, {delivered} "
        "delivered in the same month."
    )
