"""Patterns of the relationship: its lead over a framework (P7), both together (P8), and balance of the sides (P9).

Net value is in kEUR per working day; days count from the strategy's start.
"""

from __future__ import annotations

from ..pattern import LAST_HALF_YEAR, Check, Pattern
from ..run_cache import RunCache


def lead(run_cache: RunCache, between: tuple[int, int]) -> float:
    """Return the net value of the relationship style minus that of the framework on some days, in kEUR per working day.

    between  (first, last + 1) day after the start
    """
    relationship, framework = (run_cache.measure("net_value", name, between=between) for name in ("brm_style", "itil"))
    return relationship - framework


P7 = Pattern(
    "P7",
    "the relationship's lead widens",
    "The relationship's advantage over the framework grows from the first half year to the second year.",
    "Workshop report, reworded: that the relationship starts more slowly did not hold at equal hours.",
    (
        Check(
            "net value, brm_style minus itil: last half year minus days 60 to 120, kEUR a day",
            lambda run_cache: lead(run_cache, LAST_HALF_YEAR) - lead(run_cache, (60, 120)),
            above=0.0,
        ),
    ),
    caution="How soon a visit has benefits depends on visit_learning, which is an assumption.",
)


def complementarity(run_cache: RunCache) -> float:
    """Return the interaction of framework and relationship on net value, in kEUR per working day, days 120 to 480.

    It is V(both) - V(framework) - V(relationship) + V(neither): above 0 they are complements, below 0 substitutes.
    """
    both, framework, relationship, neither = (
        run_cache.measure("net_value", name, between=(120, 480))
        for name in ("itil+brm_style", "itil", "brm_style", "none")
    )
    return both - framework - relationship + neither


P8 = Pattern(
    "P8",
    "framework and relationship are complements",
    "Together their effect is larger than the sum of both effects.",
    "Poppo & Zenger 2002, with Huber et al. 2013 for the caution that they are at times substitutes.",
    (Check("net value beyond the sum of both, days 120 to 480, kEUR a day", complementarity, above=0.0),),
    not_judged="Context, not judged: a framework has its effect through what people who understand each other "
    "contribute, which a rule contains, and the literature reports both complements and substitutes.",
)


def value_of_balance(run_cache: RunCache) -> float:
    """Return the requirement fit with equal understanding on both sides minus the mean of both unequal ways.

    The sum of both sides' understanding at the start is 0.52, of which one side has 0.2, 0.5 or 0.8; days 0 to 120.
    """
    total = 0.52
    values = [
        run_cache.measure(
            "requirement_fit",
            between=(0, 120),
            understanding_start=part * total,
            business_understanding_start=(1.0 - part) * total,
        )
        for part in (0.2, 0.5, 0.8)
    ]
    return values[1] - 0.5 * (values[0] + values[2])


P9 = Pattern(
    "P9",
    "balance of the two sides",
    "With the same understanding in sum, an organisation performs best when neither side is far weaker.",
    "Workshop report: the weaker side limits. Reich & Benbasat 2000: shared domain knowledge.",
    (
        Check(
            "fit of changes in the first half year, balanced minus unbalanced start of the same sum",
            value_of_balance,
            above=0.0,
        ),
    ),
    assumed="Fit is a serial channel by construction, the geometric mean of both sides' understanding: balance pays.",
)
