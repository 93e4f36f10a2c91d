"""Learning: understanding of the business and of IT, by talk, visits, work and peers; forgetting."""

from __future__ import annotations

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class Learning(
    Mechanism,
    meaning="understanding grows by talk, visits, work and peers, and is forgotten",
    knockouts=(
        knockout("forgetting", "understanding fades and businesses change", forgetting=0.0, business_drift=0.0),
        knockout("peer_learning", "business understanding spreads inside IT", peer_learning=0.0),
        knockout("tacit_ceiling", "only seeing the work teaches all", tacit_ceiling=1.0),
    ),
):
    """Parameters of the mechanism."""

    understanding_start = parameter(
        0.22,
        0.1,
        0.4,
        "share",
        "initial business understanding of IT staff",
        DIRECTION + "workshop reports: low",
        symbol="u0",
        core=True,
    )
    business_understanding_start = parameter(
        0.3,
        0.15,
        0.5,
        "share",
        "initial IT understanding of managers",
        DIRECTION + "workshop reports: low",
        symbol="v0",
        core=True,
    )
    talk_learning = parameter(
        0.05, 0.02, 0.1, "share", "business understanding learned per full-fidelity contact", symbol="ku", core=True
    )
    business_talk_learning = parameter(
        0.035, 0.01, 0.08, "share", "IT understanding learned per full-fidelity contact", symbol="kv", core=True
    )
    peer_learning = parameter(
        0.02, 0.0, 0.05, "share", "diffusion of business understanding inside IT per contact", symbol="kp", core=True
    )
    work_learning = parameter(
        0.011, 0.0, 0.03, "share/pd", "business understanding learned by a day of incident work", core=True
    )
    forgetting = parameter(
        0.001,
        0.0005,
        0.003,
        "1/day",
        "forgetting of understanding",
        "Saks & Belcourt 2006: .62/.44/.34 of training in use at 0/6/12 months",
        symbol="du",
        core=True,
    )
    business_drift = parameter(
        0.003,
        0.0,
        0.01,
        "1/day",
        "chance that a service changes and understanding of it falls to .6",
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
        core=True,
    )
    visit_learning = parameter(
        0.3, 0.1, 0.5, "share", "gap in understanding closed by one go-and-see", symbol="visit_gain", core=True
    )
    # closing an incident
    teaching_days = parameter(1.0, 0.5, 2.0, "pd", "most work on one incident that teaches and makes contact")


@rule("min(p.teaching_days, spent)")
def days_that_teach(spent: float, p: Learning) -> float:
    """Return the person-days of work on an incident that count for learning and contact. Assumption.

    spent  work on it so far, person-days
    """
    return min(p.teaching_days, spent)


@rule("understanding + p.work_learning*days*(1 - understanding)")
def by_work(understanding: float, days: float, p: Learning) -> float:
    """Return understanding of a service, 0 to 1, after `days` person-days of incident work on it. Assumption."""
    return understanding + p.work_learning * days * (1.0 - understanding)
