"""Indices of the factors of a design, with intervals, ranks and significance.

Intervals are point estimate +- 1.96 bootstrap standard errors, over blocks and replications together; those of the
strength are cut off at 0. Significance comes from an F test against the noise between replications (`p_values`), with
Holm's correction. Ranks have percentile intervals over bootstrap samples. The combination of these is our choice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtri

from ...common.errors import InputError
from ..statistics import ENDS, LEVEL, Floats
from .estimators import Indices, Morris, Scheme, Sobol, bootstrap_sample, full_sample, holm, p_values

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..study.design import Design

#: Bootstrap draws for intervals, and random splits of replications for the dummy.
DRAWS, DUMMY_SPLITS = 400, 40
#: Shares of blocks or replications at which convergence is shown, with bootstrap draws and splits at each.
SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)
CONVERGENCE_DRAWS, CONVERGENCE_SPLITS = 80, 20
#: Outcomes closer than this part of the largest are equal.
ROUNDING = 1e-11
#: Smallest number of blocks.
MIN_BLOCKS = 4


@dataclass(frozen=True, eq=False)
class Influence:
    """Influence of each factor on one outcome.

    method        "morris" or "sobol"
    outcome       the outcome in words
    unit          of Morris effects; Sobol indices are shares of variance
    blocks        trajectories or base points used
    replications  at each point
    dropped       blocks left out because a run failed
    table         one row for each factor, strongest first: factor, strength, strength_low, strength_high, main,
                  main_low, main_high, spread, p_value (corrected for the number of factors), significant, rank,
                  rank_low, rank_high (missing where not significant); intervals are 95 %
    noise         strength, low, high of the dummy
    convergence   strength against the number of blocks and of replications
    """

    method: str
    outcome: str
    unit: str
    blocks: int
    replications: int
    dropped: int
    table: DataFrame = field(repr=False)
    noise: tuple[float, float, float]
    convergence: DataFrame = field(repr=False)

    @property
    def ranked(self) -> list[str]:
        """Significant factors, strongest first."""
        return [str(name) for name in self.table["factor"][self.table["significant"]]]


def influence(
    design: Design, outcomes: Floats, *, outcome: str = "outcome", unit: str = "", draws: int = DRAWS, seed: int = 1
) -> Influence:
    """Return the influence of each factor of a Morris or Sobol design on an outcome.

    design    of the study, with its factors
    outcomes  (points, replications), paired by replication: a measure, or the difference of two strategies; NaN where
              a run failed, which drops its trajectory or base point
    outcome   name of the outcome in words
    unit      its unit, used for Morris effects
    draws     bootstrap draws, over blocks and replications together
    seed      random seed of bootstrap and splits

    Raises InputError for another design or fewer than 4 complete blocks.
    """
    scheme = scheme_of(design, outcomes)
    if scheme.blocks < MIN_BLOCKS:
        raise InputError(
            f"{scheme.blocks} complete blocks of a {design.kind} design are too few; at least {MIN_BLOCKS}"
        )
    rng = np.random.default_rng(seed)
    best = point_estimate(scheme, rng)
    drawn = [scheme.indices(bootstrap_sample(scheme, rng)) for _ in range(draws)]
    frame, noise = _table(list(design.names), best, drawn, holm(p_values(scheme.changes)))
    return Influence(
        method=scheme.name,
        outcome=outcome,
        unit=unit if scheme.name == "morris" else "share of variance",
        blocks=scheme.blocks,
        replications=scheme.replications,
        dropped=int(len(outcomes) // _size(design) - scheme.blocks),
        table=frame,
        noise=noise,
        convergence=convergence(scheme, list(design.names), rng),
    )


def scheme_of(design: Design, outcomes: Floats) -> Scheme:
    """Return the outcomes of a design in blocks, rounded so that rounding errors are no differences.

    design, outcomes  as in `influence`; outcomes are rounded to 1e-11 of the largest

    Raises InputError for a design other than Morris and Sobol.
    """
    k = len(design.factors)
    step = ROUNDING * (float(np.nanmax(np.abs(outcomes))) or 1.0)
    outcomes = np.round(outcomes / step) * step
    if design.kind == "sobol":
        return Sobol(k, outcomes, design.second_order)
    if design.kind == "morris":
        low, high = (np.array([getattr(one, side) for one in design.factors]) for side in ("low", "high"))
        return Morris((design.matrix() - low) / (high - low), outcomes)
    raise InputError(f"sensitivity needs a design of kind morris or sobol; this study's is {design.kind}")


def point_estimate(scheme: Scheme, rng: np.random.Generator) -> Indices:
    """Return the indices of all outcomes; those of the dummy are means over 40 random splits of the replications."""
    estimates = [scheme.indices(full_sample(scheme, rng)) for _ in range(DUMMY_SPLITS)]
    return Indices(*(np.mean([getattr(one, name) for one in estimates], axis=0) for name in Indices._fields))


def _size(design: Design) -> int:
    """Return the number of points in a block of a design."""
    k = len(design.factors)
    return k + 1 if design.kind == "morris" else (2 * k if design.second_order else k) + 2


def _table(
    names: list[str], best: Indices, drawn: list[Indices], corrected: Floats
) -> tuple[DataFrame, tuple[float, float, float]]:
    """Return the table of factors, strongest first, and (strength, low, high) of the dummy.

    best       point estimates
    drawn      bootstrap estimates, whose standard deviation is the standard error
    corrected  (factors,) p-values after Holm's correction; a factor is significant below 5 %
    """
    import pandas as pd

    half, main_half = (ndtri(ENDS[1]) * _spread(drawn, name) for name in ("strength", "main"))
    above = corrected < 1 - LEVEL
    low, high = np.maximum(0.0, best.strength - half), best.strength + half
    frame = pd.DataFrame({
        "factor": names,
        "strength": best.strength[:-1],
        "strength_low": low[:-1],
        "strength_high": high[:-1],
        "main": best.main[:-1],
        "main_low": (best.main - main_half)[:-1],
        "main_high": (best.main + main_half)[:-1],
        "spread": best.spread[:-1],
        "p_value": corrected,
        "significant": above,
    })  # fmt: skip
    frame = frame.join(_ranks(best.strength[:-1], np.array([one.strength[:-1] for one in drawn]), above))
    frame = frame.sort_values("strength", ascending=False, ignore_index=True)
    return frame, (float(best.strength[-1]), float(low[-1]), float(high[-1]))


def _ranks(strength: Floats, drawn: Floats, above: Any) -> DataFrame:
    """Return ranks with 95 % intervals among significant factors; missing for all others.

    strength  (factors,) point estimates
    drawn     (draws, factors) bootstrap estimates
    above     (factors,) which of them are significant
    """
    import pandas as pd

    found = np.full((len(strength), 3), np.nan)
    if above.any():
        ranks = 1 + (-drawn[:, above]).argsort(axis=1).argsort(axis=1)
        found[above, 0] = 1 + (-strength[above]).argsort().argsort()
        found[above, 1:] = np.quantile(ranks, ENDS, axis=0, method="nearest").T
    return pd.DataFrame(found, columns=["rank", "rank_low", "rank_high"]).astype("Int64")


def _spread(drawn: list[Indices], name: str) -> Floats:
    return np.asarray(np.std([getattr(one, name) for one in drawn], axis=0, ddof=1))


def convergence(scheme: Scheme, names: list[str], rng: np.random.Generator) -> DataFrame:
    """Return strength with its interval for each factor (and "dummy") and number of blocks or replications.

    scheme  the complete outcomes; the first 20, 40 ... 100 % of blocks, then of replications, are used
    names   of the factors
    rng     for bootstrap and splits

    Columns: along ("blocks" or "replications"), count, factor, strength, low, high.
    """
    import pandas as pd

    rows = []
    for along, count in [*_counts("blocks", scheme.blocks, 2), *_counts("replications", scheme.replications, 1)]:
        part = {along: count}
        best = np.mean(
            [scheme.indices(full_sample(scheme, rng, **part)).strength for _ in range(CONVERGENCE_SPLITS)], axis=0
        )
        drawn = np.array(
            [scheme.indices(bootstrap_sample(scheme, rng, **part)).strength for _ in range(CONVERGENCE_DRAWS)]
        )
        half = ndtri(ENDS[1]) * drawn.std(axis=0, ddof=1)
        for name, middle, width in zip([*names, "dummy"], best, half, strict=True):
            rows.append((along, count, name, middle, max(0.0, middle - width), middle + width))
    return pd.DataFrame(rows, columns=["along", "count", "factor", "strength", "low", "high"])


def _counts(along: str, most: int, least: int) -> list[tuple[str, int]]:
    """Return the numbers of blocks or replications at which convergence is shown, at least `least` each."""
    counts = {max(least, round(part * most)) for part in SHARES if part * most >= least}
    return [(along, count) for count in sorted(counts)]
