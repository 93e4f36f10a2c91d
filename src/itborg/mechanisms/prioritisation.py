"""Prioritisation: which incident or change a person takes up next, by what that person sees."""

from __future__ import annotations

from .mechanism import Mechanism, parameter, rule


class Prioritisation(
    Mechanism,
    meaning="people take what looks most urgent to them: value as far as they understand it, else labels and technology",
):
    """Parameters of the mechanism."""

    stickiness = parameter(0.6, 0.0, 1.5, "score", "bonus for the change worked on last", symbol="stick", core=True)
    incident_age = parameter(0.12, 0.0, 0.3, "score/day", "priority per working day of age", symbol="age", core=True)


@rule()
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


@rule()
def change_score(understood: float, log_density: float, label: int, weight: float, step: float, appeal: float) -> float:
    """Return how attractive a waiting change looks: value density where understood, else label and taste."""
    seen = weight * step * (label - 2.5) + (1.0 - weight) * appeal
    return understood * log_density + (1.0 - understood) * seen
