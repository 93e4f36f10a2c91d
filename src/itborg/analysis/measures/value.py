"""Money: means over all days after the strategy's start, in kEUR per working day.

Flows are averaged over all days, costs at the start included, because an investment that has not paid off by the end
of the run is a loss. The accounting identities are exact: net value = benefit - loss - cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .measure import Measure, ratio
from .window import Window

if TYPE_CHECKING:
    from ...engine.simulation import Run

UNIT = "kEUR/day"


def benefit(w: Window) -> float:
    """Return the benefit of delivered changes, kEUR per day.

    Each delivered change adds to a stock of benefit per day, which decays with the mean life of a benefit.
    """
    return w.flow["benefit"]


def loss(w: Window) -> float:
    """Return the business loss through incidents and releases, kEUR per day."""
    return w.flow["incident_loss"] + w.flow["release_loss"]


def cost(w: Window) -> float:
    """Return the cost of staff, shadow IT and the strategy, kEUR per day; one-off costs are spread over the window."""
    return w.flow["cost"]


def net_value(w: Window) -> float:
    """Return benefit minus loss minus cost, kEUR per day."""
    return benefit(w) - loss(w) - cost(w)


def revenue(w: Window) -> float:
    """Return undisturbed revenue of the services minus loss, kEUR per day."""
    return w.flow["gross_revenue"] - loss(w)


def profit(w: Window) -> float:
    """Return revenue plus benefit minus cost, kEUR per day."""
    return revenue(w) + benefit(w) - cost(w)


def value_at_risk(w: Window) -> float:
    """Return the expected daily loss from active root causes, mean of the last quarter, kEUR per day.

    It is an expectation over incidents that have not occurred, and no part of net value.
    """
    return w.state["value_at_risk"]


MEASURES = (
    Measure("net_value", "benefit - loss - cost, mean of all days", UNIT, "higher", net_value),
    Measure("benefit", "yield of delivered changes, mean of all days", UNIT, "higher", benefit),
    Measure("loss", "business lost through incidents and releases, mean of all days", UNIT, "lower", loss),
    Measure("cost", "staff, shadow spending and strategy, mean of all days", UNIT, "lower", cost),
    Measure(
        "value_at_risk", "expected daily loss put at risk by root causes, last quarter", UNIT, "lower", value_at_risk
    ),
    Measure("revenue", "what services would earn undisturbed - loss, mean of all days", UNIT, "higher", revenue),
    Measure(
        "profit",
        "revenue + benefit - cost, mean of all days; above revenue where changes yield more than IT costs",
        UNIT,
        "higher",
        profit,
    ),
)


def vocr(run: Run) -> dict[str, float]:
    """Return value, outcome, cost and risk of the changes delivered in a run; NaN without any.

    value           value added to the benefit stock per delivered change, kEUR/day
    outcome         mean fit of delivered changes to the need, 0 to 1
    cost            person-days of change work per delivered change
    risk            share of delivered changes that left a root cause
    delivered       changes per month of 20 working days
    rejected        requests rejected or lapsed / requests
    selection_rank  mean rank of delivered changes among open requests by value for effort; 0.5 is random
    """
    w = Window.of(run)
    done = w.flow["delivered"]
    return {
        "value": ratio(w.flow["delivered_value"], done),
        "outcome": ratio(w.flow["fit"], done),
        "cost": ratio(w.flow["change_work"], done),
        "risk": ratio(w.flow["failed_changes"], done),
        "delivered": 20.0 * done,
        "rejected": ratio(w.flow["rejected"] + w.flow["lapsed"], w.flow["requests"]),
        "selection_rank": ratio(w.flow["choice"], done),
    }
