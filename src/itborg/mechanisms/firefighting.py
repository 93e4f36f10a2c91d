"""Attention: which work an IT person takes up next, by what that person sees."""

from __future__ import annotations

from ..common.numba_support import rule


@rule
def firefighting_pull(open_incidents: float, start: float, scale: float) -> float:
    """Return how strongly open incidents pull people off other work, 0 to 1. Repenning 2001; linear form ours."""
    return min(1.0, max(0.0, (open_incidents - start) / scale))


@rule
def work_speed(taken: float, routine: float, overhead: float, gain: float, fatigue: float, factor: float) -> float:
    """Return person-days of work done by a day on the clock; at least .05.

    taken     part of today that meetings, contacts and training took
    routine   part eaten by routine; overhead: by the framework
    gain      efficiency of the framework; fatigue: loss under lasting pressure
    """
    return max(0.05, (1.0 - taken - routine - overhead) * (1.0 + gain) * (1.0 - fatigue) * factor)
