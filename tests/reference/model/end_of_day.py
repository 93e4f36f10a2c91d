"""Steps 9 and 11: people forget, ties decay, and the end of the day is recorded."""

from __future__ import annotations

import math

from itborg.mechanisms import attention, contacts, expertise, framework, learning, requests, satisfaction, talk
from tests.reference.model import bonds
from tests.reference.model.resisting import votes
from tests.reference.model.things import IT, MONTH, WEEK, Firm, Person, Tie
from tests.reference.model.voices import note_reach


def apply_decay(firm: Firm, day: int) -> None:
    """Phase 9."""
    p, g, row = firm.p, firm.scalars, firm.row
    g.benefit -= g.benefit / p.benefit_life
    g.change_capacity = requests.remembered_capacity(g.change_capacity, row["change_work"], p.least_change_capacity, p)
    least = p.least_incident_capacity
    g.incident_capacity = requests.remembered_capacity(g.incident_capacity, row["incident_work"], least, p)
    forget(firm)
    drift(firm)
    look_back_on_ties(firm, day)
    take_means(firm)
    if day % MONTH == 0:
        note_reach(firm)


def forget(firm: Firm) -> None:
    """Let language, understanding and practice fade."""
    p = firm.p
    for x in firm.people:
        x.language = talk.forgotten_language(x.language, p)
        if x.side == IT:
            x.understanding = [learning.forgotten(u, p) for u in x.understanding]
            pairs = zip(x.expertise, x.expertise_base, strict=True)
            x.expertise = [expertise.decayed(e, base, p) for e, base in pairs]
        else:
            x.it_understanding = learning.manager_forgotten(x.it_understanding, p)


def drift(firm: Firm) -> None:
    """Let stereotypes drift to what one thinks of people in general."""
    p = firm.p
    for x in firm.people:
        for side in (0, 1):
            prior = p.own_side_prior if side == x.side else p.trust_prior
            x.stereotype[side] = [c + p.trust_drift * (prior - c) for c in x.stereotype[side]]


def look_back_on_ties(firm: Firm, day: int) -> None:
    """Let those whose weekday it is lose a week's worth of their ties, share attention, and drop who is forgotten."""
    keep = (1.0 - firm.p.tie_drift) ** WEEK
    for x in firm.people:
        if (x.key - day) % WEEK != 0:
            continue
        lose_touch(firm, x)
        share_attention(firm, x)
        n = 0
        while n < len(x.ties):  # the last tie moves into the gap of a dropped one, and has its turn there
            number = list(x.ties)[n]
            tie, other = x.ties[number], firm.people[number]
            if max(tie.contact, other.ties[x.number].contact) < firm.p.forgotten_contact:
                bonds.forget(x, other)
                look_back(firm, other)
            else:
                tie.deviation = [d * keep for d in tie.deviation]
                n += 1
        look_back(firm, x)


def lose_touch(firm: Firm, x: Person) -> None:
    """Let a week pass over contact: it goes to its lasting part."""
    left = (1.0 - firm.p.tie_decay) ** WEEK
    for tie in x.ties.values():
        tie.contact = tie.lasting + left * (tie.contact - tie.lasting)


def by_side(firm: Firm, x: Person) -> tuple[list[Tie], list[Tie]]:
    """Return the ties of x inside the own side and to the other."""
    ties: tuple[list[Tie], list[Tie]] = ([], [])
    for n, tie in x.ties.items():
        ties[firm.people[n].side != x.side].append(tie)
    return ties


def share_attention(firm: Firm, x: Person) -> None:
    """Cut the ties of a side that take more attention than there is, all by the same share."""
    for ties, budget in zip(by_side(firm, x), (x.own_budget, x.openness * x.cross_budget), strict=True):
        spent = sum(tie.contact for tie in ties)
        if spent > budget:
            for tie in ties:
                tie.contact *= budget / spent


def look_back(firm: Firm, x: Person) -> None:
    """Note what x thinks of the other side and how open to it x is, what each tie is worth, and how much contact there is."""
    p, view = firm.p, x.stereotype[1 - x.side]
    own, across = by_side(firm, x)
    outlooks = [
        (t.contact, [bonds.component(x, s + d) for s, d in zip(view, t.deviation, strict=True)]) for t in across
    ]
    known = [(contact, bonds.weighted(x, outlook)) for contact, outlook in outlooks]
    x.trust = bonds.opinion(firm, bonds.weighted(x, view), known)
    means = [bonds.opinion(firm, view[c], [(contact, outlook[c]) for contact, outlook in outlooks]) for c in range(3)]
    x.ability, x.benevolence, x.integrity = means
    x.openness = attention.open_to_others(x.trust, p)
    x.cross_contact = sum(tie.contact for tie in across)
    x.contact = sum(tie.contact for tie in own) + x.cross_contact
    x.cross_ties = len(across)
    for n, tie in x.ties.items():
        trust = bonds.trust(x, firm.people[n])
        tie.trust, tie.draw = trust, contacts.invitation(trust, p)
        tie.strength = tie.contact**p.strength_by_contact * trust**p.strength_by_trust
        firm.people[n].ties[x.number].accept = contacts.acceptance(trust, p)


def take_means(firm: Firm) -> None:
    """Keep the means of understanding, and how well a framework does on them."""
    g, p = firm.scalars, firm.p
    for s in firm.services:
        s.understood = sum(x.understanding[s.number] for x in firm.it) / len(firm.it)
    g.understanding = sum(s.understood for s in firm.services) / len(firm.services)
    g.business_understanding = sum(m.it_understanding for m in firm.managers) / len(firm.managers)
    g.records = framework.records(g.understanding, g.business_understanding, p)


def mean(values: list[float]) -> float:
    """Return the arithmetic mean."""
    return sum(values) / len(values)


def write_down(firm: Firm) -> dict[str, float]:
    """Phase 11: return the columns of the day."""
    p, g, row = firm.p, firm.scalars, firm.row
    it, managers = firm.it, firm.managers
    row["cost"] += p.staff_cost * firm.lv.staff_cost_factor * len(it) + row["strategy_cost"]
    typical = firm.scalars.reach * p.impact * math.exp(p.impact_sigma**2 / 2.0)
    contact = sum(x.contact for x in firm.people)
    row |= {
        "benefit": g.benefit,
        "value_at_risk": sum(x.hazard * x.service.value for x in firm.causes.all()) * typical,
        "open_incidents": len(firm.incidents.all()),
        "open_changes": len(firm.changes.all()),
        "root_causes": len(firm.causes.all()),
        "framework": g.framework,
        "it_understanding": g.understanding,
        "business_understanding": g.business_understanding,
        "it_language": mean([x.language for x in it]),
        "business_language": mean([m.language for m in managers]),
        "trust_business_to_it": mean([m.trust for m in managers]),
        "trust_it_to_business": mean([x.trust for x in it]),
        "ability": mean([m.ability for m in managers]),
        "benevolence": mean([m.benevolence for m in managers]),
        "integrity": mean([m.integrity for m in managers]),
        "satisfaction": mean([m.satisfaction for m in managers]),
        "cross_contact_share": sum(x.cross_contact for x in firm.people) / contact if contact else 0.0,
        "cross_ties": sum(m.cross_ties for m in managers),
        "it_aligned": mean([float(satisfaction.calls_it_aligned(g.sla, x.trust, p)) for x in it]),
        "protest": mean([float(m.stage >= 1) for m in managers]),
        "workaround": mean([float(m.stage >= 2) for m in managers]),
        "coalition": mean([float(m.stage == 3) for m in managers]),
        "against_it": mean([float(m.stage > 0 and m.against_it) for m in managers]),
        "votes": votes(firm),
        "exited": float(g.exit_day >= 0),
        "mandate_in_force": g.mandate,
        "managers_content": mean([float(satisfaction.is_content(m.trust, m.satisfaction, p)) for m in managers]),
    }
    return dict(row)
