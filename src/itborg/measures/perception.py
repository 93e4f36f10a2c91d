"""Perception: how each side rates IT, and how far that is from the figures reported."""

from __future__ import annotations

from itborg.measures.arithmetic import clipped
from itborg.measures.measure import Measure
from itborg.measures.people import trust_business_to_it, trust_it_to_business
from itborg.measures.service import sla_met
from itborg.measures.window import Window

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


MEASURES = (
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
