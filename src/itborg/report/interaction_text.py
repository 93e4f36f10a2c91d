"""Sentences about two strategies of a study: their difference, the factors that change it, and their interactions."""

from __future__ import annotations

import math

from ..analysis.measures.registry import measure_rows
from ..analysis.study.findings import factor_effects, over_points
from ..analysis.study.interactions import MAX_FACTORS, InteractionEffect, interactions
from ..analysis.study.results import Results, outcome
from .formatting import counted, plus_minus, words
from .study_text import digits

#: Strategies whose interactions are stated, in the order of the study.
MOST_STRATEGIES = 5


def interacting(found: Results, most: int, measure: str | None = None) -> list[str]:
    """Return for the baseline and each difference from it which factors interact, a sentence an item.

    most     pairs that are named
    measure  None: the main one

    Returns [] for fewer than two factors, and one sentence where the design cannot estimate interactions.
    """
    factors = len(found.study.design.names)
    if factors < 2:
        return []
    if factors > MAX_FACTORS:
        return [f"Interactions are estimated for at most {MAX_FACTORS} factors."]
    name = measure or found.study.measures[0]
    lines = [_interacting(found, one, None, name, most) for one in found.study.names[:MOST_STRATEGIES]]
    terms = 1 + factors + factors * (factors - 1) // 2
    return [line for line in lines if line] or [
        f"This design does not separate the interactions of {factors} factors; a grid or a Latin hypercube of more "
        f"than {terms} points does, with two replications or more."
    ]


def contrast(found: Results, strategy: str, versus: str, measure: str, most: int) -> list[str]:
    """Return the difference between any two strategies, the factors that change it, and their interactions.

    most  factors and pairs that are named

    Raises InputError for names that are not in the study.
    """
    places, unit = digits(measure), measure_rows()[measure]["unit"]
    steps = outcome(found, strategy, versus, measure)[1]
    points = f", mean over {counted(steps.shape[1], 'design point')}" if steps.shape[1] > 1 else ""
    gap = plus_minus(*over_points(steps), places, signed=True)
    lines = [f"{words(measure).capitalize()} of {strategy} minus {versus}: {gap} {unit}{points}."]
    if found.study.design.names:
        effects = [one for one in factor_effects(found, strategy, measure, versus=versus) if one.significant]
        named = ", ".join(f"{one.factor} {plus_minus(*one.effect, places, signed=True)}" for one in effects[:most])
        lines.append(f"Factors that change it, {unit} from lowest to highest value: {named or 'none is significant'}.")
    return [*lines, *filter(None, [_interacting(found, strategy, versus, measure, most)])]


def _interacting(found: Results, strategy: str, versus: str | None, measure: str, most: int) -> str:
    """Return which factors interact in one difference; "" where that cannot be estimated."""
    every = interactions(found, strategy, versus, measure)
    if not every or math.isnan(every[0].effect.mean):
        return ""
    base = versus or (found.study.baseline if strategy != found.study.baseline else "")
    head = f"Interactions in {words(measure)} of {strategy}{f' minus {base}' if base else ''}"
    clear = [one for one in every if one.significant]
    if not clear:
        return f"{head}: no pair of factors is distinguishable from noise ({counted(len(every), 'pair')})."
    rest = f" and {len(clear) - most} more" if len(clear) > most else ""
    return (
        f"{head}, {measure_rows()[measure]['unit']}: {', '.join(_named(one, measure) for one in clear[:most])}{rest}."
    )


def _named(one: InteractionEffect, measure: str) -> str:
    """Return an interaction with half of its interval."""
    return f"{one.factor} x {one.other} {plus_minus(*one.effect, digits(measure), signed=True)}"
