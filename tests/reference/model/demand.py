"""Phase 3: needs arise, managers filter, label and submit them, or go round IT."""

from __future__ import annotations

import math

from itborg.common import streams
from tests.reference.model import bonds
from tests.reference.model.chance import events, identity
from tests.reference.model.faults import new_cause
from tests.reference.model.things import BENEVOLENCE, CIO, DESK, INTEGRITY, Change, Firm, Person, Service, Team

Work = dict[int, float]


def raise_requests(firm: Firm, day: int) -> None:
    """Phase 3."""
    waiting = visible([(x.label, x.left) for x in firm.changes.all() if x.release is None])
    count = events(firm.p.request_rate * firm.scalars.scale, firm.luck.share(streams.REQUEST_COUNT, day))
    for q in range(count):
        key = identity(streams.REQUEST_KEY, day, q)
        manager = firm.managers[firm.luck.one_of(len(firm.managers), streams.REQUEST_MANAGER, key)]
        need_arises(firm, day, key, manager, concerned(firm, key, manager.team), waiting)


def visible(queue: list[tuple[int, float]]) -> Work:
    """Return person-days by label."""
    work = dict.fromkeys((1, 2, 3, 4), 0.0)
    for label, effort in queue:
        work[label] += effort
    return work


def ahead(work: Work, label: int) -> float:
    """Return the work that comes before something new with this label."""
    return 0.5 * work[label] + sum(work[higher] for higher in range(label + 1, 5))


def one_member(firm: Firm, stream: int, key: int, team: Team) -> Person:
    """Return the member with the highest lot."""
    return max(team.members, key=lambda x: firm.luck.share(stream, key, x.key))


def concerned(firm: Firm, key: int, team: Team) -> Service:
    """Return the service that a request is about."""
    choice = team.services or firm.services
    return choice[firm.luck.one_of(len(choice), streams.REQUEST_SERVICE, key)]


def need_arises(firm: Firm, day: int, key: int, m: Person, service: Service, waiting: Work) -> None:
    """Let a manager drop a need, meet it round IT, or ask IT for it."""
    p, luck = firm.p, firm.luck
    z = luck.normal(streams.REQUEST_VALUE, key)
    value = p.change_value * math.exp(p.change_value_sigma * z)
    size = p.change_effort * math.exp(0.6 * luck.normal(streams.REQUEST_EFFORT, key) - 0.18)
    risk = p.change_risk * math.exp(0.5 * luck.normal(streams.REQUEST_RISK, key))
    cost = 0.35 * size + p.cause_cost * min(1.0, risk)
    if 0.4 * value * p.benefit_life < cost * m.it_understanding:
        return
    if luck.share(streams.SHADOW_CHOICE, key) < bypass(firm, m):
        go_round(firm, day, key, m, service, value, size)
        return
    firm.row["requests"] += 1
    level = 1 + sum(z > cut for cut in (-0.25, 0.67, 1.4))
    label = claim(firm, key, m, level, waiting)
    if firm.lv.mandate > 0.0:
        other = back_office(firm, key)
        grudge = -p.reactance * firm.lv.mandate * (1.0 - m.trust)
        firm.row["trust_by_mandate"] += bonds.event(firm, m, other, BENEVOLENCE, grudge)
    if is_rejected(firm, key, m, service, value, label, cost):
        return
    effort = size * effort_factor(firm)
    density = math.log(value / p.change_value) - 0.6 * math.log(size / p.change_effort)
    x = Change(
        key=key, service=service, owner=m, value=value, effort=effort, left=effort, risk=risk, label=label, level=level,
        promise=promised(firm, ahead(waiting, label) + effort), asked_day=float(day),
        approved=day + firm.lv.approval_delay, appeal=luck.normal(streams.REQUEST_APPEAL, key), log_density=density,
    )  # fmt: skip
    firm.changes.put(x)
    x.team = service.change_team
    x.team.changes.insert(0, x)
    note_label(firm, label, level)
    exaggeration_noticed(firm, x)


def bypass(firm: Firm, m: Person) -> float:
    """Return the probability that a manager meets a need without IT."""
    p, lv = firm.p, firm.lv
    with_it = math.exp(-m.expected_lead / p.opportunity_window) * (0.3 + 0.7 * m.ability)
    with_it -= 0.15 * lv.mandate * (1.0 - m.trust)
    without = 0.75 - p.shadow_premium - 0.2 * lv.enforcement - 0.08 * lv.audit
    return 0.6 / (1.0 + math.exp(p.shadow_sharpness * (with_it - without)))


def claim(firm: Firm, key: int, m: Person, level: int, waiting: Work) -> int:
    """Return the label that a manager puts on a change."""
    lv, g = firm.lv, firm.scalars
    conscience = m.honesty * m.trust + 0.12 * lv.board + 0.10 * lv.audit + 0.05 * lv.business_training
    pays = (1.0 - g.understanding) * (1.0 - 0.85 * lv.mandate)
    pace = g.change_capacity * firm.p.opportunity_window
    return labelled(firm, firm.luck.share(streams.LABEL_CHOICE, key), level, waiting, pace, pays, conscience)


def labelled(firm: Firm, u: float, level: int, work: Work, pace: float, pays: float, conscience: float) -> int:
    """Return a label by quantal response: waiting hurts, exaggerating and understating cost something."""
    weights = []
    for label in (1, 2, 3, 4):
        waiting = 1.0 - math.exp(-ahead(work, label) / pace)
        off = label - level
        price = conscience * off**2 * (1.0 if off > 0 else 0.3)
        weights.append(math.exp((-pays * waiting - price) / firm.p.choice_noise))
    mark, passed = u * sum(weights), 0.0
    for label in (1, 2, 3):
        passed += weights[label - 1]
        if mark < passed:
            return label
    return 4


def is_rejected(firm: Firm, key: int, m: Person, service: Service, value: float, label: int, cost: float) -> bool:
    """Let the board turn down what does not look worth its cost."""
    p, power = firm.p, firm.lv.board * firm.scalars.board_decides
    guess = math.log(p.change_value) + p.label_step * p.label_weight * (label - 2.5)
    seen = math.exp(service.board_view * math.log(value) + (1.0 - service.board_view) * guess)
    if power <= 0.0 or 0.4 * seen * p.benefit_life >= cost or firm.luck.share(streams.BOARD_RULING, key) >= power:
        return False
    firm.row["rejected"] += 1
    step = bonds.event(firm, m, chief(firm), BENEVOLENCE, -0.2 * (1.0 - m.it_understanding))
    firm.row["trust_by_rejection"] += step
    return True


def effort_factor(firm: Firm) -> float:
    """Return what paperwork, mandate and change orders make of the size of a change."""
    lv = firm.lv
    paper = firm.p.framework_paperwork * firm.scalars.framework * (1.0 - lv.paperwork_off)
    return (1.0 + paper + 0.05 * lv.overhead + 0.15 * lv.mandate) * lv.change_effort_factor


def promised(firm: Firm, work: float) -> float:
    """Return the days that IT promises for what stands before a change and the change itself."""
    lv = firm.lv
    style = max(firm.p.promise_optimism, 1.25 * lv.catalogue, lv.realistic_promises, 1.1 * lv.board)
    return max(5.0, 1.1 * style * work / firm.scalars.change_capacity)


def note_label(firm: Firm, label: int, level: int) -> None:
    """Count a label in the day's columns."""
    terms = (1, label, level, label * label, level * level, label * level)
    columns = ("labels", "label_sum", "level_sum", "label_squares", "level_squares", "label_level")
    for column, term in zip(columns, terms, strict=True):
        firm.row[column] += term


def exaggeration_noticed(firm: Firm, x: Change) -> None:
    """Let somebody in IT notice a label two or more levels too high."""
    steps = x.label - x.level
    if steps >= 2 and firm.luck.share(streams.NOTICE_LABEL, x.key) < 0.3 + 0.5 * firm.scalars.understanding:
        witness = firm.it[firm.luck.one_of(len(firm.it), streams.NOTICED_BY, x.key)]
        bonds.event(firm, witness, x.owner, INTEGRITY, -0.5 * steps / 3.0)


def back_office(firm: Firm, key: int) -> Person:
    """Return the first of 32 people drawn from IT who is not at the desk, else the last of them."""
    drawn = [firm.it[firm.luck.one_of(len(firm.it), streams.MANDATE, key, attempt)] for attempt in range(32)]
    return next((i for i in drawn if i.role != DESK), drawn[-1])


def chief(firm: Firm) -> Person:
    """Return the CIO, or who stands first in IT."""
    return next((x for x in firm.it if x.role == CIO), firm.it[0])


def go_round(firm: Firm, day: int, key: int, m: Person, service: Service, value: float, size: float) -> None:
    """Meet a need by shadow IT."""
    gain = 0.45 * value
    firm.row["shadow"] += 1
    firm.row["cost"] += 0.42 * size
    if firm.luck.share(streams.SHADOW_SEEN, key) < 0.3 * firm.lv.enforcement:
        firm.row["trust_by_mandate"] += bonds.event(firm, m, chief(firm), BENEVOLENCE, -0.6)
        gain = 0.0
    firm.scalars.benefit += gain
    firm.row["delivered_value"] += gain
    if firm.luck.share(streams.SHADOW_FAILS, key) < firm.p.shadow_risk:
        new_cause(firm, identity(streams.CAUSE_KEY, key, 1), service, day, hidden=1)
