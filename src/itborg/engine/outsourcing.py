"""A decision to outsource that is carried out: the levers of the strategy `outsource` replace those of the run.

The kernel decides and stops before the day on which the decision takes effect. The table of levers is shared between
copies of a world, therefore the run continues with a new one.
"""

from __future__ import annotations

from ..strategies.outsource import Outsource
from .day.resisting import DUE, HOLDS
from .state import World
from .table import array_of, column


def is_due(world: World) -> bool:
    """Return whether a decision to outsource waits to be carried out before the next day."""
    return bool(column(world.organisation, "outsourcing")[0] == DUE)


def is_outsourced(world: World) -> bool:
    """Return whether the levers of `outsource` have replaced those of the run."""
    return bool(column(world.organisation, "outsourcing")[0] == HOLDS)


def outsourced(world: World) -> World:
    """Return the same world with the levers of `outsource` from its next day on, in a table of its own.

    The strategy of the run ends with its running cost; the supplier's costs begin. Changes `outsourcing` of the world.
    """
    day = int(column(world.organisation, "day")[0])
    levers = array_of(world.levers).copy()
    levers[day:] = Outsource().schedule(len(levers) - day)
    column(world.organisation, "outsourcing")[:] = HOLDS
    return world._replace(levers=levers)
