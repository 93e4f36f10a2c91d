"""People: trust, contact and understanding. States of the last quarter."""

from __future__ import annotations

from .measure import Measure, clipped, correlation_from_sums, ratio
from .service import sla_met
from .window import Window


def trust_business_to_it(w: Window) -> float:
    """Return mean trust of managers in IT people, over all pairs."""
    return w.state["trust_business_to_it"]


def trust_it_to_business(w: Window) -> float:
    """Return mean trust of IT people in managers, over all pairs."""
    return w.state["trust_it_to_business"]


def cross_contact_share(w: Window) -> float:
    """Return the part of contact weight that crosses sides."""
    return w.state["cross_contact_share"]


def business_understanding_of_it_staff(w: Window) -> float:
    """Return mean understanding of the business in IT."""
    return w.state["it_understanding"]


def it_understanding_of_managers(w: Window) -> float:
    """Return mean understanding of IT among managers."""
    return w.state["business_understanding"]


TRUST_MEASURES = (
    Measure("trust_business_to_it", "mean over all pairs, last quarter", "share", "higher", trust_business_to_it),
    Measure("trust_it_to_business", "mean over all pairs, last quarter", "share", "higher", trust_it_to_business),
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
)
BACKLOG = 120.0  # open incidents, in a reference organisation, at which IT calls its backlog hopeless


def business_rating(w: Window) -> float:
    """Return how managers rate IT: half trust, half satisfaction. The weights are ours."""
    return 0.5 * trust_business_to_it(w) + 0.5 * w.state["satisfaction"]


def it_rating(w: Window) -> float:
    """Return how IT rates itself: half SLA, .2 backlog, .3 trust in the business. The weights are ours."""
    backlog = 1.0 - w.state["open_incidents"] / (BACKLOG * w.scale)
    return 0.5 * sla_met(w) + 0.2 * clipped(backlog) + 0.3 * trust_it_to_business(w)


def perception_gap(w: Window) -> float:
    """Return how much better IT rates itself than the business does."""
    return it_rating(w) - business_rating(w)


def watermelon_gap(w: Window) -> float:
    """Return how much greener the report is than the business's judgement: green outside, red inside."""
    return sla_met(w) - business_rating(w)


PERCEPTION_MEASURES = (
    Measure(
        "business_rating",
        ".5 trust of business in IT + .5 satisfaction, last quarter",
        "share",
        "higher",
        business_rating,
    ),
    Measure(
        "it_rating",
        f".5 sla_met + .2 (1 - open incidents / ({BACKLOG:g} x size)) + .3 trust of IT in business, last quarter",
        "share",
        None,
        it_rating,
    ),
    Measure("perception_gap", "it_rating - business_rating", "share", "lower", perception_gap),
    Measure("watermelon_gap", "sla_met - business_rating", "share", "lower", watermelon_gap),
)


def priority_inflation(w: Window) -> float:
    """Return mean stated minus true level, 1 to 4, of changes and incidents opened."""
    return ratio(w.total["label_sum"] - w.total["level_sum"], w.total["labels"])


def priority_information(w: Window) -> float:
    """Return the correlation of stated and true levels; NaN if either never varies."""
    names = ("labels", "label_sum", "level_sum", "label_squares", "level_squares", "label_level")
    return correlation_from_sums(*(w.total[name] for name in names))


LABEL_MEASURES = (
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

MEASURES = (*TRUST_MEASURES, *PERCEPTION_MEASURES, *LABEL_MEASURES)
