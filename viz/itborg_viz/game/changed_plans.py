"""A team's decisions with one thing changed: left out, started in the first month, or started a month earlier.

Every function returns decisions that can be simulated; what they cost is not checked, since they are experiments.
"""

from __future__ import annotations

from dataclasses import replace

from itborg.organisation.types import Organisation

from .deck import deck
from .game import Decision, start_months

type Plan = tuple[Decision, ...]


def starts(decisions: Plan) -> dict[str, int]:
    """Return interventions and initiatives -> the month in which they start, 1 for the first."""
    initiatives = {name: month for month, one in enumerate(decisions, start=1) for name in one.initiatives}
    return start_months(decisions) | initiatives


def without(decisions: Plan, name: str) -> Plan:
    """Return decisions without an intervention or an initiative that they start."""
    return tuple(
        replace(
            one,
            interventions=tuple(each for each in one.interventions if each != name),
            initiatives=tuple(each for each in one.initiatives if each != name),
        )
        for one in decisions
    )


def with_start(decisions: Plan, organisation: Organisation, name: str, month: int = 1) -> Plan:
    """Return decisions that start an intervention or an initiative in a month, with what it needs.

    month  1 for the first; something that they start in another month is moved

    >>> from itborg.organisation import load
    >>> plan = with_start((Decision(), Decision()), load("grab_at_pizza"), "stamp_card", 2)
    >>> plan[1].initiatives
    ('one_record', 'stamp_card')
    """
    cards = deck(organisation)
    if name not in cards:
        moved = without(decisions, name)
        changed = replace(moved[month - 1], interventions=(*moved[month - 1].interventions, name))
        return *moved[: month - 1], changed, *moved[month:]
    needs = cards[name].needs
    if needs and starts(decisions).get(needs, month + 1) > month:
        decisions = with_start(decisions, organisation, needs, month)
    moved = without(decisions, name)
    changed = replace(moved[month - 1], initiatives=(*moved[month - 1].initiatives, name))
    return *moved[: month - 1], changed, *moved[month:]


def without_talks(decisions: Plan) -> Plan:
    """Return decisions without the talks of the room."""
    return tuple(replace(one, talks=()) for one in decisions)


def without_rulings(decisions: Plan) -> Plan:
    """Return decisions in which no change request is put first or deferred."""
    return tuple(replace(one, first=(), deferred=()) for one in decisions)
