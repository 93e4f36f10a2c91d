"""The parameters that a calibration fits by default: those of the core on which the fitted targets depend most.

An emulator needs several points for each parameter, and a few targets cannot identify the whole core. So a screening
of the core comes first, and parameters that no target depends on much keep their default values. History matching
calls the others *active* (Vernon et al. 2010). The screening, by one linear regression for each target, is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...analysis.statistics import Floats
from ...analysis.study.design import Design
from ...analysis.study.factors import Factor

#: Points of the screening and replications of each, and the largest number of parameters that are fitted by default.
POINTS, REPLICATIONS, MOST = 240, 2, 12
#: Penalty of the regression, relative to the number of points.
PENALTY = 0.05


def active_parameters(factors: Sequence[Factor], run: Callable[[Floats], Floats], seed: int) -> list[str]:
    """Return the names of the factors on which the targets depend most, at most MOST, in the order of the factors.

    factors  to choose from, with bounds
    run      returns the statistics of all targets, (points, targets), at points in the factors' own units
    seed     random seed of the Latin hypercube
    """
    points = Design("latin_hypercube", tuple(factors), POINTS, seed=seed).matrix()
    low, high = (np.array([getattr(one, side) for one in factors]) for side in ("low", "high"))
    strength = strengths((points - low) / (high - low), run(points))
    best = set(np.argsort(-strength, kind="stable")[:MOST].tolist())
    return [one.name for n, one in enumerate(factors) if n in best]


def strengths(unit: Floats, means: Floats) -> Floats:
    """Return the largest share of the variance of a target that each parameter explains by itself, (parameters,).

    unit   (points, parameters), 0 to 1, of a Latin hypercube with more points than twice the parameters
    means  (points, targets), over replications; points at which a
           target is NaN are left out

    From a ridge regression of each target on all parameters, both standardised. A parameter that acts on a target only
    together with others is not seen, nor is one whose effect has no direction.
    """
    known = np.isfinite(means).all(axis=1)
    x, y = _standardised(unit[known]), _standardised(means[known])
    ridge = x.T @ x + PENALTY * len(x) * np.eye(x.shape[1])
    found: Floats = (np.linalg.solve(ridge, x.T @ y) ** 2).max(axis=1)
    return found


def _standardised(values: Floats) -> Floats:
    """Return columns with mean 0 and standard deviation 1; a constant column becomes 0.

    values  (points, columns), all finite
    """
    return (values - values.mean(axis=0)) / np.maximum(values.std(axis=0), 1e-12)
