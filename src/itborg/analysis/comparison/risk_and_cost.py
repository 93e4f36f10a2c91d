"""How bad a bad month is: the loss that one month in twenty exceeds, over months and over luck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...common.periods import MONTH
from ...engine.day.work import OF_OBJECTIVE, OF_OVERHEAD
from ...engine.history import COLUMNS
from ...engine.state import OPERATIONS
from ...engine.table import array_of, column
from ..statistics import ENDS, Floats

if TYPE_CHECKING:
    from pandas import DataFrame

    from ...engine.simulation import Run
    from ...engine.state import World

#: A bad month loses as much as this share of months do not reach.
BAD = 0.95
#: Draws of pairs behind the intervals.
DRAWS = 200
_LOSSES = [list(COLUMNS).index(name) for name in ("incident_loss", "release_loss")]


def monthly_loss(history: Any, burn_in: int) -> Floats:
    """Return business lost in each whole month of 20 working days after the start, kEUR, (months,).

    history  records of itborg.history.COLUMNS, burn-in included
    """
    days = np.ascontiguousarray(history).view(np.float64).reshape(len(history), len(COLUMNS))
    loss = days[burn_in:, _LOSSES].sum(axis=1)
    return np.asarray(loss[: len(loss) // MONTH * MONTH].reshape(-1, MONTH).sum(axis=1))


def risk_frame(losses: Floats, strategies: Sequence[str]) -> DataFrame:
    """Return per strategy the mean and the 95 % quantile of monthly loss, and its difference to the first one.

    losses  (pairs, strategies, months), kEUR

    Months of all pairs are pooled; NaN where a run has no whole month. Intervals are percentiles over draws of pairs
    with the same luck (bootstrap): months of one pair are never torn apart, for they depend on each other. One pair
    has no interval (NaN).
    """
    import pandas as pd

    pairs, count, months = losses.shape
    draws = np.random.default_rng(0).multinomial(pairs, np.full(pairs, 1 / pairs), DRAWS if pairs > 1 else 0)
    times = np.vstack([np.ones(pairs), draws]).T.astype(np.int32)
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
    """Return, draw by draw, the largest loss that more than 5 % of months reach.

    months  (pairs, months)
    times   (pairs, draws): how often a draw holds each pair
    """
    if not months.size:
        return np.full(times.shape[1], np.nan)
    worst = np.argsort(-months, axis=None, kind="stable")
    reached = np.cumsum(times[worst // months.shape[1]], axis=0, dtype=np.int32)
    place = np.argmax(reached > (1 - BAD) * months.size + 1e-9, axis=0)
    return np.asarray(months.ravel()[worst[place]])


def _with_interval(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the first column, and percentiles of the others."""
    if values.shape[1] == 1:
        return values[:, 0], *np.full((2, len(values)), np.nan)
    low, high = np.quantile(values[:, 1:], ENDS, axis=1)
    return values[:, 0], low, high


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
        people = array_of(world.people)
        ranks = np.asarray(people["rank"][people["role"] == OPERATIONS])
        return cls(int(column(world.organisation, "it")[0]), ranks, float(column(world.parameters, "staff_cost")[0]))


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


def spend(run: Run, baseline: Run, levers: Any, staff: Staff) -> Spend:
    """Return what a strategy took in a run.

    twin    the run without it, with the same luck
    levers  its schedule, one row a day
    """
    ours, theirs = run.history[run.burn_in :], baseline.history[baseline.burn_in :]
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
