"""The hand-off ladder and the concentration of pain, in the terms of the incident logs they are compared with.

Incidents opened after the strategy's start and closed; the names are those of the targets.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from itborg.measures.arithmetic import ratio, share_of_largest
from itborg.measures.handoffs import handoff_ladder_correlation, handoff_share, ping_pong_share
from itborg.measures.window import Window

if TYPE_CHECKING:
    from itborg.simulation import Run

RUNGS = 6  # 0, 1, 2, 3, 4, and 5 or more hand-offs


def ladder(run: Run) -> dict[str, float]:
    """Return shares, median hours and waiting by the number of hand-offs.

    incidents                     how many there are
    share_with_n_or_more          of all, n = 1, 2
    median_hours_n                elapsed hours with n hand-offs, 0 to 5 (5: or more)
    time_ratio_n_over_1           median_hours_n / median_hours_1
    waiting_for_user_n            share that ever waited for an answer from the user
    waiting_for_user_ratio_3_over_0, rank_correlation, ping_pong_share, reopened_share
    """
    w = Window.of(run)
    hops, elapsed, asked = w.incidents("hops"), w.incidents("hours"), w.incidents("asked") > 0
    rungs = [np.minimum(hops, RUNGS - 1) == n for n in range(RUNGS)]
    hours = [_median(elapsed[rung]) for rung in rungs]
    waited = [_share(asked[rung]) for rung in rungs]
    return {
        "incidents": float(w.incident_count),
        "share_with_1_or_more": handoff_share(w),
        "share_with_2_or_more": _share(hops >= 2),
        "median_hours_no_handoff": hours[0],
        "median_hours_one_handoff": hours[1],
        **{f"median_hours_{n}": hours[n] for n in range(RUNGS)},
        **{f"time_ratio_{n}_over_1": ratio(hours[n], hours[1]) for n in (0, 2, 3, 4, 5)},
        **{f"waiting_for_user_{n}": waited[n] for n in range(RUNGS)},
        "waiting_for_user_ratio_3_over_0": ratio(waited[3], waited[0]),
        "rank_correlation": handoff_ladder_correlation(w),
        "ping_pong_share": ping_pong_share(w),
        "reopened_share": _share(w.incidents("reopened") > 0),
    }


def concentration(run: Run) -> dict[str, float]:
    """Return how much of the hours and of the incidents the worst few hold.

    hours_in_worst_12_6_percent                 share of all hours, longest 12.6 % of incidents
    hours_in_shortest_68_6_percent              share of all hours, shortest 68.6 %
    incidents_from_top_5_percent_components     of the components that had any incident
    """
    w = Window.of(run)
    hours, component = w.incidents("hours"), w.incidents("component")
    per_component = np.unique(component, return_counts=True)[1].astype(np.float64)
    return {
        "hours_in_worst_12_6_percent": share_of_largest(hours, 0.126),
        "hours_in_shortest_68_6_percent": 1.0 - share_of_largest(hours, 1.0 - 0.686),
        "incidents_from_top_5_percent_components": share_of_largest(per_component, 0.05),
    }


def _share(yes: NDArray[np.bool_]) -> float:
    return ratio(float(np.count_nonzero(yes)), len(yes))


def _median(hours: NDArray[np.float64]) -> float:
    return float(np.median(hours)) if len(hours) else math.nan
