"""Tables that grow and copies of a world: both know which rows of a table are in use.

Tables that fill up during a run start small. Where one is too short for the next day, that one is enlarged and the
others stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..organisation.types import Organisation
from ..strategies.base import Strategy
from .history import blank_history
from .state import World
from .table import array_of, column
from .tables.room import rows_wanted_at
from .working_calendar import OUTLOOK, campaign_days, fill_rhythm

#: Tables whose rows are used from the first on, and the scalar that counts the rows used so far.
_FILLING = {
    "components": "components",
    "causes": "cause_rows",
    "incidents": "incident_rows",
    "people_seen": "incident_rows",
    "teams_seen": "incident_rows",
    "changes": "change_rows",
    "closed": "closed",
}
#: Tables that no day writes to.
_CONSTANT = ("parameters", "levers", "desk", "delivery", "supplied", "supplied_trust", "campaign")
#: Tables to which a day adds rows or writes its own row, and of which it reads no other.
_ADDED_TO = ("closed", "history", "columns")
#: Rows of an enlarged table over those that it had, at least.
GROWTH = 1.5


def copy_world(world: World) -> World:
    """Return an independent copy of a world; its future is that of the original.

    Tables that no day writes to are shared, and unused rows are not copied: a branch is cheap.
    """
    tables = {
        name: table if name in _CONSTANT else table.copy()
        for name, table in world._asdict().items()
        if name not in _FILLING
    }
    for name, count in _FILLING.items():
        table, used = getattr(world, name), int(column(world.organisation, count)[0])
        tables[name] = _with_rows(table, used, len(table))
    history = tables["history"]
    tables["columns"] = history.view(np.float64).reshape(len(history), -1)
    return World(**tables)


class Trial:
    """A second copy of a world, in which its next day is tried without a change of the world.

    What a day only adds to is shared: closed incidents, whose rows the real day writes again, and the history, whose
    row of that day the caller has to restore. The memory of all other tables is used again for every day, since to
    allocate it takes longer than the day itself.
    """

    def __init__(self, world: World) -> None:
        """Lay out the copy; `world` keeps its arrays as long as the trial is used."""
        tables = {
            name: np.zeros_like(table)
            for name, table in world._asdict().items()
            if name not in _CONSTANT and name not in _ADDED_TO
        }
        self.of = world
        self._copy = world._replace(**tables)
        self._parts = [(_rows(mine), _rows(getattr(world, name)), _used(world, name)) for name, mine in tables.items()]

    def begin(self) -> World:
        """Return the copy in the state that the world has now."""
        for mine, theirs, used in self._parts:
            rows = len(mine) if used is None else used[0]
            mine[:rows] = theirs[:rows]
        return self._copy


def _rows(table: Any) -> NDArray[np.uint8]:
    """Return the rows of a table as bytes that share its memory, which numpy copies without a look at the fields."""
    size = table.itemsize * math.prod(table.shape[1:])
    return np.frombuffer(table, np.uint8).reshape(len(table), size) if table.size else np.zeros((0, size), np.uint8)


def _used(world: World, name: str) -> NDArray[Any] | None:
    """Return the live number of rows in use of a table that fills up, (1,); None for other tables."""
    return column(world.organisation, _FILLING[name]) if name in _FILLING else None


def grow_tables(world: World) -> World:
    """Return the same world with room for another day: tables that are too short get more rows, new rows are zero."""
    rows = array_of(world.causes)[: world.organisation[0].cause_rows]
    hazards = rows["hazard"][rows["active"] == 1]
    hazard = np.cumsum(hazards)[-1] if len(hazards) else 0.0  # added one by one as in the kernel, to the last bit
    incidents, closed, changes, causes, components = rows_wanted_at(world, hazard)
    return enlarged(
        world,
        {
            "incidents": incidents,
            "people_seen": incidents,
            "teams_seen": incidents,
            "closed": closed,
            "changes": changes,
            "causes": causes,
            "components": components,
        },
    )


def enlarged(world: World, wanted: Mapping[str, float]) -> World:
    """Return the same world in which some tables have at least as many rows as wanted; longer ones stay.

    wanted  rows by name of the table
    """
    longer = {}
    for name, rows in wanted.items():
        table = getattr(world, name)
        if len(table) < rows:
            longer[name] = _with_rows(table, len(table), max(math.ceil(rows), int(GROWTH * len(table))))
    return world._replace(**longer) if longer else world


def _with_rows(table: Any, used: int, rows: int) -> Any:
    """Return a table of so many rows with the first `used` of another; memory never written to costs nothing."""
    room = np.zeros((rows, *table.shape[1:]), dtype=table.dtype)
    room[:used] = table[:used]
    return room


def extend_days(
    world: World, organisation: Organisation, strategy: Strategy, *, start: int, strategy_start: int, days: int
) -> World:
    """Return the same world with daily tables for `days` days after day `start`; existing rows keep their values.

    start           row of the first day after the burn-in
    strategy_start  row of the strategy's own first day; later than `start` in a branch
    """
    old, new = len(world.history), start + days
    if new <= old:
        return world
    history = blank_history(new)
    history[:old] = world.history
    longer = world._replace(
        history=history,
        columns=history.view(np.float64).reshape(new, -1),
        campaign=campaign_days(organisation.calendar, start, days),
        rhythm=np.zeros((len(world.services), new + OUTLOOK)),
        up=np.ones((len(world.services), new + OUTLOOK)),
    )
    longer.up[:, : world.up.shape[1]] = world.up
    with np.errstate(over="ignore"):
        fill_rhythm(longer)
    levers = strategy.schedule(new - strategy_start)[old - strategy_start :]
    return longer._replace(levers=np.concatenate([world.levers, levers]))
