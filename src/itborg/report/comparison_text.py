"""What the report says in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..analysis.comparison.accumulator import MAX_DAILY_REPLICATIONS
from ..analysis.comparison.provenance import warnings
from .formatting import listed, pairs_of

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..analysis.comparison.result import Comparison

#: Most that pairing is said to be worth: luck hardly touches a difference that would need more.
MOST_WORTH = 1000
FOREST = (
    "Difference of net value to the baseline, mean and 95 % interval over pairs of runs with the same luck. "
    "Blue is better, vermilion worse, grey not distinguishable from no difference."
)
FOREST_SAID = "Difference of each strategy to the baseline"
MONEY_SAID = "Parts of the difference in net value"
PATHS = (
    "Difference of net value to the baseline over the last 20 working days, mean and 95 % band of the mean, by "
    "working day after the start. Panels stand in the order of the ranking; each row has its own scale. The thin grey "
    "lines are the other strategies. A line that first dips and then "
    "climbs is a strategy that is paid for before it pays."
)
WHY = (
    "Best first: what each strategy is; what it gains against doing nothing, and the parts that add up to it; and the "
    "mechanisms that moved most, with their value on the last day instead of the one they have with nothing done. "
    "Shares go from 0 to 1. Only what stands clear of luck to the end of the run (95 %) is told."
)
WHY_CAUSE = (
    "What moves together need not be the cause: compare again with --decompose 8 to split each gain by what it goes "
    "through, or with --without MECHANISM to see what is left when a mechanism is off."
)
PANELS = (
    "What lies behind the money, day by day: mean over runs, with its 95 % band. Dashed is the baseline, grey the "
    "strategies not named above. Shares and lead times are those of the last 20 working days."
)
MONEY = (
    "Net value is benefit less loss less cost. Bars to the right add to the difference of net value, bars to the left "
    "take from it; the diamond is what is left. A bad month loses what only one month in twenty exceeds, "
    "over all months of all runs."
)
HANDOFFS = (
    "An incident is handed over when its team or its named person changes. Every hand-off waits in a queue and loses "
    "context. Incidents opened after the start and closed; medians of runs, with 95 % intervals; hours on a log scale."
)


def title(found: Comparison) -> str:
    """Return the title."""
    return f"Business and IT in {found.provenance.called}: what helps?"


def sentences(found: Comparison) -> list[str]:
    """Return the result, and what was run, in sentences."""
    return [answer(found), setting(found)]


def question(found: Comparison) -> str:
    """Return the question that the report answers."""
    others = len(found.strategies) - 1
    many = "Which of these" if others > 1 else "Does this"
    rest = f"{others} strategies leave" if others > 1 else "strategy leave"
    return (
        f"{many} {rest} the organisation better off than doing nothing, over {_span(found.provenance.days)}, and why?"
    )


def _span(days: int) -> str:
    months = days / 20
    return f"{days} working days ({months:.0f} months)" if months >= 2 else f"{days} working days"


def answer(found: Comparison) -> str:
    """Return who leads, who loses, and what is not clear."""
    ranked = found.ranking()
    others = ranked[ranked["strategy"] != found.baseline]
    if others.empty:
        return "Only the baseline was run: there is nothing to compare it with."
    return f"{verdict(found)} {_ties(ranked)}"


def verdict(found: Comparison) -> str:
    """Return who leads, who does worse than the baseline, and who cannot be told from it."""
    ranked = found.ranking()
    others = ranked[ranked["strategy"] != found.baseline]
    return " ".join(filter(None, (_leader(found, others), _losers(others))))


def _leader(found: Comparison, others: DataFrame) -> str:
    best = others.iloc[0]
    step = found.difference(str(best["strategy"]))
    half = (step.high - step.low) / 2
    sure = f" ± {half:.1f}" if math.isfinite(half) else ""
    gains = step.low > 0
    start = (
        f"{best['strategy']} leads" if gains else f"None is clearly better than nothing; {best['strategy']} comes first"
    )
    return (
        f"{start}: {step.mean:+.1f}{sure} kEUR a working day against {found.baseline}, better in "
        f"{step.probability_better:.0%} of {pairs_of(step.replications)}."
    )


def _losers(others: DataFrame) -> str:
    worse = [str(name) for name in others[others["difference_high"] < 0]["strategy"]]
    unclear = others[(others["difference_low"] <= 0) & (others["difference_high"] >= 0)]
    said = []
    if worse:
        said.append(f"Worse than doing nothing: {listed(worse)}.")
    if len(unclear):
        said.append(f"Not distinguishable from it: {listed([str(name) for name in unclear['strategy']])}.")
    return " ".join(said)


def _ties(ranked: DataFrame) -> str:
    tied = int(ranked["tied_with_next"].sum())
    if not tied:
        return "Every order in the ranking is clear."
    return f"Of the {len(ranked) - 1} neighbouring orders {tied} {'is' if tied == 1 else 'are'} not clear."


def setting(found: Comparison) -> str:
    """Return what was run, in one line."""
    study = found.provenance
    said = [
        f"{pairs_of(found.replications)} of runs",
        f"{study.days} working days",
        f"seed {study.seed}",
        f"itborg {study.version}",
    ]
    said += [f"{name} = {value:g}" for name, value in study.parameters.items()]
    said += [f"without {name}" for name in study.without]
    said += [f"load {study.demand:g}"] if study.demand != 1.0 else []
    return ", ".join(said) + "."


def method(found: Comparison) -> list[str]:
    """Return how the numbers were made and how to read them."""
    looks = ["The number of pairs was left to the results; the confidence of each order is corrected for that."]
    return [
        "All strategies of a pair share the same organisation, the same burn-in and the same luck, event by event.",
        *pairing(found),
        *bad_months(found),
        *equal_resources(found),
        "Intervals are Student's t, 95 %, each for itself. An order is called clear if it holds at 95 % for all pairs "
        "of strategies at once (Bonferroni).",
        *(looks if found.provenance.auto else []),
        *(
            [f"Daily bands come from the first {MAX_DAILY_REPLICATIONS} pairs."]
            if found.replications > MAX_DAILY_REPLICATIONS
            else []
        ),
        *[f"{sentence}." for sentence in warnings(found.provenance.parameters)],
        "Numbers are those of a model. Its assumptions are listed by `itborg list parameters`, and what it does not "
        "explain by `itborg validate`.",
    ]


def bad_months(found: Comparison) -> list[str]:
    """Return in a sentence what a bad month loses under the baseline and the best; nothing where that is not known."""
    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    rows = {name: found.risk_of(name) for name in (found.baseline, *ranked[:1])}
    if not all(math.isfinite(row["low"]) for row in rows.values()):
        return []
    said = [f"{row['quantile']:.0f} ± {(row['high'] - row['low']) / 2:.0f} under {name}" for name, row in rows.items()]
    return [f"One month in twenty loses more than (kEUR): {', '.join(said)}."]


def pairing(found: Comparison) -> list[str]:
    """Return in a sentence what pairing was worth; nothing where that is not known."""
    ratios = sorted(ratio for ratio in found.variance_ratio.values() if math.isfinite(ratio))
    if not ratios:
        return []
    low, high = (
        f"{ratio:.0f}" if ratio <= MOST_WORTH else f"more than {MOST_WORTH}" for ratio in (ratios[0], ratios[-1])
    )
    return [f"Pairing was worth {low if low == high else f'{low} to {high}'} times as many unpaired runs."]


def equal_resources(found: Comparison) -> list[str]:
    """Return on which equal terms strategies were compared; nothing where they were taken as described."""
    known = found.provenance.equal_resources
    if not known:
        return []
    goods = "money and priced time" if known["resource"] == "budget" else "time"
    odd = [f"{name} {row['used'][0]:.0f}" for name, row in known["used"].items() if not row["matched"]]
    said = [
        f"Equal {known['resource']}: each strategy in the dose in which it takes {known['amount']:.4g} "
        f"{known['unit']} of {goods} over all days (dose 1: as described)."
    ]
    return said + ([f"! cannot be scaled to that; takes instead: {', '.join(odd)}."] if odd else [])


def citation(found: Comparison) -> str:
    """Return how to cite the result."""
    study = found.provenance
    return (
        f"Cite as: itborg {study.version}, an agent-based model of business-IT integration; study "
        f"{study.hash(found.strategies, found.replications)}, organisation {study.organisation} "
        f"({study.organisation_hash}), seed {study.seed}."
    )
