"""Relationship: trust, contact, understanding and priority labels. States of the last quarter.

States are means over the days of the quarter of their values at the end of the day. Ratings are composites whose
weights are our assumption.
"""

from __future__ import annotations

from .measure import Measure, clipped, correlation_from_sums, ratio
from .service import sla_met
from .window import Window

BACKLOG = 120.0  # open incidents, in a reference organisation, at which the backlog term of its rating is 0


def trust_business_to_it(w: Window) -> float:
    """Return the mean opinion that managers have of IT, 0 to 1: by contact, see `trust.opinion`."""
    return w.state["trust_business_to_it"]


def trust_it_to_business(w: Window) -> float:
    """Return the mean opinion that IT people have of the business, 0 to 1."""
    return w.state["trust_it_to_business"]


def cross_contact_share(w: Window) -> float:
    """Return the share of contact weight between business and IT in all contact weight, 0 to 1."""
    return w.state["cross_contact_share"]


def business_understanding_of_it_staff(w: Window) -> float:
    """Return mean understanding of the business among IT people, 0 to 1: over people and services."""
    return w.state["it_understanding"]


def it_understanding_of_managers(w: Window) -> float:
    """Return mean understanding of IT among managers, 0 to 1."""
    return w.state["business_understanding"]


def business_rating(w: Window) -> float:
    """Return the rating of IT by managers, 0 to 1: 0.5 trust in IT + 0.5 satisfaction.

    The weights are our assumption.
    """
    return 0.5 * trust_business_to_it(w) + 0.5 * w.state["satisfaction"]


def it_rating(w: Window) -> float:
    """Return the rating of IT by itself, 0 to 1: 0.5 targets met, 0.2 backlog, 0.3 trust in the business.

    The backlog term is 1 without open incidents and falls to 0 at 120 of them in an organisation of the reference size
    (21 people who solve incidents). Weights and reference are our assumption.
    """
    backlog = 1.0 - w.state["open_incidents"] / (BACKLOG * w.scale)
    return 0.5 * sla_met(w) + 0.2 * clipped(backlog) + 0.3 * trust_it_to_business(w)


def perception_gap(w: Window) -> float:
    """Return the rating of IT by itself minus that by managers, -1 to 1; above 0 IT has the better opinion."""
    return it_rating(w) - business_rating(w)


def watermelon_gap(w: Window) -> float:
    """Return targets met minus the rating by managers, -1 to 1.

    Above 0 reports are green while managers are not satisfied.
    """
    return sla_met(w) - business_rating(w)


def priority_inflation(w: Window) -> float:
    """Return mean stated minus true priority (levels 1 to 4) of changes and incidents opened.

    Above 0 labels are too high.
    """
    return ratio(w.total["label_sum"] - w.total["level_sum"], w.total["labels"])


def priority_information(w: Window) -> float:
    """Return Pearson's correlation of stated and true priorities, -1 to 1; NaN if either is constant.

    It is computed from daily sums over changes and incidents, so no single label is stored.
    """
    names = ("labels", "label_sum", "level_sum", "label_squares", "level_squares", "label_level")
    return correlation_from_sums(*(w.total[name] for name in names))


MEASURES = (
    Measure(
        "trust_business_to_it",
        "mean opinion that managers have of IT, last quarter",
        "share",
        "higher",
        trust_business_to_it,
    ),
    Measure(
        "trust_it_to_business",
        "mean opinion that IT has of managers, last quarter",
        "share",
        "higher",
        trust_it_to_business,
    ),
    Measure(
        "cross_contact_share",
        "contact weight across sides / all contact weight, last quarter",
        "share",
        "higher",
        cross_contact_share,
    ),
    Measure(
        "business_understanding_of_it_staff",
        "business understanding of IT people, last quarter",
        "share",
        "higher",
        business_understanding_of_it_staff,
    ),
    Measure(
        "it_understanding_of_managers",
        "IT understanding of managers, last quarter",
        "share",
        "higher",
        it_understanding_of_managers,
    ),
    Measure(
        "business_rating",
        "0.5 trust of business in IT + 0.5 satisfaction, last quarter",
        "share",
        "higher",
        business_rating,
    ),
    Measure(
        "it_rating",
        f"0.5 sla_met + 0.2 (1 - open incidents / ({BACKLOG:g} x size)) + 0.3 trust of IT in business, last quarter",
        "share",
        None,
        it_rating,
    ),
    Measure("perception_gap", "it_rating - business_rating", "share", "lower", perception_gap),
    Measure("watermelon_gap", "sla_met - business_rating", "share", "lower", watermelon_gap),
    Measure(
        "priority_inflation",
        "mean of stated - true level over changes and incidents, last quarter",
        "level",
        "lower",
        priority_inflation,
    ),
    Measure(
        "priority_information",
        "correlation of stated and true level, last quarter",
        "correlation",
        "higher",
        priority_information,
    ),
)
