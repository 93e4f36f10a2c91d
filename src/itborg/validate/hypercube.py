"""Elsewhere in the parameter space: a Latin hypercube over the plausible range of every parameter at once."""

from __future__ import annotations

import numpy as np
from scipy.stats import qmc

from ..parameters import PARAMETERS
from .lab import Lab

#: Switches that are off by default, not uncertain numbers.
SWITCHES = frozenset({"known_error_article"})
#: What an untreated organisation must look like to count as plausible: (lowest, highest).
PLAUSIBLE = {"sla_met": (0.6, 1.0), "firefighting_share": (0.05, 0.65), "business_rating": (0.2, 1.0)}


def swept() -> list[str]:
    """Return the parameters that are varied: all but switches."""
    return [name for name, one in PARAMETERS.items() if one.low < one.high and name not in SWITCHES]


def points(count: int, seed: int) -> list[dict[str, float]]:
    """Return `count` points: each parameter's range is cut into as many slices, and each slice is used once."""
    names = swept()
    low = np.array([PARAMETERS[name].low for name in names])
    high = np.array([PARAMETERS[name].high for name in names])
    cube = qmc.LatinHypercube(len(names), rng=np.random.default_rng([seed, count])).random(count)
    return [dict(zip(names, row, strict=True)) for row in (low + cube * (high - low)).tolist()]


def looks(lab: Lab) -> dict[str, float]:
    """Return the measures by which a point is judged plausible."""
    return {name: lab.measure(name) for name in PLAUSIBLE}


def is_plausible(found: dict[str, float]) -> bool:
    """Return whether an untreated organisation with these measures is one that could exist."""
    return all(low <= found[name] <= high for name, (low, high) in PLAUSIBLE.items())
