"""Satisfaction: how managers judge what is delivered, and how long they expect to wait.

Satisfaction follows events slowly and is an outcome; only the expected lead time acts back, on shadow IT. Ratings of
the relationship by both sides show whether they see the same thing. All forms are ours.
"""

from __future__ import annotations

from .arithmetic import clip
from .mechanism import Mechanism, parameter, rule


class Satisfaction(
    Mechanism,
    meaning="managers judge service by what it cost them and how long it took",
):
    """Parameters of what managers are satisfied with."""

    # closing an incident
    incident_satisfaction = parameter(0.03, 0.01, 0.1, "share", "satisfaction moved by an incident of full weight")
    incident_mood = parameter(2.0, 1.0, 4.0, "1/valence", "how fast satisfaction with an incident follows its valence")
    """Parameters of satisfaction and of expected lead times."""

    satisfaction_start = parameter(0.5, 0.3, 0.7, "share", "satisfaction of managers at the start")
    expected_lead_start = parameter(60.0, 30.0, 120.0, "day", "lead time that managers expect at the start")
    satisfaction_by_delivery = parameter(
        0.07, 0.02, 0.15, "share", "part of the gap to the judgement of a delivery that satisfaction closes"
    )
    lead_learning = parameter(
        0.2, 0.05, 0.4, "share", "part of the gap to the last lead time that the expected one closes"
    )
    satisfaction_by_lapse = parameter(
        0.05, 0.02, 0.15, "share", "part of the gap to the judgement of a withdrawn request that satisfaction closes"
    )
    lapse_judgement = parameter(0.2, 0.0, 0.4, "share", "judgement of IT by the owner of a withdrawn request")
    trust_in_rating = parameter(
        0.5, 0.2, 0.8, "share", "weight of trust in a manager's rating of IT; the rest is satisfaction"
    )
    content_from = parameter(0.45, 0.35, 0.6, "share", "rating from which a manager says that IT does well")
    sla_in_rating = parameter(0.4, 0.2, 0.6, "share", "weight of service levels in IT's own rating")
    trust_in_own_rating = parameter(0.6, 0.4, 0.8, "share", "weight of trust in the business in IT's own rating")
    aligned_from = parameter(
        0.66, 0.5, 0.8, "share", "rating from which an IT person calls the relationship fully aligned"
    )


@rule("""
    satisfaction + p.incident_satisfaction*weight*((1 + mood)/2 - satisfaction)
    mood = clip(p.incident_mood*valence, -1, 1)
""")
def after_incident(satisfaction: float, valence: float, weight: float, p: Satisfaction) -> float:
    """Return the satisfaction of a manager, 0 to 1, after an incident was closed.

    valence  how the manager felt it, -1 to 1
    weight   weight of an incident, relative to a change request

    Assumption.
    """
    mood = clip(p.incident_mood * valence, -1.0, 1.0)
    return satisfaction + p.incident_satisfaction * weight * (0.5 * (1.0 + mood) - satisfaction)


@rule("clip((1 + quality)/2, 0, 1)")
def judgement(quality: float) -> float:
    """Return how good something was, 0 to 1, from its valence, -1 to 1."""
    return clip(0.5 * (1.0 + quality), 0.0, 1.0)


@rule("satisfaction + p.satisfaction_by_delivery*(clip((1 + quality)/2, 0, 1) - satisfaction)")
def after_delivery(satisfaction: float, quality: float, p: Satisfaction) -> float:
    """Return a manager's satisfaction, 0 to 1, after a delivery of a quality, -1 to 1. Assumption.

    satisfaction  before, 0 to 1
    quality       valence of the delivery: fit in time, see `trust_events.of_delivery`
    """
    return satisfaction + p.satisfaction_by_delivery * (judgement(quality) - satisfaction)


@rule("satisfaction + p.satisfaction_by_lapse*(p.lapse_judgement - satisfaction)")
def after_lapse(satisfaction: float, p: Satisfaction) -> float:
    """Return a manager's satisfaction, 0 to 1, after a request was withdrawn. Assumption."""
    return satisfaction + p.satisfaction_by_lapse * (p.lapse_judgement - satisfaction)


@rule("expected + p.lead_learning*(wait - expected)")
def expected_lead(expected: float, wait: float, p: Satisfaction) -> float:
    """Return the lead time a manager expects, days, after the wait for a delivery. Exponential smoothing; assumption.

    expected, wait  working days: expected before, and of the delivery
    """
    return expected + p.lead_learning * (wait - expected)


@rule("p.trust_in_rating*trust + (1 - p.trust_in_rating)*satisfaction > p.content_from")
def is_content(trust: float, satisfaction: float, p: Satisfaction) -> bool:
    """Return whether a manager says that IT does well. Assumption.

    trust         in IT, mean, 0 to 1
    satisfaction  0 to 1

    Enough of either will do: a trusted IT is forgiven poor service for a while.
    """
    return p.trust_in_rating * trust + (1.0 - p.trust_in_rating) * satisfaction > p.content_from


@rule("p.sla_in_rating*sla + p.trust_in_own_rating*trust > p.aligned_from")
def calls_it_aligned(sla: float, trust: float, p: Satisfaction) -> bool:
    """Return whether an IT person calls the relationship fully aligned. Assumption.

    sla    share of incidents closed in time, as remembered
    trust  trust in the business, 0 to 1
    """
    return p.sla_in_rating * sla + p.trust_in_own_rating * trust > p.aligned_from
