"""Routing: whom an incident is handed over to, and what is lost on the way.

Two organisations route work: the official one, by category table and queue, and the network, by trust and
beliefs of who knows what (transactive memory, Wegner 1987). Numbers are fitted to the hand-off gradient.
"""

from __future__ import annotations

import math

from .arithmetic import power
from .mechanism import Mechanism, knockout, parameter, rule

GRADIENT = "fitted to the hand-off gradient"


class Routing(
    Mechanism,
    meaning="hand-offs follow ties, queues and returns; a fix brings people together",
    knockouts=(
        knockout(
            "trust_in_routing",
            "hand-offs prefer trusted ties",
            "distrust between colleagues costs hand-offs: N5",
            trust_exponent=0.0,
        ),
        knockout(
            "belief_talk",
            "talk teaches who knows what",
            "people learn whom to ask, so that ties in IT matter: N5, P15",
            belief_talk=0.0,
        ),
        knockout(
            "load_awareness",
            "senders avoid busy receivers",
            "work is handed on past those who are busy: P15",
            load_aversion=0.0,
        ),
        knockout(
            "cold_return",
            "incidents go back to the sender",
            "incidents come back to people and teams that had them: P15",
            return_pull=0.0,
        ),
    ),
):
    """Parameters of the way into IT, of hand-offs and of the contact that a fix makes.

    `..._pull` compete for where an incident goes, `..._fidelity` state what survives of the context, exponents and
    factors weight receivers. Fitted values have the hand-off gradient as their source; the others are assumptions.
    """

    category_map = parameter(0.7, 0.6, 1.0, "probability", "the category table names the right team", symbol="map")
    queue_pull = parameter(
        0.3,
        0.05,
        1.0,
        "weight",
        "pull of the official queue against ties",
        GRADIENT,
        symbol="q0",
    )
    tie_sharpness = parameter(2.5, 1.0, 8.0, "exponent", "sharpness of the choice among one's ties", symbol="eta")
    route_sharpness = parameter(
        1.0, 1.0, 4.0, "exponent", "sharpness of the choice between tie, queue and return", symbol="etaq"
    )
    tie_reference = parameter(0.5, 0.1, 0.8, "tie value", "value of a tie that equals a queue pull of 1", symbol="vref")
    load_aversion = parameter(
        0.12,
        0.0,
        1.0,
        "1/item",
        "how far a sender avoids a busy receiver",
        GRADIENT,
        symbol="kload",
    )
    patience = parameter(
        2.5, 1.0, 10.0, "day", "days until a named incident falls back to the team's queue", symbol="pat"
    )
    trust_exponent = parameter(1.5, 0.0, 3.0, "exponent", "exponent of trust in the value of a tie", symbol="gam")
    return_pull = parameter(
        2.5,
        0.0,
        2.5,
        "weight",
        "pull of a return to the sender, where no receiver is believed able",
        GRADIENT,
        symbol="back",
    )
    tried_factor = parameter(
        0.6,
        0.05,
        1.0,
        "ratio",
        "value of a receiver who already had the incident, relative to others",
        symbol="tried",
    )
    knowing_contact = parameter(
        0.3, 0.1, 0.6, "contact", "contact at which half of another's expertise is known", symbol="chalf"
    )
    ticket_fidelity = parameter(
        0.45, 0.2, 0.8, "share", "context that survives a written ticket in a queue", symbol="fq"
    )
    tie_fidelity = parameter(
        0.35,
        0.2,
        0.6,
        "share",
        "context that survives a tie at zero contact x trust (rises to 1)",
        symbol="f0",
    )
    belief_talk = parameter(
        0.05,
        0.0,
        0.15,
        "share",
        "pull of beliefs towards true expertise by one full-fidelity talk",
        symbol="kb_talk",
    )
    direct_entry = parameter(
        0.28,
        0.0,
        0.4,
        "probability",
        "an incident enters at a team, not at the desk",
        GRADIENT,
        symbol="direct",
        core=True,
    )
    own_queue = parameter(0.2, 0.05, 0.6, "ratio", "pull of the queue for somebody who alone works it off")
    booked_load = parameter(2.0, 1.0, 5.0, "item/day", "load that a day of work ahead adds, in incidents named")
    spared_in_team = parameter(
        0.5, 0.2, 0.8, "share", "part of the loss of context that a hand-off inside a team spares"
    )
    acquaintance = parameter(0.3, 0.0, 0.6, "probability", "the last holder gets to know a solver who was a stranger")
    first_contact = parameter(0.05, 0.02, 0.1, "contact", "contact at the start of an acquaintance by a fix")
    fix_contact = parameter(0.5, 0.0, 1.0, "pd", "work for each other that makes as much contact as a fix")


@rule("belief * power(trust, p.trust_exponent)")
def tie_value(belief: float, trust: float, p: Routing) -> float:
    """Return how attractive a tie is as a receiver, 0 to 1.

    belief  expertise believed in, 0 to 1
    trust   of the tie, 0 to 1

    A product: without trust or belief in the expertise nobody hands work to a person.
    Source: transactive memory (Wegner 1987); the product form is ours.
    """
    return belief * power(trust, p.trust_exponent)


@rule("""
    value * (p.tried_factor if tried else 1) / (1 + p.load_aversion*load)
    load = named + p.booked_load*booked
""")
def receiver_value(value: float, tried: bool, named: int, booked: float, p: Routing) -> float:
    """Return how attractive a person is as a receiver today, 0 to 1.

    value   of the tie, 0 to 1
    tried   whether the person had the incident before
    named   open incidents that name the person
    booked  days by which the person's work reaches ahead of the sender's clock

    Whoever has tried already, or is busy, is asked less. Assumption.
    """
    if tried:
        value *= p.tried_factor
    return value / (1.0 + p.load_aversion * (named + p.booked_load * booked))


@rule("power(best/p.tie_reference, p.route_sharpness)")
def tie_pull(best: float, p: Routing) -> float:
    """Return the pull of ties against queue and return, 0 or more; `best` is the value of the best receiver.

    best  0 to 1; at `tie_reference` the pull is 1

    Who knows nobody suitable uses the queue. Assumption.
    """
    return power(best / p.tie_reference, p.route_sharpness)


@rule("p.queue_pull*p.own_queue if alone else p.queue_pull")
def queue_pull(alone: bool, p: Routing) -> float:
    """Return the pull of the official queue, 0 or more; `alone` if only the sender works that queue off. Assumption."""
    return p.queue_pull * p.own_queue if alone else p.queue_pull


@rule("p.return_pull * (1 - belief)")
def return_pull(belief: float, p: Routing) -> float:
    """Return the pull of sending an incident back, 0 or more.

    belief  greatest expertise that the sender believes any receiver to have, 0 to 1

    Returns are a sign of ignorance of who could help: they cost a hop and bring the incident no nearer. Assumption.
    """
    return p.return_pull * (1.0 - belief)


@rule("p.ticket_fidelity + (1 - p.ticket_fidelity)*quality")
def ticket_fidelity(quality: float, p: Routing) -> float:
    """Return the share of context that survives a written ticket; `quality` is a lever, 0 to 1. Assumption."""
    return p.ticket_fidelity + (1.0 - p.ticket_fidelity) * quality


@rule("p.tie_fidelity + (1 - p.tie_fidelity)*sqrt(contact*trust)")
def tie_fidelity(contact: float, trust: float, p: Routing) -> float:
    """Return the share of context that survives a hand-off along a tie, `tie_fidelity` to 1.

    contact, trust  of the tie, 0 to 1

    People who know and trust each other explain more in passing than a ticket holds. Assumption.
    """
    return p.tie_fidelity + (1.0 - p.tie_fidelity) * math.sqrt(contact * trust)


@rule("p.spared_in_team + (1 - p.spared_in_team)*fidelity")
def fidelity_in_team(fidelity: float, p: Routing) -> float:
    """Return the share of context that survives a hand-off inside a team; `fidelity` is that across. Assumption."""
    return p.spared_in_team + (1.0 - p.spared_in_team) * fidelity


@rule("p.category_map + (1 - p.category_map)*lever")
def right_category(lever: float, p: Routing) -> float:
    """Return the probability that the category table names the right team; `lever` 0 to 1 improves it. Assumption.

    The table is about the need as perceived: with a wrong perception, even a perfect table misleads.
    """
    return p.category_map + (1.0 - p.category_map) * lever


@rule("contact + p.fix_contact*working_contact*(1 - contact)")
def contact_after_fix(contact: float, working_contact: float, p: Routing) -> float:
    """Return the contact of an earlier holder with the solver, 0 to 1, after a fix.

    contact          before, 0 to 1
    working_contact  contact made by a person-day of work for somebody

    Common success brings people closer, which makes the same way more likely next time. Assumption.
    """
    return contact + p.fix_contact * working_contact * (1.0 - contact)
