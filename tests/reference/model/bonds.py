"""Contact and trust between two people. Trust is a stereotype of a side plus what one tie adds to it."""

from __future__ import annotations

from typing import Any

from itborg.mechanisms import contacts
from itborg.mechanisms.talk import fidelity
from itborg.mechanisms.trust import overall, step
from itborg.mechanisms.trust_events import of_contact
from tests.reference.model.things import Firm, Person, Tie


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


def feel(a: Person, side: int, tie: Tie | None, which: int, valence: float, spill: float, firm: Firm) -> float:
    """Let a have a good or bad event with somebody of a side; return the weighted step.

    The step closes a share of the gap to full trust, or takes a (larger) share of trust away. The
    `spill` of it goes into the stereotype; the tie holds what is then missing.
    """
    view = a.stereotype[side]
    before, extra = view[which], tie.deviation[which] if tie else 0.0
    change = step(component(a, before + extra), valence, firm.p)
    view[which] = component(a, before + spill * change)
    if tie:
        wanted = component(a, view[which] + extra + (1.0 - spill) * change)
        tie.deviation[which] = wanted - view[which]
    return weights(firm.p)[which] * change


def event(firm: Firm, a: Person, b: Person, component: int, valence: float) -> float:
    """Let a have an event with b, whether they know each other or not."""
    return feel(a, b.side, a.ties.get(b.number), component, valence, firm.p.spill_over, firm)


def blank_tie(firm: Firm, a: Person, b: Person) -> Tie:
    """Return what a newly keeps of b."""
    t, back = stranger_trust(a, b.side), stranger_trust(b, a.side)
    skills = [firm.p.unknown_expertise] * len(firm.need_team)
    invites, accepts = contacts.invitation(t, firm.p), contacts.acceptance(back, firm.p)
    return Tie(0.0, 0.0, t, invites, accepts, [0.0, 0.0, 0.0], skills)


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
        tie.contact = 1.0 - (1.0 - tie.contact) * (1.0 - amount)


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


def carry(a: Person, b: Person) -> float:
    """Return how much of a talk with b gets across to a."""
    return fidelity(a.language, b.language, a.listening, trust(a, b), a.p)


def felt(firm: Firm, got_across: float) -> float:
    """Return the valence of a talk."""
    return of_contact(got_across, firm.p.jargon, firm.p)
