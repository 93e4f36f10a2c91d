"""Service: targets met, work done, debt left. Shares and states of the last quarter."""

from __future__ import annotations

from .measure import Measure, ratio
from .window import Window


def sla_met(w: Window) -> float:
    """Return the share of closed incidents inside the target of IT's own class; each counts the same."""
    return ratio(w.total["closed_in_time"], w.total["closed"])


def share_over_tolerance(w: Window) -> float:
    """Return the share of closed incidents whose loss was above what a manager tolerates."""
    return ratio(w.total["closed_red"], w.total["closed"])


def work(w: Window) -> float:
    """Return person-days worked outside the desk: incidents, changes, problems."""
    return w.total["incident_work_not_desk"] + w.total["change_work"] + w.total["problem_work"]


def firefighting_share(w: Window) -> float:
    """Return the part of that work which goes into incidents."""
    return ratio(w.total["incident_work_not_desk"], work(w))


def utilisation(w: Window) -> float:
    """Return that work relative to the working time there is."""
    return ratio(work(w), w.total["not_desk_capacity"])


def root_causes(w: Window) -> float:
    """Return active root causes."""
    return w.state["root_causes"]


def lead_time(w: Window) -> float:
    """Return working days from request to delivery."""
    return ratio(w.total["lead_time"], w.total["delivered"])


def requirement_fit(w: Window) -> float:
    """Return how well delivered changes fit what was needed."""
    return ratio(w.total["fit"], w.total["delivered"])


def shadow_share(w: Window) -> float:
    """Return the part of needs that the business meets without IT."""
    return ratio(w.total["shadow_it"], w.total["shadow_it"] + w.total["requests"])


MEASURES = (
    Measure("sla_met", "closed in time / closed, last quarter", "share", "higher", sla_met),
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
