"""Hand-offs of incidents, and the hand-off gradient: elapsed hours by number of hand-offs.

Logs count hand-offs in two ways, and the model computes both: changes of the assigned team or person, as the publishers
of UCI 498 describe the reassignments of ServiceNow (its data agree better with changes of team: see docs/analyses.md),
and changes of the team alone (Rabobank; Volvo IT as quoted). A hand-off
without a further word is a change of team or person; names that begin with "team" are by changes of team. Ping-pong is
a return to an earlier team. Incidents opened after the strategy's start and closed are counted.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .measure import Measure, rank_correlation, ratio, share_of_largest
from .window import Window

if TYPE_CHECKING:
    from ...engine.simulation import Run


def handoff_share(w: Window) -> float:
    """Return the share of incidents with at least one change of team or person, 0 to 1; NaN without incidents."""
    return ratio(float(np.count_nonzero(w.incidents("hops") >= 1)), w.incident_count)


def team_handoff_share(w: Window) -> float:
    """Return the share of incidents with at least one change of team, 0 to 1; NaN without incidents."""
    return ratio(float(np.count_nonzero(w.incidents("team_changes") >= 1)), w.incident_count)


def handoff_time_correlation(w: Window) -> float:
    """Return Spearman's correlation of hand-offs and elapsed hours, -1 to 1; NaN below two incidents.

    Hours are calendar hours from opening to closing.
    """
    return rank_correlation(w.incidents("hops"), w.incidents("hours"))


def ping_pong_share(w: Window) -> float:
    """Return the share of incidents that returned to an earlier team, 0 to 1; NaN without incidents."""
    return ratio(float(np.count_nonzero(w.incidents("returned"))), w.incident_count)


MEASURES = (
    Measure("handoff_share", "incidents handed to another team or person / all closed", "share", None, handoff_share),
    Measure("team_handoff_share", "incidents handed to another team / all closed", "share", None, team_handoff_share),
    Measure(
        "handoff_time_correlation",
        "rank correlation of hand-offs and elapsed hours of closed incidents",
        "correlation",
        None,
        handoff_time_correlation,
    ),
    Measure(
        "ping_pong_share", "incidents that return to an earlier team / all closed", "share", "lower", ping_pong_share
    ),
)
HANDOFF_CLASSES = 6  # 0, 1, 2, 3, 4, and 5 or more


def handoff_statistics(run: Run) -> dict[str, float]:
    """Return shares, median hours and waiting by number of hand-offs, by name.

    incidents                        number of incidents
    share_with_n_or_more             of all, n = 1, 2 changes of team or person
    team_share_with_n_or_more        of all, n = 1, 2 changes of team
    in_time_n                        share closed within the target by the user's clock, n = 0 to 5 (5: or more)
    median_hours_n                   elapsed calendar hours with n hand-offs, 0 to 5 (5: or more)
    median_hours_no_handoff          the same as median_hours_0; median_hours_one_handoff as median_hours_1
    time_ratio_n_over_1              median_hours_n / median_hours_1
    team_time_ratio_2_over_1         the same for n = 2, by changes of team
    waiting_for_user_n               share that ever waited for an answer from the user
    waiting_for_user_ratio_3_over_0  waiting_for_user_3 / waiting_for_user_0
    rank_correlation                 as in `handoff_time_correlation`
    ping_pong_share                  as in `ping_pong_share`
    reopened_share                   share that was reopened at least once

    Values are NaN where no such incident exists.
    """
    w = Window.of(run)
    hops, elapsed, questioned = w.incidents("hops"), w.incidents("hours"), w.incidents("questioned") > 0
    groups = [np.minimum(hops, HANDOFF_CLASSES - 1) == n for n in range(HANDOFF_CLASSES)]
    in_time = w.incidents("in_time_user_clock") > 0
    by_team = [_median(elapsed[w.incidents("team_changes") == n]) for n in (1, 2)]
    hours = [_median(elapsed[group]) for group in groups]
    waited = [_share(questioned[group]) for group in groups]
    return {
        "incidents": float(w.incident_count),
        "share_with_1_or_more": handoff_share(w),
        "share_with_2_or_more": _share(hops >= 2),
        "team_share_with_1_or_more": team_handoff_share(w),
        "team_share_with_2_or_more": _share(w.incidents("team_changes") >= 2),
        **{f"in_time_{n}": _share(in_time[groups[n]]) for n in range(HANDOFF_CLASSES)},
        "median_hours_no_handoff": hours[0],
        "median_hours_one_handoff": hours[1],
        **{f"median_hours_{n}": hours[n] for n in range(HANDOFF_CLASSES)},
        **{f"time_ratio_{n}_over_1": ratio(hours[n], hours[1]) for n in (0, 2, 3, 4, 5)},
        **{f"waiting_for_user_{n}": waited[n] for n in range(HANDOFF_CLASSES)},
        "team_time_ratio_2_over_1": ratio(by_team[1], by_team[0]),
        "waiting_for_user_ratio_3_over_0": ratio(waited[3], waited[0]),
        "rank_correlation": handoff_time_correlation(w),
        "ping_pong_share": ping_pong_share(w),
        "reopened_share": _share(w.incidents("reopened") > 0),
    }


def concentration(run: Run) -> dict[str, float]:
    """Return the concentration of hours and incidents, by name: shares from 0 to 1.

    hours_in_worst_12_6_percent             share of all hours that the longest 12.6 % of incidents have
    hours_in_shortest_68_6_percent          share of all hours that the shortest 68.6 % have
    incidents_from_top_5_percent_components share of incidents from the 5 % of components that have most, among those
                                            with any incident

    The percentages are those of the empirical targets; see `itborg.evidence.validation.targets`.
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
