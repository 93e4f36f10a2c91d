"""Routing: whom an incident is handed over to, and what is lost on the way."""

from __future__ import annotations

import math

from .arithmetic import power
from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class Routing(
    Mechanism,
    meaning="hand-offs follow ties, queues and returns; outcomes teach who knows what",
    knockouts=(
        knockout("trust_in_routing", "hand-offs prefer trusted ties", trust_exponent=0.0),
        knockout("contact_in_routing", "hand-offs prefer frequent contacts", contact_exponent=0.0),
        knockout(
            "belief_learning", "outcomes of hand-offs teach who knows what", belief_learning=0.0, handoff_trust=0.0
        ),
        knockout("belief_talk", "talk teaches who knows what", belief_talk=0.0),
        knockout("team_homophily", "hand-offs prefer the own team", team_homophily=1.0),
        knockout("load_awareness", "senders avoid busy receivers", load_aversion=0.0),
        knockout("cold_return", "incidents go back to the sender", return_pull=0.0),
        knockout("back_channel", "managers call a trusted tie in IT", back_channel=0.0),
    ),
):
    """Parameters of the mechanism."""

    category_map = parameter(
        0.7, 0.6, 1.0, "probability", "the category table names the right team", symbol="map", core=True
    )
    queue_pull = parameter(
        0.3,
        0.05,
        1.0,
        "weight",
        "pull of the official queue against ties",
        "fitted to the hand-off gradient",
        symbol="q0",
        core=True,
    )
    tie_sharpness = parameter(
        2.5, 1.0, 8.0, "exponent", "sharpness of the choice among one's ties", symbol="eta", core=True
    )
    route_sharpness = parameter(
        1.0, 1.0, 4.0, "exponent", "sharpness of the choice tie, queue or return", symbol="etaq", core=True
    )
    tie_reference = parameter(
        0.5, 0.1, 0.8, "tie value", "value of a tie that equals a queue pull of 1", symbol="vref", core=True
    )
    load_aversion = parameter(
        0.12,
        0.0,
        1.0,
        "1/item",
        "how far a sender avoids a busy receiver",
        "fitted to the hand-off gradient",
        symbol="kload",
        core=True,
    )
    patience = parameter(
        2.5, 1.0, 10.0, "day", "days until a named incident falls back to the team's queue", symbol="pat", core=True
    )
    contact_exponent = parameter(
        0.5, 0.0, 1.0, "exponent", "exponent of contact in the value of a tie", symbol="ac", core=True
    )
    trust_exponent = parameter(
        1.5, 0.0, 3.0, "exponent", "exponent of trust in the value of a tie", symbol="gam", core=True
    )
    team_homophily = parameter(
        0.8,
        0.2,
        1.0,
        "ratio",
        "receiver in another team relative to the own",
        DIRECTION + "homophily",
        symbol="hom",
        core=True,
    )
    return_pull = parameter(
        2.5,
        0.0,
        2.5,
        "weight",
        "pull of 'not ours': return to the sender",
        "fitted to the hand-off gradient",
        symbol="back",
        core=True,
    )
    tried_factor = parameter(
        0.6, 0.05, 1.0, "ratio", "factor on a receiver who already had it", symbol="tried", core=True
    )
    knowing_contact = parameter(
        0.3, 0.1, 0.6, "contact", "contact at which half of another's expertise is known", symbol="chalf", core=True
    )
    ticket_fidelity = parameter(
        0.45, 0.2, 0.8, "share", "context that survives a written ticket in a queue", symbol="fq", core=True
    )
    tie_fidelity = parameter(
        0.35,
        0.2,
        0.6,
        "share",
        "context that survives a tie at zero contact x trust (rises to 1)",
        symbol="f0",
        core=True,
    )
    belief_learning = parameter(
        0.25, 0.05, 0.5, "share", "learning of beliefs from one outcome", symbol="lb", core=True
    )
    belief_talk = parameter(
        0.05,
        0.0,
        0.15,
        "share",
        "pull of beliefs towards true expertise by one full-fidelity talk",
        symbol="kb_talk",
        core=True,
    )
    handoff_trust = parameter(
        0.4, 0.0, 2.0, "valence", "ability event when a handed-over incident is solved", symbol="tau", core=True
    )
    direct_entry = parameter(
        0.28,
        0.0,
        0.4,
        "probability",
        "an incident enters at a team, not at the desk",
        "fitted to the hand-off gradient",
        symbol="direct",
        core=True,
    )
    manager_share = parameter(
        0.5, 0.0, 1.0, "share", "incidents whose requester may use a back channel", symbol="mgr", core=True
    )
    back_channel = parameter(
        0.1, 0.0, 0.4, "probability", "a manager calls a tie in IT, at full contact x trust", symbol="bc", core=True
    )
    interruption = parameter(
        0.05, 0.0, 0.1, "pd", "cost of one such call to the person called", symbol="bcint", core=True
    )


@rule()
def tie_value(contact: float, belief: float, trust: float, p: object) -> float:
    """Return how attractive a tie is as a receiver: contact^ac x believed expertise x trust^gam.

    All 0 to 1. Source: transactive memory (Wegner 1987); the product form is ours.
    """
    return power(contact, p.contact_exponent) * belief * power(trust, p.trust_exponent)  # type: ignore[attr-defined]


@rule()
def tie_fidelity(floor: float, contact: float, trust: float) -> float:
    """Return the share of context that survives a hand-off along a tie, `floor` to 1."""
    return floor + (1.0 - floor) * math.sqrt(contact * trust)


@rule()
def clock_hours(day: float) -> float:
    """Return calendar hours since day 0 of a working time: 9-hour days, 5-day weeks.

    >>> clock_hours(5.0) - clock_hours(4.0)
    72.0
    """
    whole = math.floor(day)
    return 24.0 * (whole + 2.0 * math.floor(whole / 5.0)) + 9.0 * (day - whole)
