"""Channels: what a strategy may work through, each as a way to hold it at the untreated path.

A channel is held by writing into a treated world, every evening, what its untreated twin of the same luck has
there. So the strategy goes on acting, but what it does to that channel never lasts until the next morning.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...engine.history import COLUMNS
from ...engine.state import World
from ...engine.table import array_of, column
from ...mechanisms.shadow_it import OF_AUDIT, OF_ENFORCEMENT, OF_MANDATE


class Stated:
    """Every label of a twin's incidents and changes since its start."""

    def __init__(self) -> None:
        """Begin with nothing stated."""
        self._known: dict[str, dict[int, int]] = {"incident": {}, "change": {}}

    def remember(self, baseline: World, closed_before: int) -> None:
        """Take the labels of what is open in the twin, and of the incidents it closed today."""
        o = baseline.organisation[0]
        closed = array_of(baseline.closed)[closed_before : o.closed]
        self._take("incident", closed)
        self._take("incident", _open(array_of(baseline.incidents)[: o.incident_rows]))
        self._take("change", _open(array_of(baseline.changes)[: o.change_rows]))

    def _take(self, kind: str, rows: Any) -> None:
        self._known[kind].update(zip(rows["key"].tolist(), rows["label"].tolist(), strict=True))

    def write(self, kind: str, rows: Any) -> None:
        """Write the twin's labels over those of open rows that it knows as well."""
        known = self._known[kind]
        here = (rows["open"] == 1).nonzero()[0]
        for row, key in zip(here.tolist(), rows["key"][here].tolist(), strict=True):
            if key in known:
                rows["label"][row] = known[key]


def _open(rows: Any) -> Any:
    return rows[rows["open"] == 1]


Rows = NDArray[np.int64]


class Ties:
    """The twin's ties in use tonight, ordered by who they join."""

    def __init__(self, baseline: World) -> None:
        """Look the ties up once."""
        rows, keys = _keys(baseline)
        order = np.argsort(keys)
        self._rows, self._keys = rows[order], keys[order]

    def shared(self, w: World) -> tuple[Rows, Rows, Rows]:
        """Return the rows of ties that both have, in `w` and in the twin, and the rows that only `w` has."""
        rows, keys = _keys(w)
        if not len(self._keys):
            return rows[:0], rows[:0], rows
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        both = self._keys[place] == keys
        return rows[both], self._rows[place[both]], rows[~both]


def _keys(w: World) -> tuple[Rows, Rows]:
    """Return the rows of ties in use, and a number for each that names both ends."""
    counts = np.asarray(column(w.people, "ties"))
    owner = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = np.asarray(column(w.people, "first_tie"))[owner] + within
    return rows, owner * len(counts) + np.asarray(column(w.ties, "target"))[rows]


class Evening(NamedTuple):
    """What is held to: the twin's evening, its ties by who they join, and every label it ever stated."""

    baseline: World
    ties: Ties
    stated: Stated


class Channel(NamedTuple):
    """One channel.

    name     what it is called
    meaning  what is held, one line
    hold     writes the twin's evening into a world
    """

    name: str
    meaning: str
    hold: Callable[[World, Evening], None]


def hold_trust(w: World, evening: Evening) -> None:
    """Give every person the twin's trust in both sides and along every tie that both have; other ties are neutral."""
    baseline = evening.baseline
    w.stereotype[:] = baseline.stereotype
    for name in ("trust", "ability", "benevolence", "integrity"):
        column(w.people, name)[:] = column(baseline.people, name)
    ours, theirs, alone = evening.ties.shared(w)
    w.deviation[ours] = baseline.deviation[theirs]
    w.deviation[alone] = 0.0
    for name in ("trust", "draw", "accept"):
        column(w.ties, name)[ours] = column(baseline.ties, name)[theirs]


def hold_understanding(w: World, evening: Evening) -> None:
    """Give both sides the twin's understanding of each other and its language."""
    baseline = evening.baseline
    w.understanding[:] = baseline.understanding
    for name in ("it_understanding", "language"):
        column(w.people, name)[:] = column(baseline.people, name)
    column(w.services, "understood")[:] = column(baseline.services, "understood")
    for name in ("understanding", "business_understanding", "records"):
        column(w.organisation, name)[:] = column(baseline.organisation, name)


def hold_labels(w: World, evening: Evening) -> None:
    """Give every open item that the twin saw as well the label it got there."""
    for kind, table, count in (
        ("incident", array_of(w.incidents), "incident_rows"),
        ("change", array_of(w.changes), "change_rows"),
    ):
        rows = table[: column(w.organisation, count)[0]]
        evening.stated.write(kind, rows)


def hold_causes(w: World, evening: Evening) -> None:
    """Give the services the twin's root causes, removed and left to be removed as there."""
    baseline = evening.baseline
    for name in ("causes", "components"):
        ours, theirs = getattr(w, name), getattr(baseline, name)
        rows = min(len(ours), len(theirs))
        ours[:rows] = theirs[:rows]
    for name in ("causes", "first_component"):
        column(w.services, name)[:] = column(baseline.services, name)
    for name in ("active_causes", "cause_rows", "components", "causes_ever", "free_cause"):
        column(w.organisation, name)[:] = column(baseline.organisation, name)


def hold_shadow(w: World, evening: Evening) -> None:
    """Let managers choose between IT and shadow IT on the twin's lead times and opinion of IT's ability.

    What policing, audit and mandates add to that choice is taken back through the premium (mandates: their mean).
    """
    baseline = evening.baseline
    for name in ("expected_lead", "ability"):
        column(w.people, name)[:] = column(baseline.people, name)
    day = int(column(w.organisation, "day")[0])
    if day < len(w.levers):
        tomorrow, it = w.levers[day], int(column(w.organisation, "it")[0])
        distrust = 1.0 - float(column(w.people, "trust")[it:].mean())
        pushed = OF_ENFORCEMENT * tomorrow.enforcement + OF_AUDIT * tomorrow.audit
        pushed -= OF_MANDATE * tomorrow.mandate * distrust
        column(w.parameters, "shadow_premium")[:] = column(baseline.parameters, "shadow_premium") - pushed


def nothing(w: World, evening: Evening) -> None:
    """Hold nothing in the evening: capacity is held while the day is lived."""
    del w, evening


CAPACITY = "capacity"
_ALL = (
    Channel("trust", "trust of both sides in each other", hold_trust),
    Channel("understanding", "understanding of each other, language", hold_understanding),
    Channel("labels", "priority labels", hold_labels),
    Channel("root_causes", "root causes that are active", hold_causes),
    Channel(CAPACITY, "IT's hours: taken, lost, made more of", nothing),
    Channel("shadow_it", "what makes needs go round IT", hold_shadow),
)
CHANNELS: dict[str, Channel] = {one.name: one for one in _ALL}


def capacity(w: World, day: int) -> float:
    """Return the work that IT could do on a day, person-days."""
    return float(w.columns[day, _DESK] + w.columns[day, _OTHERS])


_DESK, _OTHERS = (list(COLUMNS).index(name) for name in ("desk_capacity", "not_desk_capacity"))
