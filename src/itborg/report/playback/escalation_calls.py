"""Escalation calls: who called whom, drawn again from the random numbers that the kernel used.

The history counts the calls of a day but does not record the people. Random numbers are indexed by event, so that the
same draw can be repeated. A call that the kernel left out because the manager's day was full is included here; a test
limits how many these are.
"""

from __future__ import annotations

from typing import NamedTuple

from ...common import random_numbers, streams
from ...engine.simulation import quiet_arithmetic
from ...engine.state import World
from ...engine.table import column
from ...mechanisms import escalation
from .journeys import INCIDENT, Item

TOP_LABEL = 4  # managers call about work with this label


class Call(NamedTuple):
    """A manager called a member of a team about a piece of work.

    item            the piece of work
    caller, called  rows of people
    """

    item: Item
    caller: int
    called: int


def calls(w: World, open_work: list[Item], teams: dict[tuple[int, int], int], row: int) -> list[Call]:
    """Return the calls of one day.

    w          the world at the end of that day
    open_work  work that was open at the start of the day, when managers call
    teams      (kind, key) of a piece of work -> row of its team; it must have all of `open_work`
    row        row of the day in the history
    """
    seed = column(w.organisation, "seed")[0]
    p = w.parameters[0]
    rate = float(escalation.rate(w.levers[row].board, p))
    found = []
    with quiet_arithmetic():
        for item in open_work:
            chance = rate if item.kind == INCIDENT else rate * p.change_calls
            if item.label == TOP_LABEL and random_numbers.uniform(seed, streams.ESCALATION, item.key, row) < chance:
                team = w.teams[teams[item.kind, item.key]]
                member = random_numbers.below(
                    int(team.members), random_numbers.uniform(seed, streams.ESCALATED, item.key, row)
                )
                found.append(Call(item, item.owner, int(team.first) + member))
    return found
