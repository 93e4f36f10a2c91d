"""How many pairs of runs are enough: until every paired difference is known as well as was asked for.

A cell is looked at after 10, 20, 30 ... pairs, and only there; so the number of pairs depends on the
results alone, not on who computed them, in which order, or how often it was interrupted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..statistics import Floats, band

if TYPE_CHECKING:
    from .study import Replicates

#: Pairs after which a cell is looked at.
LOOKS = (10, 20, 30, 40, 60, 80, 120, 160, 240, 320, 400, 600, 800, 1200, 1600, 2400, 3200)


def looks(replicates: Replicates) -> tuple[int, ...]:
    """Return the numbers of pairs at which a cell may stop; the last is the most it can get."""
    if replicates.half_width is None:
        return (replicates.most,)
    return (*(look for look in LOOKS if look < replicates.most), replicates.most)


def known_well(values: Floats, half_width: float) -> bool:
    """Return whether every paired difference to the baseline is known to within `half_width`.

    values  (strategies, pairs) of one measure, the baseline first; pairs that failed are NaN. With the
            baseline alone its own level is meant.
    """
    steps = values[1:] - values[:1] if len(values) > 1 else values
    found = band(steps.T)
    return bool(np.all((found.high - found.low) / 2 <= half_width))


def needed(values: Floats, replicates: Replicates) -> int:
    """Return how many pairs a cell gets, by the values of its first pairs.

    values  (strategies, pairs), NaN where not (yet) known
    """
    every = looks(replicates)
    if replicates.half_width is None:
        return every[-1]
    return next((look for look in every[:-1] if known_well(values[:, :look], replicates.half_width)), every[-1])
