"""Contacts: who talks to whom, and how ties grow and decay.

People meet those they meet already, trust, and are near to (homophily). Contact then breeds trust and
understanding in `talk`, `trust` and `learning`; without contact, ties decay. That people avoid whom they distrust keeps
distrust uncorrected (Denrell 2005). The product forms are ours.
"""

from __future__ import annotations

from .arithmetic import power
from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class Contacts(
    Mechanism,
    meaning="people talk to those they meet and trust; ties decay without contact",
    knockouts=(
        knockout(
            "trust_in_contact",
            "people talk to those they trust",
            "distrust keeps people apart, and so keeps distrust: P2",
            contact_trust=0.0,
            reciprocity=0.0,
        ),
        knockout(
            "hiding_behind_tickets",
            "working contacts make ties only where trust makes them personal",
            "working together alone makes no relationship: P2",
            personal_contact=0.0,
        ),
    ),
):
    """Parameters of meeting, of ties and of the time that contacts take.

    Contact of a tie is 0 (strangers) to 1 (full contact); what closes a gap to full contact is a share of 1 - contact.
    Rates are per person and day, times are person-days. Parameters of liaisons, federation and visits count only under
    strategies that use them.
    """

    contact_rate = parameter(
        0.9, 0.4, 1.6, "1/day", "meaningful contacts started per person", symbol="c_rate", core=True
    )
    contact_cost = parameter(0.04, 0.01, 0.08, "pd", "time one contact across costs each of the two", symbol="c_cost")
    manager_time = parameter(0.2, 0.05, 0.5, "share", "part of a manager's day that may go to IT matters")
    homophily = parameter(
        0.45,
        0.1,
        0.7,
        "ratio",
        "opportunity of contact across sides relative to the own side",
        DIRECTION + "homophily",
        symbol="homoph",
    )
    contact_trust = parameter(1.0, 0.0, 3.0, "exponent", "trust in the choice of a partner", symbol="gam_T")
    reciprocity = parameter(
        0.5,
        0.0,
        1.5,
        "exponent",
        "the invited person's trust in taking it up",
        DIRECTION + "Denrell 2005",
        symbol="recip",
    )
    personal_contact = parameter(
        1.0,
        0.0,
        1.0,
        "share",
        "a working contact makes a tie only as far as trust makes it personal",
        symbol="pers",
    )
    working_contact = parameter(
        0.02, 0.0, 0.12, "contact", "tie strength created by a person-day of work for someone", symbol="wcon", core=True
    )
    tie_decay = parameter(
        0.01,
        0.005,
        0.02,
        "1/day",
        "decay of contact between people who do not meet",
        "Burt 2002: nine in ten bridges gone in a year (.0096 a day)",
        symbol="w_decay",
    )
    own_side_cost = parameter(0.5, 0.2, 1.0, "ratio", "time of a contact inside IT relative to one across")
    forgotten_contact = parameter(0.05, 0.02, 0.1, "contact", "contact below which a tie is forgotten", core=True)
    talk_contact = parameter(
        0.05,
        0.02,
        0.1,
        "share",
        "gap to full contact closed by a talk, for who started it",
        "fitted so that sums of contact stay where network data have them",
        core=True,
    )
    talk_back = parameter(0.06, 0.02, 0.5, "ratio", "the same for the other person, relative to who started it")
    visit_contact = parameter(0.6, 0.2, 0.8, "share", "gap to full contact closed by a visit, for both")
    change_contact = parameter(2.0, 1.0, 4.0, "ratio", "contact by a delivered change relative to a person-day of work")
    personal_slope = parameter(
        2.0, 1.0, 3.0, "1/trust", "how fast trust makes a working contact personal; full from trust 1/this on"
    )
    same_team_lasting = parameter(1.0, 0.5, 1.0, "share", "part of a tie inside a team that never decays")
    same_side_lasting = parameter(
        0.5, 0.2, 0.8, "share", "part of a tie inside a side, across teams, that never decays"
    )
    liaison_rate = parameter(4.0, 2.0, 6.0, "1/day", "contacts started by a business relationship manager")
    liaison_opportunity = parameter(
        4.0,
        2.0,
        6.0,
        "ratio",
        "opportunity of contact across sides of a business relationship manager relative to others",
    )
    federation_opportunity = parameter(
        5.0, 2.0, 8.0, "ratio", "opportunity of contact with the own department added by full federation"
    )
    visit_time = parameter(0.5, 0.25, 1.0, "pd", "time a visit takes the IT person")
    visited_time = parameter(0.25, 0.1, 0.5, "ratio", "time a visit takes the manager visited relative to the visitor")
    visit_slack = parameter(
        0.25, 0.1, 0.5, "share", "part of a manager's day that a visit may take beyond the usual time for IT"
    )


@rule("p.homophily*contact_factor*liaison*federation")
def opportunity(contact_factor: float, liaison: float, federation: float, p: Contacts) -> float:
    """Return how likely a person is to run into someone of the other side, relative to the own side.

    contact_factor       lever, ratio
    liaison, federation  factors of `liaison_opportunity` and `federated`, 1 for everybody else

    Source: homophily gives the direction of the base value; that factors multiply is ours. Seating and roles change
    whom people run into, and thus whom they come to know, without changing what they want.
    """
    return p.homophily * contact_factor * liaison * federation


@rule("1 + p.federation_opportunity*federation")
def federated(federation: float, p: Contacts) -> float:
    """Return the factor on the opportunity of contact with the own department, 1 or more. Assumption.

    federation  lever, 0 to 1: how far IT people belong to departments
    """
    return 1.0 + p.federation_opportunity * federation


@rule("power(trust, p.contact_trust)")
def invitation(trust: float, p: Contacts) -> float:
    """Return the weight of trust in inviting somebody to a talk, 0 to 1.

    trust  of the person who invites in the other, 0 to 1

    The exponent `contact_trust` says how strongly people seek out those they trust. Assumption.
    """
    return power(trust, p.contact_trust)


@rule("power(trust, p.reciprocity)")
def acceptance(trust: float, p: Contacts) -> float:
    """Return the weight of trust in accepting an invitation, 0 to 1. Source: direction from Denrell 2005.

    trust  of the person who is invited in the one who invites, 0 to 1

    Both have to want a talk, so distrust on one side is enough to prevent it, and with it the chance to correct
    distrust.
    """
    return power(trust, p.reciprocity)


@rule("contact*invites*accepts")
def partner_weight(contact: float, invites: float, accepts: float) -> float:
    """Return the weight of a tie, or of attention for somebody new, in the choice of whom to talk to. Assumption.

    contact           of the tie, or the spare attention, 0 to 1
    invites, accepts  weights of trust both ways

    Weights are compared within one choice only.
    """
    return contact * invites * accepts


@rule("p.talk_back*amount")
def answered(amount: float, p: Contacts) -> float:
    """Return the share of the gap to full contact that a talk closes for the person who did not start it, 0 to 1.

    amount  share closed for who started it, 0 to 1

    Below that share, so that attention may be one-sided, as in real networks. Assumption.
    """
    return p.talk_back * amount


@rule("(1 - p.personal_contact) + p.personal_contact*min(1, p.personal_slope*trust)")
def personal(trust: float, p: Contacts) -> float:
    """Return how far trust makes a working contact personal, 0 to 1. Assumption.

    trust  of the manager in IT, 0 to 1

    Without trust people stay behind the ticket: work for each other is then no acquaintance.
    """
    return (1.0 - p.personal_contact) + p.personal_contact * min(1.0, p.personal_slope * trust)


@rule("p.working_contact*days*personal")
def by_work(days: float, personal: float, p: Contacts) -> float:
    """Return the share of the gap to full contact that `days` person-days of work for somebody close. Assumption.

    days      person-days of work on an incident, as far as they count
    personal  how far trust makes the contact personal, 0 to 1

    Service work is the most frequent occasion on which the two sides meet.
    """
    return p.working_contact * days * personal


@rule("p.change_contact*p.working_contact*personal")
def by_delivery(personal: float, p: Contacts) -> float:
    """Return the share of the gap to full contact that a delivered change closes between builder and owner.

    personal  as in `by_work`

    A change brings the two together more often than an incident does. Assumption.
    """
    return p.change_contact * p.working_contact * personal
