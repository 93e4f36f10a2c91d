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
    """Parameters of the fit: what arrives on paper, what is met by chance, how much understanding is enough.

    All are assumptions. `paper` and `fit_floor` decide how much ties are worth, so claims about ties are made over a
    sweep of `paper`.
    """

    paper = parameter(
        0.15, 0.05, 0.5, "share", "part of a request that arrives although nobody speaks for it; no measurement is known",
        symbol="paper", core=True,
    )  # fmt: skip
    fit_floor = parameter(
        0.05, 0.0, 0.4, "share", "fit of a change when nothing was understood", symbol="fit0", core=True
    )
    fit_gain = parameter(
        1.8,
        1.5,
        4.0,
        "ratio",
        "gain of the channel from the business to IT; above 1, less than full understanding is enough",
        core=True,
    )


@rule("p.paper + (1 - p.paper)*voice")
def channel(voice: float, p: RequirementFit) -> float:
    """Return the share of a request that arrives, `paper` to 1: the written part always does, the rest by voice.

    voice  of the owner in the team that builds, 0 to 1

    Source: rich media carry what is equivocal (Daft & Lengel 1986), for the direction; the form is ours.
    """
    return p.paper + (1.0 - p.paper) * voice


@rule("max(builder, voice*counterpart)")
def read_by(builder: float, voice: float, counterpart: float) -> float:
    """Return the understanding of the service with which a request is read, 0 to 1. Assumption.

    builder      understanding of whoever builds, 0 to 1
    voice        of the owner, 0 to 1
    counterpart  understanding of whoever speaks for the owner, 0 to 1: they translate
    """
    return max(builder, voice * counterpart)


@rule("""
    p.fit_floor + (1 - p.fit_floor)*min(1, p.fit_gain*sqrt(it_understanding*business_understanding)*channel)
""")
def fit(it_understanding: float, business_understanding: float, channel: float, p: RequirementFit) -> float:
    """Return how well a delivered change meets the need, `fit_floor` to 1.

    it_understanding        understanding of the business with which the request is read, 0 to 1
    business_understanding  the owner's understanding of IT, 0 to 1
    channel                 share of the request that arrives, 0 to 1

    A serial channel: the business encodes, IT decodes. Assumption.
    """
    understood = math.sqrt(it_understanding * business_understanding) * channel
    return p.fit_floor + (1.0 - p.fit_floor) * min(1.0, p.fit_gain * understood)


@rule("owner + mandate*(builder - owner)")
def stated(owner: float, builder: float, mandate: float) -> float:
    """Return the understanding of IT with which a need is stated: under a mandate, IT states it itself. Assumption.

    owner    the owner's understanding of IT, 0 to 1
    builder  the builder's understanding of the service, 0 to 1
    mandate  lever, 0 to 1
    """
    return owner + mandate * (builder - owner)
