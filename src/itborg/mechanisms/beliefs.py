"""Beliefs: what IT people believe of each other's expertise; contact and talk teach it, the rest goes by the team.

A transactive memory (Wegner 1987) needs knowledge of who knows what. Hand-offs follow these beliefs, right or wrong. How
far one person knows another's expertise is one number for all skills. The form and the numbers are ours.
"""

from __future__ import annotations

from .arithmetic import clip
from .mechanism import Mechanism, parameter, rule


class Beliefs(Mechanism, meaning="colleagues are believed able by their team until one knows them"):
    """Parameters of beliefs about expertise.

    Two groups: what somebody unknown is believed to be able to do, by team or at all; and how much that errs. Beliefs and
    expertise are on the same scale, 0 to 1.
    """

    believed_in_team = parameter(
        0.6, 0.4, 0.8, "expertise", "expertise that members of the owning team are believed to have"
    )
    believed_elsewhere = parameter(0.12, 0.0, 0.3, "expertise", "expertise that others are believed to have")
    prejudice = parameter(0.5, 0.2, 0.8, "share", "weight of the team in what is believed of somebody unknown")
    prejudice_base = parameter(
        0.125, 0.05, 0.25, "expertise", "expertise that anybody unknown is believed to have, apart from the team"
    )
    belief_sd = parameter(0.15, 0.05, 0.3, "expertise", "standard deviation of what is believed of somebody unknown")
    belief_lowest = parameter(0.01, 0.0, 0.1, "expertise", "lowest belief")
    belief_highest = parameter(0.99, 0.9, 1.0, "expertise", "highest belief")


@rule("contact/(contact + knowing_contact)")
def known_at_start(contact: float, knowing_contact: float) -> float:
    """Return how far somebody knows the expertise of a colleague at the start, 0 to 1. Assumption.

    contact          of the tie, 0 to 1
    knowing_contact  contact at which half of the expertise is known, above 0
    """
    return contact / (contact + knowing_contact)


@rule("known + share*(1 - known)")
def better_known(known: float, share: float) -> float:
    """Return how far somebody knows a colleague's expertise after learning of it, 0 to 1. Assumption.

    known  before, 0 to 1
    share  of what is unknown that is learned, 0 to 1
    """
    return known + share * (1.0 - known)


@rule("""
    clip(known*expertise + (1 - known)*hunch, p.belief_lowest, p.belief_highest)
    by_team = p.believed_in_team if in_team else p.believed_elsewhere
    hunch = p.prejudice*by_team + p.prejudice_base + p.belief_sd*z
""")
def believed(known: float, expertise: float, in_team: bool, z: float, p: Beliefs) -> float:
    """Return the expertise that somebody believes a colleague to have in a need, 0 to 1.

    known      how far the colleague's expertise is known, 0 to 1
    expertise  true expertise, 0 to 1
    in_team    whether the colleague belongs to the team that owns the need
    z          a standard normal number of both people and the need: where the hunch errs

    Who is known well is judged by what they can do now, who is not by their team. Assumption.
    """
    by_team = p.believed_in_team if in_team else p.believed_elsewhere
    hunch = p.prejudice * by_team + p.prejudice_base + p.belief_sd * z
    return clip(known * expertise + (1.0 - known) * hunch, p.belief_lowest, p.belief_highest)
