"""Step 5: people talk, visit and meet."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import attention, contacts, hearsay, learning
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
                talk(firm, day, person, other)
    if max(firm.lv.visits, firm.lv.meetings) <= 0.0:
        return
    for person in firm.it:
        if firm.draws.share(streams.VISIT, person.key, day) < firm.lv.visits:
            visit(firm, day, person)
        for q in range(int(firm.lv.meetings + firm.draws.share(streams.MEETING, person.key, day))):
            u = firm.draws.share(streams.MEETING_WITH, person.key, day * 8 + q)
            talk(firm, day, person, firm.managers[pick(len(firm.managers), u)])


def is_liaison(firm: Firm, person: Person) -> bool:
    """Return whether somebody acts as business relationship manager."""
    return person.role == DELIVERY_MANAGER and person.rank < firm.lv.liaisons


def opportunity(firm: Firm, a: Person, side: int, team: Team | None) -> float:
    """Return how easily a runs into people of a side, relative to the own."""
    if side == a.side:
        return 1.0
    p, at_home = firm.p, a.side == IT and team is not None and a.home is team
    liaison = p.liaison_opportunity if is_liaison(firm, a) else 1.0
    home = contacts.federated(firm.lv.federation, p) if at_home else 1.0
    return contacts.opportunity(firm.lv.contact_factor, liaison, home, p)


def partner(firm: Firm, a: Person, key: int) -> Person | None:
    """Return whom a talks to: one of the ties, or somebody new. Trust and openness are of the last look back."""
    p = firm.p
    if firm.draws.share(streams.EXPLORE, key) < p.explore:
        return newcomer(firm, a, key)
    wheel: list[tuple[Person, float]] = []
    for n, tie in a.ties.items():
        b = firm.people[n]
        openness = 1.0 if b.side == a.side else a.openness
        weight = openness * opportunity(firm, a, b.side, b.team) * tie.contact * tie.draw * tie.accept
        wheel.append((b, weight))
    spare = attention.spare(a.own_budget, a.contact - a.cross_contact)
    unknown = spare * bonds.stranger_trust(a, a.side) ** (p.contact_trust + p.reciprocity)
    mark = firm.draws.share(streams.PARTNER, key) * (sum(weight for _, weight in wheel) + unknown)
    for b, weight in wheel:
        mark -= weight
        if mark < 0.0:
            return b
    return introduced(firm, a, key, a.side)


def newcomer(firm: Firm, a: Person, key: int) -> Person | None:
    """Return somebody new of either side, as likely as there are people there and as a is open to the other side."""
    other = 1 - a.side
    own, across = (len(firm.it), len(firm.managers)) if a.side == IT else (len(firm.managers), len(firm.it))
    ease = a.openness * opportunity(firm, a, other, None)
    goes_across = firm.draws.share(streams.NEWCOMER, key) * (own + ease * across) < ease * across
    return introduced(firm, a, key, other if goes_across else a.side)


def introduced(firm: Firm, a: Person, key: int, side: int) -> Person | None:
    """Return somebody of a side whom a does not know: often a friend of a friend."""
    draws = firm.draws
    if a.ties and draws.share(streams.CLOSURE, key) < firm.p.closure:
        for attempt in range(8):
            friends = list(a.ties)
            friend = firm.people[friends[draws.one_of(len(friends), streams.CLOSURE_OF, key, attempt)]]
            theirs = list(friend.ties)
            b = firm.people[theirs[draws.one_of(len(theirs), streams.CLOSURE, key, attempt + 1)]]
            if b.side == side and b is not a and b.number not in a.ties:
                return b
    return stranger(firm, a, key, side)


def stranger(firm: Firm, a: Person, key: int, side: int) -> Person | None:
    """Return somebody of a side whom a does not know, if eight tries find one."""
    crowd = firm.it if side == IT else firm.managers
    for attempt in range(8):
        b = crowd[firm.draws.one_of(len(crowd), streams.STRANGER, key, attempt)]
        if b is not a and b.number not in a.ties:
            return b
    return None


def talk(firm: Firm, day: int, a: Person, b: Person) -> None:
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
    bonds.meet(firm, a, b, p.talk_contact, p.talk_back * p.talk_contact)
    if a.side == b.side:
        talk_among_colleagues(firm, day, a, b)


def talk_among_colleagues(firm: Firm, day: int, a: Person, b: Person) -> None:
    """Let two of a side share what they know and think of the other; opinions of people take a tie to be believed."""
    if a.side == IT:
        share_knowledge(firm, a, b)
    else:
        speak_of_it(firm, b, a)
        speak_of_it(firm, a, b)
    if b.number in a.ties and firm.p.gossip > 0.0:
        gossip(firm, day, b, a)
        gossip(firm, day, a, b)


def gossip(firm: Firm, day: int, teller: Person, hearer: Person) -> None:
    """Let somebody tell what they think of a person of the other side, the sooner the more contact they have there."""
    known = {n: tie for n, tie in teller.ties.items() if firm.people[n].side != teller.side}
    if not known:
        return
    u = firm.draws.share(streams.HEARSAY, hearer.key, identity(streams.HEARSAY, teller.key, day))
    mark, named = u * sum(tie.contact for tie in known.values()), None
    for named in known:
        mark -= known[named].contact
        if mark < 0.0:
            break
    pull = hearsay.pull(hearer.ties[teller.number].trust, firm.p)
    side, tie = firm.people[named].side, hearer.ties.get(named)
    for which in range(3):
        own, other = bonds.seen(hearer, side, tie, which), bonds.seen(teller, side, known[named], which)
        if tie is None:
            hearer.stereotype[side][which] = own + firm.p.anonymous * pull * (other - own)
        else:
            tie.deviation[which] = own + pull * (other - own) - hearer.stereotype[side][which]


def talk_across(firm: Firm, i: Person, m: Person) -> None:
    """Let IT and business learn from and judge each other; some pairs get on better than what gets across."""
    p = firm.p
    hears, is_heard = bonds.carry(i, m, familiar=True), bonds.carry(m, i, familiar=True)
    for s in m.team.services:
        n = s.number
        i.understanding[n] = learning.after_talk(i.understanding[n], p.talk_intensity, hears, p)
    m.it_understanding = learning.manager_after_talk(m.it_understanding, p.talk_intensity, is_heard, p)
    i.language = rules.learned_language(i.language, 1.0, p)
    m.language = rules.learned_language(m.language, p.business_language_learning, p)
    firm.row["fidelity"] += 0.5 * (hears + is_heard)
    liking = p.chemistry * bonds.chemistry(firm, i, m)
    firm.row["trust_by_contact"] += bonds.event(firm, m, i, BENEVOLENCE, bonds.felt(firm, is_heard + liking))
    bonds.event(firm, i, m, BENEVOLENCE, bonds.felt(firm, hears + liking))


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
        tie.known += heard * (1.0 - tie.known)


def visit(firm: Firm, day: int, i: Person) -> None:
    """Let somebody of IT see the work of a department with own eyes."""
    p = firm.p
    if i.rank < firm.lv.federation:
        team = i.home
    else:
        team = firm.managers[firm.draws.one_of(len(firm.managers), streams.VISIT_WHERE, i.key, day)].team
    m = host(firm, i, team, day)
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


def host(firm: Firm, i: Person, team: Team, day: int) -> Person:
    """Return whom somebody of IT visits in a department: who is known best, else anybody."""
    best = bonds.best_known(firm, i, team)
    if best is not None:
        return best
    return team.members[firm.draws.one_of(len(team.members), streams.VISIT_TEAM, i.key, day)]
