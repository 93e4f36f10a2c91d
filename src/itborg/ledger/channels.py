"""Channels: what a strategy may work through, each as a way to hold it at the untreated path.

A channel is held by writing into a treated world, every evening, what its untreated twin of the same luck has
there. So the strategy goes on acting, but what it does to that channel never lasts until the next morning.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..history import COLUMNS
from ..rules.attention import OF_AUDIT, OF_ENFORCEMENT, OF_MANDATE
from ..world.state import World
from .labels import Stated
from .ties import Ties


class Evening(NamedTuple):
    """What is held to: the twin's evening, its ties by who they join, and every label it ever stated."""

    twin: World
    ties: Ties
    stated: Stated


class Channel(NamedTuple):
    """One channel.

    name     what it is called
    meaning  what is held, one line
    hold     writes the twin's evening into a world
    """

    name: str
    meaning: str
    hold: Callable[[World, Evening], None]


def hold_trust(w: World, evening: Evening) -> None:
    """Give every person the twin's trust in both sides and along every tie that both have; other ties are neutral."""
    twin = evening.twin
    w.stereotype[:] = twin.stereotype
    for name in ("trust", "ability", "benevolence", "integrity"):
        w.people[name] = twin.people[name]
    ours, theirs, alone = evening.ties.shared(w)
    w.deviation[ours] = twin.deviation[theirs]
    w.deviation[alone] = 0.0
    for name in ("trust", "draw", "accept"):
        w.ties[name][ours] = twin.ties[name][theirs]


def hold_understanding(w: World, evening: Evening) -> None:
    """Give both sides the twin's understanding of each other and its language."""
    twin = evening.twin
    w.understanding[:] = twin.understanding
    for name in ("it_understanding", "language"):
        w.people[name] = twin.people[name]
    w.services["understood"] = twin.services["understood"]
    for name in ("understanding", "business_understanding", "records"):
        w.organisation[name] = twin.organisation[name]


def hold_labels(w: World, evening: Evening) -> None:
    """Give every open item that the twin saw as well the label it got there."""
    for kind, table, count in (("incident", w.incidents, "incident_rows"), ("change", w.changes, "change_rows")):
        rows = table[: w.organisation[count][0]]
        evening.stated.write(kind, rows)


def hold_causes(w: World, evening: Evening) -> None:
    """Give the services the twin's root causes, removed and left to be removed as there."""
    twin = evening.twin
    for name in ("causes", "components"):
        ours, theirs = getattr(w, name), getattr(twin, name)
        rows = min(len(ours), len(theirs))
        ours[:rows] = theirs[:rows]
    for name in ("causes", "first_component"):
        w.services[name] = twin.services[name]
    for name in ("active_causes", "cause_rows", "components", "causes_ever", "free_cause"):
        w.organisation[name] = twin.organisation[name]


def hold_shadow(w: World, evening: Evening) -> None:
    """Let managers choose between IT and shadow IT on the twin's lead times and opinion of IT's ability.

    What policing, audit and mandates add to that choice is taken back through the premium (mandates: their mean).
    """
    twin = evening.twin
    for name in ("expected_lead", "ability"):
        w.people[name] = twin.people[name]
    day = int(w.organisation["day"][0])
    if day < len(w.levers):
        tomorrow, it = w.levers[day], int(w.organisation["it"][0])
        distrust = 1.0 - float(w.people["trust"][it:].mean())
        pushed = OF_ENFORCEMENT * tomorrow["enforcement"] + OF_AUDIT * tomorrow["audit"]
        pushed -= OF_MANDATE * tomorrow["mandate"] * distrust
        w.parameters["shadow_premium"] = twin.parameters["shadow_premium"] - pushed


def nothing(w: World, evening: Evening) -> None:
    """Hold nothing in the evening: capacity is held while the day is lived."""
    del w, evening


CAPACITY = "capacity"
_ALL = (
    Channel("trust", "trust of both sides in each other", hold_trust),
    Channel("understanding", "understanding of each other, language", hold_understanding),
    Channel("labels", "priority labels", hold_labels),
    Channel("root_causes", "root causes that are active", hold_causes),
    Channel(CAPACITY, "IT's hours: taken, lost, made more of", nothing),
    Channel("shadow_it", "what makes needs go round IT", hold_shadow),
)
CHANNELS: dict[str, Channel] = {one.name: one for one in _ALL}


def capacity(w: World, day: int) -> float:
    """Return the work that IT could do on a day, person-days."""
    return float(w.columns[day, _DESK] + w.columns[day, _OTHERS])


_DESK, _OTHERS = (list(COLUMNS).index(name) for name in ("desk_capacity", "not_desk_capacity"))
