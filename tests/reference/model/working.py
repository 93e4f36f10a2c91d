"""Step 6, the day of IT: speed, order, and the work of each person in each of four slots."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import firefighting, framework
from tests.reference.model import clocks
from tests.reference.model.building import build_changes
from tests.reference.model.problems import analyse
from tests.reference.model.solving import do_incidents
from tests.reference.model.things import DESK, DEVELOPER, IT, OPERATIONS, SLOTS, Firm, Person, Team


def work(firm: Firm, day: int) -> None:
    """Run step 6: in each slot, IT people work in random order."""
    prepare_people(firm)
    for slot in range(SLOTS):
        for team in firm.teams:
            if team.side == IT:
                for person in sorted(team.members, key=lambda x: firm.draws.share(streams.ORDER, x.key, day)):
                    work_until(firm, person, day, slot)
    clocks.hold_overnight(firm, day)


def prepare_people(firm: Firm) -> None:
    """Measure the pull of firefighting, and set everybody's speed of the day."""
    p, lv, g = firm.p, firm.lv, firm.scalars
    g.pull = firefighting.pull(len(firm.incidents.all()), g.scale, p)
    firm.row["pull"] = g.pull
    g.pressure = firefighting.pressure(g.pressure, g.pull, p)
    g.lasting_pressure = firefighting.lasting_pressure(g.lasting_pressure, g.pull, p)
    overhead = framework.time_taken(g.framework, lv.objective, lv.overhead, p)
    gain = framework.efficiency(g.framework, g.records, p)
    loads = [(len(t.incidents) / t.resolvers if t.resolvers else -1.0) for t in firm.teams]
    g.busiest_team = firm.teams[loads.index(max(loads))]
    for x in firm.it:
        begun = x.speed * (x.clock - 1.0) if x.clock > 1.0 else 0.0
        routine = x.role in (DESK, OPERATIONS, DEVELOPER)
        x.speed = firefighting.work_speed(x.taken, routine, overhead, gain, g.lasting_pressure, lv.capacity_factor, p)
        x.clock = begun / x.speed
        if x.resolver:
            firm.row["desk_capacity" if x.role == DESK else "not_desk_capacity"] += x.speed


def work_until(firm: Firm, x: Person, day: int, slot: int) -> None:
    """Let one person work to the end of a slot."""
    end = (slot + 1) / SLOTS
    if not x.resolver or x.clock >= end:
        return
    mode = firm.draws.share(streams.MODE, x.key, day * SLOTS + slot)
    if x.works_problems:
        if mode < problem_pull(firm, x):
            do_incidents(firm, x, firm.scalars.busiest_team, day, end)
        else:
            analyse(firm, x, day, end)
    else:
        do_own_work(firm, x, day, end, mode)
    x.clock = max(x.clock, end)


def do_own_work(firm: Firm, x: Person, day: int, end: float, mode: float) -> None:
    """Let the desk work on incidents, developers on incidents or changes, operations on changes between incidents."""
    if x.role == DEVELOPER and mode >= developer_share(firm, x.team):
        build_changes(firm, x, x.team, day, end)
    elif x.role in (DEVELOPER, OPERATIONS):
        while x.clock < end:
            pause = do_incidents(firm, x, x.team, day, end)
            build_changes(firm, x, x.team.helps, day, pause)
            x.clock = max(x.clock, pause)
    else:
        do_incidents(firm, x, x.team, day, end)


def problem_pull(firm: Firm, x: Person) -> float:
    """Return the probability that somebody on problems is pulled to incidents instead."""
    if x.rank < firm.lv.protected_problem_staff:
        return 0.0
    return firefighting.problem_staff_pull(firm.scalars.pull, firm.p)


def developer_share(firm: Firm, team: Team) -> float:
    """Return the share of a developer's slots that begin with incidents."""
    return firefighting.developer_share(len(team.incidents), team.resolvers, firm.scalars.pull, firm.p)
