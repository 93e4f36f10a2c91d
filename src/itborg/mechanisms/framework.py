"""The process framework: what adoption gives, what it costs, and what it does to people when it becomes the objective.

A framework (ITIL and the like) makes work and changes more reliable as far as people put understanding into its
records. Made an objective, it takes time for its own targets; imposed, it provokes resistance.
"""

from __future__ import annotations

import math

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class Framework(
    Mechanism,
    meaning="a framework works as far as people put understanding into it; imposed, it provokes resistance",
    knockouts=(
        knockout(
            "records_need_people",
            "a framework works on the records of people who understand",
            "a framework without understanding aligns nobody: P5",
            records_need_people=0.0,
        ),
        knockout(
            "reactance",
            "mandates provoke resistance",
            "the same content costs trust if it is imposed: P6",
            reactance=0.0,
        ),
    ),
):
    """Parameters of the benefits and the time of a framework, and of how people react to it.

    Benefits (`..._gain`, `..._cut`) hold at full adoption and full records; costs (`..._paperwork`, `..._time`) at full
    adoption. Reactions of people have the literature's direction; their strength is assumed.
    """

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
        "how far a framework works only on the records of people who understand",
        DIRECTION + "Poppo & Zenger 2002",
        symbol="rec",
    )
    objective_time = parameter(0.05, 0.0, 0.1, "share", "time taken by a framework that is the objective", core=True)
    overhead_time = parameter(0.10, 0.0, 0.2, "share", "time taken by full overhead of a process")
    incident_reactance = parameter(
        0.125, 0.05, 0.5, "ratio", "reactance at an incident, relative to a change request", core=True
    )
    reactance = parameter(
        0.5, 0.0, 1.0, "valence", "reactance to a mandated process", DIRECTION + "Brehm 1966", symbol="react", core=True
    )
    record_understanding = parameter(0.55, 0.3, 0.8, "share", "joint understanding from which a framework works fully")


@rule("""
    (1 - p.records_need_people) + p.records_need_people*min(1, max(0, sqrt(it_understanding*business_understanding)/p.record_understanding))
""")
def records(it_understanding: float, business_understanding: float, p: Framework) -> float:
    """Return how far a framework works, 0 to 1, given what people who understand put into its records.

    it_understanding        mean understanding of the business in IT, 0 to 1
    business_understanding  mean understanding of IT among managers, 0 to 1

    Process without understanding fills forms; `records_need_people` sets how much of its use depends on this.
    Source: formal and relational governance as complements, Poppo & Zenger 2002; the form and the numbers are ours.
    """
    together = math.sqrt(it_understanding * business_understanding) / p.record_understanding
    return (1.0 - p.records_need_people) + p.records_need_people * min(1.0, max(0.0, together))


@rule("-p.reactance*mandate*(1 - trust)")
def of_mandate(trust: float, mandate: float, p: Framework) -> float:
    """Return the valence, -1 to 0, of a mandated process for a manager: the less trust, the worse.

    trust    of the manager in IT, 0 to 1
    mandate  lever, 0 to 1: how far requests must follow the process

    People resist what restricts their choice, less so from those they trust.
    Source: direction from Brehm 1966; the product form is ours.
    """
    return -p.reactance * mandate * (1.0 - trust)


@rule("p.framework_gain*framework*records")
def efficiency(framework: float, records: float, p: Framework) -> float:
    """Return the handling efficiency that a framework adds, share of the speed of work.

    framework  adoption, 0 to 1
    records    how far the framework works, given what people put in, 0 to 1

    Assumption.
    """
    return p.framework_gain * framework * records


@rule("p.objective_time*framework*objective + p.overhead_time*overhead")
def time_taken(framework: float, objective: float, overhead: float, p: Framework) -> float:
    """Return the share of a day that the framework takes, 0 to 1.

    framework            adoption, 0 to 1
    objective, overhead  levers, 0 to 1

    Assumption.
    """
    return p.objective_time * framework * objective + p.overhead_time * overhead


@rule("-p.incident_reactance*p.reactance*mandate*(1 - trust)")
def reaction_to_incident(trust: float, mandate: float, p: Framework) -> float:
    """Return the valence of having to use a mandated process for an incident, -1 to 0.

    trust    of the manager in IT, 0 to 1
    mandate  lever, 0 to 1

    Weaker than for a change request: most people expect a ticket for an incident.
    Source: direction from Brehm 1966; the linear form is ours.
    """
    return -p.incident_reactance * p.reactance * mandate * (1.0 - trust)
