"""Phases 1 and 2: the calendar turns, businesses change, the programme acts on people."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import business_calendar
from tests.reference.model import bonds
from tests.reference.model.bonds import towards
from tests.reference.model.chance import identity
from tests.reference.model.things import (
    BENEVOLENCE,
    BUSINESS,
    DELIVERY_MANAGER,
    INTEGRITY,
    IT,
    MONTH,
    OPERATIONS,
    PEAK,
    PROBLEM,
    Firm,
    Person,
    Service,
)


def turn_calendar(firm: Firm, day: int) -> None:
    """Phase 1."""
    for person in firm.people:
        person.taken = 0.0
        moved = person.role == OPERATIONS and person.rank < firm.lv.moved_to_problems
        person.works_problems = int(moved or person.role == PROBLEM)
    for s in firm.services:
        s.today, s.up, s.prepared = s.rhythm[day], 1.0, 0
        if firm.luck.share(streams.SERVICE_DRIFT, s.key, day) < firm.p.business_drift:
            for person in firm.it:
                person.understanding[s.number] *= 0.6
        knows = knows_calendar(firm, s, s.understood)
        if is_peak(s) and firm.luck.share(streams.PREPARED, s.key, day) < knows:
            s.prepared = 1
            prepare(firm, s, day)


def is_peak(s: Service) -> bool:
    """Return whether today is a peak of a service."""
    return s.today / s.mean_rhythm > PEAK


def knows_calendar(firm: Firm, s: Service, understanding: float) -> float:
    """Return how far the dates of the peaks of a service are known."""
    return business_calendar.known(understanding, s.announced, firm.lv.calendar, firm.p)


def prepare(firm: Firm, s: Service, day: int) -> None:
    """Cost the first person of operations among 32 drawn from IT .3 of the day."""
    errand = identity(streams.PREPARER, s.key, day)
    for attempt in range(32):
        person = firm.it[firm.luck.one_of(len(firm.it), streams.PREPARER, errand, attempt)]
        if person.role == OPERATIONS:
            person.taken += 0.3
            return


def run_programme(firm: Firm, day: int) -> None:
    """Phase 2: every lever that acts by itself, in a fixed order."""
    lv, g = firm.lv, firm.scalars
    firm.row["strategy_cost"] += lv.running_cost + lv.one_off_cost
    g.framework = towards(g.framework, lv.framework_target, lv.framework_speed)
    for person in firm.it:
        if lv.training > 0.0:
            bonds.spend(firm, person, lv.training)
        person.language = towards(person.language, lv.language_target, 0.02)
        if person.role == DELIVERY_MANAGER and person.rank < lv.liaisons:
            person.language = towards(person.language, 0.75, 0.1)
        person.understanding = [towards(u, 0.35 * lv.catalogue, 0.03) for u in person.understanding]
    for manager in firm.managers:
        manager.it_understanding = towards(manager.it_understanding, lv.business_training, 0.02)
    for dose, time in ((lv.workshop, lv.workshop), (0.12 * lv.follow_up, 0.5 * lv.follow_up)):
        if dose > 0.0:
            workshop(firm, day, dose, time)
    if lv.counselling > 0.0:
        counsel(firm, day)
    lose_knowledge(firm, lv.knowledge_loss)
    reset_trust(firm, lv.trust_reset)
    publish_skills(firm, lv.skills_directory)
    if lv.board > 0.0 and day % MONTH == 0:
        board(firm, day)


def workshop(firm: Firm, day: int, dose: float, time: float) -> None:
    """Bring everybody together."""
    for person in firm.people:
        bonds.spend(firm, person, time)
        person.language = 1.0 - (1.0 - person.language) * (1.0 - 0.25 * dose)
        step = bonds.feel(person, 1 - person.side, None, BENEVOLENCE, dose, 1.0, firm)
        if person.side == BUSINESS:
            firm.row["trust_by_programme"] += step
            person.it_understanding += 0.35 * dose * (1.0 - person.it_understanding)
        else:
            person.understanding = [towards(u, firm.p.tacit_ceiling, 0.5 * dose) for u in person.understanding]
    for manager in firm.managers:
        for seat in (0, 1):
            i = firm.luck.one_of(len(firm.it), streams.WORKSHOP_TIE, manager.key, 2 * day + seat)
            bonds.meet(firm, manager, firm.it[i], 0.15 * dose, 0.15 * dose)


def counsel(firm: Firm, day: int) -> None:
    """About once a week, a manager and the IT person that manager trusts least talk it over."""
    for manager in firm.managers:
        known = [firm.people[n] for n in manager.ties if firm.people[n].side == IT]
        if firm.luck.share(streams.COUNSEL, manager.key, day) > 0.2 * firm.lv.counselling or not known:
            continue
        other = min(known, key=lambda x: bonds.trust(manager, x))
        for a, b in ((manager, other), (other, manager)):
            bonds.spend(firm, a, 0.1)
            step = sum(bonds.event(firm, a, b, c, 1.0) for c in (BENEVOLENCE, INTEGRITY))
            if a is manager:
                firm.row["trust_by_programme"] += step
            a.listening += 0.01 * (1.0 - a.listening)
        bonds.meet(firm, manager, other, 0.1, 0.1)


def lose_knowledge(firm: Firm, part: float) -> None:
    """Replace a part of IT. A tie inside IT breaks if either end leaves, so it loses twice."""
    if part <= 0.0:
        return
    for person in firm.it:
        person.language *= 1.0 - 0.46 * part
        person.understanding = [u * (1.0 - part) for u in person.understanding]
        for n, tie in person.ties.items():
            tie.contact *= 1.0 - part
            firm.people[n].ties[person.number].contact *= 1.0 - part
            tie.belief = [b + part * (0.25 - b) for b in tie.belief]


def reset_trust(firm: Firm, part: float) -> None:
    """Let everybody think of the other side more as one does of people one does not know."""
    if part <= 0.0:
        return
    for person in firm.people:
        view = person.stereotype[1 - person.side]
        new = [x + part * (firm.p.trust_prior - x) for x in view]
        if person.side == BUSINESS:
            firm.row["trust_by_programme"] += sum(k * (n - v) for k, n, v in zip(bonds.WEIGHTS, new, view, strict=True))
        view[:] = new
        for n, tie in person.ties.items():
            if firm.people[n].side != person.side:
                tie.deviation = [d * (1.0 - part) for d in tie.deviation]


def publish_skills(firm: Firm, part: float) -> None:
    """Move what IT people believe of each other towards the truth."""
    if part <= 0.0:
        return
    for person in firm.it:
        for n, tie in person.ties.items():
            truth = firm.people[n].expertise
            if firm.people[n].side == IT:
                tie.belief = [b + part * (e - b) for b, e in zip(tie.belief, truth, strict=True)]


def board(firm: Firm, day: int) -> None:
    """Hold the monthly meeting of those with a seat."""
    invited = [m for m in firm.managers if m.seat]
    seats = [i for i in firm.it if i.seat]
    present = 0
    for s in firm.services:
        s.board_view = 0.0
    for m in invited:
        if firm.luck.share(streams.BOARD_ATTENDS, m.key, day) < 0.3 + 0.5 * m.trust + 0.5 * m.it_understanding:
            present += 1
            bonds.spend(firm, m, 0.5 * firm.lv.board)
            for i in seats:
                across_the_table(firm, i, m)
    for i in seats:
        bonds.spend(firm, i, 0.5 * firm.lv.board)
    firm.scalars.board_decides = 2 * present >= len(invited) or firm.lv.authority >= 1.0


def across_the_table(firm: Firm, i: Person, m: Person) -> None:
    """Let a pair on the board learn from each other."""
    p, dose = firm.p, firm.lv.board
    hears, is_heard = bonds.carry(i, m), bonds.carry(m, i)
    for s in m.team.services:
        n = s.number
        i.understanding[n] = towards(i.understanding[n], p.tacit_ceiling, 4.0 * dose * p.talk_learning * hears)
    m.it_understanding += dose * p.business_talk_learning * is_heard * (1.0 - m.it_understanding)
    i.language += 0.5 * dose * p.language_learning * (1.0 - i.language)
    m.language += 0.25 * dose * p.language_learning * (1.0 - m.language)
    bonds.meet(firm, i, m, 0.15 * dose, 0.15 * dose)
    for s in firm.services:
        s.board_view = max(s.board_view, (i.understanding[s.number] * m.it_understanding) ** 0.5)
    firm.row["trust_by_contact"] += bonds.event(firm, m, i, BENEVOLENCE, 0.6 * dose * bonds.felt(firm, is_heard))
    bonds.event(firm, i, m, BENEVOLENCE, 0.6 * dose * bonds.felt(firm, hears))
