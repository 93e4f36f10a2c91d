"""Open incidents as named records, and the ways in which one may be handed off."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..engine.table import array_of
from .person import Person
from .world_access import WorldAccess


class Incident(NamedTuple):
    """An open incident at the end of the last simulated day.

    key      identity, the same under every strategy
    service  name of the affected service
    owner    the manager who reported it
    team     name of the IT team in whose queue it is
    label    stated priority, 1 (low) to 4 (top)
    level    true priority, 1 to 4
    opened   time of opening, working days since the strategy's start
    impact   share of the service that is lost while the incident is open, 0 to 1
    loss     loss so far, kEUR
    hops     number of hand-offs so far
    row      row in the table of incidents while the incident is open
    """

    key: int
    service: str
    owner: Person
    team: str
    label: int
    level: int
    opened: float
    impact: float
    loss: float
    hops: int
    row: int


class HandoffOption(NamedTuple):
    """One way in which an incident may be handed off.

    kind         "tie": to a person one knows; "queue": to a team, by ticket; "back": to the sender
    to           the person, or the name of the team
    probability  0 to 1; the probabilities of all options sum to 1
    """

    kind: str
    to: Person | str
    probability: float


def open_incidents(model: WorldAccess[Person], column: str, row: int) -> list[Incident]:
    """Return the open incidents of one person, oldest first.

    column  "owner" (the manager who reported it) or "holder" (the IT person who works on it)
    row     row of the person
    """
    table = array_of(model.world.incidents)
    rows = np.flatnonzero((table["open"] == 1) & (table[column] == row))
    return [_incident(model, int(n)) for n in rows[np.argsort(table["opened"][rows], kind="stable")]]


def _incident(model: WorldAccess[Person], row: int) -> Incident:
    x, names = model.world.incidents[row], model.rows
    return Incident(
        key=int(x.key), service=names.services[x.service], owner=model.person(int(x.owner)),
        team=names.teams[x.team][1], label=int(x.label), level=int(x.level), opened=float(x.opened) - model.burn_in,
        impact=float(x.impact), loss=float(x.loss), hops=int(x.hops), row=row,
    )  # fmt: skip
