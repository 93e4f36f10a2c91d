"""Hearsay: what people of one side tell each other about people of the other.

An opinion of one person moves through talk between colleagues (Burt & Knez 1995; Friedkin & Johnsen 1990): a manager
who has never met IT hears of it. It evens out trust rather than moving its mean. The form is ours.
"""

from __future__ import annotations

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class Hearsay(
    Mechanism,
    meaning="people hear of the other side from their colleagues",
    knockouts=(
        knockout(
            "hearsay",
            "people hear of the other side from their colleagues",
            "managers who never meet IT have an opinion of it all the same: P11",
            gossip=0.0,
        ),
    ),
):
    """The one parameter of hearsay."""

    gossip = parameter(
        0.03, 0.0, 0.2, "share", "gap to a colleague's opinion closed in a talk, at full trust in the colleague",
        DIRECTION + "Burt & Knez 1995", core=True,
    )  # fmt: skip


@rule("p.gossip*trust")
def pull(trust: float, p: Hearsay) -> float:
    """Return the share of the gap to a colleague's opinion that one talk closes, 0 to 1. Assumption.

    trust  of the hearer in the colleague, 0 to 1
    """
    return p.gossip * trust


@rule("own + pull*(other - own)")
def moved(own: float, other: float, pull: float) -> float:
    """Return an opinion after hearing another one, 0 to 1. Source: Friedkin & Johnsen 1990, one step.

    own, other  opinions, 0 to 1
    """
    return own + pull * (other - own)
