"""Two-way interactions of factors: by how much the effect of one factor depends on another.

A difference between two strategies (or the level of one) is fitted over the design points by main effects and all
products of two factors. All estimates are paired by common random numbers, through the fits of single replications.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import fdtrc

from ..statistics import LEVEL, Floats, Interval, student
from .results import Results, outcome

if TYPE_CHECKING:
    from pandas import DataFrame

#: Level of the test for deviation from the fitted surface.
MISFIT_LEVEL = 0.05
#: Factors beyond which interactions are not estimated: there would be too many products.
MAX_FACTORS = 20


class InteractionEffect(NamedTuple):
    """The interaction of two factors.

    effect  change of the effect of the first factor, from its lowest to its highest value, as the second goes from
            lowest to highest, in the unit of the measure; its 95 % interval is corrected for the number of pairs
    """

    factor: str
    other: str
    effect: Interval

    @property
    def significant(self) -> bool:
        """Whether the interval excludes 0."""
        return self.effect.excludes_zero


def interactions(
    found: Results, strategy: str, versus: str | None = None, measure: str | None = None, families: int = 1
) -> list[InteractionEffect]:
    """Return the interaction of each pair of factors, strongest first; [] for fewer than two factors.

    strategy  name in the study
    versus    strategy whose outcome is subtracted; None: the baseline, or nothing for the baseline itself
    measure   None: the main one
    families  number of such lists that are read together; intervals are corrected for it

    Effects are NaN where the design has too few points, or not the right ones, to separate the products from each
    other, below two complete replications and above MAX_FACTORS factors. Raises
    InputError for names that are not in the study.
    """
    rows, steps = outcome(found, strategy, versus, measure)
    pairs = list(combinations(range(rows.shape[1]), 2))
    names = found.study.design.names
    effects = product_effects(rows, steps, families)
    listed = [InteractionEffect(names[a], names[b], one) for (a, b), one in zip(pairs, effects, strict=True)]
    return sorted(listed, key=lambda one: -abs(np.nan_to_num(one.effect.mean)))


def product_effects(rows: Floats, steps: Floats, families: int = 1) -> list[Interval]:
    """Return the interaction of each pair of factors, pairs in the order of `itertools.combinations`.

    rows      (design points, factors) values of factors
    steps     (replications, design points); replications with a missing value are left out
    families  number of such lists that are read together

    The interval is Student's over the coefficients of single replications, so it takes in all variation that design
    points share. Where an F test finds that the outcome deviates from the fitted surface, the variance of that
    deviation is added. Intervals are corrected for the number of pairs (Bonferroni). The combination is our choice.
    """
    complete = steps[~np.isnan(steps).any(axis=1)]
    count, (points, factors) = len(complete), rows.shape
    pairs = list(combinations(range(factors), 2))
    span = np.ptp(rows, axis=0) if points else np.zeros(factors)
    unit = (rows - (rows.max(axis=0) + rows.min(axis=0)) / 2 if points else rows) / np.where(span > 0, span, 1.0)
    unknown = [Interval(float("nan"), float("nan"), float("nan"))] * len(pairs)
    if count < 2 or factors > MAX_FACTORS or points < 1 + factors + len(pairs):
        return unknown
    columns = np.column_stack([np.ones(points), unit, *(unit[:, a] * unit[:, b] for a, b in pairs)])
    if np.linalg.matrix_rank(columns) < columns.shape[1]:
        return unknown
    to_products = np.linalg.pinv(columns)
    fits = to_products @ complete.T
    variance = fits.var(axis=1, ddof=1) / count + (to_products**2).sum(axis=1) * _misfit(columns, fits, complete)
    half = student(count, 1 - (1 - LEVEL) / max(1, len(pairs)) / families) * np.sqrt(variance)
    means = fits.mean(axis=1)
    every = [Interval(float(m), float(m - h), float(m + h)) for m, h in zip(means, half, strict=True)]
    return every[1 + factors :]


def _misfit(columns: Floats, fits: Floats, complete: Floats) -> float:
    """Return the variance between design points that the fitted surface leaves, 0 where it is not significant.

    columns   (design points, terms)
    fits      (terms, replications)
    complete  (replications, design points)
    """
    (points, terms), count = columns.shape, len(complete)
    spare = points - terms
    if spare < 1:
        return 0.0
    rest = complete - (columns @ fits).T
    between = float((rest.mean(axis=0) ** 2).sum() / spare)
    within = float(((rest - rest.mean(axis=0)) ** 2).sum() / (spare * (count - 1)) / count)
    if between <= within or (within > 0 and fdtrc(spare, spare * (count - 1), between / within) > MISFIT_LEVEL):
        return 0.0
    return between - within


def effects_table(found: Results) -> DataFrame:
    """Return all interactions of a study: one row for each strategy, measure and pair of factors.

    Columns: strategy, measure, factor, other, effect, low, high, significant. Differences are those from the baseline;
    for the baseline it is its level. Intervals are corrected for the pairs of a row's strategy and measure.
    """
    import pandas as pd

    few = len(found.study.design.names) <= MAX_FACTORS
    rows = [
        (strategy, measure, one.factor, one.other, *one.effect, one.significant)
        for measure in found.study.measures
        for strategy in found.study.names
        for one in (interactions(found, strategy, measure=measure) if few else ())
    ]
    return pd.DataFrame(
        rows, columns=["strategy", "measure", "factor", "other", "effect", "low", "high", "significant"]
    )
