"""Attention: which work an IT person takes up next, by what that person sees."""

from __future__ import annotations

import math

from ..compiled import rule

#: How far policing and audits keep needs from going round IT, and a distrusted mandate drives them there.
OF_ENFORCEMENT, OF_AUDIT, OF_MANDATE = 0.20, 0.08, 0.15


@rule
def heeded(understanding: float, crowding: float, framework: float, objective: float) -> float:
    """Return understanding left once the framework as the objective has crowded out the business."""
    return understanding * (1.0 - crowding * framework * objective)


@rule
def known_calendar(understood: float, told: float, shared: float) -> float:
    """Return how far the dates of a service's peaks are known, 0 to 1.

    understood  what one knows of the business oneself; told: the chance that a manager told IT of it, apart from that
    shared      the lever of a shared calendar, which tells .85 of all
    """
    return max(1.0 - (1.0 - understood) * (1.0 - told), 0.85 * shared)


@rule
def incident_score(
    understood: float,
    calendar: float,
    worth: float,
    log_today: float,
    label: int,
    weight: float,
    step: float,
    severity: float,
    log_effort: float,
) -> float:
    """Return how urgent an incident looks to one person.

    understood  0 to 1, how far business impact is seen rather than label and technical severity
    calendar    0 to 1, how far the business calendar is known
    worth       ln of the impact in kEUR/day on an ordinary day; log_today: ln of the calendar factor
    weight      0 to 1, weight given to the label against technical severity
    Source: impact is not visible in the technology (workshop reports); the form is ours.
    """
    seen = weight * step * (label - 2.5) + (1.0 - weight) * 1.2 * severity
    return understood * worth + calendar * log_today + (1.0 - understood) * seen - 0.3 * log_effort


@rule
def change_score(understood: float, log_density: float, label: int, weight: float, step: float, appeal: float) -> float:
    """Return how attractive a waiting change looks: value density where understood, else label and taste."""
    seen = weight * step * (label - 2.5) + (1.0 - weight) * appeal
    return understood * log_density + (1.0 - understood) * seen


@rule
def deadline_score(left: float, chasing: float) -> float:
    """Return target chasing: near the own deadline (`left` days) work is favoured, after it neglected."""
    if left < 0.0:
        return -chasing
    return chasing if left < 2.0 else 0.0


@rule
def firefighting_pull(open_incidents: float, start: float, scale: float) -> float:
    """Return how strongly open incidents pull people off other work, 0 to 1. Repenning 2001; linear form ours."""
    return min(1.0, max(0.0, (open_incidents - start) / scale))


@rule
def work_speed(taken: float, routine: float, overhead: float, gain: float, fatigue: float, factor: float) -> float:
    """Return person-days of work done by a day on the clock; at least .05.

    taken     part of today that meetings, contacts and training took
    routine   part eaten by routine; overhead: by the framework
    gain      efficiency of the framework; fatigue: loss under lasting pressure
    """
    return max(0.05, (1.0 - taken - routine - overhead) * (1.0 + gain) * (1.0 - fatigue) * factor)


@rule
def shadow_probability(
    lead: float,
    window: float,
    ability: float,
    distrust_of_mandate: float,
    premium: float,
    enforcement: float,
    audit: float,
    sharpness: float,
) -> float:
    """Return the probability that a need is met by shadow IT, 0 to .6.

    lead, window  expected lead time and opportunity window, days; ability: mean trust in IT's ability.
    Assumption, set so that a third or so of needs bypasses IT.
    """
    official = math.exp(-lead / window) * (0.3 + 0.7 * ability) - OF_MANDATE * distrust_of_mandate
    shadow = 0.75 - premium - OF_ENFORCEMENT * enforcement - OF_AUDIT * audit
    return 0.6 / (1.0 + math.exp(-sharpness * (shadow - official)))
