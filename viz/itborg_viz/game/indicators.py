"""The indicators of a month that the dashboard shows, computed from the model's history.

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

from .game import first_day


class Indicator(NamedTuple):
    """One value of a month.

    name      name in files
    title     name on the screen
    meaning   definition, in one sentence
    unit      "kEUR", "share", "count", "day" or "level"
    better    direction of an improvement; None if neither direction is better
    function  from the month's window to the value; NaN where it is not defined
    """

    name: str
    title: str
    meaning: str
    unit: str
    better: Literal["higher", "lower"] | None
    function: Callable[[Window], float]


def _sum(*columns: str) -> Callable[[Window], float]:
    """Return a function of a window: the sum of some columns over the month."""
    return lambda w: sum(w.total[name] for name in columns)


def _loss(w: Window) -> float:
    """Return losses through incidents and releases in the month, kEUR."""
    return w.total["incident_loss"] + w.total["release_loss"]


def _revenue(w: Window) -> float:
    """Return revenue of the services in the month after losses, kEUR."""
    return w.total["gross_revenue"] - _loss(w)


def _profit(w: Window) -> float:
    """Return revenue plus benefit of changes minus cost in the month, kEUR."""
    return _revenue(w) + w.total["benefit"] - w.total["cost"]


def _inflation(w: Window) -> float:
    """Return stated minus true priority, mean over the labels of the month; NaN without labels."""
    return ratio(w.total["label_sum"] - w.total["level_sum"], w.total["labels"])


INDICATORS: tuple[Indicator, ...] = (
    Indicator("profit", "Profit", "Revenue plus benefit of changes minus cost.", "kEUR", "higher", _profit),
    Indicator("revenue", "Revenue", "Revenue of the services without outages, minus outage losses.", "kEUR", "higher", _revenue),
    Indicator("cost", "Cost of IT", "Staff, shadow IT and interventions.", "kEUR", "lower", _sum("cost")),
    Indicator("loss", "Outage losses", "Revenue lost through incidents and releases.", "kEUR", "lower", _loss),
    Indicator("outages", "Incidents", "Number of new incidents.", "count", "lower", _sum("opened")),
    Indicator("over_tolerance", "Incidents above tolerance", "Resolved incidents whose loss exceeds the manager's tolerance.", "count", "lower", _sum("closed_red")),
    Indicator("sla_met", "SLA met, IT's clock", "Share of incidents resolved within IT's own target, as IT reports it.", "share", "higher", service.sla_met),
    Indicator("sla_met_user_clock", "SLA met, user's clock", "The same, with a clock that never stops.", "share", "higher", service.sla_met_user_clock),
    Indicator("business_rating", "Business rating of IT", "Mean of trust in IT and satisfaction with it.", "share", "higher", relationship.business_rating),
    Indicator("satisfaction", "Satisfaction", "Mean satisfaction of managers with IT.", "share", "higher", lambda w: w.state["satisfaction"]),
    Indicator("trust", "Trust in IT", "Mean trust of managers in IT people.", "share", "higher", lambda w: w.state["trust_business_to_it"]),
    Indicator("understanding", "Business understanding of IT", "Mean business understanding of IT people.", "share", "higher", lambda w: w.state["it_understanding"]),
    Indicator("delivered", "Changes delivered", "Number of delivered change requests.", "count", "higher", _sum("delivered")),
    Indicator("waiting", "Changes waiting", "Mean number of open change requests.", "count", "lower", lambda w: w.state["open_changes"]),
    Indicator("inflation", "Priority inflation", "Stated minus true priority, mean over new labels.", "level", "lower", _inflation),
)  # fmt: skip
INDICATOR: dict[str, Indicator] = {one.name: one for one in INDICATORS}


def month_window(run: Run, month: int) -> Window:
    """Return one month of a run as a window that weights all its days equally.

    month  1 to 6; 0 is the last month before the game
    """
    first = first_day(month)
    window = Window.between(run, first, first + MONTH)
    return Window(window.days, window.days, window.closed, window.chosen, window.scale)


def indicator_values(run: Run, month: int) -> dict[str, float]:
    """Return indicator name -> value in a month of a run."""
    window = month_window(run, month)
    return {one.name: one.function(window) for one in INDICATORS}
