"""Incidents: the effort to solve them, what they cost the business, and how urgent IT takes them to be.

What an incident needs (skill, difficulty, effort) belongs to the technology; what it costs (impact, day value, date)
belongs to the business. IT sees the second only with understanding. Distributions are fitted to incident logs: UCI 498
and BPI Challenge 2013.
"""

from __future__ import annotations

import math

from . import labels
from .arithmetic import power
from .mechanism import Mechanism, parameter, rule

GRADIENT = "fitted to the hand-off gradient"
CONCENTRATION = "fitted to the concentration of hours on few incidents"


class Incidents(
    Mechanism,
    meaning="incidents differ in the skill they need, in effort and in what they cost the business",
):
    """Parameters of difficulty, effort, impact and levels.

    Effort and impact are log-normal, so few incidents have most of the hours and of the loss. Levels 1 to 4 are cuts
    of ln impact against an ordinary incident; `class_...` are what IT judges by when it does not see the impact.
    """

    easiness = parameter(
        1.33,
        0.8,
        2.0,
        "exponent",
        "difficulty is U^easiness: above 1 means more easy incidents",
        GRADIENT,
        symbol="psi",
        core=True,
    )
    component_difficulty = parameter(
        0.5, 0.0, 0.8, "share", "share of difficulty common to a component", symbol="dcomp", core=True
    )
    effort_floor = parameter(0.012, 0.01, 0.06, "pd", "effort of the simplest fix", symbol="wmin")
    effort_scale = parameter(
        0.15, 0.07, 0.2, "pd", "median effort of a fix of difficulty 1", GRADIENT, symbol="wsc", core=True
    )
    effort_sigma = parameter(1.45, 0.8, 1.6, "log-sd", "spread of fix effort", CONCENTRATION, symbol="wsig")
    second_skill = parameter(
        0.2,
        0.0,
        0.6,
        "probability",
        "a second skill is needed too, at difficulty 1",
        GRADIENT,
        symbol="multi",
    )
    impact = parameter(
        0.011,
        0.005,
        0.02,
        "share",
        "median share of a service's day value lost per open incident",
        symbol="frac_med",
        core=True,
    )
    impact_sigma = parameter(1.1, 0.7, 1.5, "log-sd", "spread of impact", symbol="frac_sig", core=True)
    tolerance = parameter(0.15, 0.05, 0.4, "kEUR", "loss a manager tolerates per incident", symbol="tol", core=True)
    component_skill = parameter(0.6, 0.3, 0.9, "probability", "an incident needs the skill of its component")
    hidden_fix = parameter(1.3, 1.0, 2.0, "ratio", "effort of a fix where shadow IT left the root cause")
    impact_cap = parameter(0.95, 0.7, 1.0, "share", "greatest share of a service's day value lost by one incident")
    incident_patience = parameter(3.0, 1.5, 6.0, "day", "days over which waiting for a fix hurts", core=True)
    incident_level_2 = parameter(0.15, 0.05, 0.5, "log-value", "level 2 begins this far below an ordinary incident")
    incident_level_3 = parameter(1.2, 0.6, 1.8, "log-value", "level 3 begins this far above an ordinary incident")
    incident_level_4 = parameter(2.3, 1.9, 3.0, "log-value", "level 4 begins this far above an ordinary incident")
    class_offset = parameter(
        0.3, 0.0, 0.6, "log-value", "IT sees an incident it does not understand as this much worse"
    )
    class_label = parameter(
        0.5, 0.25, 1.0, "ratio", "weight of the label in IT's class, relative to its weight in work"
    )
    class_severity = parameter(0.9, 0.4, 1.4, "log-value", "impact IT reads into one sd of technical severity")


@rule("""
    power(erfc(-z/sqrt(2)) / 2, p.easiness)
    z = sqrt(p.component_difficulty)*common + sqrt(1 - p.component_difficulty)*own
""")
def difficulty(common: float, own: float, p: Incidents) -> float:
    """Return the difficulty of an incident, 0 to 1: the quantile of a normal number, bent towards the easy.

    common, own  standard normal numbers of the component and of the incident

    Difficulty is on the scale of expertise: it decides who can solve the incident, and thereby how often it is handed
    off. Assumption; the exponent is fitted.
    """
    z = math.sqrt(p.component_difficulty) * common + math.sqrt(1.0 - p.component_difficulty) * own
    return power(math.erfc(-z * math.sqrt(1.0 / 2.0)) / 2.0, p.easiness)


@rule("""
    needed*p.hidden_fix if hidden else needed
    needed = p.effort_floor + p.effort_scale*difficulty*exp(p.effort_sigma*z)
""")
def effort(difficulty: float, z: float, hidden: bool, p: Incidents) -> float:
    """Return the effort of a fix, person-days.

    difficulty  0 to 1
    z           standard normal number
    hidden      whether shadow IT left the root cause

    Source: hours are concentrated on few incidents (UCI 498); the form is ours.
    """
    needed = p.effort_floor + p.effort_scale * difficulty * math.exp(p.effort_sigma * z)
    return needed * p.hidden_fix if hidden else needed


@rule("p.second_skill*difficulty")
def second_skill(difficulty: float, p: Incidents) -> float:
    """Return the probability that an incident of a difficulty, 0 to 1, needs a second skill. Assumption.

    Such incidents pass through two teams even if everybody routes them rightly.
    """
    return p.second_skill * difficulty


@rule("min(p.impact_cap, reach*p.impact*exp(p.impact_sigma*z))")
def impact(reach: float, z: float, p: Incidents) -> float:
    """Return the share of a service's day value that an open incident costs, 0 to `impact_cap`.

    reach  share of the users whom one disturbance reaches, against the reference organisation, above 0
    z      standard normal number

    Independent of difficulty and technical severity: a trifle for IT may stop a shop. Assumption.
    """
    return min(p.impact_cap, reach * p.impact * math.exp(p.impact_sigma * z))


@rule("log(impact*value)")
def worth(impact: float, value: float) -> float:
    """Return ln of what an incident costs on an ordinary day, kEUR.

    impact  share of the day value, above 0
    value   day value of the service, kEUR

    Urgency is compared on the scale of ln, where days of a peak add a constant.
    """
    return math.log(impact * value)


@rule("log(p.impact*service_value)")
def ordinary_worth(service_value: float, p: Incidents) -> float:
    """Return ln of what an ordinary incident costs a day, kEUR: levels are measured from it.

    service_value  day value of an ordinary service, kEUR
    """
    return math.log(p.impact * service_value)


@rule("""
    1 + (x > -p.incident_level_2) + (x > p.incident_level_3) + (x > p.incident_level_4)
    x = worth - ordinary
""")
def level(worth: float, ordinary: float, p: Incidents) -> int:
    """Return the level 1 to 4 of an incident; about one in twenty is at the top.

    worth, ordinary  ln of the impact of the incident and of an ordinary one, kEUR a day

    The true priority, which the owner knows and a label may exaggerate. Assumption.
    """
    return labels.level_of(worth - ordinary, -p.incident_level_2, p.incident_level_3, p.incident_level_4)


@rule("""
    understood*worth + (1 - understood)*outside
    outside = ordinary + p.class_offset + p.class_label*weight*label_step*(label - 2.5) + p.class_severity*severity
""")
def perceived_worth(
    understood: float,
    worth: float,
    ordinary: float,
    label: int,
    weight: float,
    label_step: float,
    severity: float,
    p: Incidents,
) -> float:
    """Return ln of what an incident seems to cost a day to the IT person who sets its class, kEUR.

    understood       how far that person sees the impact itself, 0 to 1
    worth, ordinary  ln of the impact of the incident today and of an ordinary one, kEUR a day
    label            stated priority, 1 to 4
    weight           weight that the person gives labels, 0 to 1
    label_step       impact read into one step of the label, ln
    severity         technical severity, standard normal

    Source: impact is not visible in the technology (workshop reports); the form is ours.
    """
    step = p.class_label * weight * label_step * (label - labels.MIDDLE)
    outside = ordinary + p.class_offset + step + p.class_severity * severity
    return understood * worth + (1.0 - understood) * outside


@rule("impact*value*calendar*days")
def loss(impact: float, value: float, calendar: float, days: float) -> float:
    """Return what an open incident costs, kEUR.

    impact    share of the day value, 0 to 1
    value     day value of the service, kEUR
    calendar  calendar factor of the day
    days      part of the day for which it is open, 0 to 1

    Loss grows with time, which makes the order of work matter to the business.
    """
    return impact * value * calendar * days
