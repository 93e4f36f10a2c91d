"""Queues: every team's open incidents and waiting changes, as linked lists of rows.

A list begins at a field of the team and goes on by `after`; NONE ends it. A team has two lists of incidents, because
most of them wait for somebody: `first_incident` begins those that are ready, `first_waiting` the others in the order in
which they become ready. Other rows are put in front; people choose by score, and the order matters only among equals.
The free rows of a table are a list as well, from `free_incident` or `free_change`.
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

    The caller writes all fields of the row. There is room: `room.has_room` sees to it before a day begins.
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
    """Put an incident among those of a team that wait to be ready; `make_ready` puts it among the others.

    row   row of the incident, in no list now; it has its time `ready`
    team  row of the team

    Sets `team` of the incident, and counts it in `incidents` of the team, which firefighting reads.
    """
    w.incidents[row].team = team
    w.teams[team].incidents += 1
    _line_up(w, row)


@rule
def let_wait(w: World, row: int) -> None:
    """Move an incident of a team's list among those that wait, after its time `ready` was changed."""
    _unlink(w, row)
    _line_up(w, row)


@rule
def make_ready(w: World, team: int, now: float) -> None:
    """Put incidents of a team that became ready at a working time or before among those that are ready."""
    t = w.teams[team]
    row = t.first_waiting
    while row != NONE and w.incidents[row].ready <= now:
        _unlink(w, row)
        x = w.incidents[row]
        x.waits = 0
        x.before = NONE
        x.after = t.first_incident
        if x.after != NONE:
            w.incidents[x.after].before = row
        t.first_incident = row
        row = t.first_waiting


@rule
def _line_up(w: World, row: int) -> None:
    """Put an incident, in no list now, among those of its team that wait, before all that become ready later."""
    x = w.incidents[row]
    t = w.teams[x.team]
    before, after = NONE, t.first_waiting
    while after != NONE and w.incidents[after].ready < x.ready:
        before, after = after, w.incidents[after].after
    x.waits = 1
    x.before = before
    x.after = after
    if before == NONE:
        t.first_waiting = row
    else:
        w.incidents[before].after = row
    if after != NONE:
        w.incidents[after].before = row


@rule
def _unlink(w: World, row: int) -> None:
    """Take an incident out of the list that it is in."""
    x = w.incidents[row]
    if x.before != NONE:
        w.incidents[x.before].after = x.after
    elif x.waits == 1:
        w.teams[x.team].first_waiting = x.after
    else:
        w.teams[x.team].first_incident = x.after
    if x.after != NONE:
        w.incidents[x.after].before = x.before


@rule
def unqueue_incident(w: World, row: int) -> None:
    """Take an incident out of its team's list, in constant time, and count it off `incidents` of the team.

    row  row of the incident; its `team` keeps its value until it is queued again
    """
    _unlink(w, row)
    w.teams[w.incidents[row].team].incidents -= 1


@rule
def take_change_row(w: World) -> int:
    """Return an unused row of the change table: the one released last, else the next new one.

    The caller writes all fields of the row. There is room: `room.has_room` sees to it before a day begins.
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
