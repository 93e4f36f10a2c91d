"""Events that a facilitator can let happen, and talks of the room: what comes from outside, through mechanisms only.

    demand   more orders: the calendar factor of retail services on some days
    price    food or riders cost more on some days: a price of the account
    lever    a lever of the model on some days
    illness  a developer does not work: the start of the person's working day moves to its end
    request  a demand with a date: a bill unless an initiative is delivered by then
    talk     two persons talk before the first day of a month; those in IT lose the time on that day

Nothing here draws a random number of its own, and none of anybody else changes: all are indexed by their event.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from itborg.analysis.statistics import Floats
from itborg.common.errors import InputError, unknown
from itborg.common.periods import MONTH
from itborg.engine.day.record_row import start_row
from itborg.engine.day.talking import talk_to
from itborg.engine.history import FLOWS
from itborg.engine.row_names import Rows
from itborg.engine.simulation import quiet_arithmetic
from itborg.engine.state import World
from itborg.engine.table import column
from itborg.mechanisms.rhythms import RETAIL
from itborg.organisation.types import Organisation

from .account import FOOD, RIDERS
from .initiatives import Progress, first_developer

Kind = Literal["demand", "food", "riders", "audit", "illness", "request"]
MAX_EVENTS, MAX_TALKS = 2, 3  # events of a month; talks of a person in a month


class Event(NamedTuple):
    """Something that comes from outside in a month.

    name   in files
    title  on the console
    text   to everybody, on the day; {developer} is the person who falls ill
    role   key of the role that hears of it a day before everybody
    kind   what it acts through
    day    day of the month on which it begins, 0 for the first
    days   how long it lasts; for a request, days until it is due
    size   factor of orders, part of a price, value of the lever, or kEUR of the bill
    needs  name of the initiative that a request needs, ""
    """

    name: str
    title: str
    text: str
    role: str
    kind: Kind
    day: int
    days: int
    size: float
    needs: str = ""


#: Events by name. Sizes are assumptions.
EVENTS: dict[str, Event] = {
    one.name: one
    for one in (
        Event("tv_cook", "A cook on television praises us",
              "A cook on television praised our pizza. Two fifths more guests order for three days.",
              "marketing", "demand", 7, 3, 1.4),
        Event("rival_down", "A rival's web shop is down",
              "The web shop of our largest rival is down today. Its guests come to us.",
              "sales", "demand", 11, 1, 1.25),
        Event("cheese", "The supplier of cheese fails",
              "Our supplier of cheese cannot deliver. Another one can, and food costs 6 % more this month.",
              "finance", "food", 2, MONTH - 2, 0.06),
        Event("storm", "A winter storm",
              "Storm for two days. Riders cost two fifths more.",
              "kitchen", "riders", 12, 2, 0.4),
        Event("audit", "An auditor is in the house",
              "An auditor checks labels and purchases of IT for ten days.",
              "it_manager", "audit", 4, 10, 0.5),
        Event("illness", "A developer is ill",
              "{developer} is ill for ten days.",
              "change", "illness", 3, 10, 1.0),
        Event("customer_data", "A customer wants all data about him",
              "A customer wants all data that we hold about him within ten days. Without one record of each customer "
              "an outside firm collects them for 30,000 euros.",
              "relationship", "request", 1, 10, 30.0, needs="one_record"),
    )
}  # fmt: skip


def text_of(name: str, organisation: Organisation) -> str:
    """Return what everybody hears of an event in an organisation."""
    person = next(one for one in organisation.people if one.id == first_developer(organisation))
    return EVENTS[name].text.format(developer=person.name)


def checked_events(names: Sequence[str]) -> None:
    """Raise InputError for events of a month that are unknown, repeated or too many."""
    for name in names:
        if name not in EVENTS:
            raise unknown("event", name, EVENTS)
    if len(set(names)) < len(names) or len(names) > MAX_EVENTS:
        raise InputError(f"events = {list(names)!r} are not at most {MAX_EVENTS} different events")


def checked_talks(talks: Sequence[tuple[str, str]], organisation: Organisation) -> None:
    """Raise InputError for talks of a month between unknown people, with oneself, repeated or too many of a person."""
    known = {one.id for one in organisation.people}
    for pair in talks:
        for one in pair:
            if one not in known:
                raise unknown("person", one, sorted(known))
            if sum(one in other for other in talks) > MAX_TALKS:
                raise InputError(f"'{one}' has more than {MAX_TALKS} talks in this month")
        if pair[0] == pair[1] or sum(set(pair) == set(other) for other in talks) > 1:
            raise InputError(f"the talk of '{pair[0]}' with '{pair[1]}' is with oneself or repeated")


def begin(progress: Progress, names: Sequence[str], talks: Sequence[tuple[str, str]], month: int) -> None:
    """Note the events and the talks of a month, 1 to 6, at its start."""
    progress.events += [(name, MONTH * (month - 1) + EVENTS[name].day) for name in names]
    progress.talks = tuple(talks)


def before_day(world: World, rows: Rows, progress: Progress, day: int) -> None:
    """Let the events and the talks of a day of the game, 0 for the first, act before it; world changed in place."""
    for name, first in progress.events:
        one, since = EVENTS[name], day - first
        if one.kind == "request":
            _mind_request(world, one, progress, day, since)
        elif 0 <= since < one.days:
            _act(world, rows, one, progress, day)
    if progress.talks and day % MONTH == 0:
        progress.flows = talk(world, [(rows.row_of[i], rows.row_of[j]) for i, j in progress.talks], _today(world))


def after_day(world: World, progress: Progress) -> None:
    """Record the talks of a day in its row of the history."""
    if progress.flows is not None:
        world.columns[_today(world) - 1, FLOWS] += progress.flows
        progress.flows = None


def talk(world: World, pairs: Sequence[tuple[int, int]], day: int) -> Floats:
    """Let pairs of people talk before a day, and return the flows of the talks, for the history.

    pairs  rows of people

    A manager's time for IT on this day is not reduced: the room's talks come on top. Assumption.
    """
    people = sorted({row for pair in pairs for row in pair})
    with quiet_arithmetic():
        start_row(world, day)
        for row in people:
            world.people[row].taken = 0.0
        for i, j in pairs:
            talk_to(world, day, i, j)
        for row in people:
            _lose_time(world, row, float(world.people[row].taken))
    return np.array(world.columns[day, FLOWS])


def _act(world: World, rows: Rows, one: Event, progress: Progress, day: int) -> None:
    """Let an event act on one of its days."""
    now = _today(world)
    if one.kind == "demand":
        retail = column(world.services, "rhythm") == RETAIL
        world.rhythm[retail if retail.any() else slice(None), now] *= one.size
    elif one.kind == "food":
        progress.food[day] = progress.food.get(day, 0.0) + one.size * FOOD
    elif one.kind == "riders":
        progress.riders[day] = progress.riders.get(day, 0.0) + one.size * RIDERS
    elif one.kind == "audit":
        world.levers[now].audit = 1.0 - (1.0 - world.levers[now].audit) * (1.0 - one.size)
    else:
        _lose_time(world, rows.row_of[progress.ill], one.size)


def _mind_request(world: World, one: Event, progress: Progress, day: int, since: int) -> None:
    """Charge a demand with a date that is not met."""
    if since == one.days and one.needs not in progress.delivered:
        world.levers[_today(world)].one_off_cost += one.size
        progress.fines[day] = progress.fines.get(day, 0.0) + one.size


def _lose_time(world: World, row: int, share: float) -> None:
    """Let a person of IT begin the coming day later, by a share of the day; for others there is no such time."""
    if row < int(world.organisation[0].it):
        world.people[row].clock = max(1.0, float(world.people[row].clock)) + share


def _today(world: World) -> int:
    return int(world.organisation[0].day)
