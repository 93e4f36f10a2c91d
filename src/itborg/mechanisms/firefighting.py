"""Firefighting: open incidents pull people off other work, and lasting pressure tires them.

The capability trap (Repenning 2001; Oliva & Sterman 2001): hands for today's incidents are missing for changes and
problem management, so tomorrow has more incidents. Directions are from that literature, linear forms are ours.
"""

from __future__ import annotations

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule

CAPABILITY = DIRECTION + "Repenning 2001"


class Firefighting(
    Mechanism,
    meaning="open incidents pull others in; pressure tires people and skips tests",
    knockouts=(
        knockout(
            "firefighting",
            "open incidents pull others in",
            "incidents take people from prevention and changes: P4",
            pull_start=1000000000.0,
            incident_pull=0.0,
        ),
    ),
):
    """Parameters of the pull of open incidents, of fatigue and of the speed of work.

    Numbers of open incidents hold for an IT of 21 resolvers and are scaled with its size. Shares are of a working day.
    """

    pull_start = parameter(
        26.0,
        10.0,
        60.0,
        "count",
        "open incidents at which firefighting starts to pull others in, for 21 people who solve incidents",
        CAPABILITY,
        symbol="pull0",
    )
    pull_scale = parameter(
        100.0,
        40.0,
        200.0,
        "count",
        "open incidents over which that pull becomes complete, for 21 people who solve incidents",
        CAPABILITY,
        symbol="pull1",
    )
    fatigue = parameter(
        0.08,
        0.03,
        0.15,
        "share",
        "capacity lost under lasting full pressure",
        DIRECTION + "Oliva & Sterman 2001",
        symbol="fat",
    )
    routine = parameter(
        0.33,
        0.25,
        0.48,
        "share",
        "share of desk, operations and developer time spent on routine requests and upkeep",
        DIRECTION + "60-80 % run spending",
        symbol="bau",
        core=True,
    )
    developer_incident_share = parameter(
        0.2, 0.05, 0.5, "share", "least share of a developer's time open to incidents", symbol="cap0"
    )
    incident_pull = parameter(
        0.1,
        0.0,
        0.3,
        "share",
        "share of a developer's time added per open incident per resolver of the team",
        symbol="pull",
    )
    incident_share_cap = parameter(
        0.85, 0.6, 0.95, "share", "greatest share of a developer's time given to incidents", symbol="capx"
    )
    developer_pull = parameter(0.2, 0.0, 0.4, "share", "share of a developer's time that full pull adds")
    problem_pull = parameter(1.3, 0.6, 2.0, "ratio", "probability per pull that problem staff is called to incidents")
    pressure_memory = parameter(0.05, 0.02, 0.1, "1/day", "weight of today's pull in pressure")
    fatigue_days = parameter(60.0, 30.0, 120.0, "day", "days over which lasting pressure is the mean pull")
    least_speed = parameter(0.05, 0.01, 0.1, "pd/day", "work that everybody does in a day at least", core=True)


@rule("max(0, min(1, (open_incidents - p.pull_start*scale)/(p.pull_scale*scale)))")
def pull(open_incidents: float, scale: float, p: Firefighting) -> float:
    """Return how strongly open incidents pull people off other work, 0 to 1.

    open_incidents  number open in the organisation
    scale           size of IT against the reference organisation

    Below `pull_start` there is none: a usual backlog is no fire.
    Source: direction from Repenning 2001; the linear form is ours.
    """
    return min(1.0, max(0.0, (open_incidents - p.pull_start * scale) / (p.pull_scale * scale)))


@rule("before + p.pressure_memory*(pull - before)")
def pressure(before: float, pull: float, p: Firefighting) -> float:
    """Return pressure, the remembered pull of firefighting, 0 to 1, after a day with `pull`. Assumption.

    before  pressure of yesterday, 0 to 1
    pull    of today, 0 to 1

    Exponential smoothing over about 1/`pressure_memory` days: people skip tests after weeks of fire, not on its first
    day.
    """
    return before + p.pressure_memory * (pull - before)


@rule("before + (pull - before)/p.fatigue_days")
def lasting_pressure(before: float, pull: float, p: Firefighting) -> float:
    """Return lasting pressure, the long-run pull of firefighting, 0 to 1, after a day with `pull`. Assumption.

    before  value of yesterday, 0 to 1
    pull    of today, 0 to 1

    The memory is `fatigue_days` working days, so fatigue comes slowly and leaves slowly.
    """
    return before + (pull - before) / p.fatigue_days


@rule("""
    max(p.least_speed, (1 - taken - routine - overhead) * (1 + gain) * (1 - p.fatigue*pressure) * factor)
    routine = p.routine if has_routine else 0
""")
def work_speed(
    taken: float, has_routine: bool, overhead: float, gain: float, pressure: float, factor: float, p: Firefighting
) -> float:
    """Return the person-days of work that one day on the clock yields, `least_speed` or more.

    taken        person-days of today that contacts, meetings and training took
    has_routine  whether the person carries routine work: desk, operations, developers
    overhead     share of the day that the framework takes
    gain         handling efficiency gained by the framework, share
    pressure     lasting pressure, 0 to 1
    factor       lever on capacity, ratio

    Here every intervention that takes time is paid for: what people spend on talking is missing from their work.
    Source: fatigue, direction from Oliva & Sterman 2001; the form is ours.
    """
    routine = p.routine if has_routine else 0.0
    return max(p.least_speed, (1.0 - taken - routine - overhead) * (1.0 + gain) * (1.0 - p.fatigue * pressure) * factor)


@rule("min(1, p.problem_pull*pull)")
def problem_staff_pull(pull: float, p: Firefighting) -> float:
    """Return the probability that unprotected problem staff works on incidents in a slot; `pull` 0 to 1. Assumption.

    The first work to give way is that whose benefit comes later.
    """
    return min(1.0, p.problem_pull * pull)


@rule("""
    min(p.incident_share_cap, p.developer_incident_share + p.incident_pull*waiting + p.developer_pull*pull)
    waiting = open_incidents/max(1, resolvers)
""")
def developer_share(open_incidents: int, resolvers: int, pull: float, p: Firefighting) -> float:
    """Return the share of a developer's slots that begin with incidents, 0 to `incident_share_cap`.

    open_incidents, resolvers  of the developer's team
    pull                       pull of firefighting, 0 to 1

    Assumption.
    """
    share = p.developer_incident_share + p.incident_pull * open_incidents / max(1, resolvers)
    return min(p.incident_share_cap, share + p.developer_pull * pull)
