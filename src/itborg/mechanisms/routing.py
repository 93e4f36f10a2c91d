"""Routing: what one person can do, whom one believes able, and what gets lost on the way."""

from __future__ import annotations

import math

from ..common.numba_support import rule
from .arithmetic import power


@rule
def tie_value(contact: float, belief: float, trust: float, p: object) -> float:
    """Return how attractive a tie is as a receiver: contact^ac x believed expertise x trust^gam.

    All 0 to 1. Source: transactive memory (Wegner 1987); the product form is ours.
    """
    return power(contact, p.contact_exponent) * belief * power(trust, p.trust_exponent)  # type: ignore[attr-defined]


@rule
def tie_fidelity(floor: float, contact: float, trust: float) -> float:
    """Return the share of context that survives a hand-off along a tie, `floor` to 1."""
    return floor + (1.0 - floor) * math.sqrt(contact * trust)


@rule
def difficulty(common: float, own: float, share: float, easiness: float) -> float:
    """Return difficulty 0 to 1 from two standard normals, the component's and the incident's own."""
    z = math.sqrt(share) * common + math.sqrt(1.0 - share) * own
    return power(0.5 * math.erfc(-z * 0.7071067811865476), easiness)


@rule
def clock_hours(day: float) -> float:
    """Return calendar hours since day 0 of a working time: 9-hour days, 5-day weeks.

    >>> clock_hours(5.0) - clock_hours(4.0)
    72.0
    """
    whole = math.floor(day)
    return 24.0 * (whole + 2.0 * math.floor(whole / 5.0)) + 9.0 * (day - whole)
