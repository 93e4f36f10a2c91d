"""Findings of a study: which strategy is best where, by how much, and which factors change that.

All statements are about the design points of the study with equal weights, not about a distribution of real
organisations.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..measures.registry import better_of
from ..statistics import LEVEL, Floats, Interval, band, student, variance_ratios
from .results import Results, outcome, paired


class StrategyEffect(NamedTuple):
    """One strategy against the baseline, over all design points of a study.

    difference      mean over design points, with a 95 % interval over replications
    level           the same for the strategy itself
    better, worse   design points in which it is significantly better, worse (each at 5 %)
    mixed           whether it is significantly better in one design point and worse in another, corrected for the
                    number of design points
    low, high       its difference in the design point where it is smallest, largest
    variance_ratio  factor in runs saved by common random numbers, median over design points; NaN for the baseline
    replications    paired replications in the design point that has fewest
    """

    strategy: str
    difference: Interval
    level: Interval
    better: int
    worse: int
    mixed: bool
    low: float
    high: float
    variance_ratio: float
    replications: int


class FactorEffect(NamedTuple):
    """The effect of one factor on the difference between two strategies.

    effect  change of the difference from the lowest to the highest value of the factor, along a straight line, in the
            unit of the measure; with a 95 % interval corrected for the number of factors
    """

    factor: str
    effect: Interval

    @property
    def significant(self) -> bool:
        """Whether the interval excludes 0."""
        return self.effect.excludes_zero


def strategy_effects(found: Results, measure: str | None = None) -> list[StrategyEffect]:
    """Return the effect of each strategy, the baseline included, best first.

    measure  of the study; None: the main one. Without a better direction the order is that of the study
    """
    name = measure or found.study.measures[0]
    values = paired(found, name)
    rows = [_strategy_effect(values, at, strategy, better_of(name)) for at, strategy in enumerate(found.study.names)]
    sign = {"higher": -1.0, "lower": 1.0, None: 0.0}[better_of(name)]
    return sorted(rows, key=lambda row: sign * row.difference.mean)


def _strategy_effect(values: np.ndarray, at: int, strategy: str, better: str | None) -> StrategyEffect:
    """Return the effect of one strategy.

    values    (replications, design points, strategies) of one measure, the baseline first
    at        position of the strategy; differences of the baseline to itself are exactly 0
    strategy  its name
    better    direction of the measure; without one, larger values count as better
    """
    steps = values[:, :, at] - values[:, :, 0]
    points, corrected = band(steps), band(steps, 1 - (1 - LEVEL) / steps.shape[1])
    up, down = int(np.sum(points.low > 0)), int(np.sum(points.high < 0))
    return StrategyEffect(
        strategy,
        over_points(steps) if at else Interval(0.0, 0.0, 0.0),
        over_points(values[:, :, at]),
        *((down, up) if better == "lower" else (up, down)),
        bool(np.any(corrected.low > 0) and np.any(corrected.high < 0)),
        float(np.fmin.reduce(points.mean)),
        float(np.fmax.reduce(points.mean)),
        _median(variance_ratios(values[:, :, at], values[:, :, 0])),
        int(np.min(np.sum(~np.isnan(steps), axis=0))),
    )


def not_significantly_behind(found: Results, leader: str, measure: str | None = None) -> list[str]:
    """Return the strategies that are not significantly behind a leader, in the order of the study.

    leader   name of a strategy
    measure  None: the main one

    Intervals of the differences over design points are corrected for the number of strategies (Bonferroni).
    """
    study, values = found.study, paired(found, measure or found.study.measures[0])
    others = [at for at, name in enumerate(study.names) if name != leader]
    level = 1 - (1 - LEVEL) / max(1, len(others))
    gaps = {at: over_points(values[:, :, at] - values[:, :, study.names.index(leader)], level) for at in others}
    return [study.names[at] for at, gap in gaps.items() if not gap.excludes_zero]


def _median(ratios: np.ndarray) -> float:
    """Return the median of the ratios that are known; NaN if none is."""
    known = ratios[~np.isnan(ratios)]
    return float(np.median(known)) if known.size else float("nan")


def over_points(values: Floats, level: float = LEVEL) -> Interval:
    """Return the mean over design points of their means, with an interval over replications.

    values  (replications, design points), NaN where a design point stopped earlier or a run failed
    level   confidence, 0 to 1

    Replications are independent, design points are not: the variance is that of the contribution of each replication
    to the mean, through all design points that have it. Without missing values this is Student's interval of the
    replications' means; otherwise the design point with fewest replications gives the degrees of freedom. NaN without
    any value.
    """
    known = ~np.isnan(values)
    count = known.sum(axis=0)
    values, known, count = values[:, count > 0], known[:, count > 0], count[count > 0]
    if not count.size:
        return Interval(float("nan"), float("nan"), float("nan"))
    means = np.nanmean(values, axis=0)
    residuals = np.where(known, values - means, 0.0) / np.sqrt(count * np.maximum(count - 1, 1))
    mean, half = means.mean(), student(count.min(), level) * np.sqrt((residuals.mean(axis=1) ** 2).sum())
    return Interval(float(mean), float(mean - half), float(mean + half))


def factor_effects(
    found: Results, strategy: str, measure: str | None = None, families: int = 1, versus: str | None = None
) -> list[FactorEffect]:
    """Return the effect of each factor on a strategy's difference to another, strongest first.

    strategy  name; for the baseline its own level is used
    measure   None: the main one
    families  number of such lists that are read together; intervals are corrected for it
    versus    the other strategy; None: the baseline

    Effects are NaN where there are too few points or replications; see `linear_effects`.
    """
    slopes = linear_effects(*outcome(found, strategy, versus, measure), families)
    effects = [FactorEffect(name, one) for name, one in zip(found.study.design.names, slopes, strict=True)]
    return sorted(effects, key=lambda one: -abs(one.effect.mean))


def linear_effects(rows: Floats, steps: Floats, families: int = 1) -> list[Interval]:
    """Return the effect of each factor over its range, from one linear regression on all factors.

    rows      (design points, factors) values of factors
    steps     (replications, design points) paired differences; replications with a missing value are left out
    families  number of such lists that are read together

    The variance has two parts. Noise is common to all design points of a replication, so it is estimated from the
    differences between the regressions of single replications. Deviation from the straight line is estimated from the
    residuals of the means of design points. Degrees of freedom after Satterthwaite. The sum of both is our choice.
    Intervals are corrected for the number of factors (Bonferroni).

    Returns one interval for each factor; NaN below two complete replications or factors + 2 design points.
    """
    complete = steps[~np.isnan(steps).any(axis=1)]
    count, (points, factors) = len(complete), rows.shape
    spare = points - factors - 1
    if count < 2 or spare < 1:
        return [Interval(float("nan"), float("nan"), float("nan"))] * factors
    span = np.ptp(rows, axis=0)
    unit = (rows - rows.mean(axis=0)) / np.where(span > 0, span, 1.0)
    to_line = np.linalg.pinv(np.column_stack([np.ones(points), unit]))[1:]
    lines = to_line @ complete.T
    mean, centred = lines.mean(axis=1), complete.mean(axis=0) - complete.mean()
    noise = lines.var(axis=1, ddof=1) / count
    misfit = (to_line**2).sum(axis=1) * np.sum((centred - unit @ mean) ** 2) / spare
    variance = noise + misfit
    with np.errstate(invalid="ignore"):  # a factor without any variance has 0 / 0
        freedom = np.nan_to_num(variance**2 / (noise**2 / (count - 1) + misfit**2 / spare), nan=1.0)
    half = student(freedom + 1, 1 - (1 - LEVEL) / factors / families) * np.sqrt(variance)
    return [Interval(float(m), float(m - h), float(m + h)) for m, h in zip(mean, half, strict=True)]
