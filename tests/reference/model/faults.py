"""Step 4, the faults: root causes come, go and trigger incidents."""

from __future__ import annotations

from itertools import accumulate

from itborg.common import streams
from itborg.mechanisms import business_calendar, problem_management, root_causes
from tests.reference.model.chance import events, identity
from tests.reference.model.things import SKILLS, Cause, Component, Firm, Service


def component_of(firm: Firm, key: int, service: Service | None) -> Component:
    """Return the component that gets a new root cause: in proportion to the root causes so far, or a new component.

    The components lie on a line, each as long as the number of its root causes; a random point picks one.
    """
    places = firm.services if service is None else [service]
    line = [c for s in places for c in s.components]
    total = sum(c.causes for c in line)
    if total == 0 or firm.draws.share(streams.CAUSE_NEW_COMPONENT, key) < firm.p.new_component:
        return new_component(firm, key, service or places[firm.draws.one_of(len(places), streams.CAUSE_SERVICE, key)])
    mark = firm.draws.share(streams.CAUSE_COMPONENT, key) * total
    ends = accumulate(c.causes for c in line)
    return next(c for c, end in zip(line, ends, strict=True) if mark < end)


def new_component(firm: Firm, key: int, service: Service) -> Component:
    """Add a component to a service: of any of its needs."""
    need = service.number * SKILLS + firm.draws.one_of(SKILLS, streams.COMPONENT_NEED, key)
    component = Component(need, 0, firm.draws.normal(streams.COMPONENT_DIFFICULTY, key), 0.0)
    firm.components.append(component)
    service.components.insert(0, component)
    return component


def new_cause(firm: Firm, key: int, service: Service | None, day: int, hidden: int = 0) -> Cause:
    """Put a root cause into the world."""
    component = component_of(firm, key, service)
    component.causes += 1
    hazard = root_causes.hazard(firm.draws.normal(streams.CAUSE_HAZARD, key), firm.p)
    work = problem_management.effort(firm.draws.normal(streams.CAUSE_EFFORT, key), bool(hidden), firm.p)
    owner = firm.services[component.need // SKILLS]
    cause = Cause(key, component, owner, hazard, work, 0.0, hidden, float(day), None)
    firm.causes.put(cause)
    return cause


def hazard_today(firm: Firm, x: Cause) -> float:
    """Return the mean number of incidents that a root cause triggers today."""
    return business_calendar.prepared_hazard(x.hazard, firm.p) if x.service.prepared else x.hazard


def trigger_incidents(firm: Firm, day: int) -> list[tuple[Cause, int]]:
    """Let root causes come and go; yield every incident that starts, as (cause, key), one at a time."""
    p, draws = firm.p, firm.draws
    for q in range(events(root_causes.appearing(firm.scalars.scale, p), draws.share(streams.CAUSE_COUNT, day))):
        new_cause(firm, identity(streams.CAUSE, day, q), None, day)
    triggered = []
    for x in firm.causes.all():
        if draws.share(streams.CAUSE_EXPIRY, x.key, day) < p.cause_expiry:
            firm.causes.take(x)
            continue
        count = events(hazard_today(firm, x), draws.share(streams.INCIDENT_COUNT, x.key, day))
        x.count = root_causes.remembered_incidents(x.count, count, p)
        triggered += [(x, identity(streams.INCIDENT_KEY + 128 * q, x.key, day)) for q in range(count)]
    return triggered
