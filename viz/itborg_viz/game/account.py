"""The profit-and-loss account of a month, in pizzas and euros, from the model's own services, benefits and costs.

An order is a pizza order. Its prices are assumptions, as are the fixed costs; what moves them is the model:

    expected   orders that the calendar brings: what the retail services are worth today, over AT_STAKE
    won        benefit of delivered changes above that on the last day before the game, as orders that earn as much
    lost       what outages and releases took from the retail services, as orders
    orders     expected + won - lost

So a service's `value_per_day` is the contribution lost on a day without it. Losses of services that take no orders,
such as payroll, are bills. Amounts are integers, cents and orders: lines add up exactly. What is rounded is the step
from the model's kEUR to orders and cents, by less than one order for each of the three counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from itborg.analysis.statistics import Floats
from itborg.common.periods import MONTH
from itborg.engine.state import World
from itborg.engine.table import column
from itborg.mechanisms.rhythms import RETAIL

#: Cents an order, net of value-added tax: what a customer pays, and what the order itself costs. Assumptions.
BASKET = 1980
FOOD, PACKAGING, RIDERS, FEES, KITCHEN = 550, 70, 260, 70, 160
CONTRIBUTION = BASKET - FOOD - PACKAGING - RIDERS - FEES - KITCHEN
#: Part of the contribution of a day that is lost if all retail services fail all day. Assumption.
AT_STAKE = 0.79
#: Fixed costs of a month, as shares of the contribution of a usual month without outages. Assumptions, chosen so that
#: the half year before the game earns about 2 % of revenue on average, and the coming one loses 1 % without decisions.
#: Of a usual month's revenue they are 17.6, 7.9, 3.1, 3.5 and 2.2 %; with riders and kitchen, 38.8 % is paid for work.
#: Differences between plans do not depend on them.
WAGES, RENT, MARKETING, HEAD_OFFICE, DEPRECIATION = 0.40, 0.18, 0.07, 0.08, 0.05
#: Part of all orders in its towns that the company has when nothing is lost or won. Assumption.
USUAL_SHARE = 0.24
CENTS = 100_000  # a kEUR


class Books(NamedTuple):
    """What the account reads of one run, kEUR, from the start of the burn-in.

    at_stake  calendar value of each service on each day, shape (services, days)
    lost      part of it lost through outages and releases, same shape
    retail    whether a service takes or makes orders, shape (services,)
    usual     contribution of a usual month without outages
    names     names of the services
    """

    at_stake: Floats
    lost: Floats
    retail: np.ndarray
    usual: float
    names: tuple[str, ...]

    def until(self, days: int) -> Books:
        """Return the books up to a day, counted from the start of the burn-in."""
        return self._replace(at_stake=self.at_stake[:, :days], lost=self.lost[:, :days])


class MorePerOrder(NamedTuple):
    """What the food and the riders of an order cost more on each day of a month, cents; empty for nothing."""

    food: Sequence[float] = ()
    riders: Sequence[float] = ()


class Account(NamedTuple):
    """The account of one month: counts of orders, and cents. Costs are positive.

    it          staff of IT and shadow IT
    programme   interventions and initiatives
    fines       what breaking a law costs
    bills       overtime, late payment and the like: losses of services that take no orders
    share       part of all orders in its towns
    """

    expected: int
    won: int
    lost: int
    orders: int
    revenue: int
    food: int
    packaging: int
    riders: int
    fees: int
    kitchen: int
    contribution: int
    wages: int
    rent: int
    marketing: int
    head_office: int
    depreciation: int
    it: int
    programme: int
    fines: int
    bills: int
    profit: int
    share: float


#: Lines of the account in order: field, title, sign, and whether the line is a sum of those above it.
LINES: tuple[tuple[str, str, int, bool], ...] = (
    ("revenue", "Revenue", 1, False),
    ("food", "Food", -1, False),
    ("packaging", "Packaging", -1, False),
    ("riders", "Riders", -1, False),
    ("fees", "Payment fees", -1, False),
    ("kitchen", "Kitchen, by the hour", -1, False),
    ("contribution", "Contribution", 1, True),
    ("wages", "Wages in the shops", -1, False),
    ("rent", "Rent and energy", -1, False),
    ("marketing", "Marketing", -1, False),
    ("head_office", "Head office", -1, False),
    ("depreciation", "Depreciation", -1, False),
    ("it", "IT", -1, False),
    ("programme", "Initiatives and interventions", -1, False),
    ("fines", "Fines", -1, False),
    ("bills", "Overtime and late payment", -1, False),
    ("profit", "Profit", 1, True),
)


def books(world: World, names: tuple[str, ...]) -> Books:
    """Return the books of a run from its world at the end.

    An organisation without a retail service sells through all of its services.
    """
    value, days = column(world.services, "value").astype(float), len(world.history)
    rhythm, up = world.rhythm[:, :days], world.up[:, :days]
    at_stake = value[:, None] * rhythm
    retail = column(world.services, "rhythm") == RETAIL
    retail = retail if retail.any() else np.ones(len(value), dtype=bool)
    usual = MONTH * float((value * column(world.services, "mean_rhythm"))[retail].sum())
    return Books(at_stake, at_stake * (1.0 - up), retail, usual / AT_STAKE, names)


def account(
    history: np.ndarray, burn_in: int, one: Books, month: int, fines: float = 0.0, more: MorePerOrder | None = None
) -> Account:
    """Return the account of a month.

    history  of the run, from the start of the burn-in
    month    1 for the first of the game; 0 and below are months before it
    fines    kEUR of the month, part of the cost that strategies and the game charge
    more     what orders cost more on each of its days
    """
    first = burn_in + MONTH * (month - 1)
    days = slice(first, first + MONTH)
    rows, at_stake, lost = history[days], one.at_stake[:, days], one.lost[:, days]
    before = float(history["benefit"][burn_in - 1])
    gain = float((rows["benefit"] - before).sum()) if month > 0 else 0.0
    expected = _orders(float(at_stake[one.retail].sum()) / AT_STAKE)
    daily = at_stake[one.retail].sum(axis=0) / AT_STAKE + (rows["benefit"] - before) - lost[one.retail].sum(axis=0)
    won, gone = _orders(gain), _orders(float(lost[one.retail].sum()))
    return from_orders(
        expected, won, gone,
        fixed=one.usual,
        it=to_cents(float((rows["cost"] - rows["strategy_cost"]).sum())),
        programme=to_cents(float(rows["strategy_cost"].sum())) - to_cents(fines),
        fines=to_cents(fines),
        bills=to_cents(float(lost[~one.retail].sum())),
        more=tuple(_more(daily, cents) for cents in more or MorePerOrder()),
    )  # fmt: skip


def from_orders(
    expected: int,
    won: int,
    lost: int,
    fixed: float,
    it: int,
    programme: int,
    fines: int,
    bills: int,
    more: tuple[int, ...],
) -> Account:
    """Return an account from its orders and its costs in cents.

    fixed  contribution of a usual month, kEUR
    more   what food and riders cost more in this month, cents
    """
    orders = expected + won - lost
    per_order = [orders * price for price in (FOOD, PACKAGING, RIDERS, FEES, KITCHEN)]
    per_order[0] += more[0]
    per_order[2] += more[1]
    revenue = orders * BASKET
    contribution = revenue - sum(per_order)
    every_month = [to_cents(fixed * share) for share in (WAGES, RENT, MARKETING, HEAD_OFFICE, DEPRECIATION)]
    profit = contribution - sum(every_month) - it - programme - fines - bills
    share = USUAL_SHARE * orders / expected if expected else 0.0
    food, packaging, riders, fees, kitchen = per_order
    wages, rent, marketing, head_office, depreciation = every_month
    return Account(
        expected, won, lost, orders, revenue, food, packaging, riders, fees, kitchen, contribution, wages, rent,
        marketing, head_office, depreciation, it, programme, fines, bills, profit, share,
    )  # fmt: skip


def orders_of_month(one: Books, burn_in: int, month: int) -> int:
    """Return the orders that the calendar brings in a month, numbered as in `account`."""
    days = slice(burn_in + MONTH * (month - 1), burn_in + MONTH * month)
    return _orders(float(one.at_stake[one.retail, days].sum()) / AT_STAKE)


def lost_orders(one: Books, burn_in: int, month: int) -> dict[str, int]:
    """Return service -> orders lost to its outages and releases in a month, the most first; retail services only."""
    days = slice(burn_in + MONTH * (month - 1), burn_in + MONTH * month)
    found = {
        name: _orders(float(one.lost[n, days].sum())) for n, name in enumerate(one.names) if one.retail[n]
    }  # fmt: skip
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def euros(cents: int) -> float:
    """Return cents as kEUR."""
    return cents / CENTS


def _orders(contribution: float) -> int:
    """Return how many orders earn a contribution, kEUR."""
    return round(contribution * CENTS / CONTRIBUTION)


def _more(daily: Floats, cents: Sequence[float]) -> int:
    """Return what orders worth a contribution each day, kEUR, cost more at some cents an order each day, cents."""
    return round(float(daily @ np.array(cents)) * CENTS / CONTRIBUTION) if len(cents) else 0


def to_cents(amount: float) -> int:
    """Return kEUR as cents."""
    return round(amount * CENTS)
