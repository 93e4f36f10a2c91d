"""Resistance: how many managers protest, work round IT or form a coalition, and whether they vote IT out.

Shares are means over the days of the last quarter; each stage includes those beyond it.
"""

from __future__ import annotations

import math

import numpy as np

from ...common.periods import MONTH
from .measure import Measure
from .window import Window


def protest_share(w: Window) -> float:
    """Return the share of managers who protest against IT or do more, 0 to 1."""
    return w.state["protest"]


def workaround_share(w: Window) -> float:
    """Return the share of managers who work round IT or do more, 0 to 1."""
    return w.state["workaround"]


def coalition_share(w: Window) -> float:
    """Return the share of managers in a coalition against IT, 0 to 1."""
    return w.state["coalition"]


def against_it_share(w: Window) -> float:
    """Return the share of managers who resist IT itself and not its process, 0 to 1."""
    return w.state["against_it"]


def exit_probability(w: Window) -> float:
    """Return 1 if managers have decided on outsourcing by the last day, else 0; the mean over runs is a probability."""
    return float(w.daily("exited")[-1])


def exit_month(w: Window) -> float:
    """Return the month in which outsourcing was decided, counted from 1 in the window; NaN if it was not."""
    decided = np.flatnonzero(w.daily("exited") > 0.0)
    return float(decided[0] // MONTH + 1) if len(decided) else math.nan


MEASURES = (
    Measure(
        "protest_share", "managers who protest against IT, or do more, last quarter", "share", "lower", protest_share
    ),
    Measure(
        "workaround_share", "managers who work round IT, or do more, last quarter", "share", "lower", workaround_share
    ),
    Measure("coalition_share", "managers in a coalition against IT, last quarter", "share", "lower", coalition_share),
    Measure(
        "against_it_share",
        "managers who resist IT itself and not its process, last quarter",
        "share",
        "lower",
        against_it_share,
    ),
    Measure(
        "exit_probability",
        "runs in which managers with a seat have decided on outsourcing by the last day",
        "probability",
        "lower",
        exit_probability,
    ),
    Measure("exit_month", "month of that decision, over runs that have one", "month", None, exit_month),
)
