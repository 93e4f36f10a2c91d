"""One run, many runs: an organisation becomes a world, days go by, a history is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BURN_IN = 120
DAYS = 480


@dataclass(frozen=True, eq=False)
class Run:
    """What one run leaves behind.

    history   (burn_in + days,) records of itborg.history.COLUMNS, one row a day
    closed    records of closed incidents (world.state.CLOSED), in the order they closed
    handoffs  (teams, teams) hand-offs between teams since the strategy's start
    burn_in   days lived through before the strategy's start
    it        number of IT people; business: number of business people
    scale     size of IT relative to the reference of 26
    """

    history: Any
    closed: Any
    handoffs: NDArray[np.int64]
    burn_in: int
    it: int
    business: int
    scale: float
