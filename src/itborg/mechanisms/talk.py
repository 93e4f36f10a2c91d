"""Talk: what gets across between two people, and what either learns."""

from __future__ import annotations

import math

from ..common.numba_support import rule


@rule
def fidelity(language_a: float, language_b: float, listening: float, trust: float) -> float:
    """Return the share of a talk that gets across to the listener, 0 to 1.

    Two languages meet in the middle (geometric mean); distrust costs up to 60 %. Assumption.
    """
    return math.sqrt(language_a * language_b) * listening * (0.4 + 0.6 * trust)


@rule
def requirement_fit(floor: float, it_understanding: float, business_understanding: float) -> float:
    """Return how well a delivered change fits what was needed, `floor` to 1.

    A serial channel: the business encodes, IT decodes. Assumption (pattern P9 follows from it).
    """
    return floor + (1.0 - floor) * min(1.0, 1.25 * math.sqrt(it_understanding * business_understanding))


@rule
def records(share: float, it_understanding: float, business_understanding: float) -> float:
    """Return how far a framework works, given what people who understand put into it.

    Source: formal and relational governance as complements, Poppo & Zenger 2002; numbers assumed.
    """
    together = math.sqrt(it_understanding * business_understanding) / 0.55
    return (1.0 - share) + share * min(1.0, max(0.0, together))
