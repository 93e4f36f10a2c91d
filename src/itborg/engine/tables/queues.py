"""Queues: every team's open incidents and waiting changes, as linked lists of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.numba_support import rule
from ..state import NONE

if TYPE_CHECKING:
    from ..state import World


@rule
def take_incident_row(w: World) -> int:
    """Return an unused row of the incident table: the one released last, else the next new one."""
    o = w.organisation[0]
    if o.free_incident != NONE:
        row = o.free_incident
        o.free_incident = w.incidents[row].after
        return row
    o.incident_rows += 1
    return o.incident_rows - 1


@rule
def release_incident_row(w: World, row: int) -> None:
    """Close an incident row; it is the first to be used again."""
    o = w.organisation[0]
    w.incidents[row].open = 0
    w.incidents[row].after = o.free_incident
    o.free_incident = row


@rule
def queue_incident(w: World, row: int, team: int) -> None:
    """Put an incident at the front of a team's list."""
    t = w.teams[team]
    x = w.incidents[row]
    x.team = team
    x.before = NONE
    x.after = t.first_incident
    if t.first_incident != NONE:
        w.incidents[t.first_incident].before = row
    t.first_incident = row
    t.incidents += 1


@rule
def unqueue_incident(w: World, row: int) -> None:
    """Take an incident out of its team's list."""
    x = w.incidents[row]
    t = w.teams[x.team]
    if x.before == NONE:
        t.first_incident = x.after
    else:
        w.incidents[x.before].after = x.after
    if x.after != NONE:
        w.incidents[x.after].before = x.before
    t.incidents -= 1


@rule
def take_change_row(w: World) -> int:
    """Return an unused row of the change table: the one released last, else the next new one."""
    o = w.organisation[0]
    if o.free_change != NONE:
        row = o.free_change
        o.free_change = w.changes[row].after
        return row
    o.change_rows += 1
    return o.change_rows - 1


@rule
def release_change_row(w: World, row: int) -> None:
    """Close a change row; it is the first to be used again."""
    o = w.organisation[0]
    w.changes[row].open = 0
    w.changes[row].after = o.free_change
    o.free_change = row


@rule
def queue_change(w: World, row: int, team: int) -> None:
    """Put a change at the front of a team's list."""
    t = w.teams[team]
    x = w.changes[row]
    x.team = team
    x.before = NONE
    x.after = t.first_change
    if t.first_change != NONE:
        w.changes[t.first_change].before = row
    t.first_change = row
    t.changes += 1


@rule
def unqueue_change(w: World, row: int) -> None:
    """Take a change out of its team's list."""
    x = w.changes[row]
    t = w.teams[x.team]
    if x.before == NONE:
        t.first_change = x.after
    else:
        w.changes[x.before].after = x.after
    if x.after != NONE:
        w.changes[x.after].before = x.before
    t.changes -= 1
