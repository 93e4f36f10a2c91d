"""Beliefs: what IT people believe of each other's expertise at the start, before experience and talk teach them.

A transactive memory (Wegner 1987) needs knowledge of who knows what. At the start it comes from contact, and from the
team where there was none; hand-offs follow these beliefs, right or wrong. The form and the numbers are ours.
"""

from __future__ import annotations

from .arithmetic import clip
from .mechanism import Mechanism, parameter, rule


class Beliefs(Mechanism, meaning="colleagues are believed able by their team until one knows them"):
    """Parameters of beliefs about expertise.

    Two groups: what a stranger is believed to be able to do, by team or at all; and how much beliefs err. Beliefs and
    expertise are on the same scale, 0 to 1.
    """

    unknown_expertise = parameter(
        0.25, 0.1, 0.5, "expertise", "expertise that a new tie, or a new colleague, is believed to have"
    )
    believed_in_team = parameter(
        0.6, 0.4, 0.8, "expertise", "expertise that members of the owning team are believed to have"
    )
    believed_elsewhere = parameter(0.12, 0.0, 0.3, "expertise", "expertise that others are believed to have")
    prejudice = parameter(0.5, 0.2, 0.8, "share", "weight of the team in what is believed of somebody unknown")
    prejudice_base = parameter(
        0.125, 0.05, 0.25, "expertise", "expertise that anybody unknown is believed to have, apart from the team"
    )
    belief_sd = parameter(0.15, 0.05, 0.3, "expertise", "standard deviation of such beliefs")
    belief_lowest = parameter(0.01, 0.0, 0.1, "expertise", "lowest belief at the start")
    belief_highest = parameter(0.99, 0.9, 1.0, "expertise", "highest belief at the start")


@rule("""
    clip(known*expertise + (1 - known)*(p.prejudice*by_team + p.prejudice_base + p.belief_sd*z), p.belief_lowest, p.belief_highest)
    known = contact/(contact + knowing_contact)
    by_team = (p.believed_in_team if in_team else p.believed_elsewhere)
""")
def at_start(contact: float, knowing_contact: float, expertise: float, in_team: bool, z: float, p: Beliefs) -> float:
    """Return the expertise an IT person believes a tie to have in a need: contact knows, the rest goes by the team.

    contact          of the tie, 0 to 1; knowing_contact: contact at which half of the expertise is known
    expertise        true expertise, 0 to 1
    in_team          whether the tie belongs to the team that owns the need
    z                a standard normal number

    Assumption.
    """
    known = contact / (contact + knowing_contact)
    by_team = p.believed_in_team if in_team else p.believed_elsewhere
    unknown = p.prejudice * by_team + p.prejudice_base + p.belief_sd * z
    return clip(known * expertise + (1.0 - known) * unknown, p.belief_lowest, p.belief_highest)
