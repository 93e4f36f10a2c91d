"""Where two runs with the same random numbers diverge, and the first event that differs.

Relies on the daily history, which is compared exactly, and on the event logs of both recordings. The app uses it to
explain a branch of a run.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...analysis.statistics import Floats
from ...engine.history import COLUMNS
from ..formatting import number
from .event_log import PersonEvent, sentence
from .record import Recording

#: Days after the divergence in which the first event that differs is searched.
LOOK_AHEAD = 20


class Divergence(NamedTuple):
    """The first difference between two runs.

    day   first day on which a recorded value differs, or None if none does
    what  the value that differs, as in "Net value: 3 instead of 4"
    text  a sentence about the first event that is in one run only; "" if there is none within LOOK_AHEAD days
    """

    day: int | None
    what: str
    text: str


def divergence(new: Recording, old: Recording) -> Divergence:
    """Return where two recordings of one organisation diverge.

    Both must have the same seed and the same burn-in. Only the days that both have are compared; NaN equals NaN. Day 0
    is the first day after the start.

    new, old  the event that differs is introduced as one of the "new" or of the "old" run
    """
    start = new.run.burn_in
    a, b = (np.asarray(r.run.history[start:]).view(np.float64).reshape(r.days, -1) for r in (new, old))
    days = min(len(a), len(b))
    apart = ~((a[:days] == b[:days]) | (np.isnan(a[:days]) & np.isnan(b[:days])))
    rows = np.flatnonzero(apart.any(axis=1))
    if not rows.size:
        return Divergence(None, "", "")
    day = int(rows[0])
    return Divergence(day, _what(a[day], b[day], apart[day]), _first_event(new, old, day))


#: Money follows from what people do: a difference in money is reported only if nothing else differs.
_MONEY = ("cost", "strategy_cost", "benefit", "value_at_risk", "gross_revenue")


def _what(ours: Floats, theirs: Floats, apart: NDArray[np.bool_]) -> str:
    """Return the value that differs on a day, in words: money only if nothing else differs, and counts first.

    ours, theirs  the history of the day, one value a column
    apart         which of them differ
    """
    rows = [
        (name in _MONEY, unit != "count", n)
        for n, (name, (unit, _)) in enumerate(COLUMNS.items())
        if apart[n] and _number(ours[n]) != _number(theirs[n])
    ]
    if not rows:
        return "A difference too small to be shown"
    n = min(rows)[-1]
    meaning = list(COLUMNS.values())[n][1]
    return f"{meaning[0].upper()}{meaning[1:]}: {_number(ours[n])} instead of {_number(theirs[n])}"


def _number(value: float) -> str:
    """Return a value without decimals if it is large or integral, else with three significant digits."""
    return number(value, 0 if abs(value) >= 20 or value == round(value) else None)


Mark = tuple[int, int, str, int, int]


def _first_event(new: Recording, old: Recording, day: int) -> str:
    """Return a sentence about the first event that only one of two runs has, from a day on; "" if there is none."""
    ours, theirs = (_marks(r, day) for r in (new, old))
    found = sorted((ours.keys() - theirs.keys()) | (theirs.keys() - ours.keys()))
    if not found:
        return ""
    mark = found[0]
    mine = mark in ours
    one = (ours if mine else theirs)[mark]
    name = new.rows.people[mark[1]].name
    text = sentence(one, new.rows)
    when = f"On day {mark[0] + 1}, only in the {'new' if mine else 'old'} run"
    return f"{when}, {name}: {text[0].lower()}{text[1:]}"


def _marks(recording: Recording, day: int) -> dict[Mark, PersonEvent]:
    """Return the events of the LOOK_AHEAD days from a day on, by what identifies them in both runs.

    A mark is (day, person, kind, other person, key of the piece of work).
    """
    return {
        (h.day, person, h.kind, h.other, h.item.key if h.item else 0): h
        for person, some in recording.event_log.items()
        for h in some
        if day <= h.day <= day + LOOK_AHEAD
    }
