"""Attention: which work an IT person takes up next, by what that person sees."""

from __future__ import annotations

import math

from ..common.numba_support import rule

#: How far policing and audits keep needs from going round IT, and a distrusted mandate drives them there.
OF_ENFORCEMENT, OF_AUDIT, OF_MANDATE = 0.20, 0.08, 0.15


@rule
def shadow_probability(
    lead: float,
    window: float,
    ability: float,
    distrust_of_mandate: float,
    premium: float,
    enforcement: float,
    audit: float,
    sharpness: float,
) -> float:
    """Return the probability that a need is met by shadow IT, 0 to .6.

    lead, window  expected lead time and opportunity window, days; ability: mean trust in IT's ability.
    Assumption, set so that a third or so of needs bypasses IT.
    """
    official = math.exp(-lead / window) * (0.3 + 0.7 * ability) - OF_MANDATE * distrust_of_mandate
    shadow = 0.75 - premium - OF_ENFORCEMENT * enforcement - OF_AUDIT * audit
    return 0.6 / (1.0 + math.exp(-sharpness * (shadow - official)))
