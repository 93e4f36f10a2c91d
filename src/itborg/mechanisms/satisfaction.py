"""Satisfaction: how managers judge service, and how long they expect to wait."""

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
