"""The change portfolio: what the room decides about open requests, and how that reaches the people in IT.

A room may put a request first: it is labelled 4, and nothing else in the queue may claim more than 3.
It may hold one back: IT may not start on it before the next month. Both act on the tables as a board's
ruling would (a stated priority, a day of approval) and on nothing else. How far IT heeds a label,
what a top label does to testing, and what people make of waiting is the model's own business.

The room sees what the organisation can see. The worth it is shown is that of the model's own board
(day/demand.py): the truth as far as business and IT together understand the service, else what the
label claims.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from itborg.analysis.measures.log_indicators import TOP
from itborg.engine.row_names import Rows
from itborg.engine.state import World
from itborg.engine.table import array_of, column
from itborg.mechanisms.requirement_fit import requirement_fit

from .game import Decision

MOST_LISTED = 16  # requests on the table: those of highest stated priority, then the oldest


class Request(NamedTuple):
    """A change request on the table.

    key           its identity
    place         its place in the order of seen worth per effort, 0 the best: how a decision names it
    service       what it changes; owner: who asks for it, team: of which team
    label         stated priority, 1 to 4
    asked         day on which it was made, the burn-in counted; waits: working days since then
    seen          its worth as the organisation sees it, kEUR/day
    fit           how well it would fit the need if it were delivered tonight, 0 to 1
    effort        person-days it will take; left: still to do
    risk          probability that it leaves a root cause, as IT estimates it
    view          how far the worth is seen, 0 (only what the label claims) to 1 (the truth)
    level, value  true priority and true worth, kEUR/day: to be revealed a month later
    """

    key: int
    place: int
    service: str
    owner: str
    team: str
    label: int
    asked: int
    waits: int
    seen: float
    fit: float
    effort: float
    left: float
    risk: float
    view: float
    level: int
    value: float


def on_the_table(world: World, rows: Rows) -> list[Request]:
    """Return the requests that a room sees, in the order of their seen worth per effort."""
    found = [_request(world, rows, n) for n in _listed(world)]
    ranked = sorted(found, key=lambda one: (-worth_per_effort(one), one.key))
    return [one._replace(place=place) for place, one in enumerate(ranked)]


def _listed(world: World) -> list[int]:
    """Return the rows of the requests that come first in the queue, in the order of `as_queued`."""
    open_rows = waiting(world)
    there = array_of(world.changes)[open_rows]
    order = np.lexsort((there["key"], there["asked_day"], -there["label"].astype(np.int64)))
    return [open_rows[int(at)] for at in order[:MOST_LISTED]]


def worth_per_effort(one: Request) -> float:
    """Return how good a request looks: seen worth over effort to the power the model's people use."""
    return math.log(max(one.seen, 1e-12)) - 0.6 * math.log(max(one.effort, 1e-12))


def as_queued(table: list[Request]) -> list[Request]:
    """Return requests as a queue shows them: highest stated priority first, then oldest."""
    return sorted(table, key=lambda one: (-one.label, -one.waits, one.key))


def rule_on(world: World, table: Sequence[Request], decision: Decision, until: int) -> None:
    """Carry out what a room decided about the requests on the table of a world.

    In another life's list, which may be longer, what comes after the room's last place is treated as that.

    until  day before which nobody may start on what is held back, the burn-in counted
    """
    last = max(0, decision.listed - 1)
    places = {one.key: min(one.place, last) for one in table}
    changes = array_of(world.changes)
    for n in waiting(world):
        place = places.get(int(changes["key"][n]))
        if place in decision.first:
            changes["label"][n] = TOP
        elif decision.first:
            changes["label"][n] = min(int(changes["label"][n]), TOP - 1)
        if place in decision.held:
            changes["approved"][n] = max(float(changes["approved"][n]), float(until))


def waiting(world: World) -> list[int]:
    """Return the rows of open change requests that nobody has finished."""
    used = int(column(world.organisation, "change_rows")[0])
    table = array_of(world.changes)[:used]
    return [int(n) for n in np.flatnonzero((table["open"] == 1) & np.isnan(table["release"]))]


def _request(world: World, rows: Rows, n: int) -> Request:
    x, o, p = world.changes[n], world.organisation[0], world.parameters[0]
    owner = rows.people[int(x.owner)]
    service = world.services[int(x.service)]
    by_it, by_owner = float(service.understood), float(column(world.people, "it_understanding")[int(x.owner)])
    fit = requirement_fit(p.fit_floor, by_it, by_owner)
    view = min(1.0, max(float(service.board_view), math.sqrt(by_it * by_owner)))
    claimed = math.log(p.change_value) + p.label_step * p.label_weight * (x.label - 2.5)
    seen = math.exp(view * math.log(x.value) + (1.0 - view) * claimed)
    return Request(
        key=int(x.key), place=0, service=rows.services[int(x.service)], owner=owner.name, team=owner.team,
        label=int(x.label), asked=int(x.asked_day), waits=int(o.day - x.asked_day), seen=float(seen),
        fit=float(fit), effort=float(x.effort), left=float(x.left), risk=min(1.0, float(x.risk)), view=view,
        level=int(x.level), value=float(x.value),
    )  # fmt: skip
