"""Risk of bad months, and resource use of a strategy.

The mean hides rare expensive months, so the 95 % quantile of monthly losses is reported as well. Resource use is what a
strategy takes from the organisation, in money and working time; savings count as results.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...common.periods import MONTH
from ...engine.history import COLUMNS
from ...engine.state import OPERATIONS
from ...engine.table import array_of, column
from ...mechanisms import framework
from ..statistics import ENDS, Floats, Interval

if TYPE_CHECKING:
    from pandas import DataFrame

    from ...engine.simulation import Run
    from ...engine.state import World

#: A bad month loses more than this share of all months.
BAD_MONTH_QUANTILE = 0.95
BOOTSTRAP_DRAWS = 200
_LOSSES = [list(COLUMNS).index(name) for name in ("incident_loss", "release_loss")]


def monthly_loss(history: Any, burn_in: int) -> Floats:
    """Return the business loss of each complete month of 20 working days after the start in kEUR, (months,).

    history  records of `itborg.engine.history.COLUMNS`, burn-in included
    burn_in  day of the strategy's start
    """
    days = np.ascontiguousarray(history).view(np.float64).reshape(len(history), len(COLUMNS))
    loss = days[burn_in:, _LOSSES].sum(axis=1)
    return np.asarray(loss[: len(loss) // MONTH * MONTH].reshape(-1, MONTH).sum(axis=1))


def risk_frame(losses: Floats, strategies: Sequence[str]) -> DataFrame:
    """Return mean and 95 % quantile of monthly loss by strategy, and the difference of the quantile to the baseline.

    losses      (replications, strategies, months) in kEUR; the first strategy is the baseline
    strategies  names, in the order of the second axis

    Months of all replications are pooled; values are NaN without a complete month. Columns low and high are
    percentile bootstrap intervals (95 %) over paired replications: months of one replication stay together, because
    they depend on each other. The 200 bootstrap draws have a fixed random seed. A single replication has no interval
    (NaN).
    """
    import pandas as pd

    replications, count, months = losses.shape
    draws = np.random.default_rng(0).multinomial(
        replications, np.full(replications, 1 / replications), BOOTSTRAP_DRAWS if replications > 1 else 0
    )
    times = np.vstack([np.ones(replications), draws]).T.astype(np.int32)
    found = np.array([_bad_month(losses[:, at], times) for at in range(count)])
    step = found - found[0]
    means = losses.mean(axis=(0, 2)) if months else np.full(count, np.nan)
    return pd.DataFrame(
        {
            "strategy": list(strategies),
            "mean": means,
            **dict(zip(("quantile", "low", "high"), _with_interval(found), strict=True)),
            **dict(zip(("difference", "difference_low", "difference_high"), _with_interval(step), strict=True)),
        }
    )


def _bad_month(months: Floats, times: Any) -> Floats:
    """Return, for each bootstrap draw, the largest loss that more than 5 % of months reach.

    months  (replications, months)
    times   (replications, draws) how often a draw contains each replication
    """
    if not months.size:
        return np.full(times.shape[1], np.nan)
    worst = np.argsort(-months, axis=None, kind="stable")
    reached = np.cumsum(times[worst // months.shape[1]], axis=0, dtype=np.int32)
    first = np.argmax(reached > (1 - BAD_MONTH_QUANTILE) * months.size + 1e-9, axis=0)
    return np.asarray(months.ravel()[worst[first]])


def _with_interval(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the first column, and lower and upper percentiles of the others."""
    if values.shape[1] == 1:
        return values[:, 0], *np.full((2, len(values)), np.nan)
    low, high = np.quantile(values[:, 1:], ENDS, axis=1)
    return values[:, 0], low, high


class Staff(NamedTuple):
    """The IT staff whose working time strategies use.

    it          number of IT people
    ranks       of operations staff, 0 to 1: the lowest are moved to problem management first
    price       kEUR per person-day
    parameters  record of the parameters of the model
    """

    it: int
    ranks: Floats
    price: float
    parameters: Any

    @classmethod
    def of(cls, world: World) -> Staff:
        """Return the staff of a world: it depends on the organisation and on parameters, not on the day."""
        people = array_of(world.people)
        ranks = np.asarray(people["rank"][people["role"] == OPERATIONS])
        parameters = world.parameters[0]
        return cls(int(column(world.organisation, "it")[0]), ranks, float(parameters.staff_cost), parameters)


class ResourcesUsed(NamedTuple):
    """Resources that a strategy used in one run, over all days after the start.

    money     kEUR
    time      person-days of both sides in contacts, training and meetings, minus those of the baseline
    overhead  person-days of IT used by overhead
    lost      person-days of IT lost while capacity is reduced
    moved     person-days of operations staff moved to problem management
    """

    money: float
    time: float
    overhead: float
    lost: float
    moved: float

    def total(self, price: float) -> float:
        """Return the sum in kEUR, all working time at a price.

        price  kEUR per person-day
        """
        return self.money + price * (self.time + self.overhead + self.lost + self.moved)

    def in_keur(self, staff: Staff) -> tuple[float, float]:
        """Return money, and working time at the price of staff, both in kEUR."""
        return self.money, self.total(staff.price) - self.money


class Outcome(NamedTuple):
    """What is kept of a run: the resources used, and net value in kEUR per working day."""

    used: ResourcesUsed
    net_value: float


class Spend(NamedTuple):
    """What a strategy took from the organisation over all days, kEUR; savings are results and count as 0 or less.

    total         money and working time, with the 95 % interval over replications
    money         mean of its direct cost
    working_time  mean of working time at the price of staff, beyond that of the run without intervention
    """

    total: Interval
    money: float
    working_time: float


def resources_used(run: Run, nothing: Run, staff: Staff) -> ResourcesUsed:
    """Return the resources that a strategy used in a run, over all days after the start.

    run      with the strategy; it holds the levers of its days
    nothing  the matched run without intervention, of the same length
    staff    of the organisation
    """
    levers = run.levers
    ours, theirs = run.history[run.burn_in :], nothing.history[nothing.burn_in :]
    share: Any = framework.time_taken(ours["framework"], levers["objective"], levers["overhead"], staff.parameters)
    down = np.maximum(0.0, 1.0 - levers["capacity_factor"])
    moved = staff.ranks[:, None] < levers["moved_to_problems"][None, :]
    return ResourcesUsed(
        money=float(ours["strategy_cost"].sum()),
        time=float(sum((ours[name] - theirs[name]).sum() for name in ("contact_time", "manager_time"))),
        overhead=float(staff.it * share.sum()),
        lost=float(staff.it * down.sum()),
        moved=float(moved.sum()),
    )
