"""Patterns of processes: frameworks (P5), the business calendar (P12), hand-offs and incident hours (P15, P16).

Differences of net value are in kEUR per working day; days count from the strategy's start.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from ....analysis.measures.measure import ratio
from ..pattern import Check, Pattern
from ..run_cache import RunCache
from ..targets import assessed_targets, estimators

# ---- P5: a framework without a relationship


def work_done(run_cache: RunCache, strategy: str) -> float:
    """Return the effect on work done, in person-days per working day: incidents, changes and problems together.

    strategy  its name; the effect is that against the baseline run, over all days after the start
    """
    columns = ("incident_work", "change_work", "problem_work")
    return float(sum(run_cache.column(c, strategy).mean() - run_cache.column(c).mean() for c in columns))


P5 = Pattern(
    "P5",
    "framework without relationship",
    "A framework that is the objective makes IT more efficient and no better aligned; IT sees more of the improvement "
    "than the business.",
    "Workshop report: 'ITIL is the objective'. Marrone & Kolbe 2011 (441 firms): adoption goes with alignment as IT "
    "sees it.",
    (
        Check(
            "alignment (SAM level), itil minus none",
            lambda run_cache: run_cache.effect("sam_level", "itil"),
            -0.1,
            0.1,
            no_difference=True,
        ),
        Check(
            "work done, itil minus none, person-days a day", lambda run_cache: work_done(run_cache, "itil"), above=0.0
        ),
        Check("targets met, itil minus none", lambda run_cache: run_cache.effect("sla_met", "itil"), above=0.0),
        Check(
            "fit of changes, itil minus none",
            lambda run_cache: run_cache.effect("requirement_fit", "itil"),
            -0.02,
            0.02,
            no_difference=True,
        ),
        Check(
            "IT's rating of itself minus business rating, itil minus none",
            lambda run_cache: run_cache.effect("perception_gap", "itil"),
            above=0.0,
        ),
    ),
)
# ---- P12: the business calendar

PREPARING = ("readiness", "freeze")


def loss_change(run_cache: RunCache, without: tuple[str, ...] = ()) -> float:
    """Return the relative change of all losses by a shared calendar; -0.04 is a reduction of 4 %.

    without  mechanisms that are knocked out in both runs
    """
    return run_cache.measure("loss", "calendar", without=without) / run_cache.measure("loss", without=without) - 1.0


def peak_loss_change(run_cache: RunCache) -> float:
    """Return the relative change of losses on services at a peak by a shared calendar; NaN without such losses."""
    peak = float(run_cache.column("peak_loss").sum())
    return ratio(float(run_cache.column("peak_loss", "calendar").sum()), peak) - 1.0


P12 = Pattern(
    "P12",
    "the business calendar",
    "Sharing the calendar cuts losses, and more so at peaks.",
    "Workshop report: IT does not know when the business peaks. Change freezes: practitioner sources.",
    (
        Check("losses with the calendar shared, relative change", loss_change, below=0.0),
        Check("losses at peaks, relative change", peak_loss_change, below=0.0),
        Check("peaks minus all", lambda run_cache: peak_loss_change(run_cache) - loss_change(run_cache), below=0.0),
        Check(
            "relative change of losses when peaks are neither prepared nor kept free of releases (order of work alone)",
            lambda run_cache: loss_change(run_cache, PREPARING),
            below=0.0,
            decisive=False,
        ),
    ),
    caution="Explained, partly built in: that a known peak can be prepared is close to a lever.",
)

# ---- P15 and P16: hand-offs and incident hours

#: The range that counts as the same sign, where a band is narrower than the claim.
SIGNS = {
    "handoffs.rank_correlation": (0.2, math.inf),
    "concentration.hours_in_worst_12_6_percent": (0.5, math.inf),
}


def target_checks(names: Sequence[str]) -> tuple[Check, ...]:
    """Return one check for each target named: the estimate lies in the band.

    names  ids of targets with a band, in the order of the checks

    Bands come from several organisations, so the estimate decides and not its interval. KeyError for a target without
    a band.
    """
    known, estimate = {one.id: one for one in assessed_targets()}, estimators()
    found = []
    for name in names:
        target = known[name]
        assert target.band is not None
        found.append(
            Check(
                target.statistic,
                estimate[name],
                *target.band,
                baseline_only=True,
                by_estimate=True,
                log_scale=target.log,
                sign=SIGNS.get(name),
            )
        )
    return tuple(found)


def _first(name: str, theme: str) -> list[str]:
    """Return the targets of a theme, the one that represents it first."""
    return [name, *(one.id for one in assessed_targets(theme) if one.id != name)]


P15 = Pattern(
    "P15",
    "hand-off gradient",
    "With every hand-off an incident takes longer, with a gradient as steep as in three real organisations.",
    "UCI 498 (24,918 incidents), Rabobank (BPI Challenge 2014), Volvo IT (BPI Challenge 2013).",
    target_checks(_first("handoffs.rank_correlation", "handoffs")),
    caution="Most of the gradient is fitted; see the targets.",
)
P16 = Pattern(
    "P16",
    "incident hours are concentrated",
    "The longest eighth of incidents holds three quarters of the hours, the shortest two thirds a fourteenth.",
    "UCI 498, Rabobank, HappySignals H1 2022.",
    target_checks(("concentration.hours_in_worst_12_6_percent", "concentration.hours_in_shortest_68_6_percent")),
)
