"""The event log of each person: what a person did and experienced, and why the person's trust changed.

The functions that begin with `log_` add events while a run is recorded; `trust_changes` then explains the trust of one
person by the events of each day. Events and changes of trust are matched by day only, which shows no cause. The limits
on what is reported are our choice.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from ...engine.row_names import Rows
from ..formatting import counted, number
from .journeys import CHANGE, IN_TIME, LAPSED, LATE, RED, Item

#: Smallest change of trust in a day that is reported even if no event is known on that day.
SMALLEST_CHANGE = 0.004
#: Most days in a trust log: those on which trust changed most.
MOST_DAYS = 160
#: Most events of a day that are written out.
MOST_EVENTS = 3


class PersonEvent(NamedTuple):
    """An event in a person's day.

    day     working day after the strategy's start, the first is 0
    kind    a key of SENTENCES
    other   row of another person, or -1
    item    the piece of work concerned, or None
    weight  importance: of several events of a day the largest is reported first
    """

    day: int
    kind: str
    other: int
    item: Item | None
    weight: float


#: Row of a person -> events in the order of days.
EventLog = dict[int, list[PersonEvent]]


def empty_log() -> EventLog:
    """Return an event log without events."""
    return defaultdict(list)


def log_end(log: EventLog, day: int, item: Item) -> None:
    """Record the end of a piece of work for its manager and for the person who ended it.

    A change that lapsed is recorded for its manager alone.

    log   is changed
    day   working day after the start, the first is 0
    item  must have its outcome
    """
    if item.kind == CHANGE:
        kind, weight = {LAPSED: ("lapsed", 3.0), LATE: ("late", 2.5), IN_TIME: ("delivered", 2.0)}[item.outcome]
    else:
        kind, weight = ("outage", 3.0 + item.loss) if item.outcome == RED else ("solved", 0.5)
    log[item.owner].append(PersonEvent(day, kind, item.solver, item, weight))
    if item.solver >= 0 and kind != "lapsed":
        log[item.solver].append(PersonEvent(day, f"did {kind}", item.owner, item, weight))


def log_meeting(log: EventLog, day: int, one: int, other: int) -> None:
    """Record for both people that two people of different sides talked.

    one, other  rows of the two people
    """
    for person, partner in ((one, other), (other, one)):
        log[person].append(PersonEvent(day, "met", partner, None, 1.0))


#: Kind of event -> its sentence; see `sentence` for the names.
SENTENCES = {
    "outage": "An outage of {service} cost {loss} kEUR, far above tolerance; {other} fixed it{handoffs}.",
    "solved": "{other} solved an incident of {service}{handoffs}.",
    "delivered": "{other} delivered a change to {service} as promised, in {days}.",
    "late": "A change to {service} was late: {days} instead of the {promised} promised.",
    "lapsed": "A change to {service} was never delivered; the request lapsed after {days}.",
    "met": "Talked with {other}.",
    "did outage": "Fixed an outage of {service}{handoffs}; it had cost {other} {loss} kEUR.",
    "did solved": "Solved an incident of {service} for {other}.",
    "did delivered": "Delivered a change to {service} for {other} in time.",
    "did late": "Delivered a change to {service} for {other} late: {days} instead of {promised}.",
}


def sentence(one: PersonEvent, rows: Rows) -> str:
    """Return an event as a sentence about the person in whose log it is.

    rows  names of people and services
    """
    other = rows.people[one.other].name if one.other >= 0 else "somebody"
    item = one.item
    if item is None:
        return SENTENCES[one.kind].format(other=other)
    return SENTENCES[one.kind].format(
        other=other,
        service=rows.services[item.service],
        handoffs=f" after {counted(item.hops, 'hand-over')}" if item.hops else "",
        days=counted(round(one.day - item.opened), "day"),
        loss=number(item.loss, 1 if item.loss < 10 else 0),
        promised=number(item.promise, 0),
    )


class TrustChange(NamedTuple):
    """A day in a person's trust log.

    day            working day after the start, the first is 0
    before, after  mean trust in the other side at the end of the day before and of the day, 0 to 1
    text           the events of the day, the most important first
    """

    day: int
    before: float
    after: float
    text: str


def trust_changes(events: list[PersonEvent], trust: list[float], rows: Rows) -> list[TrustChange]:
    """Return the days on which a person's trust changed, in order.

    These are days with an event or with a change of SMALLEST_CHANGE or more, at most MOST_DAYS: those with the largest
    changes.

    events  of the person
    trust   the person's trust by daily snapshot; that of the end of day d is at d + 1
    rows    names of people and services
    """
    by_day: dict[int, list[PersonEvent]] = defaultdict(list)
    for one in events:
        by_day[one.day].append(one)
    days = [d for d in range(len(trust) - 1) if d in by_day or abs(trust[d + 1] - trust[d]) >= SMALLEST_CHANGE]
    days = sorted(sorted(days, key=lambda d: -abs(trust[d + 1] - trust[d]))[:MOST_DAYS])
    return [TrustChange(d, trust[d], trust[d + 1], _text(by_day[d], rows)) for d in days]


def _text(events: list[PersonEvent], rows: Rows) -> str:
    """Return the events of a day, at most MOST_EVENTS by importance; without any, why trust may change all the same."""
    if not events:
        return "No event: the view of the other side decays towards past experience."
    lines = list(dict.fromkeys(sentence(one, rows) for one in sorted(events, key=lambda one: -one.weight)))
    more = f" And {len(lines) - MOST_EVENTS} more." if len(lines) > MOST_EVENTS else ""
    return " ".join(lines[:MOST_EVENTS]) + more
