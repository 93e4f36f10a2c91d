"""Escalation: managers call about work that carries the top label.

A call takes the time of the person called and costs IT's trust in the manager. Exaggerated labels so have a price that
all pay: the more work is labelled as top, the more calls interrupt it. Forms and numbers are ours.
"""

from __future__ import annotations

from .mechanism import Mechanism, knockout, parameter, rule


class Escalation(
    Mechanism,
    meaning="managers call about open work with the top label",
    knockouts=(knockout("escalation", "managers call about open top-labelled work", escalation_rate=0.0),),
):
    """Parameters of calls: how often, about what, and the time of both people in person-days."""

    escalation_rate = parameter(
        0.03, 0.0, 0.08, "1/day", "escalation calls per open item carrying the top label", symbol="esc_rate", core=True
    )
    escalation_cost = parameter(
        0.06, 0.02, 0.1, "pd", "time one escalation costs the person interrupted", symbol="esc_cost", core=True
    )
    escalation_cut = parameter(0.6, 0.2, 0.9, "share", "part of the calls that a change board makes unnecessary")
    change_calls = parameter(
        5.0, 2.0, 10.0, "ratio", "calls about a change relative to an incident, of which there are many more"
    )
    caller_cost = parameter(0.5, 0.2, 1.0, "ratio", "time of a call for the manager relative to the person interrupted")


@rule("p.escalation_rate*(1 - p.escalation_cut*board)")
def rate(board: float, p: Escalation) -> float:
    """Return the calls per day and open incident with the top label. Assumption.

    board  lever, 0 to 1: a meeting where managers are heard makes part of the calls unnecessary
    """
    return p.escalation_rate * (1.0 - p.escalation_cut * board)
