"""Risk of changes: what makes a change leave a root cause, and what its release disturbs.

Changes are the main source of root causes, so this mechanism closes the loop from change to incidents. Pressure
raises the risk, process and a board that understands lower it. Release costs something even when all goes well,
which is why the day of a release matters. Levels are assumed inside ranges that DORA reports.
"""

from __future__ import annotations

import math

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class ChangeRisk(
    Mechanism,
    meaning="changes leave root causes behind; releases disturb the business",
    knockouts=(
        knockout(
            "pressure",
            "pressure leads people to skip tests and tires them",
            "overload makes new root causes, the loop of the firefighting trap: P4",
            pressure_risk=0.0,
            fatigue=0.0,
        ),
        knockout(
            "freeze",
            "releases are held back to quiet days by those who know the calendar",
            "who knows the calendar keeps releases out of peaks: P12",
            freeze_window=0.0,
        ),
        knockout(
            "release_disruption",
            "releases disturb the business",
            "changes cost something even where they work, so that their day matters: P12",
            release_disruption=0.0,
        ),
    ),
):
    """Parameters of failing and disturbing.

    Risks are probabilities per change; what raises or lowers them are shares of it. `release_disruption` is
    what a release costs even if nothing fails.
    """

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
    change_risk_sigma = parameter(0.5, 0.2, 0.8, "log-sd", "spread of the risk of changes")
    pressure_risk = parameter(
        0.8,
        0.3,
        1.5,
        "ratio",
        "extra change risk under full pressure: tests and reviews skipped",
        DIRECTION + "Oliva & Sterman 2001",
        symbol="skipq",
    )
    board_risk_cut = parameter(
        0.3, 0.0, 0.6, "share", "reduction of change risk by a board that sees the whole value of a service"
    )
    release_disruption = parameter(
        0.3, 0.1, 0.6, "day", "disruption of one release, in days of the service's value", symbol="dep", core=True
    )
    framework_release_cut = parameter(
        0.3, 0.0, 0.6, "share", "reduction of the disruption of a release at full framework adoption", core=True
    )
    freeze_window = parameter(8.0, 4.0, 12.0, "day", "how far a release may be moved to a quiet day", symbol="frzw")


@rule("p.change_risk*exp(p.change_risk_sigma*z)")
def initial_risk(z: float, p: ChangeRisk) -> float:
    """Return the probability that a change leaves a root cause, before anything is done about it.

    z   a standard normal number; the result may exceed 1

    Log-normal: a few changes are very risky. The median is assumed within change failure rates reported by DORA.
    """
    return p.change_risk * math.exp(p.change_risk_sigma * z)


@rule("""
    min(1, risk*(1 - framework_cut)*(1 - p.board_risk_cut*board*view)*(1 + p.pressure_risk*pressure))
""")
def failure(risk: float, framework_cut: float, board: float, view: float, pressure: float, p: ChangeRisk) -> float:
    """Return the probability that a change leaves a root cause, 0 to 1, when it is released.

    risk            before anything is done about it
    framework_cut   share that the framework takes away
    board, view     lever, and how much of the value of the service the board sees, 0 to 1
    pressure        pressure of firefighting as remembered, 0 to 1

    Under pressure tests are skipped, which is how firefighting feeds itself.
    Source: directions from Oliva & Sterman 2001; the product form is ours.
    """
    left = risk * (1.0 - framework_cut)
    left *= 1.0 - p.board_risk_cut * board * view
    left *= 1.0 + p.pressure_risk * pressure
    return min(1.0, left)


@rule("min(1, p.release_disruption*reach*(1 - p.framework_release_cut*framework))")
def disruption(reach: float, framework: float, p: ChangeRisk) -> float:
    """Return what one release costs the business, share of the value of the service today.

    reach      share of the users whom one disturbance reaches, 0 to 1
    framework  adoption of the framework, 0 to 1

    A release on a peak costs a multiple of one on a quiet day: hence the use of knowing the calendar. Assumption.
    """
    return min(1.0, p.release_disruption * reach * (1.0 - p.framework_release_cut * framework))
