"""What leads at equal spend: the small equal-budget comparison that comes with an ordinary one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...common.errors import InputError
from ..statistics import interval
from .equal_resources import equalised
from .pilot import Pilot
from .ranking import rank_strategies

if TYPE_CHECKING:
    from .plan import Plan, Progress
    from .result import Comparison
    from .risk_and_cost import Outcome

#: Paired replications at equal spend.
REPLICATIONS = 24


def equal_spend(
    found: Comparison,
    planned: Plan,
    amount: float | None = None,
    progress: Progress | None = None,
    known: Mapping[str, Sequence[Outcome]] | None = None,
) -> dict[str, Any]:
    """Return the strategies that help, ranked at equal spend, as plain dictionaries and numbers.

    found     the comparison at full doses; strategies whose gain is significant take part
    planned   its plan
    amount    kEUR over all days; None: see `equal_resources.default_amount`
    progress  called with (finished, planned) pilot replications
    known     outcomes of the first replications by strategy, see `Accumulator.outcomes`; None: they are run again

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
    pilot = Pilot(replace(planned, strategies=chosen, names=tuple(one.name for one in chosen)), known)
    try:
        equal = equalised(pilot, "budget", amount, progress)
    except InputError:
        return {}
    if not equal.used:
        return {}
    doses = {one.name: 1.0 for one in chosen if one.name not in equal.apart}
    runs = pilot.outcomes(doses | {name: one.dose for name, one in equal.used.items()}, REPLICATIONS)
    net = {name: np.array([one.net_value for one in outcomes]) for name, outcomes in runs.items()}
    spends = {name: [sum(one.used.in_keur(pilot.staff)) for one in outcomes] for name, outcomes in runs.items()}
    names = list(net)
    ranked = [(names[one.strategy], one) for one in rank_strategies(np.array([*net.values()]).T)]
    return {
        "amount": equal.amount,
        "replications": REPLICATIONS,
        "ranking": [
            {
                "strategy": name,
                "dose": equal.used[name].dose,
                "spend": interval(spends[name]).mean,
                "gain": interval(net[name] - net[first.name])._asdict(),
                "tied_with_next": not one.distinguishable,
            }
            for name, one in ranked
            if name in equal.used
        ],
        "apart": {name: one._asdict() for name, one in equal.apart.items()},
    }
