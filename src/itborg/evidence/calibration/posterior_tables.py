"""The two tables of a calibration: parameters before and after the fit, and targets before and after it.

Intervals are 90 % (5 % and 95 % quantiles): of the posterior for parameters, predictive for targets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ...analysis.statistics import Floats
from ...analysis.study.factors import Factor
from ...mechanisms.registry import PARAMETERS
from ..validation.targets import Target
from .aims import accepted_range

if TYPE_CHECKING:
    from pandas import DataFrame

#: A parameter is identified if its standard deviation falls by more than this share. An assumption.
IDENTIFIED = 0.2
#: Quantiles at the ends of 90 % intervals.
ENDS = (0.05, 0.95)


def parameter_table(factors: Sequence[Factor], particles: Floats) -> DataFrame:
    """Return one row a parameter: range, default, posterior median and 90 % interval, what was learned.

    factors    the fitted parameters; from and to are their bounds
    particles  (points, parameters) of the posterior, in the parameters' own units

    `learned` is the relative fall of the standard deviation from the uniform prior to the posterior, 0 to 1; a
    parameter is `identified` above 0.2. The default of a factor that is no parameter is NaN.
    """
    import pandas as pd

    low, middle, high = np.quantile(particles, (ENDS[0], 0.5, ENDS[1]), axis=0)
    defaults = [PARAMETERS[one.name].default if one.name in PARAMETERS else np.nan for one in factors]
    width = np.array([one.high - one.low for one in factors])
    learned = np.clip(1 - particles.std(axis=0) / (width / np.sqrt(12)), 0, 1)
    return pd.DataFrame({
        "parameter": [one.name for one in factors],
        "from": [one.low for one in factors],
        "to": [one.high for one in factors],
        "default": defaults,
        "median": middle,
        "low": low,
        "high": high,
        "learned": learned,
        "identified": learned > IDENTIFIED,
    })  # fmt: skip


def target_table(targets: Sequence[Target], default: Floats, posterior: Floats, prior: Floats) -> DataFrame:
    """Return one row a target: its band, and the model at the defaults, after and before the fit.

    Medians have 90 % predictive intervals (`_low`, `_high`). A target is "within" if the predictive median lies in the
    accepted range, "possible" if only part of the interval does, else "outside". The accepted range is the band; for a
    value from one realisation it is wider by the variance between replications.

    default    (targets, replications) at the default parameters
    posterior  (targets, runs) at points of the posterior, with a new random seed
    prior      (points, targets) over the whole range of the parameters
    """
    import pandas as pd

    return pd.DataFrame([
        _target_row(one, default[at], posterior[at], prior[:, at]) for at, one in enumerate(targets)
    ])  # fmt: skip


def _target_row(target: Target, default: Floats, posterior: Floats, prior: Floats) -> dict[str, Any]:
    """Return the row of one target from the values of its runs, (runs,) each; see `target_table`.

    Quantiles use finite values only. share_inside is the share of posterior runs in the band itself, not in the
    accepted range.
    """
    assert target.band is not None
    at_default, fitted, before = map(_quantiles, (default, posterior, prior))
    known = posterior[np.isfinite(posterior)]
    inside = (known >= target.band[0]) & (known <= target.band[1])
    accepted = accepted_range(target, posterior)
    return {
        "target": target.id,
        "fitted": target.fitted,
        "band_low": target.band[0],
        "band_high": target.band[1],
        "accepted_low": accepted[0],
        "accepted_high": accepted[1],
        "default": at_default[1],
        "default_low": at_default[0],
        "default_high": at_default[2],
        "default_result": _result(at_default, accepted_range(target, default)),
        "posterior": fitted[1],
        "posterior_low": fitted[0],
        "posterior_high": fitted[2],
        "prior_low": before[0],
        "prior_high": before[2],
        "share_inside": float(inside.mean()) if known.size else np.nan,
        "result": _result(fitted, accepted),
    }


def _quantiles(values: Floats) -> tuple[float, float, float]:
    """Return low end, median and high end of finite values; NaN if there are none."""
    known = values[np.isfinite(values)]
    if not known.size:
        return (float("nan"),) * 3
    low, middle, high = np.quantile(known, (ENDS[0], 0.5, ENDS[1]))
    return float(low), float(middle), float(high)


def _result(found: tuple[float, float, float], accepted: tuple[float, float]) -> str:
    """Return "within", "possible" or "outside" for (low end, median, high end); "outside" for NaN.

    accepted  (low, high) of the accepted range
    """
    low, middle, high = found
    if accepted[0] <= middle <= accepted[1]:
        return "within"
    return "possible" if high >= accepted[0] and low <= accepted[1] else "outside"
