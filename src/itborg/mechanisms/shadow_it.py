"""Shadow IT: needs are met without IT."""

from __future__ import annotations

import math

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule

#: How far policing and audits keep needs from going round IT, and a distrusted mandate drives them there.
OF_ENFORCEMENT, OF_AUDIT, OF_MANDATE = 0.20, 0.08, 0.15


class ShadowIT(
    Mechanism,
    meaning="managers bypass IT where it is slow, distrusted or in the way",
    knockouts=(knockout("shadow_it", "needs go round IT", shadow_premium=100.0),),
):
    """Parameters of the mechanism."""

    shadow_premium = parameter(
        0.3,
        0.1,
        0.6,
        "utility",
        "relative disadvantage of shadow IT",
        DIRECTION + "35-40 % of technology spend outside IT",
        symbol="sh_prem",
        core=True,
    )
    shadow_sharpness = parameter(
        5.0, 2.0, 10.0, "1/utility", "sharpness of the choice between IT and shadow IT", symbol="sh_k", core=True
    )
    shadow_risk = parameter(
        0.35,
        0.1,
        0.6,
        "probability",
        "probability that a shadow solution leaves a hidden root cause",
        symbol="sh_rc",
        core=True,
    )


@rule()
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
