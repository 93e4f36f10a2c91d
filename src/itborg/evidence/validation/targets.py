"""Targets: figures of real organisations, and what the model says to each."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from ...analysis.measures.handoffs import HANDOFF_CLASSES
from ...analysis.measures.log_indicators import TOP
from ...analysis.measures.measure import clipped, ratio
from ...analysis.measures.relationship import BACKLOG
from ...engine.state import IT
from ...engine.table import array_of
from .robustness import kept
from .run_cache import Floats, RunCache

GOOD = 0.45  # rating above which somebody says that IT does well
SLOW = 4.0  # hours


class Target(NamedTuple):
    """One figure.

    id         theme and name
    statistic  what is counted
    source     where the real figures are from
    band       where the estimate has to lie; None: told, not judged
    fitted     whether parameters were chosen with it in view
    log        whether it is averaged on the log scale
    error      standard error of a figure of one life, such as one log of incidents; None: the band alone says where
               the mean over lives has to lie
    """

    id: str
    statistic: str
    source: str
    band: tuple[float, float] | None
    fitted: bool
    log: bool = False
    error: float | None = None

    @property
    def theme(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]


@cache
def targets() -> tuple[Target, ...]:
    """Return all targets, judged ones first, in the order of the file."""
    rows = tomllib.loads((files("itborg.evidence.validation") / "targets.toml").read_text(encoding="utf-8"))["target"]
    return tuple(_target(row) for row in rows)


def _target(row: Mapping[str, Any]) -> Target:
    band = (float(row["band"][0]), float(row["band"][1])) if "band" in row else None
    return Target(
        row["id"], row["statistic"], row["source"], band, bool(row.get("fitted", False)), bool(row.get("log", False))
    )


def judged(theme: str = "") -> list[Target]:
    """Return the targets with a band: all, or those of one theme."""
    return [one for one in targets() if one.band and theme in ("", one.theme)]


def days_to_remove(run_cache: RunCache) -> float:
    """Return the median age of removed root causes; those removed on one day count with their mean."""
    count = run_cache.column("removed_causes", "problem_management").astype(int)
    days = run_cache.column("removal_days", "problem_management")
    each = np.repeat(days[count > 0] / count[count > 0], count[count > 0])
    return float(np.median(each)) if len(each) else float("nan")


def top_share(run_cache: RunCache) -> float:
    """Return the share of incidents whose true level is the top one."""
    return ratio(float(run_cache.column("true_top").sum()), float(run_cache.column("opened").sum()))


def well_rated(run_cache: RunCache) -> float:
    """Return how many times more of IT than of the business rates IT above `GOOD`, each by its own measure."""
    world = run_cache.world()
    people, o = array_of(world.people), world.organisation[0]
    it = people["side"] == IT
    backlog = clipped(1.0 - float(o.open_incidents) / (BACKLOG * float(o.scale)))
    ours = 0.5 * run_cache.measure("sla_met") + 0.2 * backlog + 0.3 * people["trust"][it]
    theirs = 0.5 * people["trust"][~it] + 0.5 * people["satisfaction"][~it]
    return ratio(float(np.mean(ours > GOOD)), float(np.mean(theirs > GOOD)))


def _closed(run_cache: RunCache) -> Any:
    run = run_cache.run()
    return run.closed[run.closed["opened"] >= run.burn_in]


def _by_rung(hops: Any, values: Floats) -> Floats:
    group = np.minimum(hops, HANDOFF_CLASSES - 1)
    return np.array([values[group == n].mean() if np.any(group == n) else np.nan for n in range(HANDOFF_CLASSES)])


def met_by_handoffs(run_cache: RunCache) -> Floats:
    """Return the share inside the target by number of hand-offs."""
    closed = _closed(run_cache)
    return _by_rung(closed["hops"], closed["in_time"].astype(float))


def waiting_by_handoffs(run_cache: RunCache) -> Floats:
    """Return the share that waited for the user by number of hand-offs."""
    closed = _closed(run_cache)
    return _by_rung(closed["hops"], (closed["asked"] > 0).astype(float))


def slow_without_handoff(run_cache: RunCache) -> float:
    """Return the share of incidents without hand-off that took longer than `SLOW` hours."""
    closed = _closed(run_cache)
    return float(np.mean(closed["hours"][closed["hops"] == 0] > SLOW))


def hidden_red(run_cache: RunCache) -> float:
    """Return the share inside the target, minus the same of incidents whose true level is the top one."""
    closed = _closed(run_cache)
    return float(closed["in_time"].mean() - closed["in_time"][closed["level"] == TOP].mean())


def top_logged_lower(run_cache: RunCache) -> float:
    """Return the share of true top-level incidents that were labelled lower."""
    closed = _closed(run_cache)
    return float(np.mean(closed["label"][closed["level"] == TOP] < TOP))


def failures(run_cache: RunCache, strategy: str) -> float:
    """Return the share of delivered changes that left a root cause."""
    return ratio(
        float(run_cache.column("failed_changes", strategy).sum()), float(run_cache.column("delivered", strategy).sum())
    )


def _handoffs(name: str) -> Callable[[RunCache], float]:
    return lambda run_cache: run_cache.handoffs()[name]


def _concentration(name: str) -> Callable[[RunCache], float]:
    return lambda run_cache: run_cache.concentration()[name]


def estimators() -> dict[str, Callable[[RunCache], float]]:
    """Return what gives the estimate of each judged target, from one lab."""
    found: dict[str, Callable[[RunCache], float]] = {
        "priority.top_label_needed_share": top_share,
        "problem_management.median_days_to_remove": days_to_remove,
        "alignment.baseline_sam_level": lambda run_cache: run_cache.measure("sam_level"),
        "perception.it_share_over_business_share": well_rated,
        "training.kept_after_120_days": lambda run_cache: kept(run_cache, "workshop", 120),
        "training.kept_after_240_days": lambda run_cache: kept(run_cache, "workshop", 240),
    }
    read = {"handoffs": _handoffs, "concentration": _concentration}
    for one in judged():
        if one.theme in read:
            found[one.id] = read[one.theme](one.id.partition(".")[2])
    return found


#: What the model says to targets that are told and not judged: one number or one for each number of hand-offs.
TOLD: Mapping[str, Callable[[RunCache], float | Floats]] = {
    "handoffs.sla_met_by_handoffs": met_by_handoffs,
    "handoffs.waiting_for_user": waiting_by_handoffs,
    "handoffs.slow_without_handoff": slow_without_handoff,
    "watermelon.sla_minus_value_weighted_sla": hidden_red,
    "priority.true_top_first_logged_lower": top_logged_lower,
    "change_approval.lead_time": lambda run_cache: (
        run_cache.measure("lead_time", "external_approval") / run_cache.measure("lead_time") - 1.0
    ),
    "change_approval.failures": lambda run_cache: (
        failures(run_cache, "external_approval") - failures(run_cache, "none")
    ),
}


def within(target: Target, value: float) -> bool:
    """Return whether a value lies in the band of a judged target."""
    return target.band is not None and target.band[0] <= value <= target.band[1]
