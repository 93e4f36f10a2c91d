"""Root causes: how faults come into the world, cause incidents and leave it."""

from __future__ import annotations

from .mechanism import DIRECTION, Mechanism, knockout, parameter


class RootCauses(
    Mechanism,
    meaning="faults arise, cause incidents and are removed, expire or are found on the way",
    knockouts=(
        knockout("use_hazard", "use of a service brings out its faults", use_hazard=0.0),
        knockout(
            "incidental_fixes",
            "closing an incident may remove its root cause, the less the greater the pressure",
            incidental_fix=0.0,
        ),
    ),
):
    """Parameters of the mechanism."""

    initial_causes = parameter(
        45.0,
        20.0,
        70.0,
        "count",
        "root causes at the start (technical debt), for 21 people who solve incidents",
        symbol="rc0",
        core=True,
    )
    background_causes = parameter(
        0.05,
        0.02,
        0.1,
        "1/day",
        "root causes that appear by themselves, for 21 people who solve incidents",
        symbol="bg_rc",
        core=True,
    )
    hazard = parameter(0.29, 0.18, 0.45, "1/day", "mean incidents per root cause", symbol="haz", core=True)
    hazard_sigma = parameter(
        1.1,
        0.3,
        1.5,
        "log-sd",
        "spread of hazard between root causes",
        "fitted to the concentration of incidents on components",
        core=True,
    )
    cause_expiry = parameter(
        0.001, 0.0003, 0.004, "1/day", "natural retirement of a root cause", symbol="rc_expire", core=True
    )
    new_component = parameter(
        0.2,
        0.05,
        0.4,
        "probability",
        "a new root cause opens a new component (Yule-Simon process)",
        "fitted to the concentration of incidents on components",
        symbol="alpha",
        core=True,
    )
    use_hazard = parameter(
        0.5, 0.2, 0.7, "share", "part of the hazard that follows use of the service", symbol="hc", core=True
    )
    incidental_fix = parameter(
        0.0113,
        0.0,
        0.02,
        "probability",
        "whoever closes an incident removes its root cause on the way, when there is no pressure",
        DIRECTION + "under pressure symptoms are fixed, not causes (Repenning & Sterman 2001; Oliva & Sterman 2001)",
        core=True,
    )
    cause_cost = parameter(
        12.0, 6.0, 25.0, "kEUR", "expected cost of leaving a root cause, as VOCR counts it", symbol="rc_cost", core=True
    )
    known_error_article = parameter(
        0.0, 0.0, 1.0, "probability", "knowledge article written after a fix", symbol="kb", core=True
    )
