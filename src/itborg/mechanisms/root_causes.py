"""Root causes: how faults come into the world, cause incidents and leave it.

Technical debt is the stock of root causes. Changes, shadow IT and age add to it; problem management, work on
incidents and retirement take from it. Incidents repeat until their root cause is gone.
"""

from __future__ import annotations

import math

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule

COMPONENTS = "fitted to the concentration of incidents on components"


class RootCauses(
    Mechanism,
    meaning="faults arise, cause incidents and expire, and are analysed by work on them and on their incidents",
    knockouts=(
        knockout(
            "diagnosis",
            "work on incidents also analyses their root causes, the less the greater the pressure",
            "incidents teach about root causes unless there is pressure: P4",
            diagnosis=0.0,
        ),
    ),
):
    """Parameters of root causes, their hazard and what is learned of them on the way.

    Numbers hold for an IT of 21 resolvers. The concentration of incidents on components is fitted; `cause_cost` is what
    decisions reckon with, not what a root cause costs in the model.
    """

    initial_causes = parameter(
        45.0,
        20.0,
        70.0,
        "count",
        "root causes at the start (technical debt), for 21 people who solve incidents",
        symbol="rc0",
        core=True,
    )
    earlier_generations = parameter(
        5.0, 1.0, 10.0, "count", "root causes per initial one that shaped the components before the start"
    )
    background_causes = parameter(
        0.05,
        0.02,
        0.1,
        "1/day",
        "root causes that appear by themselves, for 21 people who solve incidents",
        symbol="bg_rc",
    )
    hazard = parameter(0.29, 0.18, 0.45, "1/day", "mean incidents per root cause", symbol="haz", core=True)
    hazard_sigma = parameter(1.1, 0.3, 1.5, "log-sd", "spread of hazard between root causes", COMPONENTS, core=True)
    cause_expiry = parameter(
        0.001, 0.0003, 0.004, "1/day", "natural retirement of a root cause", symbol="rc_expire", core=True
    )
    new_component = parameter(
        0.2,
        0.05,
        0.4,
        "probability",
        "a new root cause opens a new component (Yule-Simon process)",
        COMPONENTS,
        symbol="alpha",
    )
    diagnosis = parameter(
        0.7,
        0.0,
        1.0,
        "share",
        "part of the work on an incident that also analyses its root cause, when there is no pressure",
        DIRECTION + "under pressure symptoms are fixed, not causes (Repenning & Sterman 2001; Oliva & Sterman 2001)",
        core=True,
    )
    cause_cost = parameter(
        12.0, 6.0, 25.0, "kEUR", "expected cost of leaving a root cause, as VOCR counts it", symbol="rc_cost"
    )
    known_error_article = parameter(0.0, 0.0, 1.0, "probability", "knowledge article written after a fix", symbol="kb")
    article_gain = parameter(0.5, 0.25, 0.9, "share", "part of what is missing that one more article writes down")
    count_memory = parameter(0.02, 0.01, 0.05, "1/day", "weight of today in the remembered incidents of a root cause")


@rule("p.background_causes*scale")
def appearing(scale: float, p: RootCauses) -> float:
    """Return the mean number of root causes that appear by themselves in a day. Assumption.

    scale  size of IT against the reference organisation

    Technology ages and its surroundings change, so debt grows even without changes.
    """
    return p.background_causes * scale


@rule("p.hazard * exp(p.hazard_sigma*z - p.hazard_sigma**2/2)")
def hazard(z: float, p: RootCauses) -> float:
    """Return the incidents per day of a new root cause on a mean day; the mean over root causes is `hazard`.

    z  standard normal number

    A few root causes have most of the incidents: removing these is worth more than removing many.
    Source: incidents are concentrated on few components (BPI Challenge 2013); the log-normal form is ours.
    """
    spread = p.hazard_sigma
    return p.hazard * math.exp(spread * z - spread * spread / 2.0)


@rule("remembered + p.count_memory*(today - remembered)")
def remembered_incidents(remembered: float, today: int, p: RootCauses) -> float:
    """Return the incidents per day that a root cause is remembered for, after those of today. Assumption.

    remembered  incidents per day before
    today       number of incidents today

    Problem staff knows root causes by what they caused lately, over about 1/`count_memory` days.
    """
    return remembered + p.count_memory * (today - remembered)


@rule("p.diagnosis * spent * (1 - pressure)")
def diagnosed(spent: float, pressure: float, p: RootCauses) -> float:
    """Return how much of the analysis of a root cause is done by the work on one of its incidents, person-days.

    spent     work on the incident, person-days
    pressure  remembered pull of firefighting, 0 to 1

    What has been looked at need not be looked at again by problem management. Under pressure people restore the
    service and look no further.
    Source: direction from Repenning & Sterman 2001 and Oliva & Sterman 2001; the linear form is ours.
    """
    return p.diagnosis * spent * (1.0 - pressure)


@rule("max(known_errors, p.known_error_article)")
def article(known_errors: float, p: RootCauses) -> float:
    """Return the probability that a fix is written down as a knowledge article; `known_errors` is a lever, 0 to 1.

    The better of lever and habit counts: an organisation may write articles without a strategy.
    """
    return max(known_errors, p.known_error_article)


@rule("written + p.article_gain*(1 - written)")
def written_down(written: float, p: RootCauses) -> float:
    """Return how much of a component is written down, 0 to 1, after one more article. Assumption.

    written  before, 0 to 1; articles repeat each other, so each adds less. Articles help whoever has the next incident
    """
    return written + p.article_gain * (1.0 - written)
