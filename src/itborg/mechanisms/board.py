"""The strategic change meeting: who attends, what it sees, what it rejects, what it teaches.

Once a month both sides look at changes together. What they see together depends on the understanding of both, so a
board without understanding decides by labels. Governance of this kind is usual in ITSM; forms and numbers are ours.
"""

from __future__ import annotations

import math

from .mechanism import Mechanism, parameter, rule


class Board(
    Mechanism,
    meaning="a board of both sides shares its view of value and rejects what is not worth its cost",
):
    """Parameters of the meeting.

    Who comes (`attendance...`), what it costs (`board_time`), and how much is learned in it, relative to an ordinary
    talk. Effects on risk and labels have parameters where they apply: `change_risk`, `labels`.
    """

    board_seats = parameter(6.0, 3.0, 10.0, "count", "seats of each side on the board")
    attendance = parameter(
        0.3, 0.1, 0.6, "probability", "a manager comes to the meeting without trust and understanding"
    )
    attendance_by_trust = parameter(0.5, 0.2, 0.8, "probability", "attendance added by full trust in IT")
    attendance_by_understanding = parameter(
        0.5, 0.2, 0.8, "probability", "attendance added by full understanding of IT"
    )
    board_time = parameter(0.5, 0.25, 1.0, "pd", "time of one meeting")
    board_talk = parameter(
        4.0,
        2.0,
        6.0,
        "ratio",
        "learning of the business by an IT person in one meeting relative to an ordinary contact",
    )
    board_language = parameter(
        0.5, 0.2, 1.0, "ratio", "language learned by an IT person in one meeting relative to a contact"
    )
    board_business_language = parameter(
        0.25, 0.1, 0.5, "ratio", "language learned by a manager in one meeting relative to a contact"
    )
    board_contact = parameter(0.05, 0.02, 0.2, "share", "gap to full contact closed by one meeting, for both")
    strangers_at_board = parameter(
        0.3, 0.0, 1.0, "share", "part of their joint view that two strangers on the board can use"
    )
    familiar_at_board = parameter(
        0.05, 0.02, 0.15, "strength", "strength of a tie at which two people on the board can use all of it"
    )
    board_valence = parameter(0.6, 0.3, 1.0, "ratio", "valence of a meeting relative to a talk")


@rule("p.attendance + p.attendance_by_trust*trust + p.attendance_by_understanding*understanding")
def attends(trust: float, understanding: float, p: Board) -> float:
    """Return the probability that a manager comes to the meeting; it may exceed 1. Assumption.

    trust, understanding  of IT by the manager, 0 to 1

    Managers come where they expect something of it. So a board works least where it would be most useful.
    """
    return p.attendance + p.attendance_by_trust * trust + p.attendance_by_understanding * understanding


@rule("sqrt(it_understanding*business_understanding)")
def joint_view(it_understanding: float, business_understanding: float) -> float:
    """Return how much of the value of a service two people see together, 0 to 1. Assumption.

    it_understanding        the IT person's understanding of the service, 0 to 1
    business_understanding  the manager's understanding of IT, 0 to 1

    The geometric mean: one side alone sees nothing, since value must be explained and understood.
    """
    return math.sqrt(it_understanding * business_understanding)


@rule("""
    view*(p.strangers_at_board + (1 - p.strangers_at_board)*min(1, strength/p.familiar_at_board))
""")
def seen_together(view: float, strength: float, p: Board) -> float:
    """Return how much of a joint view two people who meet at the board can use, 0 to 1.

    view      see `joint_view`
    strength  of the tie between them, 0 for strangers

    A meeting of people who do not know each other stays with what is on paper. Assumption.
    """
    return view * (p.strangers_at_board + (1.0 - p.strangers_at_board) * min(1.0, strength / p.familiar_at_board))


@rule("exp(view*log(value) + (1 - view)*(log(ordinary) + reading))")
def value_seen(view: float, value: float, ordinary: float, reading: float) -> float:
    """Return the daily benefit of a change as the board sees it, kEUR: the value itself, or what the label suggests.

    view      how much of the value the board sees, 0 to 1
    value     daily benefit of the change, kEUR
    ordinary  median daily benefit, kEUR; reading: what its label suggests, ln of the median

    Assumption: the two mix on the scale of ln, as errors of value are ratios.
    """
    return math.exp(view * math.log(value) + (1.0 - view) * (math.log(ordinary) + reading))
