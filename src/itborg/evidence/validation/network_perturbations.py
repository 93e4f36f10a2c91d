"""The effect of perturbations of the relationship network on service outcomes.

Each perturbation is applied once, at the start of the first day after the burn-in, and the organisation recovers from
it by its own rules. The perturbed and the unperturbed run use common random numbers.
"""

from __future__ import annotations

import numpy as np

from ...analysis.network.shocks import SHOCKS
from .run_cache import RunCache

#: Working days after the perturbation.
DAYS = 240
#: Names of the outcomes that are compared.
OUTCOMES = ("loss", "hours to resolve", "hand-offs per incident", "delivered value", "benefit of changes")


def outcomes(run_cache: RunCache, experiment: str = "") -> tuple[float, ...]:
    """Return the outcomes over `DAYS` days, in the order of `OUTCOMES`.

    run_cache   runs of one replication
    experiment  name of a shock (analysis.network.shocks.SHOCKS); "" for the unperturbed run

    Loss and benefit are in kEUR per working day, delivered value is what a day adds to benefits, in kEUR a day. Hours
    and hand-offs are means over incidents opened after the start.
    """
    run = run_cache.run(days=DAYS, experiment=experiment)
    closed = run.closed[run.closed["opened"] >= run.burn_in]
    return (
        run_cache.measure("loss", days=DAYS, experiment=experiment),
        float(closed["hours"].mean()),
        float(closed["hops"].mean()),
        float(run_cache.column("delivered_value", days=DAYS, experiment=experiment).mean()),
        run_cache.measure("benefit", days=DAYS, experiment=experiment),
    )


def relative_changes(run_cache: RunCache) -> dict[str, tuple[float, ...]]:
    """Return the relative change of each outcome, paired with the unperturbed run, by name of the perturbation.

    A change of 0.1 is a rise of 10 %; the tuples have the order of `OUTCOMES`. A perturbed outcome divided by an
    unperturbed one of 0 is infinite or NaN.
    """
    baseline = np.array(outcomes(run_cache))
    return {name: tuple((np.array(outcomes(run_cache, name)) / baseline - 1.0).tolist()) for name in SHOCKS}
