"""Indicators of a run in the terms of incident logs, with the ids of validation targets.

A service desk's export gives the same values (`itborg.evidence.incident_log`), so a run and a log can be compared. Ids
are THEME.NAME, such as handoffs.ping_pong_share; the themes are handoffs, concentration, demand and priority. All
indicators count incidents opened after the strategy's start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...common.errors import unknown
from ...mechanisms.labels import LEVELS
from .handoffs import HANDOFF_CLASSES, concentration, handoff_statistics
from .measure import ratio
from .own import OWN, declared
from .registry import MEASURES, measure

if TYPE_CHECKING:
    from ...engine.simulation import Run

#: Highest stated and highest true priority.
TOP = LEVELS


def demand(run: Run) -> dict[str, float]:
    """Return incidents opened for each IT person and working day after the start, as `incidents_per_person_day`."""
    opened = run.history["opened"][run.burn_in :]
    return {"incidents_per_person_day": ratio(float(opened.sum()), run.it * len(opened))}


def priority(run: Run) -> dict[str, float]:
    """Return the shares of incidents with the highest stated and with the highest true priority, 0 to 1.

    top_label_share         of closed incidents: stated priority is 4
    top_label_needed_share  of opened incidents: true priority is 4. No log contains it
    """
    closed = run.closed[run.closed["opened"] >= run.burn_in]
    days = run.history[run.burn_in :]
    return {
        "top_label_share": ratio(float(np.count_nonzero(closed["label"] == TOP)), len(closed)),
        "top_label_needed_share": ratio(float(days["true_top"].sum()), float(days["opened"].sum())),
    }


_THEMES: Mapping[str, Callable[[Run], dict[str, float]]] = {
    "handoffs": handoff_statistics,
    "concentration": concentration,
    "demand": demand,
    "priority": priority,
}
_HANDOFFS = (
    "share_with_1_or_more", "share_with_2_or_more", "team_share_with_1_or_more", "team_share_with_2_or_more",
    "team_time_ratio_2_over_1", "median_hours_no_handoff", "median_hours_one_handoff",
    *(f"time_ratio_{n}_over_1" for n in range(HANDOFF_CLASSES) if n != 1), "rank_correlation", "ping_pong_share",
    "waiting_for_user_ratio_3_over_0", "reopened_share",
)  # fmt: skip
#: Names of all indicators.
INDICATORS: tuple[str, ...] = (
    *(f"handoffs.{name}" for name in _HANDOFFS),
    "concentration.hours_in_worst_12_6_percent",
    "concentration.hours_in_shortest_68_6_percent",
    "concentration.incidents_from_top_5_percent_components",
    "demand.incidents_per_person_day",
    "priority.top_label_share",
    "priority.top_label_needed_share",
)


def known_names(names: Iterable[Any] | None, folder: Path | None = None) -> list[str]:
    """Return names of measures and indicators, in their order.

    names   names, measures of users, or functions of a run (see `own.declared`); None: all measures, no indicators
    folder  for relative files of measures of users

    Raises InputError for anything else.
    """
    model = [*MEASURES, *INDICATORS]
    wanted = [declared(one, model, folder) for one in (MEASURES if names is None else names)]
    for name in wanted:
        if name not in MEASURES and name not in INDICATORS and name not in OWN:
            raise unknown("measure", name, [*model, *OWN])
    return wanted


def observed(run: Run, names: Iterable[str]) -> dict[str, float]:
    """Return measures and indicators of a run by name, in the order of `names`; NaN where one is undefined.

    names  of MEASURES or INDICATORS, checked by `known_names`
    """
    wanted = list(names)
    found = measure(run, [name for name in wanted if name in MEASURES or name in OWN])
    for theme in {name.partition(".")[0] for name in wanted if name in INDICATORS}:
        found |= {f"{theme}.{key}": value for key, value in _THEMES[theme](run).items()}
    return {name: found[name] for name in wanted}
