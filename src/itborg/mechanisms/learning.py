"""Learning: understanding of the business and of IT, by talk, visits, work and peers; forgetting.

IT people understand services one by one, managers understand IT as such, both 0 to 1. Talk and documents convey what
can be put into words; the rest is tacit (Polanyi) and needs seeing the work. Closing a share of a gap is our form.
"""

from __future__ import annotations

from .arithmetic import closed_gap
from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class Learning(
    Mechanism,
    meaning="understanding grows by talk, visits, work and peers, and is forgotten",
    knockouts=(
        knockout(
            "forgetting",
            "understanding is forgotten and businesses change",
            "what a workshop teaches fades: P13",
            forgetting=0.0,
            business_drift=0.0,
        ),
        knockout(
            "peer_learning",
            "business understanding spreads inside IT",
            "what few people know of the other side reaches their colleagues: N5",
            peer_learning=0.0,
        ),
        knockout(
            "tacit_ceiling", "talk alone does not teach all", "visits teach what talk cannot: P14", tacit_ceiling=1.0
        ),
    ),
):
    """Parameters of understanding.

    Rates of learning are shares of what is missing, per contact, person-day or visit. Forgetting and drift are fitted
    together to the transfer of training (Saks & Belcourt 2006). The start is low, as workshop reports describe.
    """

    understanding_start = parameter(
        0.22,
        0.1,
        0.4,
        "share",
        "initial business understanding of IT staff",
        DIRECTION + "workshop reports: low",
        symbol="u0",
    )
    business_understanding_start = parameter(
        0.3,
        0.15,
        0.5,
        "share",
        "initial IT understanding of managers",
        DIRECTION + "workshop reports: low",
        symbol="v0",
    )
    talk_learning = parameter(
        0.05, 0.02, 0.1, "share", "business understanding learned per full-fidelity contact", symbol="ku"
    )
    business_talk_learning = parameter(
        0.015, 0.005, 0.05, "share", "IT understanding learned per full-fidelity contact", symbol="kv", core=True
    )
    peer_learning = parameter(
        0.01, 0.0, 0.05, "share", "diffusion of business understanding inside IT per contact", symbol="kp"
    )
    work_learning = parameter(0.009, 0.0, 0.03, "share/pd", "business understanding learned by a day of incident work")
    forgetting = parameter(
        0.001,
        0.0005,
        0.003,
        "1/day",
        "forgetting of understanding",
        "Saks & Belcourt 2006: .62/.44/.34 of training in use at 0/6/12 months",
        symbol="du",
    )
    business_drift = parameter(
        0.003,
        0.0,
        0.01,
        "1/day",
        "probability that a service changes and part of the understanding of it is lost",
        "fitted with `forgetting` to Saks & Belcourt 2006: .71 of a training's gain in use after 6 months, .55 after 12",
        symbol="drift",
        core=True,
    )
    tacit_ceiling = parameter(
        0.6,
        0.45,
        0.85,
        "share",
        "understanding reachable by talk and documents; the rest needs seeing the work",
        DIRECTION + "tacit knowledge (Polanyi)",
        symbol="tacit",
    )
    visit_learning = parameter(
        0.5, 0.1, 0.6, "share", "gap in understanding closed by one go-and-see", symbol="visit_gain", core=True
    )
    # closing an incident
    teaching_days = parameter(1.0, 0.5, 2.0, "pd", "most work on one incident that teaches and makes contact")
    understanding_sd = parameter(
        0.1, 0.05, 0.2, "share", "standard deviation of understanding between people at the start"
    )
    understanding_lowest = parameter(0.02, 0.0, 0.1, "share", "lowest understanding at the start")
    understanding_highest = parameter(
        0.9, 0.7, 1.0, "share", "highest understanding of a service by an IT person at the start"
    )
    talk_intensity = parameter(
        2.0, 1.0, 3.0, "ratio", "learning in a talk between two people relative to the rates above"
    )
    drift_keeps = parameter(
        0.6, 0.3, 0.9, "share", "understanding of a service that is left after the business changed", core=True
    )
    understanding_floor = parameter(0.03, 0.0, 0.1, "share", "business understanding that is never forgotten")
    business_forgetting = parameter(1.0, 0.3, 1.0, "ratio", "forgetting of managers relative to IT staff")
    business_understanding_floor = parameter(0.05, 0.0, 0.1, "share", "IT understanding that is never forgotten")
    visited_learning = parameter(
        0.05, 0.0, 0.1, "share", "gap in IT understanding that a visit closes for the manager visited"
    )
    delivery_learning = parameter(
        0.04, 0.0, 0.1, "share", "gap in business understanding that a delivery closes for the builder"
    )
    business_delivery_learning = parameter(
        0.02, 0.0, 0.1, "share", "gap in IT understanding that a delivery closes for the owner", core=True
    )


@rule("min(p.teaching_days, spent)")
def days_that_teach(spent: float, p: Learning) -> float:
    """Return the person-days of work on an incident that count for learning and contact. Assumption.

    spent  work on it so far, person-days, of all who had it

    The first day on an incident shows what the business does with the service; later ones are technology.
    """
    return min(p.teaching_days, spent)


@rule("understanding + p.work_learning*days*(1 - understanding)")
def by_work(understanding: float, days: float, p: Learning) -> float:
    """Return understanding of a service, 0 to 1, after `days` person-days of incident work on it. Assumption.

    understanding  before, 0 to 1
    days           person-days that teach, see `days_that_teach`

    The solver meets the owner's situation, so this passes the tacit ceiling, but slowly.
    """
    return understanding + p.work_learning * days * (1.0 - understanding)


@rule("understanding + intensity*p.talk_learning*heard*max(0, p.tacit_ceiling - understanding)")
def after_talk(understanding: float, intensity: float, heard: float, p: Learning) -> float:
    """Return an IT person's understanding of a service after a talk; talk alone never passes the tacit ceiling.

    understanding  0 to 1, unchanged above the ceiling
    intensity      of the talk relative to an ordinary contact, 0 or more
    heard          share that got across, 0 to 1

    Source: tacit knowledge (Polanyi) for the direction of the ceiling; the form is ours.
    """
    return closed_gap(understanding, p.tacit_ceiling, intensity * p.talk_learning * heard)


@rule("understanding + intensity*p.business_talk_learning*heard*(1 - understanding)")
def manager_after_talk(understanding: float, intensity: float, heard: float, p: Learning) -> float:
    """Return a manager's understanding of IT, 0 to 1, after a talk. Arguments as in `after_talk`.

    There is no ceiling: what managers need to know of IT can be put into words. Assumption.
    """
    return understanding + intensity * p.business_talk_learning * heard * (1.0 - understanding)


@rule("own + p.peer_learning*max(0, min(other, p.tacit_ceiling) - own)")
def from_peer(own: float, other: float, p: Learning) -> float:
    """Return an IT person's understanding of a service after a contact with a colleague who understands `other`.

    own, other  understanding of the service, 0 to 1

    Hearsay stops at the tacit ceiling and at the colleague's own understanding. So a few who know the business teach
    IT, where IT is connected. Assumption.
    """
    return closed_gap(own, min(other, p.tacit_ceiling), p.peer_learning)


@rule("understanding + p.visit_learning*(1 - understanding)")
def after_visit(understanding: float, p: Learning) -> float:
    """Return an IT person's understanding of a service, 0 to 1, after seeing its work; unlike talk, this passes the ceiling.

    understanding  before, 0 to 1

    Half a day where the service is used shows what nobody can put into words (go and see, in lean management). The
    share of the gap that it closes is an assumption.
    """
    return understanding + p.visit_learning * (1.0 - understanding)


@rule("understanding + rate*(1 - understanding)")
def towards_full(understanding: float, rate: float) -> float:
    """Return understanding, 0 to 1, after closing a share `rate` of what is missing.

    understanding  before, 0 to 1; also used for language
    rate           0 to 1
    """
    return understanding + rate * (1.0 - understanding)


@rule("understanding - p.forgetting*max(0, understanding - p.understanding_floor)")
def forgotten(understanding: float, p: Learning) -> float:
    """Return an IT person's understanding of a service after a day of forgetting. Source: see `forgetting`.

    understanding  before, 0 to 1; what is below `understanding_floor` stays

    Exponential, at the rate at which gains of a training go out of use (Saks & Belcourt 2006).
    """
    return understanding - p.forgetting * max(0.0, understanding - p.understanding_floor)


@rule("understanding - p.business_forgetting*p.forgetting*max(0, understanding - p.business_understanding_floor)")
def manager_forgotten(understanding: float, p: Learning) -> float:
    """Return a manager's understanding of IT after a day of forgetting. Assumption: slower than that of IT staff.

    understanding  before, 0 to 1; what is below `business_understanding_floor` stays
    """
    lost = p.business_forgetting * p.forgetting * max(0.0, understanding - p.business_understanding_floor)
    return understanding - lost
