"""What the relationship network is worth: shocks to it, paired with the untouched organisation."""

from __future__ import annotations

import numpy as np

from ..shocks import SHOCKS
from .lab import Lab

DAYS = 120
#: What is compared, in words.
OUTCOMES = ("loss", "hours to resolve", "hand-offs per incident", "benefit of changes")


def outcomes(lab: Lab, act: str = "") -> tuple[float, ...]:
    """Return the outcomes of half a year, in the order of `OUTCOMES`."""
    run = lab.run(days=DAYS, act=act)
    closed = run.closed[run.closed["opened"] >= run.burn_in]
    return (
        lab.measure("loss", days=DAYS, act=act),
        float(closed["hours"].mean()),
        float(closed["hops"].mean()),
        lab.measure("benefit", days=DAYS, act=act),
    )


def costs(lab: Lab) -> dict[str, tuple[float, ...]]:
    """Return the relative change of each outcome by each shock."""
    base = np.array(outcomes(lab))
    return {name: tuple((np.array(outcomes(lab, name)) / base - 1.0).tolist()) for name in SHOCKS}
