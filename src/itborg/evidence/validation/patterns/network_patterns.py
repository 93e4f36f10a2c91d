"""Patterns of the network: what ties do to outcomes (N1, N2, N5, N6), and whether they are like real ones (N3, N4).

Ties are cut at the start of the first day after the burn-in; structures are set before it. Both leave people, services
and random numbers as they are, so a difference is that of the ties alone. Delivered value, what the changes of a day
add to the benefit of each later day, is shown beside benefit: a benefit lasts for about a year, so its stock follows
slowly.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ....analysis.measures.measure import ratio
from ....analysis.network.statistics import (
    TieNetwork,
    contact_trust_correlation,
    density,
    mutual_trust_correlation,
    network_of,
    persistence,
    reciprocity,
    transitivity,
)
from ....engine.state import BUSINESS, IT
from ..pattern import Check, Pattern
from ..run_cache import RunCache
from ..what_if_experiments import held

#: Working days after a shock, and of a year.
YEAR = 240


def outcome(run_cache: RunCache, name: str, **conditions: Any) -> float:
    """Return an outcome of the baseline over the first year: a measure, or "delivered_value" in kEUR a day per day.

    conditions  experiment or structure, as in `RunCache`
    """
    if name == "delivered_value":
        return float(run_cache.column(name, days=YEAR, **conditions).mean())
    return run_cache.measure(name, days=YEAR, **conditions)


def change(run_cache: RunCache, name: str, **conditions: Any) -> float:
    """Return the relative change of an outcome over the first year; -0.1 is a tenth less. Arguments as in `outcome`."""
    return ratio(outcome(run_cache, name, **conditions), outcome(run_cache, name)) - 1.0


def after(name: str, statement: str, above: float = -math.inf, below: float = math.inf, **conditions: Any) -> Check:
    """Return the check of a relative change over the first year; `name` and `conditions` as in `outcome`."""
    sign = (0.0, math.inf) if above >= 0.0 else (-math.inf, 0.0)
    return Check(
        f"{statement}, relative change",
        lambda run_cache: change(run_cache, name, **conditions),
        above,
        below,
        sign=sign,
    )


def brokers_over_random(run_cache: RunCache, name: str) -> float:
    """Return the relative change of an outcome without five brokers minus twice that without five random people."""
    brokers, others = (change(run_cache, name, experiment=one) for one in ("cut_brokers", "cut_random"))
    return brokers - 2.0 * others


N1 = Pattern(
    "N1",
    "bridges",
    "Without ties between business and IT much less of value is delivered, and a few brokers carry much of it.",
    "Reich & Benbasat 2000: shared knowledge and communication. Tushman & Scanlan 1981: boundary spanners. Burt 2004.",
    (
        after("delivered_value", "delivered value, all ties across cut", below=-0.25, experiment="cut_cross"),
        after("benefit", "benefit, all ties across cut", below=-0.10, experiment="cut_cross"),
        after("loss", "losses, all ties across cut", above=0.0, experiment="cut_cross"),
        Check(
            "delivered value, five brokers cut minus twice five random people of the same roles cut, relative changes",
            lambda run_cache: brokers_over_random(run_cache, "delivered_value"),
            below=0.0,
        ),
        Check(
            "benefit, the same",
            lambda run_cache: brokers_over_random(run_cache, "benefit"),
            below=0.0,
            decisive=False,
        ),
    ),
    caution="The size depends on `paper`, what a request conveys when nobody speaks for it, which no source gives; "
    "`itborg network --paper` shows the effects over its range.",
)
N2 = Pattern(
    "N2",
    "structure",
    "Of two organisations with as many ties, the one with bridges delivers more than the one with silos; who knows "
    "whom matters as well as how many.",
    "Hansen 1999; Reagans & McEvily 2003: range and cohesion. Cross & Parker 2004.",
    (
        after("delivered_value", "delivered value, silo", below=-0.15, structure="silo"),
        after("delivered_value", "delivered value, bridged", above=0.15, structure="bridged"),
        after(
            "delivered_value",
            "delivered value, partners across exchanged at random every week, degrees, contact and trust kept",
            below=0.0,
            experiment=held("rewire_cross"),
        ),
        after("delivered_value", "the same, exchanged once", below=0.0, experiment="rewire_cross")._replace(
            decisive=False
        ),
    ),
    caution="Most ties across end within a year and new ones begin, so partners exchanged once are soon others anyway.",
)


def drift(statistic: Callable[[TieNetwork], float], name: str) -> Check:
    """Return the check that a statistic after the burn-in and two years is within 25 % of that of the initial state."""

    def value(run_cache: RunCache) -> float:
        return ratio(statistic(network_of(run_cache.world())), statistic(network_of(run_cache.first_day())))

    return Check(f"{name} after two years / in the data", value, 0.75, 1.25, baseline_only=True, sign=(0.5, 2.0))


def kept_ties(run_cache: RunCache, across: bool) -> float:
    """Return the share of ties after the burn-in that are there a year later, 0 to 1: across the sides or inside."""
    start, end = (network_of(run_cache.world(days=days)) for days in (YEAR, 2 * YEAR))
    return persistence(start, end, across)


N3 = Pattern(
    "N3",
    "sparse, and in motion",
    "Networks stay as sparse, mutual and clustered as the data have them while ties come and go, those across faster.",
    "Density, reciprocity and transitivity of each organisation's own data. Kossinets & Watts 2006: stable in sum, "
    "while single ties change. Burt 2002: bridges decay fastest.",
    (
        drift(density, "density"),
        drift(reciprocity, "reciprocity"),
        drift(transitivity, "transitivity"),
        drift(lambda network: density(network, True), "density across the sides")._replace(decisive=False),
        Check(
            "share of ties inside the sides that last from the first to the second year's end",
            lambda run_cache: kept_ties(run_cache, False),
            0.3,
            0.95,
            baseline_only=True,
            decisive=False,
        ),
        Check(
            "the same across the sides minus inside",
            lambda run_cache: kept_ties(run_cache, True) - kept_ties(run_cache, False),
            below=0.0,
            baseline_only=True,
            decisive=False,
        ),
    ),
)


def over_years(statistic: Callable[[TieNetwork], float]) -> Callable[[RunCache], float]:
    """Return the function that gives the mean of a statistic at the ends of the first and the second year."""
    return lambda run_cache: 0.5 * sum(statistic(network_of(run_cache.world(days=d))) for d in (YEAR, 2 * YEAR))


N4 = Pattern(
    "N4",
    "trust lies on ties",
    "Across the sides people trust those whom they meet often, and trust is mutual in part.",
    "Cross & Parker 2004, research network of 77 people: 0.51 and 0.36; consulting network of 46: 0.22 and 0.11 across "
    "regions.",
    (
        Check(
            "correlation of contact with trust, business in IT",
            over_years(lambda network: contact_trust_correlation(network, BUSINESS)),
            0.3,
            0.6,
            baseline_only=True,
            sign=(0.0, 1.0),
        ),
        Check(
            "the same, IT in business",
            over_years(lambda network: contact_trust_correlation(network, IT)),
            0.3,
            0.6,
            baseline_only=True,
            sign=(0.0, 1.0),
        ),
        Check(
            "correlation of trust across the sides with trust back",
            over_years(mutual_trust_correlation),
            0.2,
            0.5,
            baseline_only=True,
            sign=(0.0, 1.0),
        ),
    ),
)
N5 = Pattern(
    "N5",
    "ties inside a side matter",
    "Ties among business people bring requests to those who know IT; ties in IT bring incidents to those who can help.",
    "Levin & Cross 2004: ties and useful knowledge. Tushman & Scanlan 1981: two-step transfer.",
    (
        after("delivered_value", "delivered value, business ties cut", below=0.0, experiment="cut_business"),
        Check(
            "net value, ties in IT cut minus baseline, kEUR a day",
            lambda run_cache: outcome(run_cache, "net_value", experiment="cut_it") - outcome(run_cache, "net_value"),
            below=0.0,
        ),
    ),
)


def left_without_ties(run_cache: RunCache, strategy: str) -> float:
    """Return the effect of a strategy on net value with ties across the sides cut every week, in kEUR a day.

    Ties are cut in the baseline run as well, so that what they mean to both is not part of the difference.
    """
    return run_cache.effect("net_value", strategy, experiment=held("cut_cross"))


def lost_without_ties(run_cache: RunCache, strategy: str) -> float:
    """Return the part of a strategy's effect on net value that goes if ties across are cut every week, kEUR a day."""
    return run_cache.effect("net_value", strategy) - left_without_ties(run_cache, strategy)


N6 = Pattern(
    "N6",
    "a relationship strategy works by ties",
    "The effect of a relationship strategy goes when the ties that it makes are cut again; that of a framework stays.",
    "Workshop report: relationship management. Huber et al. 2013.",
    (
        Check(
            "effect on net value, brm_role, kEUR a day",
            lambda run_cache: run_cache.effect("net_value", "brm_role"),
            0.0,
        ),
        Check(
            "effect of brm_role: half of it minus what is left with ties across cut every week, kEUR a day",
            lambda run_cache: (
                0.5 * run_cache.effect("net_value", "brm_role") - left_without_ties(run_cache, "brm_role")
            ),
            above=0.0,
        ),
        Check(
            "effect of brm_style lost with ties across cut every week, kEUR a day",
            lambda run_cache: lost_without_ties(run_cache, "brm_style"),
            above=0.0,
        ),
        Check(
            "the same, brm_style minus itil",
            lambda run_cache: lost_without_ties(run_cache, "brm_style") - lost_without_ties(run_cache, "itil"),
            above=0.0,
        ),
    ),
    caution="brm_style also coaches language and understanding, which people keep without ties, so a part of it stays.",
)
