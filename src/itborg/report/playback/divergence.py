"""Where two runs with the same random numbers diverge, and the first event that differs."""

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
    """Return where two recordings of one organisation diverge."""
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
    return number(value, 0 if abs(value) >= 20 or value == round(value) else None)


Mark = tuple[int, int, str, int, int]


def _first_event(new: Recording, old: Recording, day: int) -> str:
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
    return {
        (h.day, person, h.kind, h.other, h.item.key if h.item else 0): h
        for person, some in recording.event_log.items()
        for h in some
        if day <= h.day <= day + LOOK_AHEAD
    }
