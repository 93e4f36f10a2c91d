"""Attention: which work an IT person takes up next, by what that person sees."""

from __future__ import annotations

from ..common.numba_support import rule


@rule
def known_calendar(understood: float, told: float, shared: float) -> float:
    """Return how far the dates of a service's peaks are known, 0 to 1.

    understood  what one knows of the business oneself; told: the chance that a manager told IT of it, apart from that
    shared      the lever of a shared calendar, which tells .85 of all
    """
    return max(1.0 - (1.0 - understood) * (1.0 - told), 0.85 * shared)
