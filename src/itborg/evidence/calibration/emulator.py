"""Emulators: a smooth guess, with its own doubt, of what the model would say where it was not run."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize

from ...analysis.statistics import Floats
from ...analysis.study.evaluate import extra
from ..validation.targets import Target

#: Points from which the shape of a process is learned, in so many steps; all of them then say where it goes.
LEARNING, STEPS = 80, 12
#: Points that are predicted at a time.
CHUNK = 4000


class Emulator:
    """A Gaussian process for each figure, over parameters scaled to 0 to 1."""

    def __init__(self, unit: Floats, means: Floats, errors: Floats, seed: int = 1, lives: float | Floats = 0.0) -> None:
        """Learn from points.

        unit    (points, parameters), 0 to 1
        means   (points, figures) over replicates; NaN where a figure is not defined
        errors  (points, figures) standard errors of them
        lives   (figures,) how far one life lies from the mean; 0 where the mean itself is asked for
        """
        self._lives = lives
        self._one = [
            _fitted(unit[known], means[known, at], errors[known, at], seed)
            for at in range(means.shape[1])
            for known in [np.isfinite(means[:, at]) & np.isfinite(errors[:, at])]
        ]

    def __call__(self, unit: Floats) -> tuple[Floats, Floats]:
        """Return mean and standard deviation of what is to be met, each (points, figures)."""
        parts = [self._some(unit[first : first + CHUNK]) for first in range(0, len(unit), CHUNK)]
        mean, doubt = (np.concatenate(column) for column in zip(*parts, strict=True))
        return mean, np.hypot(doubt, self._lives)

    def _some(self, unit: Floats) -> tuple[Floats, Floats]:
        found = [_predicted(one, unit) for one in self._one]
        return np.column_stack([mean for mean, _ in found]), np.column_stack([spread for _, spread in found])


def _fitted(unit: Floats, means: Floats, errors: Floats, seed: int) -> tuple[Any, Any, float]:
    """Return (process, trend, scale): a linear trend, and a process for what it leaves."""
    processes = extra("sklearn.gaussian_process", "calibrate")
    kernels = extra("sklearn.gaussian_process.kernels", "calibrate")
    trend = np.linalg.lstsq(_with_one(unit), means, rcond=None)[0]
    left = means - _with_one(unit) @ trend
    scale = float(left.std()) or 1.0
    kernel = kernels.ConstantKernel(1.0, (1e-2, 1e2)) * kernels.RBF(np.full(unit.shape[1], 0.7), (0.1, 30.0))
    noise = np.maximum((errors / scale) ** 2, 1e-6)
    some = slice(None, None, -(-len(unit) // LEARNING))
    shape = processes.GaussianProcessRegressor(kernel, alpha=noise[some], optimizer=_briefly, random_state=seed)
    with warnings.catch_warnings():  # a length scale at its bound says that a parameter does nothing
        warnings.simplefilter("ignore")
        shape.fit(unit[some], left[some] / scale)
    process = processes.GaussianProcessRegressor(shape.kernel_, alpha=noise, optimizer=None)
    process.fit(unit, left / scale)
    return process, trend, scale


def _briefly(wanted: Any, start: Floats, bounds: Floats) -> tuple[Floats, float]:
    """Return a good shape of the process, if not the very best: some steps towards it are enough."""
    found = minimize(wanted, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": STEPS})
    return found.x, found.fun


def _predicted(one: tuple[Any, Any, float], unit: Floats) -> tuple[Floats, Floats]:
    process, trend, scale = one
    mean, spread = process.predict(unit, return_std=True)
    return np.asarray(_with_one(unit) @ trend + scale * mean), np.asarray(scale * spread)


def _with_one(unit: Floats) -> Floats:
    return np.column_stack([np.ones(len(unit)), unit])


#: Figures that are ratios or times, and told apart by how many times, not by how much.
RATIOS = ("median_hours", "time_ratio", "waiting_for_user")
#: A band reaches this many standard deviations to each side.
REACH = 2.0


def is_ratio(name: str) -> bool:
    """Return whether a figure is fitted as its logarithm."""
    return name.partition(".")[2].startswith(RATIOS)


def scaled(values: Floats, targets: Sequence[Target]) -> Floats:
    """Return figures as they are fitted: logarithms of ratios and times, NaN for one of 0; others as they are.

    values  (targets, ...)
    """
    rows = [is_ratio(one.id) for one in targets]
    found = values.copy()
    positive = np.where(found > 0, found, np.nan)
    found[rows] = np.log(positive[rows])
    return found


def aimed_at(targets: Sequence[Target]) -> tuple[Floats, Floats]:
    """Return middle and standard deviation of each band, (targets,), scaled: its edges are two of them off."""
    bands = scaled(np.array([one.band for one in targets], dtype=float), targets)
    return bands.mean(axis=1), (bands[:, 1] - bands[:, 0]) / (2 * REACH)


def variance(lives: Floats) -> Floats:
    """Return the variance over the last axis of (..., lives); 0 where fewer than two have the figure."""
    known = np.isfinite(lives).sum(axis=-1) > 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.where(known, np.nanvar(lives, axis=-1, ddof=1), 0.0)


def of_one_life(targets: Sequence[Target], lives: Floats) -> Floats:
    """Return the variance of one life that a band does not hold yet; 0 where the target is not of one life.

    lives  (targets, lives), scaled
    """
    middle, _ = aimed_at(targets)
    ratios = np.array([is_ratio(one.id) for one in targets], dtype=bool)
    told = np.array([one.error is not None for one in targets], dtype=bool)
    error = np.array([one.error or 0.0 for one in targets])
    error = np.where(ratios, error / np.exp(np.where(ratios, middle, 0.0)), error)
    return np.where(told, np.maximum(variance(lives) - error**2, 0.0), 0.0)


def doubt_of_lives(targets: Sequence[Target], lives: Floats, replications: int) -> Floats:
    """Return (targets,) how far one life lies from what an emulator says, as scaled; 0 where it is not of one life.

    lives       (targets, lives), scaled, all of the same parameters
    replicates  behind each mean that the emulator was told. Points share their luck, so that what so few lives are off
                the mean of all is no error that points average out
    """
    told = np.array([one.error is not None for one in targets], dtype=bool)
    return np.sqrt(of_one_life(targets, lives) + np.where(told, variance(lives) / replications, 0.0))


def reach(target: Target, lives: Floats) -> tuple[float, float]:
    """Return where the median of lives has to lie: in the band, which for a figure of one life they widen.

    lives  (lives,) of the model, in the figure's own unit; NaN where a run does not have it
    """
    assert target.band is not None
    if target.error is None:
        return target.band
    middle, spread = aimed_at([target])
    half = REACH * np.sqrt(spread**2 + of_one_life([target], scaled(lives[None], [target])))
    ends = np.array([middle - half, middle + half])[:, 0]
    low, high = np.exp(ends) if is_ratio(target.id) else ends
    return float(low), float(high)
