"""Phase 4, the faults: root causes come, go and strike."""

from __future__ import annotations

import math
from itertools import accumulate

from itborg.common import streams
from tests.reference.model.chance import events, identity
from tests.reference.model.things import SKILLS, Cause, Component, Firm, Service


def component_of(firm: Firm, key: int, service: Service | None) -> Component:
    """Return where a new root cause falls: where many have fallen before, or somewhere new.

    All that may be hit lies on one line, each component as long as its root causes are many.
    """
    places = firm.services if service is None else [service]
    line = [c for s in places for c in s.components]
    total = sum(c.causes for c in line)
    if total == 0 or firm.luck.share(streams.CAUSE_NEW_COMPONENT, key) < firm.p.new_component:
        return new_component(firm, key, service or places[firm.luck.one_of(len(places), streams.CAUSE_SERVICE, key)])
    mark = firm.luck.share(streams.CAUSE_COMPONENT, key) * total
    ends = accumulate(c.causes for c in line)
    return next(c for c, end in zip(line, ends, strict=True) if mark < end)


def new_component(firm: Firm, key: int, service: Service) -> Component:
    """Add a component to a service: of any of its needs."""
    need = service.number * SKILLS + firm.luck.one_of(SKILLS, streams.COMPONENT_NEED, key)
    component = Component(need, 0, firm.luck.normal(streams.COMPONENT_DIFFICULTY, key), 0.0)
    firm.components.append(component)
    service.components.insert(0, component)
    return component


def new_cause(firm: Firm, key: int, service: Service | None, day: int, hidden: int = 0) -> Cause:
    """Put a root cause into the world."""
    component = component_of(firm, key, service)
    component.causes += 1
    spread = firm.p.hazard_sigma
    hazard = firm.p.hazard * math.exp(spread * (firm.luck.normal(streams.CAUSE_HAZARD, key) - 0.5 * spread))
    work = firm.p.cause_effort * math.exp(0.4 * firm.luck.normal(streams.CAUSE_EFFORT, key) - 0.08)
    owner = firm.services[component.need // SKILLS]
    cause = Cause(key, component, owner, hazard, work * (1.5 if hidden else 1.0), 0.0, hidden, float(day), None)
    firm.causes.put(cause)
    return cause


def hazard_today(firm: Firm, x: Cause) -> float:
    """Return how many incidents a root cause brings today, on average."""
    p, s = firm.p, x.service
    use = s.today / s.mean_rhythm
    if s.prepared:
        use = min(use, use - p.readiness * (use - 1.0))
    return x.hazard * (1.0 + p.use_hazard * (use - 1.0))


def trigger_incidents(firm: Firm, day: int) -> list[tuple[Cause, int]]:
    """Let root causes come and go; yield every incident that starts, as (cause, key), one at a time."""
    p, luck = firm.p, firm.luck
    for q in range(events(p.background_causes * firm.scalars.scale, luck.share(streams.CAUSE_COUNT, day))):
        new_cause(firm, identity(streams.CAUSE, day, q), None, day)
    struck = []
    for x in firm.causes.all():
        if luck.share(streams.CAUSE_EXPIRY, x.key, day) < p.cause_expiry:
            firm.causes.take(x)
            continue
        count = events(hazard_today(firm, x), luck.share(streams.INCIDENT_COUNT, x.key, day))
        x.count += 0.02 * (count - x.count)
        struck += [(x, identity(streams.INCIDENT_KEY + 128 * q, x.key, day)) for q in range(count)]
    return struck
