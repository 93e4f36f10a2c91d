"""IT's clock: how long an incident took as IT counts it, and how a ticket is put on hold to keep its target.

Part of step 6. The user's clock is the time since the incident was opened. IT's clock leaves out what it may: waits
where it stands, and holds. A hold is seen by the owner, who did not ask for it.

Arguments: day is the row of the day, row that of the incident; now is a working time, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import service_levels, trust_events
from ..state import BENEVOLENCE, NONE
from ..tables.relations import trust_event

if TYPE_CHECKING:
    from ..state import World
    from ..work_records import Incident


@rule
def time_by_it(x: Incident, now: float) -> float:
    """Return the working days that IT's clock shows for an incident."""
    end = now if np.isnan(x.held_from) else x.held_from
    return end - x.opened - x.stopped


@rule
def stop_for(w: World, row: int, day: int, wait: float) -> None:
    """Let IT's clock stand for its part of a wait for the user or an appointment, `wait` working days."""
    o = w.organisation[0]
    stands = service_levels.clock_stands(o.framework, w.levers[day].objective, w.parameters[0])
    w.incidents[row].stopped += stands * wait


@rule
def end_hold(x: Incident, now: float) -> None:
    """Let IT's clock run again, when somebody takes the incident up."""
    if not np.isnan(x.held_from):
        x.stopped += now - x.held_from
        x.held_from = np.nan


@rule
def hold_at_handoff(w: World, i: int, row: int, day: int, now: float) -> None:
    """Let i, who has just handed an incident off, perhaps put it on hold while there is time left.

    Stream HOLD_AT_HANDOFF, by incident and number of hand-offs.
    """
    o, p = w.organisation[0], w.parameters[0]
    x = w.incidents[row]
    chance = service_levels.putting_on_hold(o.framework, w.levers[day].objective, p)
    if chance > 0.0 and time_by_it(x, now) < x.target:
        if random_numbers.uniform_of(w.streams[S.HOLD_AT_HANDOFF], x.key, x.hops) < chance:
            put_on_hold(w, i, row, day, now)


@rule
def hold_overnight(w: World, day: int) -> None:
    """Put some of the incidents on hold that would miss their target before tomorrow ends.

    By whoever holds it, else by a random member of its team. Stream HOLD_OVERNIGHT, by incident and day, decides both
    whether and, without a holder, who. Incidents that wait for the user are left alone.
    """
    o, now = w.organisation[0], day + 1.0
    chance = service_levels.putting_on_hold(o.framework, w.levers[day].objective, w.parameters[0])
    if chance <= 0.0:
        return
    for row in range(o.incident_rows):
        x = w.incidents[row]
        if x.open == 0 or x.ready > now or not np.isnan(x.held_from):
            continue
        left = x.target - time_by_it(x, now)
        u = random_numbers.uniform_of(w.streams[S.HOLD_OVERNIGHT], x.key, day)
        if 0.0 < left < 1.0 and u < chance:
            t = w.teams[x.team]
            i = x.holder if x.holder != NONE else t.first + random_numbers.below(t.members, u / chance)
            put_on_hold(w, i, row, day, now)


@rule
def put_on_hold(w: World, i: int, row: int, day: int, now: float) -> None:
    """Let i put an incident on hold: IT's clock stands, and the owner trusts i less."""
    x, h = w.incidents[row], w.history[day]
    x.held_from = now
    h.holds += 1.0
    h.trust_by_incidents += trust_event(w, x.owner, i, BENEVOLENCE, trust_events.of_hold(w.parameters[0]))
