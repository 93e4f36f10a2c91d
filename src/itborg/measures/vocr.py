"""VOCR accounts: what changes were worth, how well they came out, what they cost and what they risked.

Value, outcome, cost and risk are the four columns of the workshop report's business case. Here they are kept
for what was really delivered, over all days after the strategy's start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itborg.measures.arithmetic import ratio
from itborg.measures.window import Window

if TYPE_CHECKING:
    from itborg.simulation import Run


def vocr(run: Run) -> dict[str, float]:
    """Return the account of a run; NaN where nothing was delivered.

    value       value added to the benefit stock per delivered change, kEUR/day
    outcome     mean fit of delivered changes to the need, 0 to 1
    cost        person-days of change work per delivered change
    risk        share of delivered changes that left a root cause
    delivered   changes a month of 20 working days
    turned_down requests rejected or lapsed / requests
    choice      mean rank of delivered changes among what was open, by value for effort; .5 is by lot
    """
    w = Window.of(run)
    done = w.flow["delivered"]
    return {
        "value": ratio(w.flow["delivered_value"], done),
        "outcome": ratio(w.flow["fit"], done),
        "cost": ratio(w.flow["change_work"], done),
        "risk": ratio(w.flow["failed_changes"], done),
        "delivered": 20.0 * done,
        "turned_down": ratio(w.flow["rejected"] + w.flow["lapsed"], w.flow["requests"]),
        "choice": ratio(w.flow["choice"], done),
    }
