"""Escalation calls: who called whom, worked out again from the same keyed luck that the kernel drew.

History counts the calls of a day but does not say whose they were. Luck is a function of the identity of an event,
so the draw can simply be made once more. A call that the kernel left out because the manager's day was full shows
up here all the same; `test_calls` says how often that is.
"""

from __future__ import annotations

from typing import NamedTuple

from ...common import random_numbers, streams
from ...engine.day.contact_phase import CHANGE_CALLS
from ...engine.simulation import quiet_arithmetic
from ...engine.state import World
from ...engine.table import column
from .journeys import INCIDENT, Item

LOUDEST = 4  # label with which a manager calls


class Call(NamedTuple):
    """A manager called somebody of a team about a piece of work."""

    item: Item
    caller: int
    called: int


def calls(w: World, open_work: list[Item], teams: dict[tuple[int, int], int], row: int) -> list[Call]:
    """Return the calls of one day.

    open_work  what was open when managers called, on the morning of the day
    teams      (kind, key) -> the team it was with
    row        row of the day
    """
    seed = column(w.organisation, "seed")[0]
    rate = float(column(w.parameters, "escalation_rate")[0] * (1.0 - 0.6 * column(w.levers, "board")[row]))
    found = []
    with quiet_arithmetic():
        for item in open_work:
            chance = rate if item.kind == INCIDENT else rate * CHANGE_CALLS
            if item.label == LOUDEST and random_numbers.uniform(seed, streams.ESCALATION, item.key, row) < chance:
                team = w.teams[teams[item.kind, item.key]]
                member = random_numbers.below(
                    int(team.members), random_numbers.uniform(seed, streams.ESCALATED, item.key, row)
                )
                found.append(Call(item, item.owner, int(team.first) + member))
    return found
