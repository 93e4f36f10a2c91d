"""Escalation: managers call about work that carries the top label."""

from __future__ import annotations

from .mechanism import Mechanism, knockout, parameter


class Escalation(
    Mechanism,
    meaning="managers call about open work with the top label",
    knockouts=(knockout("escalation", "managers call about open top-labelled work", escalation_rate=0.0),),
):
    """Parameters of the mechanism."""

    escalation_rate = parameter(
        0.03, 0.0, 0.08, "1/day", "escalation calls per open item carrying the top label", symbol="esc_rate", core=True
    )
    escalation_cost = parameter(
        0.06, 0.02, 0.1, "pd", "time one escalation costs the person interrupted", symbol="esc_cost", core=True
    )
