"""The figures of a month: what a dashboard shows, from the model's own history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from itborg.analysis.measures import relationship as perception
from itborg.analysis.measures import service
from itborg.analysis.measures.measure import ratio
from itborg.analysis.measures.window import Window
from itborg.common.periods import MONTH
from itborg.engine.simulation import Run

from .game import first_day


class Figure(NamedTuple):
    """One number of a month.

    name      what it is called in files
    title     what it is called on the screen
    meaning   what it says, in one sentence
    unit      "kEUR", "share", "count", "day" or "level"
    better    which direction is better; None where neither is in itself
    function  from the month's window to the number; NaN where it is not defined
    """

    name: str
    title: str
    meaning: str
    unit: str
    better: Literal["higher", "lower"] | None
    function: Callable[[Window], float]


def _sum(*columns: str) -> Callable[[Window], float]:
    return lambda w: sum(w.total[name] for name in columns)


def _loss(w: Window) -> float:
    return w.total["incident_loss"] + w.total["release_loss"]


def _revenue(w: Window) -> float:
    return w.total["gross_revenue"] - _loss(w)


def _profit(w: Window) -> float:
    return _revenue(w) + w.total["benefit"] - w.total["cost"]


def _inflation(w: Window) -> float:
    return ratio(w.total["label_sum"] - w.total["level_sum"], w.total["labels"])


FIGURES: tuple[Figure, ...] = (
    Figure("profit", "Profit", "Revenue and benefit of changes, less cost.", "kEUR", "higher", _profit),
    Figure("revenue", "Revenue", "What the services earned: without outages less what outages took.", "kEUR", "higher", _revenue),
    Figure("cost", "Cost of IT", "Staff, shadow IT and interventions.", "kEUR", "lower", _sum("cost")),
    Figure("loss", "Lost to outages", "Business lost through incidents and releases.", "kEUR", "lower", _loss),
    Figure("outages", "Incidents", "Incidents opened.", "count", "lower", _sum("opened")),
    Figure("red", "That hurt", "Closed incidents that cost the business more than it tolerates.", "count", "lower", _sum("closed_red")),
    Figure("sla_met", "SLA met", "Incidents closed inside IT's own target.", "share", "higher", service.sla_met),
    Figure("business_rating", "The business's rating", "Half trust in IT, half satisfaction with it.", "share", "higher", perception.business_rating),
    Figure("satisfaction", "Satisfaction", "How satisfied managers are with IT, mean.", "share", "higher", lambda w: w.state["satisfaction"]),
    Figure("trust", "Trust in IT", "Mean trust of managers in IT people.", "share", "higher", lambda w: w.state["trust_business_to_it"]),
    Figure("understanding", "IT knows the business", "Business understanding of IT people, mean.", "share", "higher", lambda w: w.state["it_understanding"]),
    Figure("delivered", "Changes delivered", "Change requests delivered.", "count", "higher", _sum("delivered")),
    Figure("waiting", "Changes waiting", "Open change requests, mean.", "count", "lower", lambda w: w.state["open_changes"]),
    Figure("inflation", "Labels too high", "Stated minus true priority, mean of what was labelled.", "level", "lower", _inflation),
)  # fmt: skip
FIGURE: dict[str, Figure] = {one.name: one for one in FIGURES}


def month_window(run: Run, month: int) -> Window:
    """Return one month of a run as a window that counts all its days alike; month 0 is the last before the game."""
    first = first_day(month)
    window = Window.between(run, first, first + MONTH)
    return Window(window.days, window.days, window.closed, window.chosen, window.scale)


def figures(run: Run, month: int) -> dict[str, float]:
    """Return every figure of a month of a run."""
    window = month_window(run, month)
    return {one.name: one.function(window) for one in FIGURES}
