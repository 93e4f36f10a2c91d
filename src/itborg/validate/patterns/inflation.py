"""P1. Everything has the highest priority."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...measures.arithmetic import correlation_from_sums, ratio
from ..lab import Lab
from ..pattern import Check, Pattern

SUMS = ("labels", "label_sum", "level_sum", "label_squares", "level_squares", "label_level")
FIRST = (-120, -100)  # the first month of the burn-in, before anybody has learned what a label is worth
LAST = (360, 480)


def inflation(lab: Lab, between: tuple[int, int], **arm: Any) -> float:
    """Return mean stated minus true level of what was opened on some days."""
    total = {name: float(np.sum(lab.column(name, between=between, **arm))) for name in SUMS[:3]}
    return ratio(total["label_sum"] - total["level_sum"], total["labels"])


def information(lab: Lab, between: tuple[int, int]) -> float:
    """Return the correlation of stated and true levels on some days."""
    return correlation_from_sums(*(float(np.sum(lab.column(name, between=between))) for name in SUMS))


def at_low_load(lab: Lab) -> float:
    """Return inflation at half the requests and half the incidents, as a share of the ordinary."""
    half = {name: 0.5 * lab.parameter(name) for name in ("request_rate", "hazard")}
    return ratio(inflation(lab, LAST, **half), inflation(lab, LAST))


def honest_gain(lab: Lab) -> float:
    """Return what honest labels would be worth."""
    return lab.measure("net_value", without=("inflation",)) - lab.measure("net_value")


P1 = Pattern(
    "P1",
    "everything has the highest priority",
    "Stated priorities rise under congestion, say less, and everybody pays.",
    "Workshop report: 'everything has the highest priority'. Cheap talk: Crawford & Sobel 1982; tragedy of the "
    "commons.",
    (
        Check(
            "stated minus true level, last half year minus first month",
            lambda lab: inflation(lab, LAST) - inflation(lab, FIRST),
            above=0.3,
            untreated=True,
            sign=(0.0, math.inf),
        ),
        Check(
            "correlation of stated and true level, last half year minus first month",
            lambda lab: information(lab, LAST) - information(lab, FIRST),
            below=0.0,
            untreated=True,
        ),
        Check("inflation at half the load / at ordinary load", at_low_load, below=0.5, sign=(-math.inf, 1.0)),
        Check("net value with honest labels minus as it is, kEUR a day", honest_gain, above=0.0),
    ),
)
