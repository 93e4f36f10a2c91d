"""Step 5: people talk, visit and meet."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import contacts, learning
from itborg.mechanisms import talk as rules
from tests.reference.model import bonds
from tests.reference.model.chance import identity, pick
from tests.reference.model.resisting import speak_of_it
from tests.reference.model.things import BENEVOLENCE, DELIVERY_MANAGER, IT, Firm, Person, Team


def meet_people(firm: Firm, day: int) -> None:
    """Let everybody talk as often as a person does, then send IT out as far as a strategy does."""
    for person in firm.people:
        rate = firm.p.liaison_rate if is_liaison(firm, person) else firm.p.contact_rate
        for q in range(int(rate + firm.draws.share(streams.CONTACT, person.key, day))):
            other = partner(firm, person, identity(streams.PARTNER, person.key, day * 16 + q))
            if other is not None:
                talk(firm, person, other)
    if max(firm.lv.visits, firm.lv.meetings) <= 0.0:
        return
    for person in firm.it:
        if firm.draws.share(streams.VISIT, person.key, day) < firm.lv.visits:
            visit(firm, day, person)
        for q in range(int(firm.lv.meetings + firm.draws.share(streams.MEETING, person.key, day))):
            u = firm.draws.share(streams.MEETING_WITH, person.key, day * 8 + q)
            talk(firm, person, firm.managers[pick(len(firm.managers), u)])


def is_liaison(firm: Firm, person: Person) -> bool:
    """Return whether somebody acts as business relationship manager."""
    return person.role == DELIVERY_MANAGER and person.rank < firm.lv.liaisons


def openness(firm: Firm, a: Person, side: int, team: Team | None) -> float:
    """Return how easily a runs into people of a side, relative to the own."""
    if side == a.side:
        return 1.0
    p, at_home = firm.p, a.side == IT and team is not None and a.home is team
    liaison = p.liaison_opportunity if is_liaison(firm, a) else 1.0
    home = contacts.federated(firm.lv.federation, p) if at_home else 1.0
    return contacts.opportunity(firm.lv.contact_factor, liaison, home, p)


def partner(firm: Firm, a: Person, key: int) -> Person | None:
    """Return whom a talks to. Trust in those known is that of the end of the day before."""
    wheel: list[tuple[Person | int, float]] = []
    for n, tie in a.ties.items():
        b = firm.people[n]
        weight = contacts.partner_weight(tie.contact, tie.draw, tie.accept, firm.p)
        wheel.append((b, weight * openness(firm, a, b.side, b.team)))
    for side in (a.side, 1 - a.side):
        t = bonds.stranger_trust(a, side)
        crowd = firm.it if side == IT else firm.managers
        strangers = min(firm.p.strangers_met, sum(b is not a and b.number not in a.ties for b in crowd))
        weight = firm.p.stranger_contact * t ** (firm.p.contact_trust + firm.p.reciprocity)
        wheel.append((side, weight * strangers * openness(firm, a, side, None)))
    mark = firm.draws.share(streams.PARTNER, key) * sum(weight for _, weight in wheel)
    for choice, weight in wheel:
        mark -= weight
        if mark < 0.0 and isinstance(choice, Person):
            return choice
        if mark < 0.0:
            return stranger(firm, a, key, choice)
    return stranger(firm, a, key, 1 - a.side)


def stranger(firm: Firm, a: Person, key: int, side: int) -> Person | None:
    """Return somebody of a side whom a does not know, if eight tries find one."""
    crowd = firm.it if side == IT else firm.managers
    for attempt in range(8):
        b = crowd[firm.draws.one_of(len(crowd), streams.STRANGER, key, attempt)]
        if b is not a and b.number not in a.ties:
            return b
    return None


def talk(firm: Firm, a: Person, b: Person) -> None:
    """Let a talk to b."""
    p = firm.p
    if a.side != b.side:
        i, m = (a, b) if a.side == IT else (b, a)
        if m.taken + p.contact_cost > p.manager_time:
            return
        bonds.spend(firm, i, p.contact_cost)
        bonds.spend(firm, m, p.contact_cost)
        firm.row["cross_contacts"] += 1
        talk_across(firm, i, m)
    elif a.side == IT:
        for x in (a, b):
            bonds.spend(firm, x, p.own_side_cost * p.contact_cost)
    firm.row["contacts"] += 1
    bonds.meet(firm, a, b, p.talk_contact, p.answer_contact)
    if a.side == b.side == IT:
        share_knowledge(firm, a, b)
    elif a.side == b.side:
        speak_of_it(firm, b, a)
        speak_of_it(firm, a, b)


def talk_across(firm: Firm, i: Person, m: Person) -> None:
    """Let IT and business learn from and judge each other."""
    p = firm.p
    hears, is_heard = bonds.carry(i, m), bonds.carry(m, i)
    for s in m.team.services:
        n = s.number
        i.understanding[n] = learning.after_talk(i.understanding[n], p.talk_intensity, hears, p)
    m.it_understanding = learning.manager_after_talk(m.it_understanding, p.talk_intensity, is_heard, p)
    i.language = rules.learned_language(i.language, 1.0, p)
    m.language = rules.learned_language(m.language, p.business_language_learning, p)
    firm.row["fidelity"] += 0.5 * (hears + is_heard)
    firm.row["trust_by_contact"] += bonds.event(firm, m, i, BENEVOLENCE, bonds.felt(firm, is_heard))
    bonds.event(firm, i, m, BENEVOLENCE, bonds.felt(firm, hears))


def share_knowledge(firm: Firm, a: Person, b: Person) -> None:
    """Let two of IT tell what they know of the business, and show what they can."""
    p = firm.p
    pairs = list(zip(a.understanding, b.understanding, strict=True))
    for n, (mine, yours) in enumerate(pairs):
        a.understanding[n] = learning.from_peer(mine, yours, p)
        b.understanding[n] = learning.from_peer(yours, mine, p)
    if b.number not in a.ties:
        return
    for x, y in ((a, b), (b, a)):
        heard = p.belief_talk * rules.fidelity(1.0, 1.0, x.listening, bonds.trust(x, y), p)
        tie = x.ties[y.number]
        tie.belief = [old + heard * (e - old) for old, e in zip(tie.belief, y.expertise, strict=True)]


def visit(firm: Firm, day: int, i: Person) -> None:
    """Let somebody of IT see the work of a department with own eyes."""
    p = firm.p
    if i.rank < firm.lv.federation:
        team = i.home
    else:
        team = firm.managers[firm.draws.one_of(len(firm.managers), streams.VISIT_WHERE, i.key, day)].team
    m = team.members[firm.draws.one_of(len(team.members), streams.VISIT_TEAM, i.key, day)]
    theirs = p.visited_time * p.visit_time
    if m.taken + theirs > p.manager_time + p.visit_slack:
        return
    bonds.spend(firm, i, p.visit_time)
    bonds.spend(firm, m, theirs)
    for s in team.services:
        i.understanding[s.number] = learning.after_visit(i.understanding[s.number], p)
    bonds.meet(firm, i, m, p.visit_contact, p.visit_contact)
    firm.row["trust_by_contact"] += bonds.event(firm, m, i, BENEVOLENCE, p.visit_valence)
    bonds.event(firm, i, m, BENEVOLENCE, p.visitor_valence)
    m.it_understanding = learning.towards_full(m.it_understanding, p.visited_learning)
    i.language = learning.towards_full(i.language, p.visit_language)
    firm.row["visits"] += 1
