"""What befell whom: one short list of happenings per person, told in sentences when somebody asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from ...engine.row_names import Rows
from .journeys import CHANGE, IN_TIME, LAPSED, LATE, RED, Item

#: Smallest change of trust in a day that is told even if nothing is known to have caused it.
NOTICED = 0.004
#: Days shown at the most, those on which trust moved most.
MOST = 160


class Happening(NamedTuple):
    """Something that befell a person on a day.

    kind    one of TELLING
    other   row of another person, or -1
    item    the work it was about, or None
    weight  how much is to be told of it first
    """

    day: int
    kind: str
    other: int
    item: Item | None
    weight: float


Diary = dict[int, list[Happening]]


def blank() -> Diary:
    """Return a diary in which nothing is written."""
    return defaultdict(list)


def note_end(diary: Diary, day: int, item: Item) -> None:
    """Write down the end of a piece of work for its manager and for who ended it."""
    if item.kind == CHANGE:
        kind, weight = {LAPSED: ("lapsed", 3.0), LATE: ("late", 2.5), IN_TIME: ("delivered", 2.0)}[item.outcome]
    else:
        kind, weight = ("outage", 3.0 + item.loss) if item.outcome == RED else ("solved", 0.5)
    diary[item.owner].append(Happening(day, kind, item.solver, item, weight))
    if item.solver >= 0 and kind != "lapsed":
        diary[item.solver].append(Happening(day, f"did {kind}", item.owner, item, weight))


def note_meeting(diary: Diary, day: int, one: int, other: int) -> None:
    """Write down that two people of different sides talked."""
    for me, you in ((one, other), (other, one)):
        diary[me].append(Happening(day, "met", you, None, 1.0))


def note_call(diary: Diary, day: int, caller: int, called: int, item: Item) -> None:
    """Write down an escalation call."""
    diary[caller].append(Happening(day, "called", called, item, 1.5))
    diary[called].append(Happening(day, "was called", caller, item, 1.5))


def sentence(one: Happening, rows: Rows) -> str:
    """Return a happening in words."""
    service = rows.services[one.item.service] if one.item else ""
    return TELLING[one.kind](one, service, rows.people[one.other].name if one.other >= 0 else "somebody")


def _hops(one: Happening) -> str:
    hops = one.item.hops if one.item else 0
    return "" if hops == 0 else " after 1 hand-over" if hops == 1 else f" after {hops} hand-overs"


def _days(one: Happening) -> str:
    days = round(one.day - one.item.opened) if one.item else 0
    return "1 day" if days == 1 else f"{days} days"


def _loss(one: Happening) -> str:
    loss = one.item.loss if one.item else 0.0
    return f"{loss:.1f} kEUR" if loss < 10 else f"{loss:.0f} kEUR"


def _promised(one: Happening) -> str:
    return f"{one.item.promise:.0f}" if one.item else "?"


TELLING: dict[str, Callable[[Happening, str, str], str]] = {
    "outage": lambda h, s, who: f"An outage of {s} cost {_loss(h)}, too much to put up with; {who} fixed it{_hops(h)}.",
    "solved": lambda h, s, who: f"{who} solved an incident of {s}{_hops(h)}.",
    "delivered": lambda h, s, who: f"{who} delivered a change to {s} as promised, in {_days(h)}.",
    "late": lambda h, s, who: f"A change to {s} came late: {_days(h)} instead of the {_promised(h)} promised.",
    "lapsed": lambda h, s, who: f"A change to {s} was never delivered; the wish lapsed after {_days(h)}.",
    "met": lambda h, s, who: f"Talked with {who}.",
    "called": lambda h, s, who: f"Called {who} about {s}, to press for it.",
    "did outage": lambda h, s, who: f"Fixed an outage of {s}{_hops(h)}; it had cost {who} {_loss(h)}.",
    "did solved": lambda h, s, who: f"Solved an incident of {s} for {who}.",
    "did delivered": lambda h, s, who: f"Delivered a change to {s} for {who}, in time.",
    "did late": lambda h, s, who: f"Delivered a change to {s} for {who}, late: {_days(h)} instead of {_promised(h)}.",
    "was called": lambda h, s, who: f"{who} called to press for {s}; work lay still meanwhile.",
}


class Entry(NamedTuple):
    """A day in a person's ledger of trust.

    before, after  mean trust in the other side on the evening before and on the evening of the day
    text           what befell the person that day, most telling first
    """

    day: int
    before: float
    after: float
    text: str


def trust_changes(happenings: list[Happening], trust: list[float], rows: Rows) -> list[Entry]:
    """Return the days on which somebody's trust moved, in order.

    trust  by evening; the evening of day d is at d + 1
    """
    by_day: dict[int, list[Happening]] = defaultdict(list)
    for one in happenings:
        by_day[one.day].append(one)
    days = [d for d in range(len(trust) - 1) if d in by_day or abs(trust[d + 1] - trust[d]) >= NOTICED]
    days = sorted(sorted(days, key=lambda d: -abs(trust[d + 1] - trust[d]))[:MOST])
    return [Entry(d, trust[d], trust[d + 1], _told(by_day[d], rows)) for d in days]


def _told(today: list[Happening], rows: Rows) -> str:
    if not today:
        return "Nothing in particular: the view of the other side settles where experience has put it."
    ordered = sorted(today, key=lambda one: -one.weight)
    said = list(dict.fromkeys(sentence(one, rows) for one in ordered))
    more = f" And {len(said) - 3} more." if len(said) > 3 else ""
    return " ".join(said[:3]) + more
