"""Step 3: needs arise; managers filter, label and submit them, or bypass IT."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import board, change_risk, framework, labels, requests, shadow_it, trust_events
from itborg.mechanisms import voice as voice_rules
from tests.reference.model import bonds, voices
from tests.reference.model.chance import events, identity
from tests.reference.model.faults import new_cause
from tests.reference.model.resisting import policed
from tests.reference.model.talks import talk
from tests.reference.model.things import BENEVOLENCE, CIO, DESK, INTEGRITY, Change, Firm, Person, Service, Team

Work = dict[int, float]


def raise_requests(firm: Firm, day: int) -> None:
    """Phase 3."""
    waiting = visible([(x.label, x.left) for x in firm.changes.all() if x.release is None])
    count = events(firm.p.request_rate * firm.scalars.scale, firm.draws.share(streams.REQUEST_COUNT, day))
    for q in range(count):
        key = identity(streams.REQUEST_KEY, day, q)
        manager = firm.managers[firm.draws.one_of(len(firm.managers), streams.REQUEST_MANAGER, key)]
        need_arises(firm, day, key, manager, concerned(firm, key, manager.team), waiting)


def visible(queue: list[tuple[int, float]]) -> Work:
    """Return person-days by label."""
    work = dict.fromkeys((1, 2, 3, 4), 0.0)
    for label, effort in queue:
        work[label] += effort
    return work


def ahead(firm: Firm, work: Work, label: int) -> float:
    """Return the work that comes before something new with this label."""
    return labels.work_ahead(work[1], work[2], work[3], work[4], label, firm.p)


def one_member(firm: Firm, stream: int, key: int, team: Team) -> Person:
    """Return the member with the highest lot."""
    return max(team.members, key=lambda x: firm.draws.share(stream, key, x.key))


def concerned(firm: Firm, key: int, team: Team) -> Service:
    """Return the service that a request is about."""
    choice = team.services or firm.services
    return choice[firm.draws.one_of(len(choice), streams.REQUEST_SERVICE, key)]


def need_arises(firm: Firm, day: int, key: int, m: Person, service: Service, waiting: Work) -> None:
    """Let a manager drop a need, bypass IT, or ask IT for it."""
    p, draws = firm.p, firm.draws
    z = draws.normal(streams.REQUEST_VALUE, key)
    value = requests.value(z, p)
    size = requests.size(draws.normal(streams.REQUEST_EFFORT, key), p)
    risk = change_risk.initial_risk(draws.normal(streams.REQUEST_RISK, key), p)
    cost = requests.cost(size, risk, p.cause_cost, p)
    if requests.expected_benefit(value, p) < cost * known_cost(firm, day, key, m, service):
        return
    heard, speaker = voices.voice(firm, m, service, service.change_team)
    if draws.share(streams.SHADOW_CHOICE, key) < bypass(firm, m, heard, speaker):
        bypass_it(firm, day, key, m, service, value, size)
        return
    firm.row["requests"] += 1
    level = labels.level_of_change(z, p)
    label = claim(firm, key, m, level, waiting, heard, speaker)
    if firm.scalars.mandate > 0.0:
        other = back_office(firm, key)
        grudge = framework.of_mandate(m.trust, firm.scalars.mandate, p)
        firm.row["trust_by_mandate"] += bonds.event(firm, m, other, BENEVOLENCE, grudge)
    if is_rejected(firm, key, service, value, label, cost):
        resent(firm, m, heard, speaker)
        return
    effort = size * effort_factor(firm)
    density = requests.log_density(value, size, p)
    x = Change(
        key=key, service=service, owner=m, value=value, effort=effort, left=effort, risk=risk, label=label, level=level,
        voice=heard, credit=voices.credit(speaker, m), counterpart=speaker,
        promise=promised(firm, ahead(firm, waiting, label), effort, heard), requested_day=float(day),
        approved=day + firm.lv.approval_delay, appeal=draws.normal(streams.REQUEST_APPEAL, key), log_density=density,
    )  # fmt: skip
    firm.changes.put(x)
    x.team = service.change_team
    x.team.changes.insert(0, x)
    note_label(firm, label, level)
    exaggeration_noticed(firm, x)
    voices.talk_over(firm, day, m, x.team, key, speaker)


def known_cost(firm: Firm, day: int, key: int, m: Person, service: Service) -> float:
    """Return how far a manager knows the cost of a need, perhaps after a talk with somebody who may build it."""
    busy = m.taken + firm.p.contact_cost > firm.p.manager_time
    if busy or firm.draws.share(streams.EARLY, key) >= firm.lv.early:
        return m.it_understanding
    i = one_member(firm, streams.EARLY_WITH, key, service.change_team)
    talk(firm, day, m, i)
    return requests.joint_knowledge(m.it_understanding, i.understanding[service.number])


def bypass(firm: Firm, m: Person, heard: float, speaker: Person | None) -> float:
    """Return the probability that a manager meets a need without IT."""
    p, lv = firm.p, firm.lv
    extra = p.workaround if m.stage >= 2 else 0.0
    return shadow_it.probability(
        m.expected_lead,
        p.opportunity_window,
        voices.ability_of_it(m, heard, speaker),
        voices.trust_in_it(m, heard, speaker),
        p.voice_shadow * heard,
        firm.scalars.mandate,
        lv.enforcement,
        lv.audit,
        extra,
        p,
    )


def claim(firm: Firm, key: int, m: Person, level: int, waiting: Work, heard: float, speaker: Person | None) -> int:
    """Return the label that a manager puts on a change."""
    p, lv, g = firm.p, firm.lv, firm.scalars
    trust = voices.trust_in_it(m, heard, speaker)
    conscience = labels.cost_of_exaggeration(m.honesty, trust, lv.board, lv.audit, lv.business_training, p)
    pays = labels.payoff(voice_rules.heeded(g.understanding, heard, p), g.mandate, p)
    u = firm.draws.share(streams.LABEL_CHOICE, key)
    return labelled(firm, u, level, waiting, g.change_capacity, p.opportunity_window, pays, conscience)


def labelled(
    firm: Firm, u: float, level: int, work: Work, capacity: float, patience: float, pays: float, conscience: float
) -> int:
    """Return a label by quantal response to the utilities of all four."""
    p = firm.p
    each = [labels.utility(n, level, ahead(firm, work, n), capacity, patience, pays, conscience, p) for n in work]
    return labels.choose(u, *each, p)


def is_rejected(firm: Firm, key: int, service: Service, value: float, label: int, cost: float) -> bool:
    """Let the board reject what does not look worth its cost."""
    p, power = firm.p, firm.lv.board * firm.scalars.board_decides
    reading = p.label_step * p.label_weight * (label - labels.MIDDLE)
    seen = board.value_seen(service.board_view, value, p.change_value, reading)
    not_worth_it = power > 0.0 and requests.expected_benefit(seen, p) < cost
    if not not_worth_it or firm.draws.share(streams.BOARD_RULING, key) >= power:
        return False
    firm.row["rejected"] += 1
    return True


def resent(firm: Firm, m: Person, heard: float, speaker: Person | None) -> None:
    """Let a No cost trust in who explains it, the less the better that is done."""
    grudge = (1.0 - heard) * trust_events.of_rejection(m.it_understanding, firm.p)
    firm.row["trust_by_rejection"] += bonds.event(firm, m, speaker or chief(firm), BENEVOLENCE, grudge)


def effort_factor(firm: Firm) -> float:
    """Return what paperwork, mandate and change orders make of the size of a change."""
    p, lv = firm.p, firm.lv
    return requests.effort_factor(
        firm.scalars.framework, p.framework_paperwork, lv.paperwork_off, lv.overhead, firm.scalars.mandate,
        lv.change_effort_factor, p,
    )  # fmt: skip


def promised(firm: Firm, before: float, effort: float, heard: float) -> float:
    """Return the days that IT promises for a change with some work before it."""
    lv = firm.lv
    style = requests.promise_style(lv.catalogue, lv.realistic_promises, lv.board, firm.p)
    style = voice_rules.honest_promise(style, heard)
    return requests.promise(style, before, effort, firm.scalars.change_capacity, firm.p)


def note_label(firm: Firm, label: int, level: int) -> None:
    """Count a label in the day's columns."""
    terms = (1, label, level, label * label, level * level, label * level)
    columns = ("labels", "label_sum", "level_sum", "label_squares", "level_squares", "label_level")
    for column, term in zip(columns, terms, strict=True):
        firm.row[column] += term


def exaggeration_noticed(firm: Firm, x: Change) -> None:
    """Let who speaks for a manager, else anybody in IT, notice a label that is much too high."""
    p, steps = firm.p, x.label - x.level
    chance = labels.noticing(firm.scalars.understanding, p)
    if steps >= p.noticed_from and firm.draws.share(streams.NOTICE_LABEL, x.key) < chance:
        witness = x.counterpart or firm.it[firm.draws.one_of(len(firm.it), streams.NOTICED_BY, x.key)]
        bonds.event(firm, witness, x.owner, INTEGRITY, trust_events.of_exaggeration(steps, 3, p))


def back_office(firm: Firm, key: int) -> Person:
    """Return the first of 32 people drawn from IT who is not at the desk, else the last of them."""
    drawn = [firm.it[firm.draws.one_of(len(firm.it), streams.MANDATE, key, attempt)] for attempt in range(32)]
    return next((i for i in drawn if i.role != DESK), drawn[-1])


def chief(firm: Firm) -> Person:
    """Return the CIO, or who stands first in IT."""
    return next((x for x in firm.it if x.role == CIO), firm.it[0])


def bypass_it(firm: Firm, day: int, key: int, m: Person, service: Service, value: float, size: float) -> None:
    """Meet a need by shadow IT."""
    gain = shadow_it.benefit(value, firm.p)
    firm.row["shadow_it"] += 1
    firm.row["cost"] += shadow_it.cost(size, firm.p)
    if firm.draws.share(streams.SHADOW_SEEN, key) < shadow_it.detection(firm.lv.enforcement, firm.p):
        firm.row["trust_by_mandate"] += bonds.event(firm, m, chief(firm), BENEVOLENCE, -firm.p.policing_loss)
        policed(firm, m)
        gain = 0.0
    firm.scalars.benefit += gain
    firm.row["delivered_value"] += gain
    if firm.draws.share(streams.SHADOW_FAILS, key) < firm.p.shadow_risk:
        new_cause(firm, identity(streams.CAUSE_KEY, key, 1), service, day, hidden=1)
