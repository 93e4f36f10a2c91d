"""The process framework: what adoption gives, what it costs, and what it does to people when it becomes the objective."""

from __future__ import annotations

import math

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class Framework(
    Mechanism,
    meaning="a framework works as far as people put understanding into it; as an objective it crowds out the business",
    knockouts=(
        knockout(
            "records_need_people", "a framework works on what understanding people put in", records_need_people=0.0
        ),
        knockout("target_chasing", "the own deadline rules when the framework is the objective", target_chasing=0.0),
        knockout("crowding_out", "the framework as objective crowds out the business", crowding_out=0.0),
        knockout("reactance", "mandates provoke resistance", reactance=0.0),
    ),
):
    """Parameters of the mechanism."""

    framework_gain = parameter(
        0.25, 0.1, 0.4, "share", "handling efficiency at full framework adoption", symbol="gainF", core=True
    )
    framework_risk_cut = parameter(
        0.35, 0.1, 0.6, "share", "reduction of change failure at full framework adoption", symbol="riskF", core=True
    )
    framework_paperwork = parameter(
        0.12, 0.05, 0.25, "share", "extra change effort at full framework adoption", symbol="overF", core=True
    )
    records_need_people = parameter(
        0.5,
        0.0,
        0.8,
        "share",
        "how far a framework works only on what understanding people put in",
        DIRECTION + "Poppo & Zenger 2002",
        symbol="rec",
        core=True,
    )
    target_chasing = parameter(
        0.6,
        0.0,
        1.5,
        "score",
        "weight of the own SLA deadline when the framework is the objective",
        DIRECTION + "target gaming (Bevan & Hood 2006)",
        symbol="kpi",
        core=True,
    )
    crowding_out = parameter(
        0.25,
        0.0,
        0.5,
        "share",
        "attention to the business crowded out when the framework is the objective",
        DIRECTION + "workshop reports",
        symbol="crowd",
        core=True,
    )
    reactance = parameter(
        0.5, 0.0, 1.0, "valence", "reactance to a mandated process", DIRECTION + "Brehm 1966", symbol="react", core=True
    )


@rule()
def records(share: float, it_understanding: float, business_understanding: float) -> float:
    """Return how far a framework works, given what people who understand put into it.

    Source: formal and relational governance as complements, Poppo & Zenger 2002; numbers assumed.
    """
    together = math.sqrt(it_understanding * business_understanding) / 0.55
    return (1.0 - share) + share * min(1.0, max(0.0, together))


@rule()
def heeded(understanding: float, crowding: float, framework: float, objective: float) -> float:
    """Return understanding left once the framework as the objective has crowded out the business."""
    return understanding * (1.0 - crowding * framework * objective)


@rule()
def deadline_score(left: float, chasing: float) -> float:
    """Return target chasing: near the own deadline (`left` days) work is favoured, after it neglected."""
    if left < 0.0:
        return -chasing
    return chasing if left < 2.0 else 0.0
