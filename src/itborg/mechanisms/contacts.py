"""Contacts: who talks to whom, and how ties grow and decay."""

from __future__ import annotations

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class Contacts(
    Mechanism,
    meaning="people talk to those they meet and trust; ties decay without contact",
    knockouts=(
        knockout("trust_in_contact", "people talk to those they trust", contact_trust=0.0, reciprocity=0.0),
        knockout(
            "hiding_behind_tickets",
            "working contacts make ties only where trust makes them personal",
            personal_contact=0.0,
        ),
    ),
):
    """Parameters of the mechanism."""

    contact_rate = parameter(
        0.9, 0.4, 1.6, "1/day", "meaningful contacts started per person", symbol="c_rate", core=True
    )
    contact_cost = parameter(
        0.04, 0.01, 0.08, "pd", "time one contact across costs each of the two", symbol="c_cost", core=True
    )
    manager_time = parameter(0.2, 0.05, 0.5, "share", "part of a manager's day that may go to IT matters", core=True)
    homophily = parameter(
        0.3,
        0.1,
        0.7,
        "ratio",
        "opportunity of contact across sides relative to the own side",
        DIRECTION + "homophily",
        symbol="homoph",
        core=True,
    )
    strangers_met = parameter(
        26.0,
        10.0,
        60.0,
        "count",
        "strangers of one side whom a person may run into, at most, however large the organisation",
        core=True,
    )
    contact_trust = parameter(1.5, 0.0, 3.0, "exponent", "trust in the choice of a partner", symbol="gam_T", core=True)
    reciprocity = parameter(
        1.0,
        0.0,
        1.5,
        "exponent",
        "the invited person's trust in taking it up",
        DIRECTION + "Denrell 2005",
        symbol="recip",
        core=True,
    )
    personal_contact = parameter(
        1.0,
        0.0,
        1.0,
        "share",
        "a working contact makes a tie only as far as trust makes it personal",
        symbol="pers",
        core=True,
    )
    working_contact = parameter(
        0.04,
        0.0,
        0.12,
        "contact",
        "tie strength created by a person-day of work for someone (x2 for a change)",
        symbol="wcon",
        core=True,
    )
    tie_decay = parameter(
        0.01,
        0.005,
        0.02,
        "1/day",
        "decay of contact between people who do not meet",
        "Burt 2002: nine in ten bridges gone in a year (.0096 a day)",
        symbol="w_decay",
        core=True,
    )
    personal_slope = parameter(
        2.0, 1.0, 3.0, "1/trust", "how fast trust makes a working contact personal; full from trust 1/this on"
    )


@rule("(1 - p.personal_contact) + p.personal_contact*min(1, p.personal_slope*trust)")
def personal(trust: float, p: Contacts) -> float:
    """Return how far trust makes a working contact personal, 0 to 1. Assumption."""
    return (1.0 - p.personal_contact) + p.personal_contact * min(1.0, p.personal_slope * trust)


@rule("p.working_contact*days*personal")
def by_work(days: float, personal: float, p: Contacts) -> float:
    """Return the share of the gap to full contact that `days` person-days of work for somebody close. Assumption."""
    return p.working_contact * days * personal
