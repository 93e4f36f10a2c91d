"""The plan of a game: an account for each month that reaches the recovery target, to hold the months played against.

The plan takes the orders that the calendar brings, the same part of them lost in every month, and the budget spent
evenly; IT and bills cost what they cost in a mean month of the half year before. So it says one thing: how few orders
may be lost for the target to be reached. It is arithmetic, not a forecast, and it knows of no event from outside.
"""

from __future__ import annotations

from itborg.engine.row_names import Rows
from itborg.organisation.types import Organisation

from .account import CONTRIBUTION, Account, Books, books, from_orders, orders_of_month, to_cents
from .game import BUDGET, MONTHS
from .replications import Replication, kept_worlds

BEFORE = range(1 - MONTHS, 1)  # months before the game whose mean costs the plan takes


def recovery_plan(
    organisation: Organisation, seed: int, count: int, before: Replication, target: float, budget: float = BUDGET
) -> tuple[Account, ...]:
    """Return the planned account of each month of a game.

    count   replications of the game, whose worlds at the start are kept
    before  the room's own run, for the months before the game
    target  profit of the six months, kEUR
    budget  for initiatives and interventions, kEUR
    """
    _, worlds = kept_worlds(organisation, seed, count)
    kept = books(worlds[0], Rows.of(organisation).services)
    past = [before.account(month) for month in BEFORE]
    it, bills = (round(sum(getattr(one, name) for one in past) / len(past)) for name in ("it", "bills"))
    return planned(kept, before.run.burn_in, it, bills, to_cents(target), to_cents(budget))


def planned(kept: Books, burn_in: int, it: int, bills: int, target: int, budget: int) -> tuple[Account, ...]:
    """Return the accounts of a plan that together earn a target, up to the worth of an order for each month.

    kept       books of a run of the game, for what the calendar brings and the fixed costs
    burn_in    days before the game in them
    it, bills  of each month, cents
    target     cents over all months
    budget     cents, spent evenly

    Where the calendar alone earns more than the target, orders may be lost; where it earns less, more have to be won.
    """
    expected = [orders_of_month(kept, burn_in, month) for month in range(1, MONTHS + 1)]

    def accounts(change: float) -> tuple[Account, ...]:
        """Return the accounts with a part of the expected orders won, or lost if it is negative."""
        steps = [round(change * orders) for orders in expected]
        return tuple(
            from_orders(
                orders, max(0, step), max(0, -step), fixed=kept.usual, it=it, programme=budget // MONTHS, fines=0,
                bills=bills, more=(0, 0),
            )
            for orders, step in zip(expected, steps, strict=True)
        )  # fmt: skip

    missing = target - sum(one.profit for one in accounts(0.0))
    return accounts(missing / (CONTRIBUTION * sum(expected)))
