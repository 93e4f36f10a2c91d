"""Indices of a design's factors, with intervals, ranks and a verdict: above the noise, or not distinguishable."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtri

from ...common.errors import InputError
from ..statistics import ENDS, LEVEL, Floats
from .estimators import Indices, Morris, Scheme, Sobol, chance_of_luck, holm, resampled, whole_draw

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..study.design import Design

#: Parts of all blocks or replicates that are looked at, draws for the interval at each, and deals of luck.
PARTS = (0.2, 0.4, 0.6, 0.8, 1.0)
CONVERGENCE_DRAWS, CONVERGENCE_DEALS = 80, 20


def convergence(scheme: Scheme, names: list[str], chance: np.random.Generator) -> DataFrame:
    """Return strength with interval by factor, along ("blocks" or "replications") and count; the dummy as "dummy"."""
    import pandas as pd

    rows = []
    for along, count in [*_counts("blocks", scheme.blocks, 2), *_counts("replications", scheme.replications, 1)]:
        part = {along: count}
        best = np.mean(
            [scheme.indices(whole_draw(scheme, chance, **part)).strength for _ in range(CONVERGENCE_DEALS)], axis=0
        )
        drawn = np.array([scheme.indices(resampled(scheme, chance, **part)).strength for _ in range(CONVERGENCE_DRAWS)])
        half = ndtri(ENDS[1]) * drawn.std(axis=0, ddof=1)
        for name, middle, width in zip([*names, "dummy"], best, half, strict=True):
            rows.append((along, count, name, middle, max(0.0, middle - width), middle + width))
    return pd.DataFrame(rows, columns=["along", "count", "factor", "strength", "low", "high"])


def _counts(along: str, most: int, least: int) -> list[tuple[str, int]]:
    counts = {max(least, round(part * most)) for part in PARTS if part * most >= least}
    return [(along, count) for count in sorted(counts)]


#: Bootstrap draws, and deals of luck behind the dummy's index.
DRAWS, DEALS = 400, 40
#: Outcomes closer than this part of the largest are equal.
ROUNDING = 1e-11
#: Fewest blocks from which anything can be said.
FEWEST = 4


@dataclass(frozen=True, eq=False)
class Influence:
    """How strongly each factor moves one outcome.

    method       "morris" or "sobol"
    outcome      what is moved, in words
    unit         of Morris's effects; Sobol's indices are shares of variance
    table        one row a factor, strongest first: factor, strength, strength_low, strength_high, main, main_low,
                 main_high, spread, chance_of_luck (corrected for all factors), above_noise, rank, rank_low,
                 rank_high (no rank for what is not above the noise)
    noise        strength, low, high of the dummy: a parameter that only deals the luck anew
    convergence  strength against the number of blocks and of replicates
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
        """Factors that stand above the noise, strongest first."""
        return [str(name) for name in self.table["factor"][self.table["above_noise"]]]


def influence(
    design: Design, outcomes: Floats, *, outcome: str = "outcome", unit: str = "", draws: int = DRAWS, seed: int = 1
) -> Influence:
    """Return the influence of each factor of a Morris or Sobol design on an outcome.

    outcomes  (points, replicates), paired by replicate: a measure, or the difference of two strategies; NaN
              where a run failed, which drops the trajectory or base point it belongs to
    draws     bootstrap draws, over blocks and replicates at once
    """
    scheme = scheme_of(design, outcomes)
    if scheme.blocks < FEWEST:
        raise InputError(f"{scheme.blocks} whole blocks of a {design.kind} design are too few; at least {FEWEST}")
    chance = np.random.default_rng(seed)
    best = point(scheme, chance)
    drawn = [scheme.indices(resampled(scheme, chance)) for _ in range(draws)]
    frame, noise = _table(list(design.names), best, drawn, holm(chance_of_luck(scheme.changes)))
    return Influence(
        method=scheme.name,
        outcome=outcome,
        unit=unit if scheme.name == "morris" else "share of variance",
        blocks=scheme.blocks,
        replications=scheme.replications,
        dropped=int(len(outcomes) // _size(design) - scheme.blocks),
        table=frame,
        noise=noise,
        convergence=convergence(scheme, list(design.names), chance),
    )


def scheme_of(design: Design, outcomes: Floats) -> Scheme:
    """Return the outcomes in the order of the design's method; what only rounding tells apart is the same."""
    k = len(design.factors)
    grain = ROUNDING * (float(np.nanmax(np.abs(outcomes))) or 1.0)
    outcomes = np.round(outcomes / grain) * grain
    if design.kind == "sobol":
        return Sobol(k, outcomes, design.second_order)
    if design.kind == "morris":
        low, high = (np.array([getattr(one, side) for one in design.factors]) for side in ("low", "high"))
        return Morris((design.matrix() - low) / (high - low), outcomes)
    raise InputError(f"sensitivity needs a design of kind morris or sobol; this study's is {design.kind}")


def point(scheme: Scheme, chance: np.random.Generator) -> Indices:
    """Return the indices of all outcomes; the dummy's are means over many deals of luck."""
    dealt = [scheme.indices(whole_draw(scheme, chance)) for _ in range(DEALS)]
    return Indices(*(np.mean([getattr(one, name) for one in dealt], axis=0) for name in Indices._fields))


def _size(design: Design) -> int:
    k = len(design.factors)
    return k + 1 if design.kind == "morris" else (2 * k if design.second_order else k) + 2


def _table(
    names: list[str], best: Indices, drawn: list[Indices], chances: Floats
) -> tuple[DataFrame, tuple[float, float, float]]:
    import pandas as pd

    half, main_half = (ndtri(ENDS[1]) * _spread(drawn, name) for name in ("strength", "main"))
    above = chances < 1 - LEVEL
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
        "chance_of_luck": chances,
        "above_noise": above,
    })  # fmt: skip
    frame = frame.join(_ranks(best.strength[:-1], np.array([one.strength[:-1] for one in drawn]), above))
    frame = frame.sort_values("strength", ascending=False, ignore_index=True)
    return frame, (float(best.strength[-1]), float(low[-1]), float(high[-1]))


def _ranks(strength: Floats, drawn: Floats, above: Any) -> DataFrame:
    """Return rank and its 95 % range among those above the noise; missing for all others."""
    import pandas as pd

    found = np.full((len(strength), 3), np.nan)
    if above.any():
        places = 1 + (-drawn[:, above]).argsort(axis=1).argsort(axis=1)
        found[above, 0] = 1 + (-strength[above]).argsort().argsort()
        found[above, 1:] = np.quantile(places, ENDS, axis=0, method="nearest").T
    return pd.DataFrame(found, columns=["rank", "rank_low", "rank_high"]).astype("Int64")


def _spread(drawn: list[Indices], name: str) -> Floats:
    return np.asarray(np.std([getattr(one, name) for one in drawn], axis=0, ddof=1))
