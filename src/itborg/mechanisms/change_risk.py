"""Risk of changes: what makes a release fail, and what a release disturbs."""

from __future__ import annotations

from .mechanism import DIRECTION, Mechanism, knockout, parameter


class ChangeRisk(
    Mechanism,
    meaning="changes leave root causes behind; releases disturb the business",
    knockouts=(
        knockout("pressure", "pressure skips tests and tires", pressure_risk=0.0, fatigue=0.0),
        knockout("emergency_changes", "top-labelled changes are tested less", emergency_risk=0.0),
        knockout("freeze", "releases are held back to quiet days by those who know the calendar", freeze_window=0.0),
        knockout("release_disruption", "releases disturb the business", release_disruption=0.0),
    ),
):
    """Parameters of the mechanism."""

    change_risk = parameter(
        0.26,
        0.12,
        0.4,
        "probability",
        "median probability that a change leaves a root cause",
        DIRECTION + "change failure 0-15 % to 46-60 % (DORA 2018, 2019)",
        symbol="risk_med",
        core=True,
    )
    emergency_risk = parameter(
        0.5,
        0.2,
        1.0,
        "ratio",
        "extra change risk of the top label: reduced testing",
        DIRECTION + "emergency changes are tested less (ITSM practice)",
        symbol="emerg",
        core=True,
    )
    pressure_risk = parameter(
        0.8,
        0.3,
        1.5,
        "ratio",
        "extra change risk under full pressure: tests and reviews skipped",
        DIRECTION + "Oliva & Sterman 2001",
        symbol="skipq",
        core=True,
    )
    release_disruption = parameter(
        0.3, 0.1, 0.6, "day", "disruption of one release, in days of the service's value", symbol="dep", core=True
    )
    freeze_window = parameter(
        8.0, 4.0, 12.0, "day", "how far a release may be moved to a quiet day", symbol="frzw", core=True
    )
