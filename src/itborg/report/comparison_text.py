"""The report of a comparison in sentences: question, result, captions, method, citation.

The page, the terminal and the JSON of a comparison take their sentences from here, so that all state the same. Values
in sentences are in kEUR per working day unless a unit is named; "significant" means at the 95 % level.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..analysis.comparison.accumulator import MAX_DAILY_REPLICATIONS
from ..analysis.comparison.provenance import warnings
from ..common.periods import MONTH
from .comparison_terms import at_equal_spend, equal_resources, how_sure, spend
from .formatting import counted, listed, number, percent, plus_minus

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..analysis.comparison.result import Comparison

#: Largest factor by which common random numbers are said to save runs: beyond it the random variation that is left is
#: too small to estimate the factor.
LARGEST_FACTOR = 1000
#: Fewest paired replications from which that factor, a ratio of variances, is estimated. An assumption.
FEWEST_PAIRS = 10
FOREST = (
    "Difference in net value from the baseline: mean and 95 % confidence interval over paired replications. "
    "Blue: better; vermilion: worse; grey: not statistically distinguishable from 0."
)
FOREST_LABEL = "Difference of each strategy from the baseline"
MONEY_LABEL = "Parts of the difference in net value"
PATHS = (
    "Difference in net value from the baseline over the last 20 working days: mean and its 95 % band, by working day "
    "after the start. Panels are in the order of the ranking; each row has its own scale. Thin grey lines are the "
    "other strategies. A line that first falls and then rises belongs to a strategy that has costs before it has "
    "benefits."
)
WHY = (
    "Strategies in the order of the ranking: what each is; its effect on net value, and the parts that add up to it; "
    "the mechanisms that changed most, with their value on the last day under the strategy and under the baseline. "
    "Shares range from 0 to 1. Only changes that remain statistically significant to the end of the run (95 %) are "
    "listed."
)
WHY_CAUSE = (
    "Changes that occur together need not be causes. Use --decompose 8 to decompose each effect by mediator, or "
    "--without MECHANISM to knock out a mechanism."
)
PANELS = (
    "What drives net value, day by day: mean over replications with its 95 % band. Dashed: the baseline; grey: the "
    "strategies not named above. Shares and lead times refer to the last 20 working days."
)
MONEY = (
    "Net value is benefit minus loss minus cost. Bars to the right add to the difference in net value, bars to the "
    "left reduce it; the diamond is the net difference. Bad month: the loss that only one month in twenty exceeds, "
    "over all months of all replications."
)
HANDOFFS = (
    "An incident is handed over when its team or its named person changes. Every hand-off waits in a queue and loses "
    "context. Incidents opened after the start and closed; medians over replications with 95 % intervals; logarithmic "
    "scale of hours."
)


def title(found: Comparison) -> str:
    """Return the title of the report, which names the organisation."""
    return f"Business and IT in {found.provenance.called}: what helps?"


def sentences(found: Comparison) -> list[str]:
    """Return the result, and what was run, in two items of a sentence or more."""
    return [answer(found), setting(found)]


def question(found: Comparison) -> str:
    """Return the question that the report answers: how many strategies, compared with what, over how many days."""
    others = len(found.strategies) - 1
    subject = f"Which of these {others} strategies leave" if others > 1 else "Does this strategy leave"
    return (
        f"{subject} the organisation better off than no intervention, over {_duration(found.provenance.days)}, and why?"
    )


def _duration(days: int) -> str:
    """Return a number of working days in words, with the months of 20 days from two months on."""
    months = days / MONTH
    return f"{days} working days" + (f" ({months:.0f} months)" if months >= 2 else "")


def answer(found: Comparison) -> str:
    """Return which strategy leads, which are worse than the baseline, and which ranks do not differ significantly.

    Differences are in net value, kEUR per working day; neighbours in the ranking are tested at 95 % for all at once.
    A comparison of the baseline alone gives one sentence that says so.
    """
    ranked = found.ranking()
    if (ranked["strategy"] == found.baseline).all():
        return "Only the baseline was run: there is nothing to compare it with."
    return f"{leaders(found)} {_ties(ranked)}"


def leaders(found: Comparison) -> str:
    """Return the sentences of `headline` as one text."""
    return " ".join(headline(found))


def headline(found: Comparison) -> list[str]:
    """Return which strategy leads, its terms, how sure that is, and which are worse than the baseline or not different.

    The terms are what the leader took, which strategy gains most per kEUR, and which leads at equal spend. Each
    strategy is judged by its own 95 % interval of the paired difference. The comparison must have a strategy besides
    the baseline.
    """
    ranked = found.ranking()
    others = ranked[ranked["strategy"] != found.baseline]
    lines = [_leader(found, others), spend(found), at_equal_spend(found), how_sure(found), _rest(others)]
    lines += [f"Warning: {sentence}." for sentence in warnings(found.provenance.parameters)]
    return [line for line in lines if line]


def _leader(found: Comparison, others: DataFrame) -> str:
    """Return the first strategy of the ranking with its effect, and whether that is significant.

    others  rows of the ranking without the baseline, best first
    """
    best = str(others["strategy"].iloc[0])
    step = found.difference(best)
    first = "ranks first" if step.mean > 0 else "comes nearest" if len(others) > 1 else "ranks behind it"
    start = (
        f"{best} leads" if step.low > 0 else f"No strategy is significantly better than the baseline; {best} {first}"
    )
    if step.replications < 2:
        alone = f"{best} ranks first in a single replication ({number(step.mean, 1, signed=True)} kEUR per working day"
        return f"{alone} compared with {found.baseline}): nothing is known about random variation."
    return (
        f"{start}: {plus_minus(step.mean, step.low, step.high, 1, signed=True)} kEUR per working day compared with "
        f"{found.baseline}, better in {percent(step.probability_better)} of "
        f"{counted(step.replications, 'paired replication')}."
    )


def _rest(others: DataFrame) -> str:
    """Return which strategies are worse than the baseline and which do not differ from it significantly, or ""."""
    worse = [str(name) for name in others[others["difference_high"] < 0]["strategy"]]
    similar = others[(others["difference_low"] <= 0) & (others["difference_high"] >= 0)]
    lines = []
    if worse:
        lines.append(f"Worse than the baseline: {listed(worse)}.")
    if len(similar):
        names = listed([str(name) for name in similar["strategy"]])
        lines.append(f"Not statistically distinguishable from the baseline: {names}.")
    return " ".join(lines)


def _ties(ranked: DataFrame) -> str:
    """Return how many neighbours in the ranking do not differ significantly.

    ranked  the complete ranking, the baseline included
    """
    tied = int(ranked["tied_with_next"].sum())
    if not tied:
        return "All neighbours in the ranking differ significantly."
    verb = "does" if tied == 1 else "do"
    return f"Of {counted(len(ranked) - 1, 'pair')} of neighbours in the ranking {tied} {verb} not differ significantly."


def setting(found: Comparison) -> str:
    """Return what was run, in one line: replications, days, seed, version, and inputs that differ from defaults."""
    study = found.provenance
    parts = [
        f"{counted(found.replications, 'paired replication')} (common random numbers)",
        f"{study.days} working days",
        f"seed {study.seed}",
        f"itborg {study.version}",
        *(f"{name} = {value:g}" for name, value in study.parameters.items()),
        *(f"without {name}" for name in study.without),
        *([f"demand {study.demand:g}"] if study.demand != 1.0 else []),
    ]
    return ", ".join(parts) + "."


def method(found: Comparison) -> list[str]:
    """Return how the numbers were computed and how to read them, a sentence or two an item.

    Items depend on the run: equal resources, a sequential number of replications, daily bands from part of the
    replications, and parameters outside their plausible range are mentioned only where they apply.
    """
    sequential = "The number of replications depended on the results; the level of confidence is corrected for that."
    return [
        "In each replication all strategies share the organisation, the burn-in and the random numbers, event by event "
        "(common random numbers).",
        *saved_runs(found),
        *bad_months(found),
        *equal_resources(found),
        "Intervals are Student's t, 95 %, each separately. Neighbours in the ranking differ significantly if their "
        "order holds at 95 % for all pairs of strategies at once (Bonferroni).",
        *([sequential] if found.provenance.auto else []),
        *(
            [f"Daily bands are computed from the first {MAX_DAILY_REPLICATIONS} replications."]
            if found.replications > MAX_DAILY_REPLICATIONS
            else []
        ),
        *[f"{sentence}." for sentence in warnings(found.provenance.parameters)],
        "All numbers are model results. `itborg list parameters` lists the assumptions, and `itborg validate` what the "
        "model does not reproduce.",
    ]


def bad_months(found: Comparison) -> list[str]:
    """Return the loss that one month in twenty exceeds, under the baseline and under the best strategy, in kEUR.

    This is the 95 % quantile over all months of all replications, with half of its 95 % bootstrap interval. The list is
    empty if the interval is not known, as with one replication.
    """
    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    rows = {name: found.risk_of(name) for name in (found.baseline, *ranked[:1])}
    if not all(math.isfinite(row["low"]) for row in rows.values()):
        return []
    parts = [f"{plus_minus(row['quantile'], row['low'], row['high'], 0)} under {name}" for name, row in rows.items()]
    return [f"Loss that one month in twenty exceeds, kEUR: {', '.join(parts)}."]


def saved_runs(found: Comparison) -> list[str]:
    """Return by which factor common random numbers reduced the number of runs needed, over all strategies.

    The factor is the variance of an unpaired difference in net value over that of the paired one; smallest and largest
    are given, at most LARGEST_FACTOR. The list is empty with fewer than FEWEST_PAIRS replications.
    """
    ratios = sorted(ratio for ratio in found.variance_ratio.values() if math.isfinite(ratio))
    if not ratios or found.replications < FEWEST_PAIRS:
        return []
    low, high = (
        number(ratio, 0) if ratio <= LARGEST_FACTOR else f"more than {LARGEST_FACTOR}"
        for ratio in (ratios[0], ratios[-1])
    )
    return [f"Common random numbers saved a factor of {low if low == high else f'{low} to {high}'} in runs."]


def citation(found: Comparison) -> str:
    """Return how to cite the result: version, hashes of the comparison and of the organisation, and seed."""
    study = found.provenance
    return (
        f"Cite as: itborg {study.version}, an agent-based model of business-IT integration; comparison "
        f"{study.hash(found.strategies, found.replications)}, organisation {study.organisation} "
        f"({study.organisation_hash}), seed {study.seed}."
    )
