"""Root causes and problem management."""

from __future__ import annotations

from .parameter import DIRECTION, Parameter

CAUSES = (
    Parameter(
        "initial_causes",
        "rc0",
        45.0,
        20.0,
        70.0,
        "count",
        "root causes at the start (technical debt), for 21 people who solve incidents",
    ),
    Parameter(
        "background_causes",
        "bg_rc",
        0.05,
        0.02,
        0.1,
        "1/day",
        "root causes that appear by themselves, for 21 people who solve incidents",
    ),
    Parameter("hazard", "haz", 0.29, 0.18, 0.45, "1/day", "mean incidents per root cause"),
    Parameter(
        "hazard_sigma",
        "",
        1.1,
        0.3,
        1.5,
        "log-sd",
        "spread of hazard between root causes",
        "fitted to the concentration of incidents on components",
    ),
    Parameter("cause_expiry", "rc_expire", 0.001, 0.0003, 0.004, "1/day", "natural retirement of a root cause"),
    Parameter(
        "incidental_fix",
        "",
        0.0113,
        0.0,
        0.02,
        "probability",
        "whoever closes an incident removes its root cause on the way, when there is no pressure",
        DIRECTION + "under pressure symptoms are fixed, not causes (Repenning & Sterman 2001; Oliva & Sterman 2001)",
    ),
    Parameter(
        "cause_cost", "rc_cost", 12.0, 6.0, 25.0, "kEUR", "expected cost of leaving a root cause, as VOCR counts it"
    ),
    Parameter(
        "cause_effort",
        "rc_eff",
        12.5,
        5.0,
        15.0,
        "pd",
        "mean effort to find and remove a root cause",
        "fitted to the age of closed problems at Volvo IT (BPI Challenge 2013)",
    ),
    Parameter(
        "analysis_learning",
        "pm_learn",
        12.0,
        4.0,
        25.0,
        "count",
        "removed root causes until problem analysis is 63 % learned",
        DIRECTION + "learning curve",
    ),
    Parameter(
        "new_component",
        "alpha",
        0.2,
        0.05,
        0.4,
        "probability",
        "a new root cause opens a new component (Yule-Simon process)",
        "fitted to the concentration of incidents on components",
    ),
    Parameter("use_hazard", "hc", 0.5, 0.2, 0.7, "share", "part of the hazard that follows use of the service"),
    Parameter(
        "readiness", "ready", 0.7, 0.4, 0.9, "share", "part of a known peak's extra hazard that preparation removes"
    ),
    Parameter("known_error_article", "kb", 0.0, 0.0, 1.0, "probability", "knowledge article written after a fix"),
)
PRESSURE = (
    Parameter(
        "pull_start",
        "pull0",
        26.0,
        10.0,
        60.0,
        "count",
        "open incidents at which firefighting starts to pull others in, for 21 people who solve incidents",
        DIRECTION + "Repenning 2001",
    ),
    Parameter(
        "pull_scale",
        "pull1",
        100.0,
        40.0,
        200.0,
        "count",
        "open incidents over which that pull becomes complete, for 21 people who solve incidents",
        DIRECTION + "Repenning 2001",
    ),
    Parameter(
        "pressure_risk",
        "skipq",
        0.8,
        0.3,
        1.5,
        "ratio",
        "extra change risk under full pressure: tests and reviews skipped",
        DIRECTION + "Oliva & Sterman 2001",
    ),
    Parameter(
        "fatigue",
        "fat",
        0.08,
        0.03,
        0.15,
        "share",
        "capacity lost under lasting full pressure",
        DIRECTION + "Oliva & Sterman 2001",
    ),
)
