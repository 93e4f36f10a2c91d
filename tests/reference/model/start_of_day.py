"""Steps 1 and 2: the calendar turns, businesses change, interventions act on people."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import board as rules
from itborg.mechanisms import business_calendar, interventions, learning, resistance, rhythms
from itborg.mechanisms import talk as talking
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
        s.today, s.released, s.prepared = s.rhythm[day], 0.0, 0
        if firm.draws.share(streams.SERVICE_DRIFT, s.key, day) < firm.p.business_drift:
            for person in firm.it:
                person.understanding[s.number] *= firm.p.drift_keeps
        knows = knows_calendar(firm, s)
        if is_peak(firm, s) and firm.draws.share(streams.PREPARED, s.key, day) < knows:
            s.prepared = 1
            prepare(firm, s, day)


def is_peak(firm: Firm, s: Service) -> bool:
    """Return whether today is a peak of a service."""
    return rhythms.is_peak(s.today, s.mean_rhythm, firm.p)


def knows_calendar(firm: Firm, s: Service) -> float:
    """Return how far the dates of the peaks of a service are known."""
    return business_calendar.known(s.announced, firm.lv.calendar, firm.p)


def prepare(firm: Firm, s: Service, day: int) -> None:
    """Take time from the first person of operations among 32 drawn from IT."""
    errand = identity(streams.PREPARER, s.key, day)
    for attempt in range(32):
        person = firm.it[firm.draws.one_of(len(firm.it), streams.PREPARER, errand, attempt)]
        if person.role == OPERATIONS:
            person.taken += firm.p.preparation_time
            return


def run_programme(firm: Firm, day: int) -> None:
    """Phase 2: every lever that acts by itself, in a fixed order."""
    p, lv, g = firm.p, firm.lv, firm.scalars
    firm.row["strategy_cost"] += lv.running_cost + lv.one_off_cost
    g.mandate = resistance.in_force(lv.mandate, lv.rectify, g.heard, p)
    g.framework = towards(g.framework, lv.framework_target, lv.framework_speed)
    for person in firm.it:
        if lv.training > 0.0:
            bonds.spend(firm, person, lv.training)
        person.language = towards(person.language, lv.language_target, p.coaching)
        if person.role == DELIVERY_MANAGER and person.rank < lv.liaisons:
            person.language = towards(person.language, p.liaison_language, interventions.liaison_speed(p))
        goal = p.catalogue_understanding * lv.catalogue
        person.understanding = [towards(u, goal, p.catalogue_speed) for u in person.understanding]
    for manager in firm.managers:
        manager.it_understanding = towards(manager.it_understanding, lv.business_training, p.coaching)
    for dose, time in (
        (lv.workshop, lv.workshop),
        (p.follow_up_dose * lv.follow_up, p.follow_up_time * lv.follow_up),
    ):
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
    p = firm.p
    for person in firm.people:
        bonds.spend(firm, person, time)
        person.language = learning.towards_full(person.language, p.workshop_language * dose)
        step = bonds.feel(firm, person, 1 - person.side, BENEVOLENCE, p.workshop_valence * dose)
        if person.side == BUSINESS:
            firm.row["trust_by_programme"] += step
            rate = p.workshop_business_understanding * dose
            person.it_understanding = learning.towards_full(person.it_understanding, rate)
        else:
            person.understanding = [
                towards(u, p.tacit_ceiling, p.workshop_understanding * dose) for u in person.understanding
            ]
    for manager in firm.managers:
        for seat in range(int(p.workshop_met)):
            i = firm.draws.one_of(len(firm.it), streams.WORKSHOP_TIE, manager.key, 2 * day + seat)
            bonds.meet(firm, manager, firm.it[i], p.workshop_contact * dose, p.workshop_contact * dose)


def counsel(firm: Firm, day: int) -> None:
    """Now and then, a manager and the IT person that manager trusts least talk it over."""
    p = firm.p
    for manager in firm.managers:
        known = [firm.people[n] for n in manager.ties if firm.people[n].side == IT]
        if firm.draws.share(streams.COUNSEL, manager.key, day) > p.counselling_rate * firm.lv.counselling or not known:
            continue
        other = min(known, key=lambda x: bonds.trust(manager, x))
        for a, b in ((manager, other), (other, manager)):
            bonds.spend(firm, a, p.counselling_time)
            step = sum(bonds.event(firm, a, b, c, p.counselling_valence) for c in (BENEVOLENCE, INTEGRITY))
            if a is manager:
                firm.row["trust_by_programme"] += step
            a.listening = interventions.listening_after_counselling(a.listening, p)
        bonds.meet(firm, manager, other, p.counselling_contact, p.counselling_contact)


def lose_knowledge(firm: Firm, part: float) -> None:
    """Replace a part of IT. A tie inside IT breaks if either end leaves, so it loses twice."""
    if part <= 0.0:
        return
    for person in firm.it:
        person.language *= 1.0 - firm.p.lost_language * part
        person.understanding = [u * (1.0 - part) for u in person.understanding]
        for n, tie in person.ties.items():
            tie.contact *= 1.0 - part
            firm.people[n].ties[person.number].contact *= 1.0 - part
            tie.known -= part * tie.known


def reset_trust(firm: Firm, part: float) -> None:
    """Let everybody think of the other side more as one does of people one does not know."""
    if part <= 0.0:
        return
    for person in firm.people:
        view = person.stereotype[1 - person.side]
        new = [x + part * (firm.p.trust_prior - x) for x in view]
        if person.side == BUSINESS:
            firm.row["trust_by_programme"] += sum(
                k * (n - v) for k, n, v in zip(bonds.weights(firm.p), new, view, strict=True)
            )
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
            if firm.people[n].side == IT:
                tie.known += part * (1.0 - tie.known)


def board(firm: Firm, day: int) -> None:
    """Hold the monthly meeting of those with a seat."""
    p = firm.p
    invited = [m for m in firm.managers if m.seat]
    seats = [i for i in firm.it if i.seat]
    present = 0
    for s in firm.services:
        s.board_view = 0.0
    for m in invited:
        if firm.draws.share(streams.BOARD_ATTENDS, m.key, day) < rules.attends(m.trust, m.it_understanding, p):
            present += 1
            bonds.spend(firm, m, p.board_time * firm.lv.board)
            for i in seats:
                across_the_table(firm, i, m)
    for i in seats:
        bonds.spend(firm, i, p.board_time * firm.lv.board)
    firm.scalars.board_decides = 2 * present >= len(invited)


def across_the_table(firm: Firm, i: Person, m: Person) -> None:
    """Let a pair on the board learn from each other."""
    p, dose = firm.p, firm.lv.board
    hears, is_heard = bonds.carry(i, m), bonds.carry(m, i)
    for s in m.team.services:
        n = s.number
        i.understanding[n] = learning.after_talk(i.understanding[n], p.board_talk * dose, hears, p)
    m.it_understanding = learning.manager_after_talk(m.it_understanding, dose, is_heard, p)
    i.language = talking.learned_language(i.language, p.board_language * dose, p)
    m.language = talking.learned_language(m.language, p.board_business_language * dose, p)
    bonds.meet(firm, i, m, p.board_contact * dose, p.board_contact * dose)
    strength = m.ties[i.number].strength if i.number in m.ties else 0.0
    for s in firm.services:
        view = rules.joint_view(i.understanding[s.number], m.it_understanding)
        s.board_view = max(s.board_view, rules.seen_together(view, strength, p))
    weight = p.board_valence * dose
    firm.row["trust_by_contact"] += bonds.event(firm, m, i, BENEVOLENCE, weight * bonds.felt(firm, is_heard))
    bonds.event(firm, i, m, BENEVOLENCE, weight * bonds.felt(firm, hears))
