"""Phase 5: people talk, visit, meet and call."""

from __future__ import annotations

from itborg.common import streams
from tests.reference.model import bonds
from tests.reference.model.bonds import towards
from tests.reference.model.chance import identity, pick
from tests.reference.model.things import BENEVOLENCE, BUSINESS, DELIVERY_MANAGER, IT, Firm, Person, Team


def meet_people(firm: Firm, day: int) -> None:
    """Let everybody talk as often as a person does, then send IT out as far as a strategy does."""
    for person in firm.people:
        rate = 4.0 if is_liaison(firm, person) else firm.p.contact_rate
        for q in range(int(rate + firm.luck.share(streams.CONTACT, person.key, day))):
            other = partner(firm, person, identity(streams.PARTNER, person.key, day * 16 + q))
            if other is not None:
                talk(firm, person, other)
    if max(firm.lv.visits, firm.lv.meetings) <= 0.0:
        return
    for person in firm.it:
        if firm.luck.share(streams.VISIT, person.key, day) < firm.lv.visits:
            visit(firm, day, person)
        for q in range(int(firm.lv.meetings + firm.luck.share(streams.MEETING, person.key, day))):
            u = firm.luck.share(streams.MEETING_WITH, person.key, day * 8 + q)
            talk(firm, person, firm.managers[pick(len(firm.managers), u)])


def is_liaison(firm: Firm, person: Person) -> bool:
    """Return whether somebody acts as business relationship manager."""
    return person.role == DELIVERY_MANAGER and person.rank < firm.lv.liaisons


def openness(firm: Firm, a: Person, side: int, team: Team | None) -> float:
    """Return how easily a runs into people of a side, relative to the own."""
    if side == a.side:
        return 1.0
    chance = firm.p.homophily * firm.lv.contact_factor * (4.0 if is_liaison(firm, a) else 1.0)
    if firm.lv.federation > 0.0 and a.side == IT and team is not None and a.home is team:
        chance *= 1.0 + 5.0 * firm.lv.federation
    return chance


def partner(firm: Firm, a: Person, key: int) -> Person | None:
    """Return whom a talks to. Trust in those known is last evening's."""
    wheel: list[tuple[Person | int, float]] = []
    for n, tie in a.ties.items():
        b = firm.people[n]
        weight = (bonds.STRANGER + tie.contact) * tie.draw * tie.accept
        wheel.append((b, weight * openness(firm, a, b.side, b.team)))
    for side in (a.side, 1 - a.side):
        t = bonds.stranger_trust(a, side)
        crowd = firm.it if side == IT else firm.managers
        strangers = min(firm.p.strangers_met, sum(b is not a and b.number not in a.ties for b in crowd))
        weight = bonds.STRANGER * t ** (firm.p.contact_trust + firm.p.reciprocity)
        wheel.append((side, weight * strangers * openness(firm, a, side, None)))
    mark = firm.luck.share(streams.PARTNER, key) * sum(weight for _, weight in wheel)
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
        b = crowd[firm.luck.one_of(len(crowd), streams.STRANGER, key, attempt)]
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
            bonds.spend(firm, x, 0.5 * p.contact_cost)
    firm.row["contacts"] += 1
    bonds.meet(firm, a, b, 0.25, 0.20)
    if a.side == b.side == IT:
        share_knowledge(firm, a, b)


def talk_across(firm: Firm, i: Person, m: Person) -> None:
    """Let IT and business learn from and judge each other."""
    p = firm.p
    hears, is_heard = bonds.carry(i, m), bonds.carry(m, i)
    for s in m.team.services:
        n = s.number
        i.understanding[n] = towards(i.understanding[n], p.tacit_ceiling, 2.0 * p.talk_learning * hears)
    m.it_understanding += 2.0 * p.business_talk_learning * is_heard * (1.0 - m.it_understanding)
    i.language += p.language_learning * (1.0 - i.language)
    m.language += 0.5 * p.language_learning * (1.0 - m.language)
    firm.row["fidelity"] += 0.5 * (hears + is_heard)
    firm.row["trust_by_contact"] += bonds.event(firm, m, i, BENEVOLENCE, bonds.felt(firm, is_heard))
    bonds.event(firm, i, m, BENEVOLENCE, bonds.felt(firm, hears))


def share_knowledge(firm: Firm, a: Person, b: Person) -> None:
    """Let two of IT tell what they know of the business, and show what they can."""
    p = firm.p
    pairs = list(zip(a.understanding, b.understanding, strict=True))
    for n, (mine, yours) in enumerate(pairs):
        a.understanding[n] = towards(mine, min(yours, p.tacit_ceiling), p.peer_learning)
        b.understanding[n] = towards(yours, min(mine, p.tacit_ceiling), p.peer_learning)
    if b.number not in a.ties:
        return
    for x, y in ((a, b), (b, a)):
        heard = p.belief_talk * x.listening * (0.4 + 0.6 * bonds.trust(x, y))
        tie = x.ties[y.number]
        tie.belief = [old + heard * (e - old) for old, e in zip(tie.belief, y.expertise, strict=True)]


def visit(firm: Firm, day: int, i: Person) -> None:
    """Let somebody of IT see the work of a department with own eyes."""
    p = firm.p
    if i.rank < firm.lv.federation:
        team = i.home
    else:
        team = firm.managers[firm.luck.one_of(len(firm.managers), streams.VISIT_WHERE, i.key, day)].team
    m = team.members[firm.luck.one_of(len(team.members), streams.VISIT_TEAM, i.key, day)]
    if m.taken + 0.125 > p.manager_time + 0.25:
        return
    bonds.spend(firm, i, 0.5)
    bonds.spend(firm, m, 0.125)
    for s in team.services:
        i.understanding[s.number] += p.visit_learning * (1.0 - i.understanding[s.number])
    bonds.meet(firm, i, m, 0.4, 0.4)
    firm.row["trust_by_contact"] += bonds.event(firm, m, i, BENEVOLENCE, 0.8)
    bonds.event(firm, i, m, BENEVOLENCE, 0.5)
    m.it_understanding += 0.02 * (1.0 - m.it_understanding)
    i.language += 0.03 * (1.0 - i.language)
    firm.row["visits"] += 1


def escalate(firm: Firm, day: int) -> None:
    """Let managers call about top-labelled work, five times as often about a change."""
    rate = firm.p.escalation_rate * (1.0 - 0.6 * firm.lv.board)
    for shelf, factor in ((firm.incidents, 1.0), (firm.changes, 5.0)):
        for x in shelf.all():
            waits = x.label == 4 and getattr(x, "release", None) is None
            if waits and firm.luck.share(streams.ESCALATION, x.key, day) < rate * factor:
                i = x.team.members[firm.luck.one_of(len(x.team.members), streams.ESCALATED, x.key, day)]
                call(firm, x.owner, i)


def call(firm: Firm, m: Person, i: Person) -> None:
    """Let a manager call somebody of IT, who likes that manager less for it."""
    cost = firm.p.escalation_cost
    if m.taken + cost > 1.0:
        return
    bonds.spend(firm, i, cost)
    bonds.spend(firm, m, 0.5 * cost)
    firm.row["escalations"] += 1
    bonds.feel(i, BUSINESS, i.ties.get(m.number), BENEVOLENCE, -0.1, 0.0, firm)
