"""Hand-offs: incidents opened after the start and closed, hand-offs against elapsed hours.

A hand-off is a change of the assigned team or named person; ping-pong is a return to an earlier
team. Both are how service desks count (ServiceNow, Volvo IT).
"""

from __future__ import annotations

import numpy as np

from itborg.measures.arithmetic import rank_correlation, ratio
from itborg.measures.measure import Measure
from itborg.measures.window import Window


def handoff_share(w: Window) -> float:
    """Return the share of incidents with at least one hand-off."""
    return ratio(float(np.count_nonzero(w.incidents("hops") >= 1)), w.incident_count)


def handoff_ladder_correlation(w: Window) -> float:
    """Return Spearman's correlation of hand-offs and elapsed hours."""
    return rank_correlation(w.incidents("hops"), w.incidents("hours"))


def ping_pong_share(w: Window) -> float:
    """Return the share of incidents that returned to an earlier team."""
    return ratio(float(np.count_nonzero(w.incidents("returned"))), w.incident_count)


MEASURES = (
    Measure("handoff_share", "incidents handed over at least once / all closed", "share", None, handoff_share),
    Measure(
        "handoff_ladder_correlation",
        "rank correlation of hand-offs and elapsed hours of closed incidents",
        "correlation",
        None,
        handoff_ladder_correlation,
    ),
    Measure(
        "ping_pong_share", "incidents that return to an earlier team / all closed", "share", "lower", ping_pong_share
    ),
)
