"""Root causes: how they come into the world and leave it.

Components are parts of the technology on which root causes fall. Few components have most root causes, as in incident
logs; a component fixes the skill, a part of the difficulty, and the knowledge articles of its incidents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import business_calendar, problem_management, root_causes
from ..state import NONE, SKILLS

if TYPE_CHECKING:
    from ..state import World

#: Components of a service that are passed in one step on the way to older ones.
GROUP = 32


@rule
def component_for(w: World, key: int, service: int) -> int:
    """Return the component a new root cause falls on, as a row, and count it there.

    key      identity of the root cause, for random numbers
    service  row of the service; NONE: any, in proportion to the root causes it has had

    A Yule-Simon process: a new component with a small probability, else an old one in proportion to the root causes
    it has had. Changes `causes` of component and service, and `causes_ever`. Streams CAUSE_COMPONENT,
    CAUSE_NEW_COMPONENT and CAUSE_SERVICE, by root cause. Source: the concentration on components is fitted to BPI
    Challenge 2013.
    """
    o = w.organisation[0]
    mark = random_numbers.uniform_of(w.streams[S.CAUSE_COMPONENT], key, 0)
    fresh = random_numbers.uniform_of(w.streams[S.CAUSE_NEW_COMPONENT], key, 0) < w.parameters[0].new_component
    if service == NONE:
        if fresh or o.causes_ever == 0:
            service = random_numbers.below(
                len(w.services), random_numbers.uniform_of(w.streams[S.CAUSE_SERVICE], key, 0)
            )
        else:
            mark *= o.causes_ever
            service = 0
            while service < len(w.services) - 1 and mark >= w.services[service].causes:
                mark -= w.services[service].causes
                service += 1
    else:
        mark *= w.services[service].causes
    if fresh or w.services[service].causes == 0:
        row = _new_component(w, key, service)
    else:
        row = component_at(w, service, mark)
    w.components[row].causes += 1
    if w.components[row].group != NONE:
        w.components[w.components[row].group].group_causes += 1
    w.services[service].causes += 1
    o.causes_ever += 1
    return row


@rule
def component_at(w: World, service: int, mark: float) -> int:
    """Return the component of a service in which a mark lies when they stand in a row, as wide as their root causes.

    mark  0 or more, below the root causes that the service has had
    """
    row = w.services[service].first_component
    while True:
        c = w.components[row]
        if c.group == row and c.beyond != NONE and mark >= c.group_causes:
            mark -= c.group_causes
            row = c.beyond
        elif c.after != NONE and mark >= c.causes:
            mark -= c.causes
            row = c.after
        else:
            return row


@rule
def _new_component(w: World, key: int, service: int) -> int:
    """Add a component to a service, put it in front of the service's list, and return its row.

    key      identity of the root cause that opens it, and from now on of the component
    service  row of the service

    The skill that it needs is one of the SKILLS of the service, each equally likely (stream COMPONENT_NEED, by key);
    its share in the difficulty of incidents is a standard normal number (stream COMPONENT_DIFFICULTY).
    """
    o = w.organisation[0]
    need = service * SKILLS + random_numbers.below(
        SKILLS, random_numbers.uniform_of(w.streams[S.COMPONENT_NEED], key, 0)
    )
    row = o.components
    o.components += 1
    c = w.components[row]
    c.key = key
    c.need = need
    c.causes = 0
    c.difficulty = random_numbers.normal_of(w.streams[S.COMPONENT_DIFFICULTY], key, 0)
    c.article = 0.0
    c.group = NONE
    s = w.services[service]
    c.after = s.first_component
    s.first_component = row
    s.loose += 1
    if s.loose == GROUP:
        _group(w, row)
        s.loose = 0
    return row


@rule
def _group(w: World, newest: int) -> None:
    """Make a group of GROUP components, from the newest on; the way to older ones is then short in a large company."""
    total, row = 0, newest
    for _ in range(GROUP):
        w.components[row].group = newest
        total += w.components[row].causes
        row = w.components[row].after
    w.components[newest].group_causes = total
    w.components[newest].beyond = row


@rule
def new_cause(w: World, key: int, service: int, hidden: int, day: int) -> int:
    """Add a root cause and return its row.

    key      identity for random numbers: the same root cause under every strategy
    service  row of the service, NONE for any
    hidden   1 if shadow IT leaves it, else 0
    day      day it appears; age counts from it

    Draws hazard (incidents a day) and effort (person-days), streams CAUSE_HAZARD and CAUSE_EFFORT, by root cause.
    Released rows are used first.
    """
    o, p = w.organisation[0], w.parameters[0]
    component = component_for(w, key, service)
    row = o.free_cause
    if row == NONE:
        row = o.cause_rows
        o.cause_rows += 1
    else:
        o.free_cause = w.causes[row].after
    x = w.causes[row]
    x.key = key
    x.active = 1
    x.component = component
    x.service = w.needs[w.components[component].need].service
    x.hazard = root_causes.hazard(random_numbers.normal_of(w.streams[S.CAUSE_HAZARD], key, 0), p)
    x.effort = problem_management.effort(random_numbers.normal_of(w.streams[S.CAUSE_EFFORT], key, 0), hidden == 1, p)
    x.left = x.effort
    x.count = 0.0
    x.hidden = hidden
    x.opened = float(day)
    x.begun = np.nan
    o.active_causes += 1
    return row


@rule
def hazard_today(w: World, row: int) -> float:
    """Return the mean number of incidents of one root cause today.

    row  row of the root cause

    It is that of the root cause, less what preparation prevents on a peak.
    """
    x = w.causes[row]
    if w.services[x.service].prepared == 1:
        return business_calendar.prepared_hazard(x.hazard, w.parameters[0])
    return x.hazard


@rule
def hazard_of_all(w: World) -> float:
    """Return the mean number of incidents of all root causes on a mean day.

    It bounds the rows that a day may need; see `room.rows_wanted`.
    """
    total = 0.0
    for row in range(w.organisation[0].cause_rows):
        if w.causes[row].active == 1:
            total += w.causes[row].hazard
    return total


@rule
def remove_cause(w: World, row: int) -> None:
    """Take a root cause out of the world: worked off by problem management or by work on incidents, or expired.

    row  row of the root cause

    Its open incidents stay and have to be solved. The row is free; `key` keeps its value until the row is used again,
    so an incident can compare it. The component keeps its count of root causes: it remains prone to faults.
    """
    o = w.organisation[0]
    w.causes[row].active = 0
    w.causes[row].after = o.free_cause
    o.free_cause = row
    o.active_causes -= 1
