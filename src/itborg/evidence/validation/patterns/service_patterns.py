"""P4. Firefighting, and worse before better."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ....analysis.measures.measure import correlation_from_sums, ratio
from ..pattern import Check, Pattern
from ..run_cache import RunCache

YEAR = 240
YEARS = 5 * YEAR + 120
NEAR_CRITICAL = 0.35  # chance that shadow IT leaves a fault at which debt neither dies out nor runs away
LOW, HIGH = 15.0, 75.0  # root causes at the start


def net_gain(run_cache: RunCache, between: tuple[int, int]) -> float:
    """Return net value of problem management minus none, on some days."""
    return run_cache.gain("net_value", "problem_management", between=between)


def debt_gap(run_cache: RunCache, between: tuple[int, int]) -> float:
    """Return by how much more firefighting there is where debt was high at the start, on some days."""
    high, low = (
        run_cache.measure(
            "firefighting_share", between=between, days=YEARS, initial_causes=start, shadow_risk=NEAR_CRITICAL
        )
        for start in (HIGH, LOW)
    )
    return high - low


def after_wave(run_cache: RunCache, between: tuple[int, int]) -> float:
    """Return how many more root causes there are after a wave of faults, on some days."""
    hit, base = (
        run_cache.column("root_causes", between=between, days=YEARS, shadow_risk=NEAR_CRITICAL, act=act)
        for act in ("wave_of_faults", "")
    )
    return float(hit.mean() - base.mean())


P4 = Pattern(
    "P4",
    "firefighting trap",
    "Prevention is worse before it is better, and debt feeds the firefighting that feeds debt.",
    "Workshop report: firefighting. Repenning & Sterman 2001; Repenning, Goncalves & Black 2001; Oliva & Sterman 2001.",
    (
        Check(
            "net value, problem_management minus none, first 20 days, kEUR a day",
            lambda run_cache: net_gain(run_cache, (0, 20)),
            below=0.0,
        ),
        Check("the same in the last half year", lambda run_cache: net_gain(run_cache, (360, 480)), above=0.0),
        Check(
            "firefighting share, high minus low debt at the start: year 5.5 minus year 1, near the critical load",
            lambda run_cache: debt_gap(run_cache, (YEARS - 120, YEARS)) - debt_gap(run_cache, (YEAR - 120, YEAR)),
            above=0.0,
            dear=True,
        ),
        Check(
            "root causes added by a wave of faults: year 5.5 minus year 1, near the critical load",
            lambda run_cache: after_wave(run_cache, (YEARS - 120, YEARS)) - after_wave(run_cache, (YEAR - 120, YEAR)),
            above=0.0,
            dear=True,
        ),
    ),
    caution="Whether debt persists depends on how near the inflow of root causes is to what can be removed.",
)
SUMS = ("labels", "label_sum", "level_sum", "label_squares", "level_squares", "label_level")
FIRST = (-120, -100)  # the first month of the burn-in, before anybody has learned what a label is worth
LAST = (360, 480)


def inflation(run_cache: RunCache, between: tuple[int, int], **arm: Any) -> float:
    """Return mean stated minus true level of what was opened on some days."""
    total = {name: float(np.sum(run_cache.column(name, between=between, **arm))) for name in SUMS[:3]}
    return ratio(total["label_sum"] - total["level_sum"], total["labels"])


def information(run_cache: RunCache, between: tuple[int, int]) -> float:
    """Return the correlation of stated and true levels on some days."""
    return correlation_from_sums(*(float(np.sum(run_cache.column(name, between=between))) for name in SUMS))


def at_low_load(run_cache: RunCache) -> float:
    """Return inflation at half the requests and half the incidents, as a share of the ordinary."""
    half = {name: 0.5 * run_cache.parameter(name) for name in ("request_rate", "hazard")}
    return ratio(inflation(run_cache, LAST, **half), inflation(run_cache, LAST))


def honest_gain(run_cache: RunCache) -> float:
    """Return what honest labels would be worth."""
    return run_cache.measure("net_value", without=("inflation",)) - run_cache.measure("net_value")


P1 = Pattern(
    "P1",
    "everything has the highest priority",
    "Stated priorities rise under congestion, say less, and everybody pays.",
    "Workshop report: 'everything has the highest priority'. Cheap talk: Crawford & Sobel 1982; tragedy of the "
    "commons.",
    (
        Check(
            "stated minus true level, last half year minus first month",
            lambda run_cache: inflation(run_cache, LAST) - inflation(run_cache, FIRST),
            above=0.3,
            untreated=True,
            sign=(0.0, math.inf),
        ),
        Check(
            "correlation of stated and true level, last half year minus first month",
            lambda run_cache: information(run_cache, LAST) - information(run_cache, FIRST),
            below=0.0,
            untreated=True,
        ),
        Check("inflation at half the load / at ordinary load", at_low_load, below=0.5, sign=(-math.inf, 1.0)),
        Check("net value with honest labels minus as it is, kEUR a day", honest_gain, above=0.0),
    ),
)
LAST_DAYS = (360, 480)


def mean(run_cache: RunCache, column: str) -> float:
    """Return a column's mean over the last half year."""
    return float(run_cache.column(column, between=LAST_DAYS).mean())


P3 = Pattern(
    "P3",
    "watermelon",
    "Targets are green while the business is red; a framework as the objective widens that, an integrated programme "
    "narrows it.",
    "Workshop report: reports on SLAs and KPIs are not relationship management; ITSM practice.",
    (
        Check(
            "targets met minus business rating",
            lambda run_cache: run_cache.measure("watermelon_gap"),
            above=0.4,
            sign=(0.0, math.inf),
            untreated=True,
        ),
        Check(
            "share of incidents inside the target",
            lambda run_cache: run_cache.measure("sla_met"),
            above=0.85,
            untreated=True,
        ),
        Check("business rating", lambda run_cache: run_cache.measure("business_rating"), below=0.45, untreated=True),
        Check("gap, itil minus none", lambda run_cache: run_cache.gain("watermelon_gap", "itil"), above=0.0),
        Check(
            "gap, csi_programme minus none",
            lambda run_cache: run_cache.gain("watermelon_gap", "csi_programme"),
            below=0.0,
        ),
    ),
    reason="Chasing targets does raise the share that is met, but so little is missed untreated that it can hardly "
    "rise, while fewer root causes raise the rating about as much.",
)
P11 = Pattern(
    "P11",
    "perception gap",
    "IT rates itself well above what the business says of it, though few in IT call the relationship fully aligned.",
    "CIO Insight on Forrester (2008 or 2009): 15 % of IT leaders fully aligned, fewer than half of 600 executives see "
    "IT doing well.",
    (
        Check(
            "IT's rating of itself minus the business's",
            lambda run_cache: run_cache.measure("perception_gap"),
            0.15,
            untreated=True,
            sign=(0.0, math.inf),
        ),
        Check(
            "share of IT people who call the relationship fully aligned",
            lambda run_cache: mean(run_cache, "it_aligned"),
            below=0.3,
            untreated=True,
        ),
        Check(
            "share of managers who say IT does well",
            lambda run_cache: mean(run_cache, "managers_content"),
            below=0.5,
            untreated=True,
        ),
    ),
    caution="Both shares depend on thresholds that are ours; that IT is important to executives (80 %) is an input.",
)
