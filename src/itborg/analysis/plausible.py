"""Plausible parameter sets: a Latin hypercube over the parameter space, and which of its points are plausible.

A sign that holds only near the defaults is a property of the defaults. So signs are also computed at points over the
plausible ranges of the core parameters, or of all parameters, at once. Points at which the baseline is no plausible
organisation are left out.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..mechanisms.registry import CORE, PARAMETERS

#: Parameters that switch something on and are off by default; they are not uncertain, so they are not varied.
SWITCHES = frozenset({"known_error_article"})
#: Measures of the baseline, and the range (lowest, highest) of a plausible organisation. The ranges are assumptions.
#: That of targets met surrounds the baseline, whose targets are fitted to UCI's shares by hand-offs: about 0.63.
PLAUSIBLE = {"sla_met": (0.4, 1.0), "firefighting_share": (0.05, 0.65), "business_rating": (0.2, 1.0)}


def varied_parameters(group: str = "core") -> list[str]:
    """Return the names of the parameters that are varied, without switches.

    group  "core" or "all"

    They are sorted by name, so that the points do not depend on the arrangement of mechanisms.
    """
    names = CORE if group == "core" else tuple(PARAMETERS)
    return sorted(name for name in names if name not in SWITCHES)


def parameter_points(count: int, seed: int, group: str = "core") -> list[dict[str, float]]:
    """Return a Latin hypercube over the plausible ranges of all varied parameters, as values by name.

    count  number of points; each range is cut into as many slices, and each slice holds one point
    seed   random seed; the hypercube depends on both numbers
    group  "core" or "all": which parameters are varied
    """
    from scipy.stats import qmc  # it loads for as long as a dozen runs

    names = varied_parameters(group)
    low = np.array([PARAMETERS[name].low for name in names])
    high = np.array([PARAMETERS[name].high for name in names])
    cube = qmc.LatinHypercube(len(names), rng=np.random.default_rng([seed, count])).random(count)
    return [dict(zip(names, row, strict=True)) for row in (low + cube * (high - low)).tolist()]


def is_plausible(measures: Mapping[str, float]) -> bool:
    """Return whether an organisation with these measures of the baseline is plausible; False if one is NaN.

    measures  by name, those in `PLAUSIBLE` at least
    """
    return all(low <= measures[name] <= high for name, (low, high) in PLAUSIBLE.items())
