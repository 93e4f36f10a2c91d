"""The change portfolio: open change requests, and how a team's rulings on them reach IT.

A team can put a request first: its label becomes 4, and no other label in the queue may exceed 3.
It can defer a request: IT may not start on it before the next month. Both change the tables as a
ruling of the change board does (stated priority, day of approval) and nothing else. How far IT
follows a label, how a top label changes testing, and how people react to waiting is up to the model.

The team sees what the organisation can see. The perceived value is that of the model's own board
(engine/day/demand.py): the true value as far as business and IT together understand the service,
otherwise the value that the label claims.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from itborg.analysis.measures.log_indicators import TOP
from itborg.engine.row_names import Rows
from itborg.engine.state import NONE, World
from itborg.engine.table import array_of, column
from itborg.mechanisms import labels, requirement_fit

from .deck import NAMES, initiative_key
from .game import Decision

_INITIATIVES = frozenset(initiative_key(name) for name in NAMES)
MAX_LISTED = 16  # requests in the portfolio: highest stated priority first, then the oldest


class Request(NamedTuple):
    """A change request in the portfolio.

    key              identity in the model's tables
    rank             rank by perceived value per effort, 0 the best; decisions name requests by rank
    service          name of the service that it changes
    owner, team      who asks for it
    speaker          who speaks for the owner in IT, "" for nobody
    label            stated priority, 1 to 4
    requested_day    day on which it was made, counted from the start of the burn-in
    days_waiting     working days since then
    perceived_value  value as the organisation sees it, kEUR/day
    fit              fit to the need if built today, 0 to 1
    effort           person-days in total
    effort_left      person-days still to do
    risk             probability that it leaves a root cause, as IT estimates it
    visibility       weight of the true value in the perceived value, 0 to 1
    level            true priority, 1 to 4; shown a month later
    value            true value, kEUR/day; shown a month later
    """

    key: int
    rank: int
    service: str
    owner: str
    team: str
    speaker: str
    label: int
    requested_day: int
    days_waiting: int
    perceived_value: float
    fit: float
    effort: float
    effort_left: float
    risk: float
    visibility: float
    level: int
    value: float


def portfolio(world: World, rows: Rows) -> list[Request]:
    """Return the requests that a team sees, in the order of their rank."""
    requests = [_request(world, rows, n) for n in _listed(world)]
    ranked = sorted(requests, key=lambda one: (-value_per_effort(one), one.key))
    return [one._replace(rank=rank) for rank, one in enumerate(ranked)]


def _listed(world: World) -> list[int]:
    """Return the table rows of the requests at the head of the queue, in the order of `as_queued`."""
    open_rows = waiting(world)
    changes = array_of(world.changes)[open_rows]
    order = np.lexsort((changes["key"], changes["requested_day"], -changes["label"].astype(np.int64)))
    return [open_rows[int(at)] for at in order[:MAX_LISTED]]


def value_per_effort(one: Request) -> float:
    """Return log(perceived value / effort ** 0.6), the order in which the model's people prefer requests."""
    return math.log(max(one.perceived_value, 1e-12)) - 0.6 * math.log(max(one.effort, 1e-12))


def as_queued(requests: Sequence[Request]) -> list[Request]:
    """Return requests in the order of the queue: highest stated priority first, then the oldest."""
    return sorted(requests, key=lambda one: (-one.label, -one.days_waiting, one.key))


def apply_rulings(world: World, requests: Sequence[Request], decision: Decision, until: int) -> None:
    """Write a team's rulings on requests into the tables of a world.

    The portfolio of another replication may be longer; requests beyond the team's last rank are treated like that one.

    requests  portfolio(world, ...)
    until     day before which nobody may start on a deferred request, counted from the start of the burn-in
    """
    last = max(0, decision.listed - 1)
    ranks = {one.key: min(one.rank, last) for one in requests}
    changes = array_of(world.changes)
    for n in waiting(world):
        rank = ranks.get(int(changes["key"][n]))
        if rank in decision.first:
            changes["label"][n] = TOP
        elif decision.first:
            changes["label"][n] = min(int(changes["label"][n]), TOP - 1)
        if rank in decision.deferred:
            changes["approved"][n] = max(float(changes["approved"][n]), float(until))


def waiting(world: World) -> list[int]:
    """Return the table rows of open change requests that have not been built; initiatives are not among them."""
    used = int(column(world.organisation, "change_rows")[0])
    changes = array_of(world.changes)[:used]
    rows = np.flatnonzero((changes["open"] == 1) & np.isnan(changes["release"]))
    return [int(n) for n in rows if int(changes["key"][n]) not in _INITIATIVES]


def _request(world: World, rows: Rows, n: int) -> Request:
    x, o, p = world.changes[n], world.organisation[0], world.parameters[0]
    owner = rows.people[int(x.owner)]
    service = world.services[int(x.service)]
    by_it, by_owner = float(service.understood), float(column(world.people, "it_understanding")[int(x.owner)])
    fit = requirement_fit.fit(by_it, by_owner, requirement_fit.channel(float(x.voice), p), p)
    visibility = min(1.0, max(float(service.board_view), math.sqrt(by_it * by_owner)))
    claimed = math.log(p.change_value) + p.label_weight * labels.reading(x.label, p)
    perceived = math.exp(visibility * math.log(x.value) + (1.0 - visibility) * claimed)
    return Request(
        key=int(x.key), rank=0, service=rows.services[int(x.service)], owner=owner.name, team=owner.team,
        speaker="" if x.counterpart == NONE else rows.people[int(x.counterpart)].name,
        label=int(x.label), requested_day=int(x.requested_day), days_waiting=int(o.day - x.requested_day),
        perceived_value=float(perceived), fit=float(fit), effort=float(x.effort), effort_left=float(x.left),
        risk=min(1.0, float(x.risk)), visibility=visibility, level=int(x.level), value=float(x.value),
    )  # fmt: skip
