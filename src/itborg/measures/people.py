"""People: trust, contact and understanding. States of the last quarter."""

from __future__ import annotations

from itborg.measures.measure import Measure
from itborg.measures.window import Window


def trust_business_to_it(w: Window) -> float:
    """Return mean trust of managers in IT people, over all pairs."""
    return w.state["trust_business_to_it"]


def trust_it_to_business(w: Window) -> float:
    """Return mean trust of IT people in managers, over all pairs."""
    return w.state["trust_it_to_business"]


def cross_contact_share(w: Window) -> float:
    """Return the part of contact weight that crosses sides."""
    return w.state["cross_contact_share"]


def it_understanding(w: Window) -> float:
    """Return mean understanding of the business in IT."""
    return w.state["it_understanding"]


def business_understanding(w: Window) -> float:
    """Return mean understanding of IT among managers."""
    return w.state["business_understanding"]


MEASURES = (
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
        "it_understanding", "business understanding of IT people, last quarter", "share", "higher", it_understanding
    ),
    Measure(
        "business_understanding",
        "IT understanding of managers, last quarter",
        "share",
        "higher",
        business_understanding,
    ),
)
