"""Phase 6, the day of IT: speed, order, and what each turns to in each of four slots."""

from __future__ import annotations

from itborg.common import streams
from tests.reference.model.bonds import within
from tests.reference.model.building import build_changes
from tests.reference.model.outages import label_weight
from tests.reference.model.problems import analyse
from tests.reference.model.solving import do_incidents
from tests.reference.model.things import DESK, DEVELOPER, IT, OPERATIONS, SLOTS, Firm, Person, Team


def work(firm: Firm, day: int) -> None:
    """Phase 6."""
    get_ready(firm)
    for slot in range(SLOTS):
        for team in firm.teams:
            if team.side == IT:
                for person in sorted(team.members, key=lambda x: firm.luck.share(streams.ORDER, x.key, day)):
                    work_until(firm, person, day, slot)


def get_ready(firm: Firm) -> None:
    """Take stock of the fire, and set everybody's speed and task of the day."""
    p, lv, g = firm.p, firm.lv, firm.scalars
    burning = len(firm.incidents.all()) / g.scale
    g.pull = within((burning - p.pull_start) / p.pull_scale, 0.0, 1.0)
    firm.row["pull"] = g.pull
    g.pressure20 += (g.pull - g.pressure20) / 20.0
    g.pressure60 += (g.pull - g.pressure60) / 60.0
    loads = [(len(t.incidents) / t.resolvers if t.resolvers else -1.0) for t in firm.teams]
    g.busiest_team = firm.teams[loads.index(max(loads))]
    for x in firm.it:
        free = 1.0 - x.taken - 0.05 * g.framework * lv.objective - 0.10 * lv.overhead
        if x.role in (DESK, OPERATIONS, DEVELOPER):
            free -= p.routine
        free *= 1.0 + p.framework_gain * g.framework * g.records
        x.speed = max(0.05, free * (1.0 - p.fatigue * g.pressure60) * lv.capacity_factor)
        x.clock = max(0.0, x.clock - 1.0)
        x.label_weight = label_weight(firm, x)
        if x.resolver:
            firm.row["desk_capacity" if x.role == DESK else "not_desk_capacity"] += x.speed


def work_until(firm: Firm, x: Person, day: int, slot: int) -> None:
    """Let one person work to the end of a slot."""
    end = (slot + 1) / SLOTS
    if not x.resolver or x.clock >= end:
        return
    mood = firm.luck.share(streams.MODE, x.key, day * SLOTS + slot)
    if x.works_problems:
        if mood < fire_call(firm, x):
            do_incidents(firm, x, firm.scalars.busiest_team, day, end)
        else:
            analyse(firm, x, day, end)
    else:
        turn_to_own_work(firm, x, day, end, mood)
    x.clock = max(x.clock, end)


def turn_to_own_work(firm: Firm, x: Person, day: int, end: float, mood: float) -> None:
    """The desk has incidents only; a developer's slot may be free of them; others build between incidents."""
    if x.role == DEVELOPER and mood >= developer_share(firm, x.team):
        build_changes(firm, x, x.team, day, end)
    elif x.role in (DEVELOPER, OPERATIONS):
        while x.clock < end:
            pause = do_incidents(firm, x, x.team, day, end)
            build_changes(firm, x, x.team.helps, day, pause)
            x.clock = max(x.clock, pause)
    else:
        do_incidents(firm, x, x.team, day, end)


def fire_call(firm: Firm, x: Person) -> float:
    """Return the chance that somebody on problems is called to the fire instead."""
    if x.rank < firm.lv.protected_problem_staff:
        return 0.0
    return min(1.0, 1.3 * firm.scalars.pull)


def developer_share(firm: Firm, team: Team) -> float:
    """Return the share of a developer's slots that begin with incidents."""
    p = firm.p
    share = p.developer_incident_share + p.incident_pull * len(team.incidents) / max(1, team.resolvers)
    return min(p.incident_share_cap, share + 0.2 * firm.scalars.pull)
