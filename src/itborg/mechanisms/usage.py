"""Usage: everybody who uses a service feels its outages, not only the manager who reported them.

Teams that own no service use one of another team. What a user feels is judged of IT as a whole, because a user meets
nobody: person-based impressions need a person (Fiske & Neuberg 1990 for the direction). The linear form is ours.
"""

from __future__ import annotations

from .mechanism import Mechanism, knockout, parameter, rule


class Usage(
    Mechanism,
    meaning="everybody who uses a service feels its outages",
    knockouts=(
        knockout(
            "usage_experience",
            "users feel the outages of the services that they use",
            "experience, not ownership, makes users distrust IT and exaggerate: P1, P11",
            usage=0.0,
        ),
    ),
):
    """Parameters of what users feel of an incident that somebody else reported."""

    usage = parameter(
        0.7, 0.25, 1.0, "share", "part of what its owner feels of an incident that every other user feels"
    )


@rule("p.usage*weight")
def felt_by_user(weight: float, p: Usage) -> float:
    """Return the weight of an incident for a user who did not report it, relative to a change request. Assumption.

    weight  of an incident for its owner
    """
    return p.usage * weight
