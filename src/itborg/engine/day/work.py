"""Step 6. Work: in each of four slots of a day, IT people work in random order, each by an own clock.

A day of work is divided into slots so that an incident can pass through several hands in a day. Who works on what
follows the role, the queues and the pull of firefighting: open incidents take hands from changes and problems, which
leads to more incidents later.

Arguments: day is the row of the day, i the row of the person; end is the end of a slot, 0 to 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import firefighting, framework
from ..state import DESK, DEVELOPER, IT, NONE, OPERATIONS
from .change_work import build_changes
from .problem_work import analyse
from .service_clock import hold_overnight
from .solving_work import next_incident, take_incident

if TYPE_CHECKING:
    from ..records import Person
    from ..state import World


#: Turns that everybody gets in a day, one after the other.
SLOTS = 4


@rule
def work_the_day(w: World, day: int) -> None:
    """Let IT work for a day.

    The order is by team, then at random within a team, the same in all slots of the day. Teams keep their order of
    rows, so an incident handed to a later team can be taken up in the same slot. Assumption.
    """
    o = w.organisation[0]
    prepare_people(w, day)
    for team in range(len(w.teams)):
        if w.teams[team].side == IT:
            order_team(w, team, day)
    for slot in range(SLOTS):
        for n in range(o.it):
            work_until(w, w.order[n], day, slot)
    hold_overnight(w, day)


@rule
def prepare_people(w: World, day: int) -> None:
    """Set pull and pressure of the day, and the speed and the clock of every IT person.

    Work booked beyond yesterday stays on the clock, in person-days: a slower day needs more time for it. Records the capacity of the desk and of everybody else.

    The pull comes from incidents open at the start of work; pressure and lasting pressure are its running means over
    weeks and months. Speed is the share of the clock that becomes work: less what contacts, meetings, training,
    routine and the framework take, less fatigue.
    """
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    o.pull = firefighting.pull(o.open_incidents, o.scale, p)
    h.pull = o.pull
    o.pressure = firefighting.pressure(o.pressure, o.pull, p)
    o.lasting_pressure = firefighting.lasting_pressure(o.lasting_pressure, o.pull, p)
    overhead = framework.time_taken(o.framework, lv.objective, lv.overhead, p)
    gain = framework.efficiency(o.framework, o.records, p)
    o.busiest_team = busiest(w)
    for i in range(o.it):
        person = w.people[i]
        booked = max(0.0, person.clock - 1.0) * person.speed
        person.speed = firefighting.work_speed(
            person.taken, person.role <= DEVELOPER, overhead, gain, o.lasting_pressure, lv.capacity_factor, p
        )
        person.clock = booked / person.speed
        if person.resolver == 1:
            if person.role == DESK:
                h.desk_capacity += person.speed
            else:
                h.not_desk_capacity += person.speed


@rule
def busiest(w: World) -> int:
    """Return the IT team with most open incidents per resolver: problem staff who help go there. First of equals."""
    best, winner = -1.0, 0
    for g in range(len(w.teams)):
        t = w.teams[g]
        if t.resolvers > 0:
            load = t.incidents / t.resolvers
            if load > best:
                best, winner = load, g
    return winner


@rule
def order_team(w: World, team: int, day: int) -> None:
    """Put the members of a team in today's random order into their rows of w.order; a Shell sort of keys in w.scratch.

    team  row of the team; its members stand in consecutive rows of `w.people`

    The keys are uniform numbers by person and day (stream ORDER), so one more member leaves the order of the others
    alone.
    """
    t = w.teams[team]
    last = t.first + t.members
    for k in range(t.first, last):
        w.order[k] = k
        w.scratch[k] = random_numbers.uniform_of(w.streams[S.ORDER], w.people[k].key, day)
    gap = t.members // 2
    while gap > 0:
        for k in range(t.first + gap, last):
            key, row = w.scratch[k], w.order[k]
            m = k
            while m >= t.first + gap and w.scratch[m - gap] > key:
                w.scratch[m] = w.scratch[m - gap]
                w.order[m] = w.order[m - gap]
                m -= gap
            w.scratch[m] = key
            w.order[m] = row
        gap = gap // 2


@rule
def work_until(w: World, i: int, day: int, slot: int) -> None:
    """Let one person work to the end of a slot, on what its role and today's pressure demand.

    slot  number of the slot, 0 to SLOTS - 1

    Problem staff analyses, or helps with incidents of the busiest team when pulled. Developers build changes, or start
    with incidents for a share of their slots. Operations take incidents first and build in between; the desk
    does nothing else. Time that is left over in the slot is lost.
    """
    person = w.people[i]
    end = (slot + 1.0) / SLOTS
    if person.resolver == 0 or person.clock >= end:
        return
    if person.works_problems == 1:
        if mode(w, person, day, slot) < problem_pull(w, i, day):
            do_incidents(w, i, w.organisation[0].busiest_team, day, end)
        else:
            analyse(w, i, day, end)
    elif person.role == DEVELOPER:
        if mode(w, person, day, slot) < incident_share(w, person.team):
            incidents_first(w, i, person.team, day, end)
        else:
            build_changes(w, i, person.team, day, end)
    elif person.role == OPERATIONS:
        incidents_first(w, i, person.team, day, end)
    else:
        do_incidents(w, i, person.team, day, end)
    person.clock = max(person.clock, end)


@rule
def mode(w: World, person: Person, day: int, slot: int) -> float:
    """Return the number in (0, 1) that decides what a person works on in a slot.

    Stream MODE, by person, day and slot.
    """
    return random_numbers.uniform_of(w.streams[S.MODE], person.key, day * SLOTS + slot)


@rule
def incidents_first(w: World, i: int, team: int, day: int, end: float) -> None:
    """Work on incidents as they become ready, and on changes in between.

    team  row of the person's team; changes are those of the team that it helps

    Changes stop at `waits_until`, when the next incident that the person may take becomes ready.
    """
    person = w.people[i]
    while person.clock < end:
        do_incidents(w, i, team, day, end)
        pause = min(end, person.waits_until - day)
        build_changes(w, i, w.teams[team].helps, day, pause)
        person.clock = max(person.clock, pause)


@rule
def problem_pull(w: World, i: int, day: int) -> float:
    """Return the probability that problem staff works on incidents in a slot.

    i  row of a person who works on problems today

    The lever `protected_problem_staff` exempts that share of the staff, by rank. Without protection firefighting eats
    the time that would prevent fires (capability trap, Repenning & Sterman 2001).
    """
    protected = w.people[i].rank < w.levers[day].protected_problem_staff
    return 0.0 if protected else firefighting.problem_staff_pull(w.organisation[0].pull, w.parameters[0])


@rule
def incident_share(w: World, team: int) -> float:
    """Return the share of a developer's slots that begin with incidents, 0 to 1.

    team  row of the developer's team: its own queue pulls, and the firefighting of all of IT
    """
    t = w.teams[team]
    return firefighting.developer_share(t.incidents, t.resolvers, w.organisation[0].pull, w.parameters[0])


@rule
def do_incidents(w: World, i: int, team: int, day: int, end: float) -> None:
    """Work on incidents of a team until the slot ends or nothing is left that is ready.

    team  row of the team whose queue is worked off, usually the own
    end   end of the slot; an incident that was taken up is worked on beyond it

    Who has other work goes on to it; the desk and helping problem staff wait for the next incident.
    A waiting person's clock jumps to the time at which the next incident becomes ready, a moment later than its
    entry so that it counts as ready.
    """
    person = w.people[i]
    waits = person.role == DESK or person.works_problems == 1
    while person.clock < end:
        now = day + person.clock
        row = next_incident(w, i, team, day, now, day + end)
        if row == NONE:
            if not waits or person.waits_until >= day + end:
                return
            person.clock = person.waits_until - day + 1e-9
        else:
            take_incident(w, i, row, day)
