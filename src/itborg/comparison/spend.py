"""What a strategy takes: money, and the working time of people, priced alike.

Time is what the strategy's run spent more than its twin of the same luck: talks, visits, meetings, training,
workshops, escalation. Overhead, lost capacity and staff moved to other work follow from the levers. Savings
(cheaper staff, fewer fires) are results and not in it. An hour of a manager is priced as one of IT: assumption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..day.work import OF_OBJECTIVE, OF_OVERHEAD
from ..statistics import Floats
from ..world.state import OPERATIONS

if TYPE_CHECKING:
    from ..simulation import Run
    from ..world.state import World


class Staff(NamedTuple):
    """Whose time is taken.

    it      number of IT people
    ranks   of operations staff, 0 to 1: who is moved first
    price   kEUR per person-day
    """

    it: int
    ranks: Floats
    price: float

    @classmethod
    def of(cls, world: World) -> Staff:
        """Return the staff of a world on its first evening or later."""
        people = world.people
        ranks = np.asarray(people["rank"][people["role"] == OPERATIONS])
        return cls(int(world.organisation["it"][0]), ranks, float(world.parameters["staff_cost"][0]))


class Spend(NamedTuple):
    """What one run took, over all days after the start.

    money     kEUR
    time      person-days of both sides spent with each other, in training and in meetings, beyond the twin's
    overhead  person-days of IT lost to overhead
    lost      person-days of IT lost while capacity is down
    moved     person-days of operations staff moved to problem management
    """

    money: float
    time: float
    overhead: float
    lost: float
    moved: float

    def total(self, price: float) -> float:
        """Return all of it in kEUR."""
        return self.money + price * (self.time + self.overhead + self.lost + self.moved)


def spend(run: Run, twin: Run, levers: Any, staff: Staff) -> Spend:
    """Return what a strategy took in a run.

    twin    the run without it, with the same luck
    levers  its schedule, one row a day
    """
    ours, theirs = run.history[run.burn_in :], twin.history[twin.burn_in :]
    share = OF_OBJECTIVE * ours["framework"] * levers["objective"] + OF_OVERHEAD * levers["overhead"]
    down = np.maximum(0.0, 1.0 - levers["capacity_factor"])
    moved = staff.ranks[:, None] < levers["moved_to_problems"][None, :]
    return Spend(
        money=float(ours["strategy_cost"].sum()),
        time=float(sum((ours[name] - theirs[name]).sum() for name in ("contact_time", "manager_time"))),
        overhead=float(staff.it * share.sum()),
        lost=float(staff.it * down.sum()),
        moved=float(moved.sum()),
    )
