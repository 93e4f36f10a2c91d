"""Service: targets met, work and root causes. Shares and states of the last quarter.

The last quarter of the window is used because the state at the end of a run, not the way to it, is compared. Each
function returns NaN where its divisor is 0.
"""

from __future__ import annotations

from .measure import Measure, ratio
from .window import Window


def sla_met(w: Window) -> float:
    """Return the share of closed incidents within the target of their class by IT's clock, as IT reports it, 0 to 1.

    Incidents count on the day on which they are closed. IT's clock may stand while a ticket waits or is on hold.
    """
    return ratio(w.total["closed_in_time"], w.total["closed"])


def sla_met_user_clock(w: Window) -> float:
    """Return the share of closed incidents within the target of their class by the user's clock, 0 to 1.

    The user's clock never stands: it counts from opening to closing. Above it, the report is green and nothing else.
    """
    return ratio(w.total["closed_in_time_user_clock"], w.total["closed"])


def share_over_tolerance(w: Window) -> float:
    """Return the share of closed incidents with a loss above the tolerance of a manager, 0 to 1.

    The "red inside" of the watermelon: it does not depend on the target times.
    """
    return ratio(w.total["closed_red"], w.total["closed"])


def work(w: Window) -> float:
    """Return person-days of incident, change and problem work outside the service desk."""
    return w.total["incident_work_not_desk"] + w.total["change_work"] + w.total["problem_work"]


def firefighting_share(w: Window) -> float:
    """Return the share of incident work in all work outside the service desk, 0 to 1; see `work`."""
    return ratio(w.total["incident_work_not_desk"], work(w))


def utilisation(w: Window) -> float:
    """Return work outside the service desk relative to available working time, 0 to about 1."""
    return ratio(work(w), w.total["not_desk_capacity"])


def root_causes(w: Window) -> float:
    """Return the number of active root causes, a mean over days.

    A root cause is active until it is removed, whether or not it has caused an incident.
    """
    return w.state["root_causes"]


def lead_time(w: Window) -> float:
    """Return mean working days from request to delivery, over the changes delivered in the last quarter."""
    return ratio(w.total["lead_time"], w.total["delivered"])


def requirement_fit(w: Window) -> float:
    """Return the mean fit of delivered changes to the need, 0 to 1."""
    return ratio(w.total["fit"], w.total["delivered"])


def shadow_share(w: Window) -> float:
    """Return the share of needs that the business meets by shadow IT, 0 to 1: shadow / (shadow + requests to IT)."""
    return ratio(w.total["shadow_it"], w.total["shadow_it"] + w.total["requests"])


MEASURES = (
    Measure("sla_met", "closed in time by IT's clock / closed, last quarter", "share", "higher", sla_met),
    Measure(
        "sla_met_user_clock",
        "closed in time by the user's clock / closed, last quarter",
        "share",
        "higher",
        sla_met_user_clock,
    ),
    Measure(
        "share_over_tolerance",
        "closed with a loss above tolerance / closed, last quarter",
        "share",
        "lower",
        share_over_tolerance,
    ),
    Measure(
        "firefighting_share",
        "incident work / (incident + change + problem work) outside the desk, last quarter",
        "share",
        "lower",
        firefighting_share,
    ),
    Measure("shadow_share", "shadow / (shadow + requests), last quarter", "share", "lower", shadow_share),
    Measure("root_causes", "active root causes, last quarter", "count", "lower", root_causes),
    Measure("lead_time", "mean days from request to delivery, last quarter", "day", "lower", lead_time),
    Measure(
        "requirement_fit", "mean fit of delivered changes to the need, last quarter", "share", "higher", requirement_fit
    ),
    Measure("utilisation", "work / working time outside the desk, last quarter", "share", None, utilisation),
)
