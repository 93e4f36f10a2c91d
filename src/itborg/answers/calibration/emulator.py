"""Emulators: a smooth guess, with its own doubt, of what the model would say where it was not run."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from scipy.optimize import minimize

from ...statistics import Floats
from ..extras import extra

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
