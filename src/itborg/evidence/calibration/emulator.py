"""An emulator: a Gaussian process that predicts the statistics of the model, with their uncertainty, between runs.

It replaces thousands of runs of the model: it is fitted to a few hundred, and predicts the mean over replications.
Emulators of simulation models: Sacks et al. 1989; Kennedy & O'Hagan 2001. Kernel, trend and fit are those of
scikit-learn and NumPy; to estimate length scales from a part of the points, in a few steps, is our choice.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from scipy.optimize import minimize

from ...analysis.statistics import Floats
from ...analysis.study.evaluate import optional_module

#: Largest number of points from which length scales are estimated, and steps of their optimiser. All points then
#: condition the process.
SHAPE_POINTS, SHAPE_STEPS = 80, 12
#: Points that are predicted at a time.
CHUNK = 4000


class Emulator:
    """One Gaussian process for each statistic, over parameters scaled to 0 to 1.

    Each process models the residuals of a linear trend, with a squared-exponential kernel that has one length scale
    for each parameter and the variance of the mean as noise. Statistics are emulated independently of each other.
    """

    def __init__(
        self, unit: Floats, means: Floats, errors: Floats, seed: int = 1, realisation_sd: float | Floats = 0.0
    ) -> None:
        """Fit the processes, one for each statistic. Needs scikit-learn; raises InputError without it.

        unit            (points, parameters), 0 to 1
        means           (points, statistics) over replications; NaN where a statistic is not defined: the point is not
                        used
        errors          (points, statistics) standard errors of the means
        seed            random seed of the processes
        realisation_sd  (statistics,) standard deviation that is added where one realisation is predicted; else 0
        """
        self._realisation_sd = realisation_sd
        self._processes = [
            _fitted(unit[known], means[known, at], errors[known, at], seed)
            for at in range(means.shape[1])
            for known in [np.isfinite(means[:, at]) & np.isfinite(errors[:, at])]
        ]

    def __call__(self, unit: Floats) -> tuple[Floats, Floats]:
        """Return mean and standard deviation of the prediction, (points, statistics) each.

        unit  (points, parameters), 0 to 1; outside the fitted points the prediction returns to the linear trend

        The standard deviation is that of the mean over replications, combined with `realisation_sd` as a root sum of
        squares.
        """
        parts = [self._chunk(unit[first : first + CHUNK]) for first in range(0, len(unit), CHUNK)]
        mean, sd = (np.concatenate(column) for column in zip(*parts, strict=True))
        return mean, np.hypot(sd, self._realisation_sd)

    def _chunk(self, unit: Floats) -> tuple[Floats, Floats]:
        """Return mean and standard deviation for at most CHUNK points, which limits the memory."""
        found = [_predicted(one, unit) for one in self._processes]
        return np.column_stack([mean for mean, _ in found]), np.column_stack([sd for _, sd in found])


def _fitted(unit: Floats, means: Floats, errors: Floats, seed: int) -> tuple[Any, Any, float]:
    """Return (process, trend, scale): a linear trend, and a process for its residuals divided by the scale.

    unit           (points, parameters)
    means, errors  (points,) of one statistic, all finite
    seed           random seed of the process
    """
    processes = optional_module("sklearn.gaussian_process", "calibrate")
    kernels = optional_module("sklearn.gaussian_process.kernels", "calibrate")
    trend = np.linalg.lstsq(_with_one(unit), means, rcond=None)[0]
    residuals = means - _with_one(unit) @ trend
    scale = float(residuals.std()) or 1.0
    kernel = kernels.ConstantKernel(1.0, (1e-2, 1e2)) * kernels.RBF(np.full(unit.shape[1], 0.7), (0.1, 30.0))
    noise = np.maximum((errors / scale) ** 2, 1e-6)
    some = slice(None, None, -(-len(unit) // SHAPE_POINTS))
    shape = processes.GaussianProcessRegressor(kernel, alpha=noise[some], optimizer=_optimise, random_state=seed)
    with warnings.catch_warnings():  # a length scale at its bound means that a parameter has no effect
        warnings.simplefilter("ignore")
        shape.fit(unit[some], residuals[some] / scale)
    process = processes.GaussianProcessRegressor(shape.kernel_, alpha=noise, optimizer=None)
    process.fit(unit, residuals / scale)
    return process, trend, scale


def _optimise(objective: Any, start: Floats, bounds: Floats) -> tuple[Floats, float]:
    """Return good kernel parameters after a few steps; the optimum itself is not needed."""
    found = minimize(objective, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": SHAPE_STEPS})
    return found.x, found.fun


def _predicted(one: tuple[Any, Any, float], unit: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of one statistic, (points,) each, in its own unit."""
    process, trend, scale = one
    mean, sd = process.predict(unit, return_std=True)
    return np.asarray(_with_one(unit) @ trend + scale * mean), np.asarray(scale * sd)


def _with_one(unit: Floats) -> Floats:
    """Return the points with a constant in front, (points, 1 + parameters): the terms of the linear trend."""
    return np.column_stack([np.ones(len(unit)), unit])
