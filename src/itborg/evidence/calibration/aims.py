"""The aims of a calibration: targets on the scale on which they are fitted, and how far one realisation may differ.

An emulator predicts the mean over replications. A value from one incident log or one survey is a single realisation, so
its aim is widened by the variance between replications of the model. That variance contains the standard error of the
value, which the band contains as well; it is counted once.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...analysis.statistics import Floats
from ..validation.targets import Target

#: Beginnings of the names of statistics that are times or ratios; they are fitted on the log scale.
LOG_STATISTICS = ("median_hours", "time_ratio", "team_time_ratio", "waiting_for_user")
#: Number of standard deviations from the middle of a band to its edge. An assumption.
BAND_SD = 2.0
#: Degrees of freedom of Student's t distribution by which statistics may miss their aims. An assumption.
DEGREES_OF_FREEDOM = 4.0


@dataclass(frozen=True, eq=False)
class Aims:
    """What is fitted.

    value  (targets,) middle of each band
    sd     (targets,) a quarter of the width of each band: its edges are two standard deviations away
    """

    value: Floats
    sd: Floats

    def implausibility(self, mean: Floats, sd: Floats) -> Floats:
        """Return the distance of each point's second worst statistic from its aim, in standard deviations, (points,).

        With one statistic it is that of the only one.

        mean, sd  (points, targets) prediction of an emulator and its standard deviation
        """
        distance = np.sort(np.abs(mean - self.value) / np.sqrt(self.sd**2 + sd**2), axis=1)
        return np.asarray(distance[:, -min(2, distance.shape[1])])

    def log_likelihood(self, mean: Floats, sd: Floats) -> Floats:
        """Return the log-likelihood of the aims at each point, up to a constant, (points,).

        Student's t distribution has heavy tails: a statistic that the model cannot meet does not affect the others.

        mean, sd  (points, targets) prediction of an emulator and its standard deviation
        """
        variance = self.sd**2 + sd**2
        distance = np.log1p((mean - self.value) ** 2 / variance / DEGREES_OF_FREEDOM)
        return np.asarray(-0.5 * ((DEGREES_OF_FREEDOM + 1) * distance + np.log(variance)).sum(axis=1))


def aims_of(targets: Sequence[Target]) -> Aims:
    """Return the aims of targets, on the scale of `scaled`; sd is half the half width of the band.

    targets  all with a band, in the order of the statistics
    """
    bands = scaled(np.array([one.band for one in targets], dtype=float), targets)
    return Aims(bands.mean(axis=1), (bands[:, 1] - bands[:, 0]) / (2 * BAND_SD))


def on_log_scale(name: str) -> bool:
    """Return whether a statistic is fitted on the log scale: times and ratios, whose errors are relative.

    name  id of a target, THEME.STATISTIC

    >>> on_log_scale("handoffs.time_ratio_2_over_1"), on_log_scale("handoffs.ping_pong_share")
    (True, False)
    """
    return name.partition(".")[2].startswith(LOG_STATISTICS)


def scaled(values: Floats, targets: Sequence[Target]) -> Floats:
    """Return statistics on the scale on which they are fitted: logarithms of times and ratios, others unchanged.

    values   (targets, ...) in their own units; a time or ratio of 0 becomes NaN
    targets  in the order of the first axis
    """
    rows = [on_log_scale(one.id) for one in targets]
    found = values.copy()
    positive = np.where(found > 0, found, np.nan)
    found[rows] = np.log(positive[rows])
    return found


def variance(values: Floats) -> Floats:
    """Return the variance over the last axis, (...,); 0 where fewer than two values are finite.

    values  (..., replications)
    """
    known = np.isfinite(values).sum(axis=-1) > 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.where(known, np.nanvar(values, axis=-1, ddof=1), 0.0)


def realisation_variance(targets: Sequence[Target], values: Floats) -> Floats:
    """Return the variance of one realisation beyond the standard error in its band, (targets,); 0 without an error.

    It is the variance between replications of the model minus the square of the error, at least 0.

    targets  with bands
    values   (targets, replications) on the scale of `scaled`
    """
    middle = aims_of(targets).value
    logs = np.array([on_log_scale(one.id) for one in targets], dtype=bool)
    error = np.array([one.error or 0.0 for one in targets])
    error = np.where(logs, error / np.exp(np.where(logs, middle, 0.0)), error)
    return np.where(_single(targets), np.maximum(variance(values) - error**2, 0.0), 0.0)


def realisation_sd(targets: Sequence[Target], values: Floats, replications: int) -> Floats:
    """Return the standard deviation of one realisation about the prediction of an emulator, (targets,).

    It is 0 for a target that is not one realisation. All points of a calibration share their replications, so the error
    of their mean does not average out over points and is added.

    values        (targets, replications) on the scale of `scaled`, all at the same parameters
    replications  behind each mean from which the emulator learns
    """
    shared = np.where(_single(targets), variance(values) / replications, 0.0)
    return np.sqrt(realisation_variance(targets, values) + shared)


def _single(targets: Sequence[Target]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return whether each target is a value from one realisation."""
    return np.array([one.error is not None for one in targets], dtype=bool)


def accepted_range(target: Target, values: Floats) -> tuple[float, float]:
    """Return the range (low, high) in which the median over replications must lie: the band, wider for one realisation.

    target  with a band
    values  (replications,) of the model, in the unit of the target; NaN where a run does not have the statistic

    The range is in the unit of the target, symmetric on the scale of `scaled`.
    """
    assert target.band is not None
    if target.error is None:
        return target.band
    aims = aims_of([target])
    half = BAND_SD * np.sqrt(aims.sd**2 + realisation_variance([target], scaled(values[None], [target])))
    ends = np.array([aims.value - half, aims.value + half])[:, 0]
    low, high = np.exp(ends) if on_log_scale(target.id) else ends
    return float(low), float(high)
