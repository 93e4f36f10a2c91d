"""Requirement fit: how well a delivered change meets the need.

The second channel, besides priorities, by which understanding becomes value: a need must be stated in terms of IT and
read in terms of the business. Labels and processes cannot replace either.
"""

from __future__ import annotations

import math

from .mechanism import Mechanism, parameter, rule


class RequirementFit(
    Mechanism,
    meaning="what is delivered fits the need as far as both sides understand each other",
):
    """Parameters of the fit: what is met by chance, and how much understanding is enough. Both are assumptions."""

    fit_floor = parameter(
        0.15, 0.0, 0.4, "share", "fit of a change when nothing was understood", symbol="fit0", core=True
    )
    fit_gain = parameter(
        1.25,
        1.0,
        1.6,
        "ratio",
        "gain of the channel from the business to IT; above 1, less than full understanding is enough",
    )


@rule("p.fit_floor + (1 - p.fit_floor)*min(1, p.fit_gain*sqrt(it_understanding*business_understanding))")
def fit(it_understanding: float, business_understanding: float, p: RequirementFit) -> float:
    """Return how well a delivered change meets the need, `fit_floor` to 1.

    it_understanding        the builder's understanding of the business, 0 to 1
    business_understanding  the owner's understanding of IT, 0 to 1

    A serial channel: the business encodes, IT decodes. Assumption.
    """
    return p.fit_floor + (1.0 - p.fit_floor) * min(
        1.0, p.fit_gain * math.sqrt(it_understanding * business_understanding)
    )


@rule("owner + mandate*(builder - owner)")
def voice(owner: float, builder: float, mandate: float) -> float:
    """Return the understanding of IT with which a need is stated: under a mandate, IT states it itself. Assumption.

    owner    the owner's understanding of IT, 0 to 1
    builder  the builder's understanding of the service, 0 to 1
    mandate  lever, 0 to 1
    """
    return owner + mandate * (builder - owner)
