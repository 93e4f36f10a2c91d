"""Incidents: difficulty, effort, impact, level and target."""

from __future__ import annotations

import math

from .arithmetic import power
from .mechanism import Mechanism, parameter, rule


class Incidents(
    Mechanism,
    meaning="incidents differ in the skill they need, in effort and in what they cost the business",
):
    """Parameters of the mechanism."""

    easiness = parameter(
        1.48,
        0.8,
        2.0,
        "exponent",
        "difficulty is U^easiness: above 1 means more easy incidents",
        "fitted to the hand-off gradient",
        symbol="psi",
        core=True,
    )
    component_difficulty = parameter(
        0.5, 0.0, 0.8, "share", "share of difficulty common to a component", symbol="dcomp", core=True
    )
    effort_floor = parameter(0.012, 0.01, 0.06, "pd", "effort of the simplest fix", symbol="wmin", core=True)
    effort_scale = parameter(
        0.15,
        0.07,
        0.2,
        "pd",
        "median effort of a fix of difficulty 1",
        "fitted to the hand-off gradient",
        symbol="wsc",
        core=True,
    )
    effort_sigma = parameter(
        1.45,
        0.8,
        1.6,
        "log-sd",
        "spread of fix effort",
        "fitted to the concentration of hours on few incidents",
        symbol="wsig",
        core=True,
    )
    second_skill = parameter(
        0.3,
        0.0,
        0.6,
        "probability",
        "a second skill is needed too, at difficulty 1",
        "fitted to the hand-off gradient",
        symbol="multi",
        core=True,
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


@rule()
def difficulty(common: float, own: float, share: float, easiness: float) -> float:
    """Return difficulty 0 to 1 from two standard normals, the component's and the incident's own."""
    z = math.sqrt(share) * common + math.sqrt(1.0 - share) * own
    return power(0.5 * math.erfc(-z * 0.7071067811865476), easiness)
