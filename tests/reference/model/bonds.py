"""Contact and trust between two people. Trust is a stereotype of a side plus what one tie adds to it."""

from __future__ import annotations

from typing import Any

from itborg.common import streams
from itborg.mechanisms import contacts
from itborg.mechanisms.talk import fidelity, language_between
from itborg.mechanisms.trust import overall, step
from itborg.mechanisms.trust_events import of_contact
from tests.reference.model.things import Firm, Person, Team, Tie


def within(x: float, low: float, high: float) -> float:
    """Return x, or the border it has crossed."""
    return low if x < low else high if x > high else x


def component(a: Person, x: float) -> float:
    """Return a component of trust inside its range."""
    return within(x, a.p.lowest_trust, a.p.highest_trust)


def weights(p: Any) -> tuple[float, float, float]:
    """Return the weights of ability, benevolence and integrity."""
    return p.ability_weight, p.benevolence_weight, p.integrity_weight


def towards(x: float, goal: float, share: float) -> float:
    """Return x moved up to a goal by a share of the gap; what is above the goal stays."""
    return x if x >= goal else x + share * (goal - x)


def weighted(a: Person, components: list[float]) -> float:
    """Return a's trust from ability, benevolence and integrity."""
    ability, benevolence, integrity = components
    return overall(ability, benevolence, integrity, a.p)


def stranger_trust(a: Person, side: int) -> float:
    """Return a's trust in somebody of a side whom a does not know."""
    return weighted(a, a.stereotype[side])


def trust(a: Person, b: Person) -> float:
    """Return a's trust in b."""
    tie = a.ties.get(b.number)
    if tie is None:
        return stranger_trust(a, b.side)
    return weighted(a, [s + d for s, d in zip(a.stereotype[b.side], tie.deviation, strict=True)])


def seen(a: Person, side: int, tie: Tie | None, which: int) -> float:
    """Return a component of a's trust in somebody of a side: of one known if there is a tie."""
    return component(a, a.stereotype[side][which] + (tie.deviation[which] if tie else 0.0))


def judge(a: Person, side: int, tie: Tie | None, which: int, of_side: float, of_person: float) -> None:
    """Move what a thinks of a side, and of one person besides; who is known moves along with the side."""
    view = a.stereotype[side]
    extra = tie.deviation[which] if tie else 0.0
    view[which] = component(a, view[which] + of_side)
    if tie:
        tie.deviation[which] = component(a, view[which] + extra + of_person) - view[which]


def feel(firm: Firm, a: Person, side: int, which: int, valence: float) -> float:
    """Let a have a good or bad event with nobody in particular; return the weighted step."""
    change = step(seen(a, side, None, which), valence, firm.p)
    judge(a, side, None, which, change, 0.0)
    return weights(firm.p)[which] * change


def event(firm: Firm, a: Person, b: Person, which: int, valence: float) -> float:
    """Let a have an event with b; return the weighted step.

    What a stranger does says a little of the side. What somebody known does says something of that person, but of a
    bad event most is taken for one with the side.
    """
    p, tie = firm.p, a.ties.get(b.number)
    change = step(seen(a, b.side, tie, which), valence, p)
    if tie is None:
        judge(a, b.side, None, which, p.anonymous * change, 0.0)
    else:
        excused = p.good_faith if change < 0.0 else 0.0
        meant = (1.0 - excused) * change
        spilt = p.spill_over * meant + p.anonymous * excused * change
        judge(a, b.side, tie, which, spilt, (1.0 - p.spill_over) * meant)
    return weights(p)[which] * change


def opinion(firm: Firm, general: float, known: list[tuple[float, float]]) -> float:
    """Return what a thinks of a side: the side as such and (contact, view) of those known, weighted by contact."""
    w = firm.p.general_opinion
    return (w * general + sum(c * t for c, t in known)) / (w + sum(c for c, _ in known))


def chemistry(firm: Firm, a: Person, b: Person) -> float:
    """Return how two people get on: a standard normal number, the same both ways."""
    return firm.draws.normal(streams.CHEMISTRY, *sorted((a.key, b.key)))


def impression(firm: Firm, a: Person, b: Person) -> float:
    """Return what a first thinks of b beside what a thinks of b's side: partly shared by the two, partly a's own."""
    if a.side == b.side:
        return 0.0
    z = firm.draws.normal(streams.TIE_TRAIT, a.key, b.key)
    return firm.p.pair_trust_sd * chemistry(firm, a, b) + firm.p.cross_tie_trust_sd * z


def blank_tie(firm: Firm, a: Person, b: Person) -> Tie:
    """Return what a newly keeps of b."""
    extra, extra_back = impression(firm, a, b), impression(firm, b, a)
    t = weighted(a, [s + extra for s in a.stereotype[b.side]])
    back = weighted(b, [s + extra_back for s in b.stereotype[a.side]])
    invites, accepts = contacts.invitation(t, firm.p), contacts.acceptance(back, firm.p)
    return Tie(0.0, 0.0, t, invites, accepts, 0.0, [extra] * 3)


def acquaint(firm: Firm, a: Person, b: Person) -> bool:
    """Let two strangers keep each other in mind, unless an address book is full."""
    if a is b or len(a.ties) >= a.tie_room or len(b.ties) >= b.tie_room:
        return False
    a.ties[b.number], b.ties[a.number] = blank_tie(firm, a, b), blank_tie(firm, b, a)
    return True


def meet(firm: Firm, a: Person, b: Person, there: float, back: float) -> None:
    """Add contact both ways; too little of it does not make strangers acquainted."""
    if b.number not in a.ties and (max(there, back) < firm.p.forgotten_contact or not acquaint(firm, a, b)):
        return
    for tie, amount in ((a.ties[b.number], there), (b.ties[a.number], back)):
        tie.contact += amount * (1.0 - tie.contact)  # exact at 0, where a new tie may just be kept


def best_known(firm: Firm, a: Person, team: Team) -> Person | None:
    """Return who in a team is at the end of a's strongest tie there, the first of equals; nobody if none has strength."""
    known = [(tie.strength, firm.people[n]) for n, tie in a.ties.items() if firm.people[n].team is team]
    strength, person = max(known, key=lambda x: x[0], default=(0.0, None))
    return person if strength > 0.0 else None


def strike_out(a: Person, b: Person) -> None:
    """Take b out of a's address book. The last entry moves up into the gap, as in the kernel's blocks:

    the order of ties decides who is met by which part of a roulette wheel.
    """
    entries = list(a.ties.items())
    gap = list(a.ties).index(b.number)
    entries[gap] = entries[-1]
    a.ties = dict(entries[:-1] if gap < len(entries) - 1 else entries[:gap])


def forget(a: Person, b: Person) -> None:
    """Let two people forget each other."""
    strike_out(a, b)
    strike_out(b, a)


def spend(firm: Firm, a: Person, amount: float) -> None:
    """Take person-days out of somebody's day."""
    a.taken += amount
    firm.row["contact_time" if a.side == 0 else "manager_time"] += amount


def carry(a: Person, b: Person, *, familiar: bool = False) -> float:
    """Return how much of a talk with b gets across to a; familiar people share more of a language."""
    mine, yours = a.language, b.language
    if familiar and b.number in a.ties:
        mine = shared(a, b)
        yours = shared(b, a)
    return fidelity(mine, yours, a.listening, trust(a, b), a.p)


def shared(a: Person, b: Person) -> float:
    """Return a's language in a talk with b, whom a knows."""
    return language_between(a.language, a.ties[b.number].contact, a.p)


def felt(firm: Firm, got_across: float) -> float:
    """Return the valence of a meeting or talk that felt like this much getting across."""
    return of_contact(got_across, firm.p.jargon, firm.p)
