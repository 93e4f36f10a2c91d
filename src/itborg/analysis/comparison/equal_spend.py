"""What leads at equal spend: the small equal-budget comparison that comes with an ordinary one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...common.errors import InputError
from .equal_resources import at_equal_resources
from .paired_runs import blank_accumulator, collect
from .result import Comparison

if TYPE_CHECKING:
    from .plan import Plan, Progress

#: Paired replications at equal spend.
REPLICATIONS = 24


def equal_spend(
    found: Comparison, planned: Plan, amount: float | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """Return the strategies that help, ranked at equal spend, as plain dictionaries and numbers.

    found     the comparison at full doses; strategies whose gain is significant take part
    planned   its plan
    amount    kEUR over all days; None: see `equal_resources.default_amount`
    progress  called with (finished, planned) pilot replications

    Keys are amount (kEUR), replications, ranking (best first: strategy, dose, spend, gain with mean, low and high, and
    tied_with_next), and apart (use of strategies that cannot be brought to the amount). Empty if fewer than two take
    part, or none can be brought to the amount.
    """
    helps = {name for name in found.strategies[1:] if found.difference(name).low > 0}
    kept = [one for one in planned.strategies[1:] if one.name in helps and not one.reacts]
    first = planned.strategies[0]
    others = [one for one in planned.strategies[1:] if not one.levers]
    if len(kept) < 2:
        return {}
    chosen = (first, *others, *kept)
    part = replace(planned, strategies=chosen, names=tuple(one.name for one in chosen), replications=REPLICATIONS)
    try:
        dosed = at_equal_resources(part, "budget", amount, progress)
    except InputError:
        return {}
    accumulator = blank_accumulator(dosed)
    collect(dosed, accumulator)
    equal = dosed.equal_resources
    assert equal is not None
    spends = Comparison.of(dosed, accumulator)
    rows = [row for row in spends.ranking().to_dict("records") if row["strategy"] in equal.used]
    return {
        "amount": equal.amount,
        "replications": REPLICATIONS,
        "ranking": [
            {
                "strategy": str(row["strategy"]),
                "dose": equal.used[row["strategy"]].dose,
                "spend": spends.spend_of(str(row["strategy"])).total.mean,
                "gain": {"mean": row["difference_mean"], "low": row["difference_low"], "high": row["difference_high"]},
                "tied_with_next": bool(row["tied_with_next"]),
            }
            for row in rows
        ],
        "apart": {name: one._asdict() for name, one in equal.apart.items()},
    }
