"""The path of every piece of work through the organisation, read from the tables of the world at the end of each day.

The tables hold which people an incident passed, in which order, on which day, and when it reached the last of them.
They do not hold the hour of earlier hand-overs of a day: these are spread evenly between the known hours. Only what the
tables themselves do not hold is left out (the people before the last eight).
"""

from __future__ import annotations

import math
from collections import namedtuple
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...engine.state import CHANGE as CHANGE_ROW
from ...engine.state import CLOSED as CLOSED_ROW
from ...engine.state import INCIDENT as INCIDENT_ROW
from ...engine.state import NONE, PEOPLE_REMEMBERED, World
from ...engine.table import array_of, column

INCIDENT, CHANGE = 0, 1
OPEN, IN_TIME, LATE, RED, LAPSED = range(5)
#: Types of rows as tuples of Python numbers: ten times faster to read than fields of a record array.
_ROWS = {dtype: namedtuple("Row", dtype.names or ()) for dtype in (INCIDENT_ROW, CHANGE_ROW, CLOSED_ROW)}


@dataclass(eq=False)
class Item:
    """One piece of work.

    kind     INCIDENT or CHANGE
    key      its identity in the tables of the world
    owner    row of its manager
    service  row of the service
    label    stated priority, 1 to 4; level: true priority
    opened   days from the strategy's start; closed: infinity while open
    steps    (time, station): row of a person, or number of people + row of a team for the team's queue
    outcome  OPEN, IN_TIME, LATE, RED (an outage with a loss far above its manager's tolerance) or LAPSED
    loss     kEUR lost; promise: days promised for a change
    hops     number of hand-overs
    solver   row of the person who ended it, or NONE
    counterpart  of a change: row of who speaks for its manager in IT, NONE for nobody; colleague: of the manager who
             leads there, NONE where the manager's own tie does; voice: of the manager in the team that builds, 0 to 1
    seen     number of people passed that have been read so far
    """

    kind: int
    key: int
    owner: int
    service: int
    label: int
    level: int
    opened: float
    closed: float = float("inf")
    steps: list[tuple[float, int]] = field(default_factory=list)
    outcome: int = OPEN
    loss: float = 0.0
    hops: int = 0
    promise: float = 0.0
    solver: int = NONE
    counterpart: int = NONE
    colleague: int = NONE
    voice: float = 0.0
    seen: int = 0

    def walk(self, stops: list[int], first: float, last: float) -> None:
        """Append stations that differ from the one before: the last at time `last`, the others evenly before it.

        stops        stations in their order
        first, last  days from the strategy's start; no step is earlier than the one before
        """
        stations = [s for n, s in enumerate(stops) if s != (stops[n - 1] if n else self.station)]
        begin = max(first, self.steps[-1][0] if self.steps else first)
        for n, station in enumerate(stations, start=1):
            self.steps.append((begin + max(0.0, last - begin) * n / len(stations), station))

    @property
    def station(self) -> int:
        """The station where it is now, or NONE."""
        return self.steps[-1][1] if self.steps else NONE


class Journeys:
    """Follows all work from day to day.

    Read the world at the end of each day, in order. `items` has all work by (kind, key); `requested` the changes that
    were requested and `ended` the work that ended on the day read last. Times are days from the strategy's start; work
    opened before it has -1 or later.
    """

    def __init__(self, world: World, start: int) -> None:
        """Read the work that is open before the first day; `start` is the row of that day in the history."""
        self.start, self.people = start, len(world.people)
        self.items: dict[tuple[int, int], Item] = {}
        self._before: Any = None
        self._changes_before: Any = None
        self._counted = int(column(world.organisation, "closed")[0])
        self.ended: list[Item] = []
        self.requested: list[Item] = []
        self.read(world, -1)

    def read(self, w: World, day: int) -> None:
        """Read what changed on a day; `ended` then holds the work that ended on it.

        w    the world at the end of the day
        day  working day after the start, the first is 0; -1 for the state before it
        """
        self.ended, self.requested = [], []
        self._incidents(w, day)
        self._closed(w, day)
        self._changes(w, day)

    def _incidents(self, w: World, day: int) -> None:
        """Follow the incidents whose holder, team or list of people changed since the day before."""
        table = array_of(w.incidents)[: int(column(w.organisation, "incident_rows")[0])]
        now = np.stack([table[name] for name in ("key", "open", "holder", "team", "people_seen")])
        moved = now[1] == 1
        if self._before is not None:
            old = self._before
            moved[: old.shape[1]] &= (now[:, : old.shape[1]] != old).any(axis=0)
        self._before = now
        for row in np.flatnonzero(moved).tolist():
            self._follow(w, row, day)

    def _follow(self, w: World, row: int, day: int, holder: int | None = None) -> Item:
        """Read the new stations of an incident and return it.

        row     in the table of incidents
        holder  row of the person who has it now; None: the holder in the table
        """
        x = _plain(w.incidents, row)
        item = self.items.get((INCIDENT, x.key))
        if item is None:
            item = self._new(INCIDENT, x, x.opened - self.start)
        stops = _hands(w, row, item.seen)
        item.seen = x.people_seen
        here = int(x.holder if holder is None else holder)
        stops.append(here if here != NONE else self.people + x.team)
        if len(item.steps) == 1:
            first = int(w.teams_seen[row, 0]) if x.teams_seen > 0 else x.team
            stops.insert(0, self.people + first)
        item.hops = x.hops
        item.walk(stops, float(day), max(float(day), x.since - self.start))
        return item

    def _new(self, kind: int, x: Any, opened: float) -> Item:
        """Return a new piece of work, which starts with its manager.

        x       its row in the table, as a tuple
        opened  days from the strategy's start
        """
        opened = max(opened, -1.0)
        item = Item(kind, x.key, x.owner, x.service, x.label, x.level, opened)
        item.steps.append((opened, item.owner))
        self.items[kind, item.key] = item
        return item

    def _closed(self, w: World, day: int) -> None:
        """Close the incidents that are new in the table of closed incidents."""
        total = int(column(w.organisation, "closed")[0])
        rows = int(column(w.organisation, "incident_rows")[0])
        for n in range(self._counted, total):
            x = _plain(w.closed, n)
            found = np.flatnonzero(column(w.incidents, "key")[:rows] == x.key)
            solver, end = x.solver, x.closed - self.start
            if found.size:
                item = self._follow(w, int(found[0]), day, solver)
            else:
                item = self.items.get((INCIDENT, x.key)) or self._new(INCIDENT, x, x.opened - self.start)
                item.walk([solver], float(day), end)
            item.closed, item.solver, item.loss, item.hops = end, solver, x.loss, x.hops
            item.outcome = RED if x.red == 1 else IN_TIME if x.in_time == 1 else LATE
            item.steps[1:] = [(min(time, end), station) for time, station in item.steps[1:]]
            self.ended.append(item)
        self._counted = total

    def _changes(self, w: World, day: int) -> None:
        """Follow the changes that are open, and close those that have left the table."""
        table = array_of(w.changes)[: int(column(w.organisation, "change_rows")[0])]
        run_days = {int(table["key"][row]): row for row in np.flatnonzero(table["open"] == 1).tolist()}
        for key in (self._changes_before or {}).keys() - run_days.keys():
            self._ended(w, key, day)
        for key, row in run_days.items():
            x = _plain(table, row)
            item = self.items.get((CHANGE, key))
            if item is None:
                item = self._new(CHANGE, x, x.requested_day - self.start)
                item.walk([self.people + x.team], day, day + 0.3)
                item.voice, item.counterpart = x.voice, x.counterpart
                self.requested.append(item)
            item.promise = x.promise
            builder = int(x.builder if not math.isnan(x.release) else x.worker_a)
            if builder != NONE:
                item.walk([builder], day, day + 0.5)
                item.solver = builder
        self._changes_before = run_days

    def _ended(self, w: World, key: int, day: int) -> None:
        """Close a change that has left the table: delivered if it was built, lapsed otherwise."""
        item = self.items[CHANGE, key]
        row = np.flatnonzero(column(w.changes, "key") == key)
        x = _plain(w.changes, int(row[0])) if row.size else None
        wait = day - item.opened
        built = (
            not math.isnan(x.release) if x is not None else wait < 2.2 * column(w.parameters, "opportunity_window")[0]
        )
        item.closed = day + 0.9
        if built:
            item.solver = x.builder if x is not None and x.builder != NONE else item.solver
            item.outcome = IN_TIME if wait <= item.promise else LATE
            item.walk([item.owner], day + 0.4, day + 0.6)
        else:
            item.outcome = LAPSED
        self.ended.append(item)


def _plain(table: Any, row: int) -> Any:
    """Return a row of a table as a tuple of Python numbers with names."""
    return _ROWS[table.dtype](*table[row].item())


def _hands(w: World, row: int, seen: int) -> list[int]:
    """Return the people who handed an incident over after the first `seen`, as far as the tables hold them."""
    total = int(column(w.incidents, "people_seen")[row])
    first = max(seen, total - PEOPLE_REMEMBERED)
    return [int(w.people_seen[row, n % PEOPLE_REMEMBERED]) for n in range(first, total)]
