"""Step 4. Outages: root causes trigger incidents; incidents are labelled and enter IT.

What an incident costs depends on service and day, which the owner knows and IT sees only with understanding of
the business. IT gets a label, and the skill that it perceives; both may be wrong.

Arguments: day is the row of the day, row that of an incident, key the identity of an event for random numbers;
work holds the person-days of open incidents with label 1 to 4.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import framework, incidents, labels, problem_management, root_causes, service_levels, solving, voice
from ...mechanisms.arithmetic import stretched
from ..state import BENEVOLENCE, NONE, SKILLS
from ..tables.queues import queue_incident, take_incident_row
from ..tables.relations import trust_event
from ..tables.root_cause_rows import hazard_today, new_cause, remove_cause
from .choosing import member_for
from .labelling import choose_label, note_label
from .voices import credit_of, voice_of

if TYPE_CHECKING:
    from ..state import World
    from ..work_records import Cause, Incident


@rule
def trigger_incidents(w: World, day: int) -> None:
    """Let root causes appear, expire and trigger incidents for a day.

    The numbers of new root causes (stream CAUSE_COUNT, by day) and of incidents per root cause (stream
    INCIDENT_COUNT, by root cause and day) are Poisson; the mean of the latter is `hazard_today`. Since both are
    indexed by event, a root cause that a strategy removes takes its own incidents away and no others. Labels are
    stated in view of the incidents that were open when the day began.
    """
    o, p = w.organisation[0], w.parameters[0]
    for q in range(
        random_numbers.poisson(
            root_causes.appearing(o.scale, p), random_numbers.uniform_of(w.streams[S.CAUSE_COUNT], day, 0)
        )
    ):
        new_cause(w, random_numbers.key_of(S.CAUSE, day, q), NONE, 0, day)
    work = visible_incident_work(w)
    ordinary = incidents.ordinary_worth(p.service_value, p)
    for row in range(o.cause_rows):
        x = w.causes[row]
        if x.active == 0:
            continue
        if random_numbers.uniform_of(w.streams[S.CAUSE_EXPIRY], x.key, day) < p.cause_expiry:
            remove_cause(w, row)
            continue
        count = random_numbers.poisson(
            hazard_today(w, row), random_numbers.uniform_of(w.streams[S.INCIDENT_COUNT], x.key, day)
        )
        x.count = root_causes.remembered_incidents(x.count, count, p)
        x.often = problem_management.often(x.count, p)
        for q in range(count):
            open_incident(w, day, row, random_numbers.key_of(S.INCIDENT_KEY + 128 * q, x.key, day), work, ordinary)


@rule
def visible_incident_work(w: World) -> tuple[float, float, float, float]:
    """Return the person-days of open incidents with label 1, 2, 3 and 4: the queue that all can see.

    Effort is counted in full until an incident closes, as nobody sees how far the work on it is.
    """
    a, b, c, d = 0.0, 0.0, 0.0, 0.0
    for row in range(w.organisation[0].incident_rows):
        x = w.incidents[row]
        if x.open == 1:
            if x.label == 1:
                a += x.effort
            elif x.label == 2:
                b += x.effort
            elif x.label == 3:
                c += x.effort
            else:
                d += x.effort
    return a, b, c, d


@rule
def open_incident(
    w: World, day: int, cause_row: int, key: int, work: tuple[float, float, float, float], ordinary: float
) -> None:
    """Open one incident of a root cause; everything about it but its label and entry is keyed by its identity.

    cause_row  row of its root cause, which gives service and component
    key        of root cause, day and number on that day: the same incident under every strategy
    work       queue as the owner sees it in the morning, person-days by label
    ordinary   worth of an ordinary incident, ln kEUR a day

    Draws owner, need, difficulty, effort, impact and severity by streams INCIDENT_*; then the owner states a label, IT
    perceives a need, the incident enters a queue or a named person's hands, and IT sets its own class.
    """
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    cause = w.causes[cause_row]
    s = w.services[cause.service]
    row = take_incident_row(w)
    x = w.incidents[row]
    x.key = key
    x.service = cause.service
    x.owner = member_for(w, key, S.INCIDENT_OWNER, s.owner)
    x.cause = cause_row
    x.cause_key = cause.key
    x.component = cause.component
    _draw_work(w, x, cause)
    x.impact = incidents.impact(o.reach, random_numbers.normal_of(w.streams[S.INCIDENT_IMPACT], key, 0), p)
    x.severity = random_numbers.normal_of(w.streams[S.INCIDENT_SEVERITY], key, 0)
    x.worth = incidents.worth(x.impact, s.value)
    x.opened = day + random_numbers.uniform_of(w.streams[S.INCIDENT_TIME], key, 0)
    _untouched(x)
    _speak_for(w, x, w.needs[x.need].team)
    _label_incident(w, day, row, work, ordinary)
    _see_first(w, row)
    _enter(w, row)
    _classify(w, row, ordinary)
    o.open_incidents += 1
    h.opened += 1.0


@rule
def _draw_work(w: World, x: Incident, cause: Cause) -> None:
    """Draw the skill, the difficulty and the effort (person-days) of an incident, and perhaps a second skill.

    Skill and second skill come from one uniform number each: what is left of it picks among the other skills.
    """
    p, key = w.parameters[0], x.key
    component = w.components[x.component]
    pick = random_numbers.uniform_of(w.streams[S.INCIDENT_NEED], key, 0)
    x.need = component.need
    if pick > p.component_skill:
        x.need = other_need(component.need, stretched(pick, p.component_skill))
    own = random_numbers.normal_of(w.streams[S.INCIDENT_DIFFICULTY], key, 0)
    x.difficulty = incidents.difficulty(component.difficulty, own, p)
    z = random_numbers.normal_of(w.streams[S.INCIDENT_EFFORT], key, 0)
    x.effort = incidents.effort(x.difficulty, z, cause.hidden == 1, p)
    x.log_effort = math.log(x.effort)
    x.second = NONE
    u = random_numbers.uniform_of(w.streams[S.INCIDENT_SECOND], key, 0)
    second = incidents.second_skill(x.difficulty, p)
    if u < second:
        x.second = other_need(x.need, u / second)


@rule
def _untouched(x: Incident) -> None:
    """Mark an incident as open, and as one that nobody has touched yet."""
    x.open = 1
    x.ready = x.opened
    x.since = x.opened
    x.stopped = 0.0
    x.held_from = np.nan
    x.loss = 0.0
    x.holder = NONE
    x.sender = NONE
    x.sender_team = NONE
    x.hops = 0
    x.team_changes = 0
    x.returned = 0
    x.questioned = 0
    x.appointed = 0
    x.answered_hop = NONE
    x.failed = 0
    x.reopened = 0
    x.context = 1.0
    x.information = 0.0
    x.spent = 0.0
    x.people_seen = 0
    x.teams_seen = 0


@rule
def _speak_for(w: World, x: Incident, team: int) -> None:
    """Note how well the owner of an incident is heard in a team, and how far its counterpart trusts the owner."""
    x.voice, counterpart = voice_of(w, x.owner, x.service, team)
    x.credit = credit_of(w, x.owner, counterpart)


@rule
def _label_incident(w: World, day: int, row: int, work: tuple[float, float, float, float], ordinary: float) -> None:
    """Let the owner state a label, and react to a mandated process; records label and true level.

    A mandate does not change what a label is worth for incidents.
    """
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    x = w.incidents[row]
    x.level = incidents.level(x.worth + w.services[x.service].log_today, ordinary, p)
    trust = w.people[x.owner].trust
    honesty = labels.cost_of_exaggerating_incident(w.people[x.owner].honesty, trust, lv.audit, p)
    pays = labels.payoff(voice.heeded(o.understanding, x.voice, p), 0.0, p)
    u = random_numbers.uniform_of(w.streams[S.INCIDENT_LABEL], x.key, 0)
    x.label = choose_label(w, u, x.level, work, o.incident_capacity, p.incident_patience, pays, honesty)
    note_label(w, day, x.label, x.level)
    if x.level == 4:
        w.history[day].true_top += 1.0
    if o.mandate > 0.0:
        i = desk_person(w, random_numbers.uniform_of(w.streams[S.MANDATE], x.key, 0))
        reaction = framework.reaction_to_incident(trust, o.mandate, p)
        w.history[day].trust_by_mandate += trust_event(w, x.owner, i, BENEVOLENCE, reaction)


@rule
def desk_person(w: World, u: float) -> int:
    """Return a member of the service desk, by a uniform number; any IT person if there is no desk."""
    if len(w.desk) == 0:
        return random_numbers.below(w.organisation[0].it, u)
    return int(w.desk[random_numbers.below(len(w.desk), u)])


@rule
def _see_first(w: World, row: int) -> None:
    """Set the skill that IT perceives at first: the right one, or another one of the same service.

    Stream INCIDENT_PERCEPTION, by incident; the more IT understands the service, the more often it is right.
    """
    p = w.parameters[0]
    x = w.incidents[row]
    u = random_numbers.uniform_of(w.streams[S.INCIDENT_PERCEPTION], x.key, 0)
    rightly = solving.first_diagnosis(voice.heeded(w.services[x.service].understood, x.voice, p), p)
    if u < rightly:
        x.perceived_need = x.need
    else:
        x.perceived_need = other_need(x.need, stretched(u, rightly))


@rule
def other_need(need: int, u: float) -> int:
    """Return another skill of the same service, each equally likely, by a uniform number."""
    service = need // SKILLS
    return service * SKILLS + (need - service * SKILLS + 1 + random_numbers.below(SKILLS - 1, u)) % SKILLS


@rule
def _enter(w: World, row: int) -> None:
    """Bring an incident into IT: to the team of the perceived need, or to a desk.

    Streams INCIDENT_ENTRY and INCIDENT_DESK, by incident. Without a desk all go to teams.
    """
    p = w.parameters[0]
    x = w.incidents[row]
    if len(w.desk) == 0 or random_numbers.uniform_of(w.streams[S.INCIDENT_ENTRY], x.key, 0) < p.direct_entry:
        queue_incident(w, row, w.needs[x.perceived_need].team)
        return
    queue_incident(
        w, row, w.people[desk_person(w, random_numbers.uniform_of(w.streams[S.INCIDENT_DESK], x.key, 0))].team
    )


@rule
def _classify(w: World, row: int, ordinary: float) -> None:
    """Set IT's own class and SLA target by what one random member of the receiving team sees.

    The target, working days, is IT's promise to itself: it hangs on the impact as perceived, not on the impact itself.
    """
    o, p = w.organisation[0], w.parameters[0]
    x = w.incidents[row]
    t = w.teams[x.team]
    i = t.first + random_numbers.below(t.members, random_numbers.uniform_of(w.streams[S.INCIDENT_CLASS], x.key, 0))
    u = voice.heeded(w.understanding[i, x.service], x.voice, p)
    weight = labels.weight(voice.credit(w.people[i].trust, x.voice, x.credit), o.mandate, p)
    today = x.worth + w.services[x.service].log_today
    perceived = incidents.perceived_worth(u, today, ordinary, x.label, weight, p.label_step, x.severity, p)
    x.target = service_levels.target(incidents.level(perceived, ordinary, p), p)
