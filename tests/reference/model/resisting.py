"""Step 10: managers reconsider their resistance, IT notices, those with a seat vote; what managers tell each other."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import resistance
from itborg.strategies import strategy
from tests.reference.model import bonds
from tests.reference.model.takeover import namespace
from tests.reference.model.things import BUSINESS, IT, QUARTER, WEEK, Firm, Person


def resist(firm: Firm, day: int) -> None:
    """Phase 10."""
    p, g, managers = firm.p, firm.scalars, firm.managers
    for m in managers:
        m.exposure -= m.exposure / p.exposure_days
        if (m.key - day) % WEEK == 0:
            reconsider(firm, m)
    g.heard = resistance.heard(g.heard, sum(m.stage > 0 for m in managers) / len(managers), p)
    if (day + 1) % QUARTER == 0 and g.voting and g.exit_day < 0 and votes(firm) > p.exit_majority:
        g.exit_day = day
        g.outsourcing = int(firm.draws.share(streams.EXIT, day) < p.exit_carried_out)


def reconsider(firm: Firm, m: Person) -> None:
    """Let a manager go up or down by one stage."""
    known = [(tie.contact * tie.trust, firm.people[n].stage) for n, tie in m.ties.items() if n >= len(firm.it)]
    total = sum(weight for weight, _ in known)
    pull = sum(weight * stage for weight, stage in known) / (3.0 * total) if total else 0.0
    threatened = 1.0 if m.against_it else firm.scalars.mandate
    m.stage = resistance.next_stage(
        m.stage, resistance.force(m.trust, m.satisfaction, threatened, pull, firm.p), m.threshold, firm.p
    )
    m.against_it = {3: 1, 0: 0}.get(m.stage, m.against_it)


def votes(firm: Firm) -> float:
    """Return the share of managers with a seat who are in a coalition."""
    seats = [m.stage == 3 for m in firm.managers if m.seat]
    return sum(seats) / len(seats) if seats else 0.0


def policed(firm: Firm, m: Person) -> None:
    """Let a manager whose shadow IT was closed down turn against IT itself."""
    if not m.against_it:
        m.against_it, m.threshold = 1, m.threshold - firm.p.backfire


def speak_of_it(firm: Firm, teller: Person, m: Person) -> None:
    """Let a manager who resists tell a colleague what it thinks of IT."""
    if teller.stage == 0:
        return
    assert teller.side == m.side == BUSINESS
    weight = resistance.opinion_weight(bonds.trust(m, teller), m.exposure, teller.stage, firm.p)
    old, theirs = m.stereotype[IT], teller.stereotype[IT]
    m.stereotype[IT] = [mine + weight * (yours - mine) for mine, yours in zip(old, theirs, strict=True)]
    firm.row["trust_by_colleagues"] += bonds.weighted(m, m.stereotype[IT]) - bonds.weighted(m, old)
    m.satisfaction += weight * (teller.satisfaction - m.satisfaction)


def hand_over_to_supplier(firm: Firm, day: int) -> None:
    """Let the levers of outsourcing replace those of the strategy, if that was decided and is to be carried out."""
    if firm.scalars.outsourcing == 1:
        firm.scalars.outsourcing = 2
        rows = strategy("outsource").schedule(len(firm.levers) - day)
        firm.levers[day:] = [namespace(row) for row in rows]
