"""The two tables of a calibration: what was learned of parameters, and how targets come out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ...analysis.statistics import Floats
from ...analysis.study.factors import Factor
from ...mechanisms.registry import PARAMETERS
from ..validation.targets import Target
from .emulator import reach

if TYPE_CHECKING:
    from pandas import DataFrame

#: A parameter of whose range less than this part was ruled out is called not identified.
IDENTIFIED = 0.2
#: Ends of the predictive interval.
ENDS = (0.05, 0.95)


def learned(factors: Sequence[Factor], particles: Floats) -> DataFrame:
    """Return one row a parameter: range, usual value, posterior median and 90 % interval, how much was learned."""
    import pandas as pd

    low, middle, high = np.quantile(particles, (0.05, 0.5, 0.95), axis=0)
    usual = [PARAMETERS[one.name].default if one.name in PARAMETERS else np.nan for one in factors]
    width = np.array([one.high - one.low for one in factors])
    gain = np.clip(1 - particles.std(axis=0) / (width / np.sqrt(12)), 0, 1)
    return pd.DataFrame({
        "parameter": [one.name for one in factors],
        "from": [one.low for one in factors],
        "to": [one.high for one in factors],
        "usual": usual,
        "median": middle,
        "low": low,
        "high": high,
        "learned": gain,
        "identified": gain > IDENTIFIED,
    })  # fmt: skip


def checks(targets: Sequence[Target], now: Floats, after: Floats, before: Floats) -> DataFrame:
    """Return one row a target: band, the model as it is and after the fit, each with its 90 % predictive interval.

    now     (targets, replicates) of the usual parameters
    after   (targets, runs) of the posterior, with fresh luck
    before  (points, targets) of the whole range of parameters

    A target is met if the predictive median lies within its reach, which is its band, or for a figure of one life that
    band widened by how lives differ; "possible" if only part of the interval does.
    """
    import pandas as pd

    return pd.DataFrame([_check(one, now[at], after[at], before[:, at]) for at, one in enumerate(targets)])


def _check(one: Target, now: Floats, after: Floats, before: Floats) -> dict[str, Any]:
    """Return the row of one target; see `checks`."""
    assert one.band is not None
    usual, found, prior = map(_ends, (now, after, before))
    known = after[np.isfinite(after)]
    inside = (known >= one.band[0]) & (known <= one.band[1])
    within = reach(one, after)
    return {
        "target": one.id,
        "fitted": one.fitted,
        "band_low": one.band[0],
        "band_high": one.band[1],
        "reach_low": within[0],
        "reach_high": within[1],
        "now": usual[1],
        "now_low": usual[0],
        "now_high": usual[2],
        "now_verdict": _verdict(usual, reach(one, now)),
        "after": found[1],
        "after_low": found[0],
        "after_high": found[2],
        "before_low": prior[0],
        "before_high": prior[2],
        "share_inside": float(inside.mean()) if known.size else np.nan,
        "verdict": _verdict(found, within),
    }


def _ends(values: Floats) -> tuple[float, float, float]:
    known = values[np.isfinite(values)]
    if not known.size:
        return (float("nan"),) * 3
    low, middle, high = np.quantile(known, (ENDS[0], 0.5, ENDS[1]))
    return float(low), float(middle), float(high)


def _verdict(found: tuple[float, float, float], band: tuple[float, float]) -> str:
    if band[0] <= found[1] <= band[1]:
        return "within"
    return "possible" if found[2] >= band[0] and found[0] <= band[1] else "outside"
