"""Phase 3. Demand: needs arise, managers filter, label and submit them, or go round IT."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms.labels import chosen, label_utility, level_of
from ...mechanisms.shadow_it import shadow_probability
from ..state import BENEVOLENCE, DESK, INTEGRITY, NONE
from ..tables.queues import free_change_row, queue_change
from ..tables.relations import trust_event
from ..tables.root_cause_rows import new_cause

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..records import Person
    from ..state import World


#: Draws until somebody of the right role is found; then nobody is looked for any longer.
TRIES = 32


@rule
def raise_requests(w: World, day: int) -> None:
    """Let the business need things for a day."""
    o, p = w.organisation[0], w.parameters[0]
    work = visible_change_work(w)
    count = random_numbers.poisson(p.request_rate * o.scale, random_numbers.uniform(o.seed, S.REQUEST_COUNT, day, 0))
    for q in range(count):
        key = random_numbers.key_of(S.REQUEST_KEY, day, q)
        m = o.it + random_numbers.below(o.people - o.it, random_numbers.uniform(o.seed, S.REQUEST_MANAGER, key, 0))
        _raise_request(w, day, key, m, service_for(w, key, w.people[m].team), work)


@rule
def visible_change_work(w: World) -> tuple[float, float, float, float]:
    """Return person-days waiting by label, as four numbers: the queue that all can see."""
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
def work_ahead(work: tuple[float, float, float, float], label: int) -> float:
    """Return work labelled above plus half of the work labelled the same."""
    a, b, c, d = work
    if label == 4:
        return 0.5 * d
    if label == 3:
        return d + 0.5 * c
    if label == 2:
        return d + c + 0.5 * b
    return d + c + b + 0.5 * a


@rule
def member_for(w: World, key: int, stream: int, team: int) -> int:
    """Return a member of a team for an event, each equally likely; a new member takes only its own share."""
    o, t = w.organisation[0], w.teams[team]
    best, winner = -1.0, t.first
    for i in range(t.first, t.first + t.members):
        u = random_numbers.uniform(o.seed, stream, key, w.people[i].key)
        if u > best:
            best, winner = u, i
    return winner


@rule
def service_for(w: World, key: int, team: int) -> int:
    """Return the service a request concerns: one the team owns, else any."""
    o, t = w.organisation[0], w.teams[team]
    u = random_numbers.uniform(o.seed, S.REQUEST_SERVICE, key, 0)
    if t.services > 0:
        return t.first_service + random_numbers.below(t.services, u)
    return random_numbers.below(len(w.services), u)


@rule
def _raise_request(w: World, day: int, key: int, m: int, service: int, work: tuple[float, float, float, float]) -> None:
    """Let a manager with a need drop it, go round IT, or ask IT; a board may turn the request down."""
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    manager = w.people[m]
    z = random_numbers.normal(o.seed, S.REQUEST_VALUE, key, 0)
    value = p.change_value * math.exp(p.change_value_sigma * z)
    size = p.change_effort * math.exp(0.6 * random_numbers.normal(o.seed, S.REQUEST_EFFORT, key, 0) - 0.18)
    risk = p.change_risk * math.exp(0.5 * random_numbers.normal(o.seed, S.REQUEST_RISK, key, 0))
    cost = 0.35 * size + p.cause_cost * min(risk, 1.0)
    if 0.4 * value * p.benefit_life < manager.it_understanding * cost:
        return
    if random_numbers.uniform(o.seed, S.SHADOW_CHOICE, key, 0) < shadow_appeal(w, manager, lv):
        bypass_it(w, day, key, m, service, value, size)
        return
    h.requests += 1.0
    level = level_of(z, -0.25, 0.67, 1.4)
    label = stated_label(w, day, key, manager, level, work)
    _mandate_felt(w, day, key, m, manager.trust)
    if is_rejected(w, day, key, service, value, cost, label):
        h.rejected += 1.0
        h.trust_by_rejection += trust_event(w, m, o.chief, BENEVOLENCE, -0.2 * (1.0 - manager.it_understanding))
        return
    row = _new_change(w, day, key, m, service, value, size)
    x = w.changes[row]
    x.risk = risk
    x.label = label
    x.level = level
    horizon = max(p.promise_optimism, max(1.25 * lv.catalogue, max(lv.realistic_promises, 1.1 * lv.board)))
    x.promise = max(5.0, horizon * 1.1 * (work_ahead(work, label) + x.effort) / o.change_capacity)
    queue_change(w, row, w.services[service].change_team)
    o.open_changes += 1
    note_label(w, day, label, level)
    _label_noticed(w, key, m, label, level)


@rule
def shadow_appeal(w: World, manager: Person, lv: Levers) -> float:
    """Return the probability that a manager meets a need by shadow IT."""
    p = w.parameters[0]
    return shadow_probability(
        manager.expected_lead,
        p.opportunity_window,
        manager.ability,
        lv.mandate * (1.0 - manager.trust),
        p.shadow_premium,
        lv.enforcement,
        lv.audit,
        p.shadow_sharpness,
    )


@rule
def is_rejected(w: World, day: int, key: int, service: int, value: float, cost: float, label: int) -> bool:
    """Return whether a board rejects a request: where it decides, what looks worth less than it costs."""
    o, p = w.organisation[0], w.parameters[0]
    decides = w.levers[day].board * o.board_decides
    if decides <= 0.0:
        return False
    view = w.services[service].board_view
    seen = math.exp(
        view * math.log(value)
        + (1.0 - view) * (math.log(p.change_value) + p.label_step * p.label_weight * (label - 2.5))
    )
    return 0.4 * seen * p.benefit_life < cost and random_numbers.uniform(o.seed, S.BOARD_RULING, key, 0) < decides


@rule
def _new_change(w: World, day: int, key: int, m: int, service: int, value: float, size: float) -> int:
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    row = free_change_row(w)
    x = w.changes[row]
    x.key = key
    x.open = 1
    x.service = service
    x.owner = m
    x.value = value
    x.effort = size * change_effort_factor(w, lv)
    x.left = x.effort
    x.asked_day = float(day)
    x.approved = day + lv.approval_delay
    x.workers = 0
    x.worker_a = NONE
    x.worker_b = NONE
    x.appeal = random_numbers.normal(o.seed, S.REQUEST_APPEAL, key, 0)
    x.log_density = math.log(value / p.change_value) - 0.6 * math.log(size / p.change_effort)
    x.release = np.nan
    x.builder = NONE
    return row


@rule
def change_effort_factor(w: World, lv: Levers) -> float:
    """Return effort of a change relative to its size: paperwork, mandate, change orders."""
    o, p = w.organisation[0], w.parameters[0]
    paper = p.framework_paperwork * o.framework * (1.0 - lv.paperwork_off) + 0.05 * lv.overhead
    return (1.0 + paper + 0.15 * lv.mandate) * lv.change_effort_factor


@rule
def stated_label(
    w: World, day: int, key: int, manager: Person, level: int, work: tuple[float, float, float, float]
) -> int:
    """Return the label a manager states for a change: quantal response in the visible queue."""
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    honesty = manager.honesty * manager.trust + 0.12 * lv.board + 0.10 * lv.audit + 0.05 * lv.business_training
    pays = (1.0 - o.understanding) * (1.0 - 0.85 * lv.mandate)
    u = random_numbers.uniform(o.seed, S.LABEL_CHOICE, key, 0)
    a = label_utility(1, level, work_ahead(work, 1), o.change_capacity, p.opportunity_window, pays, honesty)
    b = label_utility(2, level, work_ahead(work, 2), o.change_capacity, p.opportunity_window, pays, honesty)
    c = label_utility(3, level, work_ahead(work, 3), o.change_capacity, p.opportunity_window, pays, honesty)
    d = label_utility(4, level, work_ahead(work, 4), o.change_capacity, p.opportunity_window, pays, honesty)
    return chosen(u, a, b, c, d, p.choice_noise)


@rule
def _mandate_felt(w: World, day: int, key: int, m: int, trust: float) -> None:
    lv = w.levers[day]
    if lv.mandate <= 0.0:
        return
    i = back_office(w, key)
    reaction = -w.parameters[0].reactance * lv.mandate * (1.0 - trust)
    w.history[day].trust_by_mandate += trust_event(w, m, i, BENEVOLENCE, reaction)


@rule
def _label_noticed(w: World, key: int, m: int, label: int, level: int) -> None:
    o = w.organisation[0]
    if label - level < 2:
        return
    if random_numbers.uniform(o.seed, S.NOTICE_LABEL, key, 0) < 0.3 + 0.5 * o.understanding:
        i = random_numbers.below(o.it, random_numbers.uniform(o.seed, S.NOTICED_BY, key, 0))
        trust_event(w, i, m, INTEGRITY, -0.5 * (label - level) / 3.0)


@rule
def back_office(w: World, key: int) -> int:
    """Return an IT person outside the desk, each equally likely; after many vain tries whoever came last."""
    o = w.organisation[0]
    i = 0
    for attempt in range(TRIES):
        i = random_numbers.below(o.it, random_numbers.uniform(o.seed, S.MANDATE, key, attempt))
        if w.people[i].role != DESK:
            return i
    return i


@rule
def bypass_it(w: World, day: int, key: int, m: int, service: int, value: float, size: float) -> None:
    """Meet a need by shadow IT: quick, dear, and nobody in IT knows what it leaves behind."""
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    h.shadow += 1.0
    h.cost += 0.42 * size
    gain = 0.45 * value
    if random_numbers.uniform(o.seed, S.SHADOW_SEEN, key, 0) < 0.3 * lv.enforcement:
        h.trust_by_mandate += trust_event(w, m, o.chief, BENEVOLENCE, -0.6)
        gain = 0.0
    o.benefit += gain
    h.delivered_value += gain
    if random_numbers.uniform(o.seed, S.SHADOW_FAILS, key, 0) < p.shadow_risk:
        new_cause(w, random_numbers.key_of(S.CAUSE_KEY, key, 1), service, 1, day)


@rule
def note_label(w: World, day: int, label: int, level: int) -> None:
    """Record a label against the truth."""
    h = w.history[day]
    x, y = float(label), float(level)
    h.labels += 1.0
    h.label_sum += x
    h.level_sum += y
    h.label_squares += x * x
    h.level_squares += y * y
    h.label_level += x * y
