"""Patterns of the service: priorities (P1), reports against opinions (P3, P11) and firefighting (P4).

Differences of net value are in kEUR per working day; days count from the strategy's start, negative in the burn-in.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ....analysis.measures.measure import correlation_from_sums, ratio
from ..pattern import LAST_HALF_YEAR, Check, Pattern
from ..run_cache import RunCache
from ..targets import hidden_red

#: First month of the burn-in, before anybody has learned how informative labels are.
FIRST_MONTH = (-120, -100)
#: Columns of the history from which inflation and information of labels follow.
LABEL_SUMS = ("labels", "label_sum", "level_sum", "label_squares", "level_squares", "label_level")

# ---- P1: stated priorities


def inflation(run_cache: RunCache, between: tuple[int, int], **conditions: Any) -> float:
    """Return the mean of stated minus true priority of all requests and incidents opened on some days, in levels.

    between     (first, last + 1) day after the strategy's start, negative in the burn-in
    conditions  of the run, as in `RunCache`

    Levels are 1 to 4; NaN if nothing was opened.
    """
    total = {name: float(np.sum(run_cache.column(name, between=between, **conditions))) for name in LABEL_SUMS[:3]}
    return ratio(total["label_sum"] - total["level_sum"], total["labels"])


def information(run_cache: RunCache, between: tuple[int, int]) -> float:
    """Return Pearson's correlation of stated and true priorities on some days, -1 to 1; NaN if either is constant."""
    return correlation_from_sums(*(float(np.sum(run_cache.column(name, between=between))) for name in LABEL_SUMS))


def inflation_at_half_demand(run_cache: RunCache) -> float:
    """Return inflation at half the request rate and half the hazard, as a share of that at the usual demand.

    Both are those of the last half year; NaN if there is no inflation at the usual demand.
    """
    half = {name: 0.5 * run_cache.parameter(name) for name in ("request_rate", "hazard")}
    return ratio(inflation(run_cache, LAST_HALF_YEAR, **half), inflation(run_cache, LAST_HALF_YEAR))


def value_of_honesty(run_cache: RunCache) -> float:
    """Return the net value with honest labels minus that of the baseline, in kEUR per working day.

    The mechanism "inflation" is knocked out: managers state the true priority.
    """
    return run_cache.measure("net_value", without=("inflation",)) - run_cache.measure("net_value")


P1 = Pattern(
    "P1",
    "everything has the highest priority",
    "Stated priorities rise under congestion and become less informative, and all managers bear the cost.",
    "Workshop report: 'everything has the highest priority'. Cheap talk: Crawford & Sobel 1982; tragedy of the "
    "commons.",
    (
        Check(
            "stated minus true level, last half year minus first month",
            lambda run_cache: inflation(run_cache, LAST_HALF_YEAR) - inflation(run_cache, FIRST_MONTH),
            above=0.3,
            baseline_only=True,
            sign=(0.0, math.inf),
        ),
        Check(
            "correlation of stated and true level, last half year minus first month",
            lambda run_cache: information(run_cache, LAST_HALF_YEAR) - information(run_cache, FIRST_MONTH),
            below=0.0,
            baseline_only=True,
        ),
        Check(
            "inflation at half the demand / at the usual demand",
            inflation_at_half_demand,
            below=0.5,
            sign=(-math.inf, 1.0),
        ),
        Check("net value with honest labels minus baseline, kEUR a day", value_of_honesty, above=0.0),
    ),
)

# ---- P3 and P11: reports against opinions


def late_mean(run_cache: RunCache, column: str) -> float:
    """Return the mean of a column of the history over the last half year, in the column's own unit."""
    return float(run_cache.column(column, between=LAST_HALF_YEAR).mean())


def report_above_user_clock(run_cache: RunCache, strategy: str) -> float:
    """Return the share in time by IT's clock minus the same share by the user's clock, 0 to 1.

    strategy  its name; the last quarter of its run counts
    """
    return run_cache.measure("sla_met", strategy) - run_cache.measure("sla_met_user_clock", strategy)


P3 = Pattern(
    "P3",
    "watermelon",
    "IT's report is greener than what users see; a framework as the objective widens that gap, an integrated programme "
    "narrows it, and the most valuable incidents are late most often.",
    "Workshop report: reports on SLAs and KPIs are not relationship management; ITSM practice. UCI 498: 0.63 of all "
    "incidents are in time and 0.01 of the two top priorities; Rabobank: 0.70 in time.",
    (
        Check(
            "share in time by IT's clock minus by the user's, itil",
            lambda run_cache: report_above_user_clock(run_cache, "itil"),
            above=0.02,
            sign=(0.0, math.inf),
        ),
        Check(
            "report minus business rating, itil minus none",
            lambda run_cache: run_cache.effect("watermelon_gap", "itil"),
            above=0.0,
        ),
        Check(
            "report minus business rating, csi_programme minus none",
            lambda run_cache: run_cache.effect("watermelon_gap", "csi_programme"),
            below=0.0,
        ),
        Check(
            "share in time minus the same share of incidents at the true top level",
            hidden_red,
            above=0.0,
            baseline_only=True,
        ),
        Check(
            "business rating", lambda run_cache: run_cache.measure("business_rating"), below=0.45, baseline_only=True
        ),
    ),
    caution="Where targets are the objective, IT's clock stands while a ticket waits and tickets are put on hold: that "
    "is an assumption. That the report then departs from the rating is not.",
)
P11 = Pattern(
    "P11",
    "perception gap",
    "IT rates itself well above the rating by the business, though few in IT call the relationship fully aligned.",
    "CIO Insight on Forrester (2008 or 2009): 15 % of IT leaders fully aligned, fewer than half of 600 executives see "
    "IT doing well.",
    (
        Check(
            "IT's rating of itself minus the business's",
            lambda run_cache: run_cache.measure("perception_gap"),
            0.1,
            baseline_only=True,
            sign=(0.0, math.inf),
        ),
        Check(
            "share of IT people who call the relationship fully aligned",
            lambda run_cache: late_mean(run_cache, "it_aligned"),
            below=0.3,
            baseline_only=True,
        ),
        Check(
            "share of managers who say IT does well",
            lambda run_cache: late_mean(run_cache, "managers_content"),
            below=0.5,
            baseline_only=True,
        ),
    ),
    caution="Both shares depend on thresholds that are assumptions; that IT is important to executives (80 %) is an "
    "input.",
)

# ---- P4: the firefighting trap

YEAR = 240
LONG_RUN = 5 * YEAR + 120
#: Last half year of the first year and of a long run.
YEAR_1, YEAR_5_5 = (YEAR - 120, YEAR), (LONG_RUN - 120, LONG_RUN)
#: Probability that shadow IT leaves a fault at which the number of root causes neither dies out nor grows for ever.
NEAR_CRITICAL = 0.35
#: Root causes at the start.
LOW_DEBT, HIGH_DEBT = 15.0, 75.0


def prevention_effect(run_cache: RunCache, between: tuple[int, int]) -> float:
    """Return the effect of problem management on net value on some days, in kEUR per working day.

    between  (first, last + 1) day after the start
    """
    return run_cache.effect("net_value", "problem_management", between=between)


def debt_gap(run_cache: RunCache, between: tuple[int, int]) -> float:
    """Return the firefighting share with high minus low debt at the start, on some days of a long run.

    between  (first, last + 1) day after the start

    Debt is the number of root causes, 75 and 15; the share of work spent on incidents is 0 to 1. Both runs have the
    parameter shadow_risk near the critical value, at which root causes neither die out nor grow for ever.
    """
    high, low = (
        run_cache.measure(
            "firefighting_share", between=between, days=LONG_RUN, initial_causes=start, shadow_risk=NEAR_CRITICAL
        )
        for start in (HIGH_DEBT, LOW_DEBT)
    )
    return high - low


def causes_after_wave(run_cache: RunCache, between: tuple[int, int]) -> float:
    """Return the additional root causes after a wave of faults, on some days of a long run: mean over these days.

    between  (first, last + 1) day after the start

    The wave multiplies all hazards by what_if_experiments.WAVE in the first `HAZARD_DAYS` days.
    """
    hit, base = (
        run_cache.column(
            "root_causes", between=between, days=LONG_RUN, shadow_risk=NEAR_CRITICAL, experiment=experiment
        )
        for experiment in ("wave_of_faults", "")
    )
    return float(hit.mean() - base.mean())


P4 = Pattern(
    "P4",
    "firefighting trap",
    "Prevention is worse before it is better, and debt and firefighting reinforce each other.",
    "Workshop report: firefighting. Repenning & Sterman 2001; Repenning, Goncalves & Black 2001; Oliva & Sterman 2001.",
    (
        Check(
            "net value, problem_management minus none, first 20 days, kEUR a day",
            lambda run_cache: prevention_effect(run_cache, (0, 20)),
            below=0.0,
        ),
        Check(
            "the same in the last half year", lambda run_cache: prevention_effect(run_cache, LAST_HALF_YEAR), above=0.0
        ),
        Check(
            "firefighting share, high minus low debt at the start: year 5.5 minus year 1, near the critical load",
            lambda run_cache: debt_gap(run_cache, YEAR_5_5) - debt_gap(run_cache, YEAR_1),
            above=0.0,
            long_run=True,
        ),
        Check(
            "root causes added by a wave of faults: year 5.5 minus year 1, near the critical load",
            lambda run_cache: causes_after_wave(run_cache, YEAR_5_5) - causes_after_wave(run_cache, YEAR_1),
            above=0.0,
            long_run=True,
        ),
    ),
    caution="Whether debt persists depends on how near the inflow of root causes is to the number that can be removed.",
)
