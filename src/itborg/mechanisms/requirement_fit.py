"""Requirement fit: how well a delivered change meets the need."""

from __future__ import annotations

import math

from .mechanism import Mechanism, parameter, rule


class RequirementFit(
    Mechanism,
    meaning="what is delivered fits the need as far as both sides understand each other",
):
    """Parameters of the mechanism."""

    fit_floor = parameter(
        0.15, 0.0, 0.4, "share", "fit of a change when nothing was understood", symbol="fit0", core=True
    )


@rule()
def requirement_fit(floor: float, it_understanding: float, business_understanding: float) -> float:
    """Return how well a delivered change fits what was needed, `floor` to 1.

    A serial channel: the business encodes, IT decodes. Assumption (pattern P9 follows from it).
    """
    return floor + (1.0 - floor) * min(1.0, 1.25 * math.sqrt(it_understanding * business_understanding))
