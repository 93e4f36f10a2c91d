"""Have the indices settled? The same indices from fewer blocks, and from fewer replicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from ...statistics import ENDS
from .scheme import Scheme, resampled, whole_draw

if TYPE_CHECKING:
    from pandas import DataFrame

#: Parts of all blocks or replicates that are looked at, draws for the interval at each, and deals of luck.
PARTS = (0.2, 0.4, 0.6, 0.8, 1.0)
DRAWS, DEALS = 80, 20


def convergence(scheme: Scheme, names: list[str], chance: np.random.Generator) -> DataFrame:
    """Return strength with interval by factor, along ("blocks" or "replicates") and count; the dummy as "dummy"."""
    import pandas as pd

    rows = []
    for along, count in [*_counts("blocks", scheme.blocks, 2), *_counts("replicates", scheme.replicates, 1)]:
        part = {along: count}
        best = np.mean([scheme.indices(whole_draw(scheme, chance, **part)).strength for _ in range(DEALS)], axis=0)
        drawn = np.array([scheme.indices(resampled(scheme, chance, **part)).strength for _ in range(DRAWS)])
        half = ndtri(ENDS[1]) * drawn.std(axis=0, ddof=1)
        for name, middle, width in zip([*names, "dummy"], best, half, strict=True):
            rows.append((along, count, name, middle, max(0.0, middle - width), middle + width))
    return pd.DataFrame(rows, columns=["along", "count", "factor", "strength", "low", "high"])


def _counts(along: str, most: int, least: int) -> list[tuple[str, int]]:
    counts = {max(least, round(part * most)) for part in PARTS if part * most >= least}
    return [(along, count) for count in sorted(counts)]
