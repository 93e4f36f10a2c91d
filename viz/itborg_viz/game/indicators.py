"""The indicators of a month that the dashboard shows, computed from the model's history and the account.

Relies on the measures of `analysis` where they exist. To add an indicator, add a line to INDICATORS; titles and
meanings are shown to teams.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from itborg.analysis.measures import relationship, service
from itborg.analysis.measures.measure import ratio
from itborg.analysis.measures.window import Window
from itborg.common.periods import MONTH
from itborg.engine.simulation import Run

from .account import AT_STAKE, Account, euros
from .game import first_day
from .replications import Replication


class Month(NamedTuple):
    """What indicators are computed from: a month of the history, and its account."""

    window: Window
    account: Account


class Indicator(NamedTuple):
    """One value of a month.

    name      name in files
    title     name on the screen
    meaning   definition, in one sentence
    unit      "kEUR", "share", "count", "day" or "level"
    better    direction of an improvement; None if neither direction is better
    function  from the month to the value; NaN where it is not defined
    """

    name: str
    title: str
    meaning: str
    unit: str
    better: Literal["higher", "lower"] | None
    function: Callable[[Month], float]

    def __reduce__(self) -> tuple[Callable[[str], Indicator], tuple[str]]:
        """Go to another process by name: functions of a month cannot."""
        return indicator, (self.name,)


def _sum(*columns: str) -> Callable[[Month], float]:
    """Return a function of a month: the sum of some columns of its history."""
    return lambda m: sum(m.window.total[name] for name in columns)


def _of(measured: Callable[[Window], float]) -> Callable[[Month], float]:
    """Return a measure of a window as a function of a month."""
    return lambda m: measured(m.window)


def _state(column: str) -> Callable[[Month], float]:
    """Return a function of a month: the mean of a state over its days."""
    return lambda m: m.window.state[column]


def _availability(m: Month) -> float:
    """Return which part of the contribution that depends on retail services was not lost; NaN without orders."""
    return 1.0 - ratio(m.account.lost, AT_STAKE * m.account.expected)


def _resolution_time(m: Month) -> float:
    """Return the mean time an incident is open, days: open incidents over incidents closed a day (Little's law)."""
    return ratio(MONTH * m.window.state["open_incidents"], m.window.total["closed"])


def _trust_across(m: Month) -> float:
    """Return the mean of the trust of managers in IT and of IT people in the business."""
    return 0.5 * (m.window.state["trust_business_to_it"] + m.window.state["trust_it_to_business"])


def _inflation(m: Month) -> float:
    """Return stated minus true priority, mean over the labels of the month; NaN without labels."""
    w = m.window
    return ratio(w.total["label_sum"] - w.total["level_sum"], w.total["labels"])


INDICATORS: tuple[Indicator, ...] = (
    Indicator("profit", "Profit", "Revenue minus all costs.", "kEUR", "higher", lambda m: euros(m.account.profit)),
    Indicator("revenue", "Revenue", "Orders times what a customer pays.", "kEUR", "higher", lambda m: euros(m.account.revenue)),
    Indicator("orders", "Orders", "Orders of the month.", "count", "higher", lambda m: m.account.orders),
    Indicator("lost_orders", "Orders lost", "Orders lost to outages and releases.", "count", "lower", lambda m: m.account.lost),
    Indicator("share", "Market share", "Part of all orders in the towns of the company.", "share", "higher", lambda m: m.account.share),
    Indicator("cost", "Cost of IT", "Staff, shadow IT, interventions and initiatives.", "kEUR", "lower", _sum("cost")),
    Indicator("loss", "Outage losses", "Contribution lost with orders, and bills.", "kEUR", "lower", _sum("incident_loss", "release_loss")),
    Indicator("outages", "Incidents", "Number of new incidents.", "count", "lower", _sum("opened")),
    Indicator("over_tolerance", "Incidents above tolerance", "Resolved incidents whose loss exceeds the manager's tolerance.", "count", "lower", _sum("closed_red")),
    Indicator("availability", "Availability", "Orders that depend on IT and were not lost to outages and releases.", "share", "higher", _availability),
    Indicator("resolution_time", "Time to resolve", "Mean working days for which an incident is open.", "day", "lower", _resolution_time),
    Indicator("sla_met", "SLA met, IT's clock", "Share of incidents resolved within IT's own target, as IT reports it.", "share", "higher", _of(service.sla_met)),
    Indicator("sla_met_user_clock", "SLA met, user's clock", "The same, with a clock that never stops.", "share", "higher", _of(service.sla_met_user_clock)),
    Indicator("business_rating", "Business rating of IT", "Mean of trust in IT and satisfaction with it.", "share", "higher", _of(relationship.business_rating)),
    Indicator("it_rating", "IT's rating of itself", "Targets met, backlog, and trust in the business.", "share", "higher", _of(relationship.it_rating)),
    Indicator("satisfaction", "Satisfaction", "Mean satisfaction of managers with IT.", "share", "higher", _state("satisfaction")),
    Indicator("trust", "Trust in IT", "Mean trust of managers in IT people.", "share", "higher", _state("trust_business_to_it")),
    Indicator("trust_across", "Trust across", "Mean of the trust of managers in IT and of IT in the business.", "share", "higher", _trust_across),
    Indicator("understanding", "Business understanding of IT", "Mean business understanding of IT people.", "share", "higher", _state("it_understanding")),
    Indicator("delivered", "Changes delivered", "Number of delivered change requests.", "count", "higher", _sum("delivered")),
    Indicator("waiting", "Changes waiting", "Mean number of open change requests.", "count", "lower", _state("open_changes")),
    Indicator("inflation", "Priority inflation", "Stated minus true priority, mean over new labels.", "level", "lower", _inflation),
)  # fmt: skip
INDICATOR: dict[str, Indicator] = {one.name: one for one in INDICATORS}


def indicator(name: str) -> Indicator:
    """Return an indicator by its name."""
    return INDICATOR[name]


def month_window(run: Run, month: int) -> Window:
    """Return one month of a run as a window that weights all its days equally.

    month  1 to 6; 0 is the last month before the game
    """
    first = first_day(month)
    window = Window.between(run, first, first + MONTH)
    return Window(window.days, window.days, window.closed, window.chosen, window.scale)


def indicator_values(one: Replication, month: int) -> dict[str, float]:
    """Return indicator name -> value in a month of a replication; 0 is the last month before the game."""
    values = Month(month_window(one.run, month), one.account(month))
    return {indicator.name: float(indicator.function(values)) for indicator in INDICATORS}
