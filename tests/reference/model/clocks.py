"""IT's clock: it stands while a ticket waits or is on hold; the user's is the time since the incident opened."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import service_levels, trust_events
from tests.reference.model import bonds
from tests.reference.model.things import BENEVOLENCE, Firm, Incident, Person


def by_it(x: Incident, now: float) -> float:
    """Return the days that IT counts until now."""
    return (now if x.held_from is None else x.held_from) - x.opened - x.stopped


def stands(firm: Firm) -> float:
    """Return the part of a wait in which the clock stands."""
    return service_levels.clock_stands(firm.scalars.framework, firm.lv.objective, firm.p)


def gaming(firm: Firm) -> float:
    """Return the probability that a ticket about to be late is put on hold."""
    return service_levels.putting_on_hold(firm.scalars.framework, firm.lv.objective, firm.p)


def resume(x: Incident, now: float) -> None:
    """End a hold: somebody takes the incident up."""
    if x.held_from is not None:
        x.stopped, x.held_from = x.stopped + now - x.held_from, None


def hold_at_handoff(firm: Firm, i: Person, x: Incident, now: float) -> None:
    """Let the person who passed the incident on stop its clock."""
    if by_it(x, now) < x.target and firm.draws.share(streams.HOLD_AT_HANDOFF, x.key, x.hops) < gaming(firm):
        hold(firm, i, x, now)


def hold_overnight(firm: Firm, day: int) -> None:
    """Stop the clocks of some that would be late by tomorrow night, in the name of their holder or of a colleague."""
    tonight = day + 1.0
    for x in firm.incidents.all():
        due = x.target - by_it(x, tonight)
        if x.held_from is None and x.ready <= tonight and 0.0 < due < 1.0:
            u = firm.draws.share(streams.HOLD_OVERNIGHT, x.key, day)
            if u < gaming(firm):
                crew = x.team.members
                hold(firm, x.holder or crew[min(len(crew) - 1, int(u / gaming(firm) * len(crew)))], x, tonight)


def hold(firm: Firm, i: Person, x: Incident, now: float) -> None:
    """Put an incident on hold; its owner thinks less of whoever did."""
    x.held_from = now
    firm.row["holds"] += 1
    firm.row["trust_by_incidents"] += bonds.event(firm, x.owner, i, BENEVOLENCE, trust_events.of_hold(firm.p))
