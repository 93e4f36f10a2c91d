"""Shadow IT: needs are met without IT.

Managers compare IT, which is slow and may be distrusted, with a purchase that is there at once. Shadow IT is
quick, fits less well, costs more, and leaves root causes that IT does not know of.
"""

from __future__ import annotations

import math

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class ShadowIT(
    Mechanism,
    meaning="managers bypass IT where it is slow, distrusted or in the way",
    knockouts=(
        knockout(
            "shadow_it",
            "managers bypass IT",
            "managers can bypass IT, which shows what people think of it: P6",
            shadow_premium=100.0,
        ),
    ),
):
    """Parameters of the choice between IT and shadow IT, and of what shadow IT gives and leaves.

    Utilities are relative to a need met at once and perfectly (1). The level is set by the share of technology spending
    outside IT that surveys report.
    """

    shadow_premium = parameter(
        0.19,
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
        0.35, 0.1, 0.6, "probability", "a shadow solution leaves a hidden root cause", symbol="sh_rc", core=True
    )
    shadow_most = parameter(0.6, 0.3, 1.0, "probability", "largest share of needs that can bypass IT", core=True)
    shadow_appeal = parameter(0.75, 0.5, 1.0, "utility", "appeal of a purchase that is there at once", core=True)
    official_floor = parameter(0.3, 0.0, 0.6, "share", "appeal of IT without any trust in its ability", core=True)
    official_by_ability = parameter(0.7, 0.4, 1.0, "share", "appeal of IT added by full trust in its ability")
    shadow_enforcement = parameter(0.20, 0.0, 0.5, "utility", "deterrence of shadow IT at full enforcement", core=True)
    shadow_audit = parameter(0.08, 0.0, 0.3, "utility", "deterrence of shadow IT at full audit")
    shadow_mandate = parameter(0.15, 0.0, 0.4, "utility", "appeal that a distrusted mandate takes from IT", core=True)
    shadow_value = parameter(
        0.25, 0.1, 0.6, "share", "value of a shadow solution relative to a perfectly fitting change", core=True
    )
    shadow_cost = parameter(0.42, 0.2, 0.8, "kEUR/pd", "price of a shadow solution per person-day of its size")
    shadow_found = parameter(
        0.3, 0.1, 0.6, "probability", "full enforcement finds a shadow solution and closes it down"
    )


@rule("""
    p.shadow_most/(1 + exp(p.shadow_sharpness*(official - bypass)))
    official = exp(-lead/window)*(p.official_floor + p.official_by_ability*ability) + heard - p.shadow_mandate*mandate*(1 - trust)
    bypass = p.shadow_appeal - p.shadow_premium - p.shadow_enforcement*enforcement - p.shadow_audit*audit + workaround
""")
def probability(
    lead: float,
    window: float,
    ability: float,
    trust: float,
    heard: float,
    mandate: float,
    enforcement: float,
    audit: float,
    workaround: float,
    p: ShadowIT,
) -> float:
    """Return the probability that a manager meets a need by shadow IT, 0 to `shadow_most`.

    lead, window                  lead time expected of IT, and opportunity window, days
    ability, trust                the manager's trust in IT: its ability component, and all of it, 0 to 1
    heard                         appeal of being heard in IT, utility
    mandate                       mandate in force, 0 to 1
    enforcement, audit            levers, 0 to 1
    workaround                    appeal that resistance adds to shadow IT, utility

    A logit of two utilities. Enforcement deters; a mandate without trust drives managers away.
    Assumption, set so that about a third of needs bypasses IT.
    """
    official = math.exp(-lead / window) * (p.official_floor + p.official_by_ability * ability)
    official += heard - p.shadow_mandate * (mandate * (1.0 - trust))
    bypass = (
        p.shadow_appeal - p.shadow_premium - p.shadow_enforcement * enforcement - p.shadow_audit * audit + workaround
    )
    return p.shadow_most / (1.0 + math.exp(-p.shadow_sharpness * (bypass - official)))


@rule("p.shadow_cost*size")
def cost(size: float, p: ShadowIT) -> float:
    """Return the price of a shadow solution, kEUR, for a need of a size in person-days.

    size  person-days that IT would need for a change that meets the need

    Above IT's own price by day: a department buys alone, without IT's prices or experience. Assumption.
    """
    return p.shadow_cost * size


@rule("p.shadow_value*value")
def benefit(value: float, p: ShadowIT) -> float:
    """Return the daily benefit of a shadow solution, kEUR, for a need of a daily value in kEUR.

    It is bought ready-made, so it fits less well than a change. Assumption.
    """
    return p.shadow_value * value


@rule("p.shadow_found*enforcement")
def detection(enforcement: float, p: ShadowIT) -> float:
    """Return the probability that enforcement finds a shadow solution, 0 to 1.

    enforcement  lever, 0 to 1

    What is found is closed down, and its owner trusts IT less: policing saves risk and costs benevolence. Assumption.
    """
    return p.shadow_found * enforcement
