"""The records of technology and work: components, root causes, incidents, changes; see `records` for the conventions."""

from __future__ import annotations

from typing import Protocol


class Component(Protocol):
    """A part of the technology that root causes fall on."""

    key: int
    need: int
    causes: int
    difficulty: float
    article: float
    after: int  # next component of the same service, an older one
    group: int  # newest component of its group, NONE for one in no group yet
    beyond: int  # of the newest of a group: the first component that is older than the group
    group_causes: int  # of the newest of a group: root causes of the group


class Cause(Protocol):
    """A root cause: a fault that triggers incidents until it is removed or expires. Effort is in person-days.

    `effort` is what its removal needs in all, `left` what remains; `count` is incidents a day as remembered.
    """

    key: int
    active: int
    count: float
    often: float  # ln of it, see problem_management.often
    hazard: float  # incidents a day
    left: float
    begun: float  # day problem work began, NaN before
    service: int
    hidden: int  # 1: left by shadow IT
    component: int
    effort: float
    opened: float  # day it appeared
    after: int  # next free row


class Incident(Protocol):
    """An open incident on its way. Effort and work spent are in person-days, loss in kEUR, times in working days.

    `need` is what it really needs, `perceived_need` what IT believes. `context` is the share of the user's account that
    survived the hand-offs, `information` what failed attempts found out.
    """

    after: int
    ready: float
    holder: int
    since: float  # handed to its holder
    service: int
    voice: float  # of the owner in the team of the true need, when it opened
    credit: float  # trust of the owner's counterpart in the owner
    worth: float  # ln(impact x day value)
    label: int  # stated level 1 to 4
    severity: float
    log_effort: float
    opened: float
    failed: int
    key: int
    open: int
    effort: float
    owner: int
    cause: int
    cause_key: int
    component: int
    need: int  # true need
    perceived_need: int
    second: int  # second need, NONE when none is left
    difficulty: float
    impact: float
    level: int  # true level 1 to 4
    target: float  # SLA target, days
    stopped: float  # days for which IT's clock stood
    held_from: float  # when it was put on hold, NaN when it is not
    loss: float
    team: int
    sender: int
    sender_team: int
    hops: int  # hand-offs: changes of team or person
    team_changes: int  # of these to another team
    returned: int
    questioned: int
    appointed: int
    answered_hop: int
    reopened: int
    context: float
    information: float
    spent: float
    people_seen: int
    teams_seen: int
    waits: int  # 1: in the team's list of those that are not ready yet
    before: int  # neighbours in the team's list; after: also the next free row


class Change(Protocol):
    """A change request on its way, from the request to its release. `effort` and `left` are in person-days.

    `value` is the daily benefit of a perfect fit, kEUR. `risk` is the probability that it leaves a root cause, before
    anything is done about it.
    """

    after: int
    approved: float
    workers: int
    worker_a: int
    worker_b: int
    service: int
    voice: float  # of the owner in the team that builds, at the request
    credit: float  # trust of the owner's counterpart in the owner
    log_density: float  # ln value density against the average change
    label: int
    appeal: float  # technical interest, of no value to the business
    requested_day: float
    left: float
    effort: float
    key: int
    open: int
    release: float  # day of release once finished, NaN before
    owner: int
    team: int
    value: float  # kEUR a day
    risk: float
    level: int
    counterpart: int  # who speaks for the owner, NONE for nobody
    promise: float  # days
    builder: int
    before: int


class Closed(Protocol):
    """A closed incident, as incident logs record it. `hours` are on the clock; `in_time` and `red` are 0 or 1."""

    key: int
    opened: float
    closed: float
    hours: float
    hops: int  # hand-offs: changes of team or person
    team_changes: int  # of these to another team
    teams: int
    returned: int
    questioned: int
    reopened: int
    service: int
    component: int
    label: int
    level: int
    target: float
    in_time: int
    in_time_user_clock: int
    stopped: float
    red: int
    loss: float
    spent: float
    owner: int
    solver: int
