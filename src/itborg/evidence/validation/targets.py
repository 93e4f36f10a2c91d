"""Targets: empirical values of real organisations, and the corresponding value of the model.

Values of the model are those of one replication of Grab@Pizza or of the organisation that is validated, from the
baseline unless a strategy is named. Incidents count if they were opened after the burn-in and closed before the end.
"""

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
from ...analysis.statistics import Floats
from ...engine.state import IT
from ...engine.table import array_of
from .run_cache import RunCache

#: Rating above which a person counts as one who rates IT well, 0 to 1. An assumption.
WELL_RATED = 0.45
#: Elapsed hours above which an incident counts as slow.
SLOW_HOURS = 4.0
#: Day of the workshop's programme on which the initial gain in understanding is taken, counted from 1.
GAIN_DAY = 5


class Target(NamedTuple):
    """An empirical value.

    id         theme and name
    statistic  definition of the value
    source     where the empirical values come from
    band       (low, high) in which the model's estimate must lie; None: reported and not assessed
    fitted     whether parameters were chosen with the value in view
    log        whether replications are averaged on the log scale
    error      standard error of a value from one realisation, such as one incident log; None: the band alone says
               where the mean over replications must lie
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
    """Return all targets of targets.toml, in the order of the file: assessed ones, then those only reported."""
    rows = tomllib.loads((files("itborg.evidence.validation") / "targets.toml").read_text(encoding="utf-8"))["target"]
    return tuple(_target(row) for row in rows)


def _target(row: Mapping[str, Any]) -> Target:
    band = (float(row["band"][0]), float(row["band"][1])) if "band" in row else None
    return Target(
        row["id"], row["statistic"], row["source"], band, bool(row.get("fitted", False)), bool(row.get("log", False))
    )


def assessed_targets(theme: str = "") -> list[Target]:
    """Return the targets with a band, in the order of the file.

    theme  part of the id before the dot; "": all themes
    """
    return [one for one in targets() if one.band and theme in ("", one.theme)]


def within(target: Target, value: float) -> bool:
    """Return whether a value lies in the band of a target, its ends included; False for NaN and without a band."""
    return target.band is not None and target.band[0] <= value <= target.band[1]


# ---- values of the model


def understanding_gained(run_cache: RunCache, strategy: str, day: int) -> float:
    """Return IT's understanding at the end of a day under a strategy minus that of the baseline run, -1 to 1.

    strategy  its name
    day       working day after the start, counted from 1
    """
    between = (day - 1, day)
    gained = run_cache.column("it_understanding", strategy, between=between) - run_cache.column(
        "it_understanding", between=between
    )
    return float(gained[0])


def retained(run_cache: RunCache, strategy: str, day: int) -> float:
    """Return the share of the gain in understanding on `GAIN_DAY` that is left on a later day.

    It may be below 0 or above 1: understanding also changes by everyday contact, which the workshop influences.

    day  working day after the start, counted from 1
    """
    return ratio(understanding_gained(run_cache, strategy, day), understanding_gained(run_cache, strategy, GAIN_DAY))


def days_to_remove(run_cache: RunCache) -> float:
    """Return the median age in calendar days of removed root causes, under problem management.

    The daily history has number and summed age, so root causes removed on the same day count with their mean. NaN if
    none was removed.
    """
    count = run_cache.column("removed_causes", "problem_management").astype(int)
    days = run_cache.column("removal_days", "problem_management")
    each = np.repeat(days[count > 0] / count[count > 0], count[count > 0])
    return float(np.median(each)) if len(each) else float("nan")


def top_share(run_cache: RunCache) -> float:
    """Return the share of incidents opened after the start whose true priority is the highest, 0 to 1."""
    return ratio(float(run_cache.column("true_top").sum()), float(run_cache.column("opened").sum()))


def well_rated(run_cache: RunCache) -> float:
    """Return the share of IT people who rate IT above `WELL_RATED`, divided by the share of managers who do.

    IT people rate by targets met (0.5), backlog (0.2) and their own trust (0.3); managers by their trust (0.5) and
    satisfaction (0.5). The weights, and the threshold, are assumptions. NaN if no manager rates IT well.
    """
    world = run_cache.world()
    people, organisation = array_of(world.people), world.organisation[0]
    it = people["side"] == IT
    backlog = clipped(1.0 - float(organisation.open_incidents) / (BACKLOG * float(organisation.scale)))
    by_it = 0.5 * run_cache.measure("sla_met") + 0.2 * backlog + 0.3 * people["trust"][it]
    by_managers = 0.5 * people["trust"][~it] + 0.5 * people["satisfaction"][~it]
    return ratio(float(np.mean(by_it > WELL_RATED)), float(np.mean(by_managers > WELL_RATED)))


def _closed(run_cache: RunCache) -> Any:
    """Return the closed incidents of the baseline run that were opened after the burn-in."""
    run = run_cache.run()
    return run.closed[run.closed["opened"] >= run.burn_in]


def _by_handoffs(hops: Any, values: Floats) -> Floats:
    """Return the mean of values by changes of team or person, (HANDOFF_CLASSES,); the last class has no upper limit."""
    group = np.minimum(hops, HANDOFF_CLASSES - 1)
    return np.array([values[group == n].mean() if np.any(group == n) else np.nan for n in range(HANDOFF_CLASSES)])


def waiting_by_handoffs(run_cache: RunCache) -> Floats:
    """Return the share of incidents that waited for the user by number of hand-offs, (HANDOFF_CLASSES,).

    NaN in a class without incidents.
    """
    closed = _closed(run_cache)
    return _by_handoffs(closed["hops"], (closed["questioned"] > 0).astype(float))


def slow_without_handoff(run_cache: RunCache) -> float:
    """Return the share of incidents without hand-off that took longer than `SLOW_HOURS`, 0 to 1; NaN without any."""
    closed = _closed(run_cache)
    return float(np.mean(closed["hours"][closed["hops"] == 0] > SLOW_HOURS))


def hidden_red(run_cache: RunCache) -> float:
    """Return the share closed within the target minus the same share of incidents of the highest true priority.

    Above 0 the report hides that the most important incidents are late: the watermelon, green outside and red inside.
    -1 to 1; NaN without incidents of that priority.
    """
    closed = _closed(run_cache)
    return float(closed["in_time"].mean() - closed["in_time"][closed["level"] == TOP].mean())


def top_logged_lower(run_cache: RunCache) -> float:
    """Return the share of incidents of the highest true priority that were labelled lower, 0 to 1; NaN without any."""
    closed = _closed(run_cache)
    return float(np.mean(closed["label"][closed["level"] == TOP] < TOP))


def failures(run_cache: RunCache, strategy: str) -> float:
    """Return the share of delivered changes that left a root cause, 0 to 1; NaN if none was delivered.

    strategy  its name; all days after the start count
    """
    return ratio(
        float(run_cache.column("failed_changes", strategy).sum()), float(run_cache.column("delivered", strategy).sum())
    )


def estimators() -> dict[str, Callable[[RunCache], float]]:
    """Return the function that computes each assessed target in one replication, by id of the target.

    Values have the unit of the target and are NaN where a replication does not define them.
    """
    found: dict[str, Callable[[RunCache], float]] = {
        "priority.top_label_needed_share": top_share,
        "problem_management.median_days_to_remove": days_to_remove,
        "alignment.baseline_sam_level": lambda run_cache: run_cache.measure("sam_level"),
        "perception.it_share_over_business_share": well_rated,
        "training.kept_after_120_days": lambda run_cache: retained(run_cache, "workshop", 120),
        "training.kept_after_240_days": lambda run_cache: retained(run_cache, "workshop", 240),
    }
    themes = {"handoffs": _handoffs, "concentration": _concentration}
    for one in assessed_targets():
        if one.theme in themes:
            found[one.id] = themes[one.theme](one.id.partition(".")[2])
    return found


def _handoffs(name: str) -> Callable[[RunCache], float]:
    return lambda run_cache: run_cache.handoffs()[name]


def _concentration(name: str) -> Callable[[RunCache], float]:
    return lambda run_cache: run_cache.concentration()[name]


#: Values of the model for targets that are reported and not assessed: one number, or one for each number of hand-offs.
REPORTED: Mapping[str, Callable[[RunCache], float | Floats]] = {
    "handoffs.team_share_with_1_or_more": lambda run_cache: run_cache.handoffs()["team_share_with_1_or_more"],
    "handoffs.team_share_with_2_or_more": lambda run_cache: run_cache.handoffs()["team_share_with_2_or_more"],
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
