"""Queues: every team's open incidents and waiting changes, as linked lists of rows.

A list begins at `first_incident` or `first_change` of the team and goes on by `after`; NONE ends it. New rows are put
in front, so the order of a list is that of arrival, latest first; people choose by score, and the order matters only
among equals. The free rows of a table are a list as well, from `free_incident` or `free_change`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.numba_support import rule
from ..state import NONE

if TYPE_CHECKING:
    from ..state import World


@rule
def take_incident_row(w: World) -> int:
    """Return an unused row of the incident table: the one released last, else the next new one.

    The caller writes all fields of the row. There is room: `one_day.has_room` sees to it before a day begins.
    """
    o = w.organisation[0]
    if o.free_incident != NONE:
        row = o.free_incident
        o.free_incident = w.incidents[row].after
        return row
    o.incident_rows += 1
    return o.incident_rows - 1


@rule
def release_incident_row(w: World, row: int) -> None:
    """Close an incident row; it is the first to be used again.

    row  row of the incident, out of its team's list before

    Its key stays, so whoever still refers to the row has to compare keys.
    """
    o = w.organisation[0]
    w.incidents[row].open = 0
    w.incidents[row].after = o.free_incident
    o.free_incident = row


@rule
def queue_incident(w: World, row: int, team: int) -> None:
    """Put an incident at the front of a team's list.

    row   row of the incident, in no list now
    team  row of the team

    Sets `team`, `before` and `after` of the incident, and counts it in `incidents` of the team, which firefighting
    reads.
    """
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
    """Take an incident out of its team's list, in constant time, and count it off `incidents` of the team.

    row  row of the incident; its `team` keeps its value until it is queued again
    """
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
    """Return an unused row of the change table: the one released last, else the next new one.

    The caller writes all fields of the row. There is room: `one_day.has_room` sees to it before a day begins.
    """
    o = w.organisation[0]
    if o.free_change != NONE:
        row = o.free_change
        o.free_change = w.changes[row].after
        return row
    o.change_rows += 1
    return o.change_rows - 1


@rule
def release_change_row(w: World, row: int) -> None:
    """Close a change row; it is the first to be used again.

    row  row of the change, out of its team's list before

    People remember the change they worked on last by row and key, and compare both.
    """
    o = w.organisation[0]
    w.changes[row].open = 0
    w.changes[row].after = o.free_change
    o.free_change = row


@rule
def queue_change(w: World, row: int, team: int) -> None:
    """Put a change at the front of a team's list.

    row   row of the change, in no list now
    team  row of the IT team that builds it

    Sets `team`, `before` and `after` of the change, and counts it in `changes` of the team.
    """
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
    """Take a change out of its team's list, in constant time, when it is finished or withdrawn.

    row  row of the change; a finished change stays open in the table until its release
    """
    x = w.changes[row]
    t = w.teams[x.team]
    if x.before == NONE:
        t.first_change = x.after
    else:
        w.changes[x.before].after = x.after
    if x.after != NONE:
        w.changes[x.after].before = x.before
    t.changes -= 1
