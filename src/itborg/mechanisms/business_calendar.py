"""The business calendar: who knows of peaks, and what knowing them allows."""

from __future__ import annotations

from .mechanism import Mechanism, knockout, parameter, rule


class BusinessCalendar(
    Mechanism,
    meaning="peaks that IT knows of are prepared, and releases avoid them",
    knockouts=(
        knockout("readiness", "known peaks are prepared", readiness=0.0),
        knockout("announcement", "managers tell trusted ties of coming peaks", announcement=0.0),
    ),
):
    """Parameters of the mechanism."""

    readiness = parameter(
        0.7,
        0.4,
        0.9,
        "share",
        "part of a known peak's extra hazard that preparation removes",
        symbol="ready",
        core=True,
    )
    announcement = parameter(
        0.5, 0.0, 1.0, "share", "how far a manager who understands IT tells a trusted tie of a peak in time", core=True
    )


@rule()
def known_calendar(understood: float, told: float, shared: float) -> float:
    """Return how far the dates of a service's peaks are known, 0 to 1.

    understood  what one knows of the business oneself; told: the chance that a manager told IT of it, apart from that
    shared      the lever of a shared calendar, which tells .85 of all
    """
    return max(1.0 - (1.0 - understood) * (1.0 - told), 0.85 * shared)
