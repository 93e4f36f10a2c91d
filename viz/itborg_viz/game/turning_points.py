"""Turning points: the days on which the team's run and the baseline diverge, and what happened.

Both runs use the same random numbers, event by event, so every difference is an effect of a decision.

Relies on the daily history of both runs. An explanation names what differs on the day; it does not prove the cause of a
later loss.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import numpy as np

from itborg.analysis.statistics import Floats
from itborg.common.periods import MONTH
from itborg.engine.history import COLUMNS
from itborg.report.story.events import date_of, losses, net

from .team_state import TeamState

MAX_POINTS = 5  # turning points besides the first divergence
MIN_DISTANCE = 5  # days between two of them
MIN_DIFFERENCE = 5.0  # kEUR on a day
#: Columns of the history -> what a first difference in them means, in the order of events of a day.
_FIRST_DIFFERENCES = {
    "requests": "a need that bypassed IT before is now brought to IT, or the reverse",
    "protest": "a manager begins or ceases to resist",
    "label_sum": "a manager states another priority",
    "opened": "an incident is opened in one run only",
    "contacts": "people meet who did not meet before",
    "cross_contacts": "people of both sides meet who did not meet before",
    "visits": "IT people visit the business",
    "hops": "an incident takes another route through the teams",
    "change_work": "other work is done first",
    "incident_work": "other people work on incidents, or at another pace",
    "problem_work": "somebody works on root causes",
    "delivered": "another change is delivered",
}


class TurningPoint(NamedTuple):
    """A day on which the two runs differ.

    day         day of the game, 1 for the first
    month       1 to 6
    date        ISO
    difference  net value of the day, team minus baseline, kEUR; 0 for the first divergence
    text        what happened, in one sentence
    """

    day: int
    month: int
    date: str
    difference: float
    text: str


def turning_points(team: TeamState) -> list[TurningPoint]:
    """Return the first divergence and the days with the largest differences, in the order of days.

    An empty list means that the runs are identical. Days with a difference below MIN_DIFFERENCE are never turning
    points.

    team  a game with at least one month played; its own run is compared with the first baseline run
    """
    ours, baseline = (side[0].run.history[side[0].run.burn_in :] for side in (team.team, team.baseline))
    first = first_difference(ours, baseline)
    if first is None:
        return []
    day, column = first
    reason = _FIRST_DIFFERENCES.get(column, f"the first value to differ is {COLUMNS[column][1]}")
    points = [(day, 0.0, f"The runs diverge: {reason}.")]
    steps = net(ours) - net(baseline)
    points += [(n, float(steps[n]), _explanation(ours, baseline, n, float(steps[n]))) for n in _largest(steps)]
    start = dt.date.fromisoformat(team.game.organisation.calendar.start)
    return [
        TurningPoint(n + 1, n // MONTH + 1, date_of(n, start).isoformat(), step, text)
        for n, step, text in sorted(points, key=lambda one: one[0])
    ]


def first_difference(ours: np.ndarray, baseline: np.ndarray) -> tuple[int, str] | None:
    """Return the first day, from 0, on which two histories differ, and the column that explains it best.

    None if they are identical, apart from costs of interventions.

    ours, baseline  histories of equal length, from the first day of the game
    """
    names = [name for name in COLUMNS if name not in ("cost", "strategy_cost")]
    differs = np.array([ours[name] != baseline[name] for name in names])
    days = np.flatnonzero(differs.any(axis=0))
    if not days.size:
        return None
    day = int(days[0])
    changed = [name for name, one in zip(names, differs[:, day], strict=True) if one]
    return day, next((name for name in _FIRST_DIFFERENCES if name in changed), changed[0])


def _largest(steps: Floats) -> list[int]:
    """Return the days with the largest differences, at least MIN_DISTANCE apart.

    steps  daily net value, team minus baseline, kEUR, shape (days,)

    At most MAX_POINTS, largest difference first.
    """
    days: list[int] = []
    for day in np.argsort(-np.abs(steps), kind="stable").tolist():
        if abs(steps[day]) < MIN_DIFFERENCE or len(days) == MAX_POINTS:
            break
        if all(abs(day - other) >= MIN_DISTANCE for other in days):
            days.append(day)
    return days


def _explanation(ours: np.ndarray, baseline: np.ndarray, day: int, step: float) -> str:
    """Return in one sentence what made the difference of a day.

    ours, baseline  histories from the first day of the game
    day             0 for the first day
    step            net value of the day, team minus baseline, kEUR
    """
    start = f"{abs(step):.0f} kEUR {'above' if step > 0 else 'below'} the baseline on this day: "
    spent = float(ours["strategy_cost"][day] - baseline["strategy_cost"][day])
    saved = float(losses(baseline)[day] - losses(ours)[day])
    if spent > abs(saved) and step < 0:
        return start + f"{spent:.0f} kEUR are paid for interventions."
    return start + _outages(ours[day], baseline[day])


def _outages(ours: np.void, baseline: np.void) -> str:
    """Return in two sentences how losses and open incidents of a day differ, and through which kind of loss.

    ours, baseline  the rows of one day of the two histories
    """
    loss, other = (float(row["incident_loss"] + row["release_loss"]) for row in (ours, baseline))
    text = f"outages and releases cost {loss:.0f} kEUR instead of {other:.0f}"
    if max(ours["peak_loss"], baseline["peak_loss"]) > 0.5 * max(loss, other):
        text += ", mostly on services at a peak"
    elif abs(float(ours["release_loss"] - baseline["release_loss"])) > 0.5 * abs(loss - other):
        text += ", mostly through a release"
    here, there = ours["open_incidents"], baseline["open_incidents"]
    return f"{text}. {here:.0f} incidents are open at the end of the day instead of {there:.0f}."
