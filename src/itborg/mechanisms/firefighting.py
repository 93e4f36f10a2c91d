"""Firefighting: open incidents pull people off other work, and lasting pressure tires them."""

from __future__ import annotations

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class Firefighting(
    Mechanism,
    meaning="open incidents pull others in; pressure tires people and skips tests",
    knockouts=(knockout("firefighting", "open incidents pull others in", pull_start=1000000000.0, incident_pull=0.0),),
):
    """Parameters of the mechanism."""

    pull_start = parameter(
        26.0,
        10.0,
        60.0,
        "count",
        "open incidents at which firefighting starts to pull others in, for 21 people who solve incidents",
        DIRECTION + "Repenning 2001",
        symbol="pull0",
        core=True,
    )
    pull_scale = parameter(
        100.0,
        40.0,
        200.0,
        "count",
        "open incidents over which that pull becomes complete, for 21 people who solve incidents",
        DIRECTION + "Repenning 2001",
        symbol="pull1",
        core=True,
    )
    fatigue = parameter(
        0.08,
        0.03,
        0.15,
        "share",
        "capacity lost under lasting full pressure",
        DIRECTION + "Oliva & Sterman 2001",
        symbol="fat",
        core=True,
    )
    routine = parameter(
        0.33,
        0.25,
        0.48,
        "share",
        "share of desk, operations and developer time eaten by routine requests and upkeep",
        DIRECTION + "60-80 % run spending",
        symbol="bau",
        core=True,
    )
    developer_incident_share = parameter(
        0.2, 0.05, 0.5, "share", "least share of a developer's time open to incidents", symbol="cap0", core=True
    )
    incident_pull = parameter(
        0.1,
        0.0,
        0.3,
        "share",
        "extra share per open incident per head of the team (firefighting)",
        symbol="pull",
        core=True,
    )
    incident_share_cap = parameter(
        0.85, 0.6, 0.95, "share", "greatest share of a developer's time given to incidents", symbol="capx", core=True
    )


@rule()
def firefighting_pull(open_incidents: float, start: float, scale: float) -> float:
    """Return how strongly open incidents pull people off other work, 0 to 1. Repenning 2001; linear form ours."""
    return min(1.0, max(0.0, (open_incidents - start) / scale))


@rule()
def work_speed(taken: float, routine: float, overhead: float, gain: float, fatigue: float, factor: float) -> float:
    """Return person-days of work done by a day on the clock; at least .05.

    taken     part of today that meetings, contacts and training took
    routine   part eaten by routine; overhead: by the framework
    gain      efficiency of the framework; fatigue: loss under lasting pressure
    """
    return max(0.05, (1.0 - taken - routine - overhead) * (1.0 + gain) * (1.0 - fatigue) * factor)
