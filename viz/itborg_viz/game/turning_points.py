"""Turning points: the days on which the room's year and the year of doing nothing part, and what happened.

Both years have the same luck, event by event, so a day on which they part has a reason in what was decided.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import numpy as np

from itborg.analysis.statistics import Floats
from itborg.common.periods import MONTH
from itborg.engine.history import COLUMNS
from itborg.report.story.events import date_of, losses, net

from .team_state import Room

MOST = 5  # turning points besides the first parting
APART = 5  # days between two of them
LEAST = 5.0  # kEUR on a day that are worth a sentence
#: What a first difference of a column is called, in the order in which a day is lived.
_FIRST = {
    "requests": "a need that went round IT before is now brought to it, or the other way round",
    "label_sum": "a manager states another priority",
    "opened": "an incident is opened in one year and not in the other",
    "contacts": "people meet who would not have met",
    "cross_contacts": "people of both sides meet who would not have met",
    "visits": "IT people go and see",
    "hops": "an incident takes another way through the teams",
    "change_work": "other work is done first",
    "incident_work": "incidents are worked on by other people, or at another pace",
    "problem_work": "somebody works on root causes",
    "delivered": "another change is delivered",
}


class TurningPoint(NamedTuple):
    """A day on which the two years part.

    day   of the game, 1 is the first; month: 1 to 6; date: ISO
    gain  kEUR that the room's year is ahead of the other on this day; 0 for the first parting
    text  what happened, in a sentence
    """

    day: int
    month: int
    date: str
    gain: float
    text: str


def turning_points(room: Room) -> list[TurningPoint]:
    """Return the first parting and the days that made most of the difference, in the order of days."""
    here, there = (side[0].run.history[side[0].run.burn_in :] for side in (room.lives, room.nothing))
    parting = first_difference(here, there)
    if parting is None:
        return []
    day, column = parting
    why = _FIRST.get(column, f"the first figure to differ is {COLUMNS[column][1]}")
    told = [(day, 0.0, f"The years part here: {why}.")]
    gains = net(here) - net(there)
    told += [(n, float(gains[n]), _step(here, there, n, float(gains[n]))) for n in _largest(gains)]
    start = dt.date.fromisoformat(room.game.organisation.calendar.start)
    return [
        TurningPoint(n + 1, n // MONTH + 1, date_of(n, start).isoformat(), gain, text)
        for n, gain, text in sorted(told, key=lambda one: one[0])
    ]


def first_difference(here: np.ndarray, there: np.ndarray) -> tuple[int, str] | None:
    """Return the first day, from 0, on which two histories differ, and the first telling column that does."""
    names = [name for name in COLUMNS if name not in ("cost", "strategy_cost")]
    differs = np.array([here[name] != there[name] for name in names])
    days = np.flatnonzero(differs.any(axis=0))
    if not days.size:
        return None
    day = int(days[0])
    changed = [name for name, one in zip(names, differs[:, day], strict=True) if one]
    return day, next((name for name in _FIRST if name in changed), changed[0])


def _largest(gains: Floats) -> list[int]:
    found: list[int] = []
    for day in np.argsort(-np.abs(gains), kind="stable").tolist():
        if abs(gains[day]) < LEAST or len(found) == MOST:
            break
        if all(abs(day - other) >= APART for other in found):
            found.append(day)
    return found


def _step(here: np.ndarray, there: np.ndarray, day: int, gain: float) -> str:
    """Return in a sentence what made the difference of a day."""
    ahead = f"{abs(gain):.0f} kEUR {'ahead of' if gain > 0 else 'behind'} doing nothing on this day: "
    spent = float(here["strategy_cost"][day] - there["strategy_cost"][day])
    saved = float(losses(there)[day] - losses(here)[day])
    if spent > abs(saved) and gain < 0:
        return ahead + f"{spent:.0f} kEUR are paid for what was started."
    return ahead + _outages(here[day], there[day])


def _outages(here: np.void, there: np.void) -> str:
    ours, other = (float(row["incident_loss"] + row["release_loss"]) for row in (here, there))
    text = f"{ours:.0f} kEUR are lost to outages and releases where {other:.0f} would have been"
    if max(here["peak_loss"], there["peak_loss"]) > 0.5 * max(ours, other):
        text += ", most of it on services at a peak"
    elif abs(float(here["release_loss"] - there["release_loss"])) > 0.5 * abs(ours - other):
        text += "; a release made the difference"
    still, instead = here["open_incidents"], there["open_incidents"]
    return f"{text}; {still:.0f} incidents are open in the evening instead of {instead:.0f}."
