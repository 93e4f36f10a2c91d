"""Step 3. Demand: needs arise; managers filter, label and submit them, or bypass IT.

The loop of VOCR starts here: value is in the manager's mind, IT sees a label and a queue. Understanding of IT
filters requests that are not worth their cost; distrust and long waits lead to shadow IT. Managers see the queue of the
morning, not what others submit on the same day.

Arguments: key is the identity of a need, for random numbers; m is the row of its manager.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import board, change_risk, framework, labels, requests, trust_events, voice
from ..state import BENEVOLENCE, NONE
from ..tables.queues import queue_change, take_change_row
from ..tables.relations import trust_event
from .bypassing import bypass_it, bypass_probability
from .choosing import back_office
from .labelling import label_noticed, note_label, stated_label, work_ahead
from .talking import discussed
from .voices import credit_of, talk_request_over, voice_of

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


@rule
def raise_requests(w: World, day: int) -> None:
    """Let the business need things for a day.

    The number of needs is Poisson with mean `request_rate` x `scale` (stream REQUEST_COUNT, by day). Each need has a
    key of day and number, so it is the same need under every strategy; its manager and service are drawn by that key.
    """
    o, p = w.organisation[0], w.parameters[0]
    work = visible_change_work(w)
    count = random_numbers.poisson(
        p.request_rate * o.scale, random_numbers.uniform_of(w.streams[S.REQUEST_COUNT], day, 0)
    )
    for q in range(count):
        key = random_numbers.key_of(S.REQUEST_KEY, day, q)
        m = o.it + random_numbers.below(
            o.people - o.it, random_numbers.uniform_of(w.streams[S.REQUEST_MANAGER], key, 0)
        )
        _raise_request(w, day, key, m, service_for(w, key, w.people[m].team), work)


@rule
def visible_change_work(w: World) -> tuple[float, float, float, float]:
    """Return person-days waiting by label, as four numbers: the queue that all can see.

    Counts what is left to build of open changes, approved or not; finished ones that wait for release are left out.
    """
    a, b, c, d = 0.0, 0.0, 0.0, 0.0
    for row in range(w.organisation[0].change_rows):
        x = w.changes[row]
        if x.open == 1 and np.isnan(x.release):
            if x.label == 1:
                a += x.left
            elif x.label == 2:
                b += x.left
            elif x.label == 3:
                c += x.left
            else:
                d += x.left
    return a, b, c, d


@rule
def service_for(w: World, key: int, team: int) -> int:
    """Return the service a request concerns: one the team owns, else any.

    team  row of the manager's team; stream REQUEST_SERVICE, by need; each service of it equally likely
    """
    t = w.teams[team]
    u = random_numbers.uniform_of(w.streams[S.REQUEST_SERVICE], key, 0)
    if t.services > 0:
        return t.first_service + random_numbers.below(t.services, u)
    return random_numbers.below(len(w.services), u)


@rule
def _raise_request(w: World, day: int, key: int, m: int, service: int, work: tuple[float, float, float, float]) -> None:
    """Let a manager with a need drop it, bypass IT, or ask IT; a board may reject the request.

    service  row of the service
    work     queue of the morning, person-days by label

    Value, effort, risk and appeal of the need are drawn by its key (streams REQUEST_*), the same under every
    strategy. Dropped is what is expected to yield less than its cost, weighted by the manager's understanding of IT,
    or what manager and builder know together: without that everything seems worth asking for. What is submitted gets a label and a promise, and waits for
    developers; a strong exaggeration may be noticed at once.
    """
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    manager = w.people[m]
    z = random_numbers.normal_of(w.streams[S.REQUEST_VALUE], key, 0)
    value = requests.value(z, p)
    size = requests.size(random_numbers.normal_of(w.streams[S.REQUEST_EFFORT], key, 0), p)
    risk = change_risk.initial_risk(random_numbers.normal_of(w.streams[S.REQUEST_RISK], key, 0), p)
    cost = requests.cost(size, risk, p.cause_cost, p)
    known = discussed(w, day, key, m, service) if lv.early > 0.0 else manager.it_understanding
    if requests.expected_benefit(value, p) < known * cost:
        return
    team = w.services[service].change_team
    heard, counterpart = voice_of(w, m, service, team)
    if random_numbers.uniform_of(w.streams[S.SHADOW_CHOICE], key, 0) < bypass_probability(w, m, heard, counterpart, lv):
        bypass_it(w, day, key, m, service, value, size)
        return
    h.requests += 1.0
    level = labels.level_of_change(z, p)
    label = stated_label(w, day, key, m, level, work, heard, counterpart)
    _mandate_felt(w, day, key, m, manager.trust)
    if is_rejected(w, day, key, service, value, cost, label):
        h.rejected += 1.0
        valence = trust_events.of_rejection(manager.it_understanding, p) * voice.unexplained(heard)
        h.trust_by_rejection += trust_event(w, m, _spokesman(w, counterpart), BENEVOLENCE, valence)
        return
    row = _new_change(w, day, key, m, service, value, size)
    x = w.changes[row]
    x.risk = risk
    x.label = label
    x.level = level
    x.voice = heard
    x.counterpart = counterpart
    x.credit = credit_of(w, m, counterpart)
    style = requests.promise_style(lv.catalogue, lv.realistic_promises, lv.board, p)
    style = voice.honest_promise(style, heard)
    x.promise = requests.promise(style, work_ahead(w, work, label), x.effort, o.change_capacity, p)
    queue_change(w, row, team)
    o.open_changes += 1
    note_label(w, day, label, level)
    label_noticed(w, key, m, label, level, counterpart)
    talk_request_over(w, day, m, team, key, counterpart)


@rule
def is_rejected(w: World, day: int, key: int, service: int, value: float, cost: float, label: int) -> bool:
    """Return whether a board rejects a request: where it decides, what looks worth less than it costs.

    value  true daily benefit, kEUR; the board sees it as far as `board_view` of the service goes
    cost   expected cost, kEUR
    label  stated priority, which suggests a value where the view ends

    Stream BOARD_RULING, by need, at a lever below 1. A board without understanding rejects good requests and lets
    exaggerated ones pass.
    """
    o, p = w.organisation[0], w.parameters[0]
    decides = w.levers[day].board * o.board_decides
    if decides <= 0.0:
        return False
    # The board reads labels as IT does that trusts neither side more than the other.
    reading = p.label_step * p.label_weight * (label - labels.MIDDLE)
    seen = board.value_seen(w.services[service].board_view, value, p.change_value, reading)
    return (
        requests.expected_benefit(seen, p) < cost
        and random_numbers.uniform_of(w.streams[S.BOARD_RULING], key, 0) < decides
    )


@rule
def _new_change(w: World, day: int, key: int, m: int, service: int, value: float, size: float) -> int:
    """Take a row for a change, fill all its fields but risk, label, level and promise, and return the row.

    value  kEUR a day; size: person-days, multiplied by today's paperwork
    Technical appeal is a standard normal number (stream REQUEST_APPEAL, by need), unrelated to value.
    """
    p, lv = w.parameters[0], w.levers[day]
    row = take_change_row(w)
    x = w.changes[row]
    x.key = key
    x.open = 1
    x.service = service
    x.owner = m
    x.value = value
    x.effort = size * change_effort_factor(w, lv)
    x.left = x.effort
    x.requested_day = float(day)
    x.approved = day + lv.approval_delay
    x.workers = 0
    x.worker_a = NONE
    x.worker_b = NONE
    x.appeal = random_numbers.normal_of(w.streams[S.REQUEST_APPEAL], key, 0)
    x.log_density = requests.log_density(value, size, p)
    x.release = np.nan
    x.builder = NONE
    return row


@rule
def change_effort_factor(w: World, lv: Levers) -> float:
    """Return the effort of a change relative to its size: paperwork, mandate, change orders."""
    o, p = w.organisation[0], w.parameters[0]
    return requests.effort_factor(
        o.framework, p.framework_paperwork, lv.paperwork_off, lv.overhead, o.mandate, lv.change_effort_factor, p
    )


@rule
def _spokesman(w: World, counterpart: int) -> int:
    """Return who explains a No to a manager: the counterpart, else the chief of IT."""
    return w.organisation[0].chief if counterpart == NONE else counterpart


@rule
def _mandate_felt(w: World, day: int, key: int, m: int, trust_in_it: float) -> None:
    """Let a mandated process cost benevolence trust of manager m in a member of the back office."""
    mandate = w.organisation[0].mandate
    if mandate <= 0.0:
        return
    i = back_office(w, key)
    reaction = framework.of_mandate(trust_in_it, mandate, w.parameters[0])
    w.history[day].trust_by_mandate += trust_event(w, m, i, BENEVOLENCE, reaction)
