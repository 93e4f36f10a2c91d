"""Result of a comparison: levels, paired differences, ranking and tables.

Every number is computed from the stored values of the replications when it is read, so a comparison that was loaded
from a results folder gives the same numbers as a new one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ...common.errors import unknown
from ...strategies.put_in import put_in
from ..measures.registry import better_of
from ..statistics import Floats, Interval, interval, ratio, share_better, variance_ratio
from .document import document
from .provenance import Provenance
from .ranking import LOOKS, rank_strategies
from .risk_and_cost import Spend, risk_frame
from .series import blocks_frame, daily_frame, handoffs_frame, runs_frame

if TYPE_CHECKING:
    from pandas import DataFrame

    from .accumulator import Accumulator
    from .parameter_sets import ParameterSets
    from .plan import Plan


#: Smallest spend by which a gain is divided, kEUR over all days.
SMALLEST_SPEND = 0.5


@dataclass(frozen=True)
class Difference:
    """One strategy minus another, over paired replications, with a 95 % interval.

    mean                in the unit of the measure
    low, high           ends of the interval; NaN for one replication
    probability_better  share of replications in which the first strategy is better, ties counted as half; NaN for a
                        measure without a better direction
    replications        number of replications in which both are known
    """

    mean: float
    low: float
    high: float
    probability_better: float
    replications: int

    def __str__(self) -> str:
        """Return estimate, half interval and, if it is known, probability of being better as one line of text."""
        known = self.probability_better == self.probability_better
        share = f"better in {self.probability_better:.0%} of " if known else ""
        return f"{Interval(self.mean, self.low, self.high).text()} (95 %), {share}{self.replications} replications"


@dataclass(frozen=True, eq=False)
class Comparison:
    """Strategies compared with a baseline over paired replications.

    provenance           inputs: organisation, days, seed, changed parameters ...
    strategies           names, the baseline first
    measures             names of measures
    replication_numbers  number of each replication
    values               (replications, strategies, measures)
    spend                (replications, strategies, 2) money and working time that each took over all days, kEUR
    daily                by strategy, series and day: mean, interval, quantiles, paired difference
    blocks               by strategy, series and block of 20 days: paired difference and its size
    handoffs             by strategy and number of hand-offs: share of incidents and median hours
    risk                 by strategy: mean and 95 % quantile of monthly loss, and its paired difference
    decompositions       decomposed effect of each strategy as plain dictionaries; empty unless requested
    parameter_sets       outcomes at plausible parameter sets; None: not computed
    equal_spend          ranking at equal spend as plain dictionaries, see `equal_spend`; empty unless computed
    put_in               what of a strategy's result is an input rather than found, in a few words each, by name
    """

    provenance: Provenance
    strategies: tuple[str, ...]
    measures: tuple[str, ...]
    replication_numbers: tuple[int, ...]
    values: Floats = field(repr=False)
    spend: Floats = field(repr=False)
    daily: DataFrame = field(repr=False)
    blocks: DataFrame = field(repr=False)
    handoffs: DataFrame = field(repr=False)
    risk: DataFrame = field(repr=False)
    decompositions: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    parameter_sets: ParameterSets | None = field(default=None, repr=False)
    equal_spend: Mapping[str, Any] = field(default_factory=dict, repr=False)
    put_in: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, planned: Plan, accumulator: Accumulator) -> Comparison:
        """Return the comparison of the finished replications of a plan, which may be fewer than planned.

        planned      its inputs become the provenance
        accumulator  with one replication or more
        """
        days, names = accumulator.days, accumulator.names
        return cls(
            provenance=Provenance.of(planned),
            strategies=names,
            measures=accumulator.measures,
            replication_numbers=tuple(accumulator.replications),
            values=accumulator.values,
            spend=accumulator.spend,
            daily=daily_frame(days, names),
            blocks=blocks_frame(days, names),
            handoffs=handoffs_frame(accumulator.handoffs, names),
            risk=risk_frame(accumulator.losses, names),
            put_in={one.name: notes for one in planned.strategies if (notes := put_in(one, planned.days))},
        )

    @property
    def replications(self) -> int:
        """Number of paired replications."""
        return len(self.replication_numbers)

    @property
    def baseline(self) -> str:
        """Name of the baseline strategy."""
        return self.strategies[0]

    def column(self, strategy: str, measure: str) -> Floats:
        """Return one value for each replication, (replications,); NaN where the measure is undefined.

        Raises InputError for an unknown strategy or measure.
        """
        row = _index("strategy in this comparison", strategy, self.strategies)
        return np.asarray(self.values[:, row, _index("measure", measure, self.measures)])

    def risk_of(self, strategy: str) -> dict[str, float]:
        """Return mean and 95 % quantile of monthly loss under a strategy in kEUR, with intervals; see `risk_frame`.

        strategy  name in this comparison
        """
        row = self.risk[self.risk["strategy"] == strategy]
        return {str(name): float(row[name].iloc[0]) for name in self.risk.columns if name != "strategy"}

    def spend_of(self, strategy: str) -> Spend:
        """Return what a strategy took over all days; InputError for an unknown name."""
        rows = self.spend[:, _index("strategy in this comparison", strategy, self.strategies)]
        return Spend(interval(rows.sum(axis=1)), *rows.mean(axis=0).tolist())

    def gain_per_keur(self, strategy: str) -> Interval:
        """Return the gain in net value over all days per kEUR that a strategy took more than the baseline.

        Net value is after the cost of the strategy, so 0 is break-even. NaN if it took no more than the baseline.
        """
        rows = [_index("strategy in this comparison", name, self.strategies) for name in (strategy, self.baseline)]
        took = self.spend[:, rows].sum(axis=2) @ (1.0, -1.0)
        gain = self.column(strategy, "net_value") - self.column(self.baseline, "net_value")
        return ratio(gain * self.provenance.days, took, SMALLEST_SPEND)

    def same_sign(self, a: str, b: str | None = None) -> tuple[int, int]:
        """Return at how many plausible parameter sets a difference has the same sign as here, and the number of sets.

        a, b  names of strategies; b None: the baseline. Both numbers are 0 if no sets were run
        """
        sets = self.parameter_sets
        if sets is None or {a, b or self.baseline} - set(sets.strategies):
            return 0, 0
        return sets.same_sign(a, self.difference(a, b, sets.measure).mean, b), len(sets)

    def level(self, strategy: str, measure: str = "net_value") -> Interval:
        """Return the mean of a measure under a strategy, with its 95 % interval; InputError for an unknown name."""
        return interval(self.column(strategy, measure))

    def difference(self, a: str, b: str | None = None, measure: str = "net_value") -> Difference:
        """Return `a` minus `b` over paired replications.

        a, b     names of strategies; b None: the baseline
        measure  name

        The baseline minus itself is exactly 0. Raises InputError for an unknown name.
        """
        steps = self.column(a, measure) - self.column(b or self.baseline, measure)
        found = interval(np.zeros(self.replications) if a == (b or self.baseline) else steps)
        return Difference(*found, share_better(steps, better_of(measure)), int(np.sum(~np.isnan(steps))))

    def ranking(self, measure: str = "net_value") -> DataFrame:
        """Return the strategies ranked by a measure, best first.

        Columns are rank, strategy, level with interval, difference to the baseline with interval, and
        tied_with_next: True where the difference to the next row is not significant at 5 %, corrected for all
        orders of the ranking together (see `comparison.ranking`).

        measure  name; without a better direction the largest value comes first

        Raises InputError for an unknown measure.
        """
        import pandas as pd

        column = _index("measure", measure, self.measures)
        looks = len(LOOKS) if self.provenance.auto else 1
        ranked = rank_strategies(self.values[:, :, column], better_of(measure), looks)
        rows = [
            {
                "rank": rank,
                "strategy": self.strategies[one.strategy],
                **self.level(self.strategies[one.strategy], measure)._asdict(),
                **_prefixed(self.difference(self.strategies[one.strategy], measure=measure)),
                "tied_with_next": not one.distinguishable,
            }
            for rank, one in enumerate(ranked, start=1)
        ]
        return pd.DataFrame(rows)

    def _repr_html_(self) -> str:
        return str(self.ranking().to_html())

    def days(self, strategy: str, series: str) -> DataFrame:
        """Return the rows of `daily` of one series under one strategy, one row a day; KeyError for an unknown name."""
        return self._by_series[strategy, series]

    @cached_property
    def _by_series(self) -> dict[Any, DataFrame]:
        return dict(iter(self.daily.groupby(["strategy", "series"], sort=False)))

    @cached_property
    def variance_ratio(self) -> dict[str, float]:
        """Factor in runs saved by common random numbers for net value, by strategy; see `statistics.variance_ratio`."""
        none = self.column(self.baseline, "net_value")
        return {name: variance_ratio(self.column(name, "net_value"), none) for name in self.strategies[1:]}

    def frame(self) -> DataFrame:
        """Return one row for each strategy and measure: mean, low, high, and the difference to the baseline.

        Columns of the difference are difference_mean, difference_low, difference_high and probability_better. The
        same for all measures of a strategy: spend (kEUR over all days) and gain_per_keur, each with low and high;
        same_sign of parameter_sets, dose and amount (of equal resources; NaN without) and put_in (what is an input).
        """
        import pandas as pd

        terms = {name: self._terms(name) for name in self.strategies}

        return pd.DataFrame(
            [
                {"strategy": name, "measure": measure}
                | self.level(name, measure)._asdict()
                | _prefixed(self.difference(name, measure=measure))
                | terms[name]
                for name in self.strategies
                for measure in self.measures
            ]
        )

    def _terms(self, name: str) -> dict[str, Any]:
        equal = self.provenance.equal_resources
        return {
            **dict(zip(("spend", "spend_low", "spend_high"), self.spend_of(name).total, strict=True)),
            **dict(
                zip(("gain_per_keur", "gain_per_keur_low", "gain_per_keur_high"), self.gain_per_keur(name), strict=True)
            ),
            **dict(zip(("same_sign", "parameter_sets"), self.same_sign(name), strict=True)),
            "dose": equal["used"].get(name, {}).get("dose", math.nan) if equal else math.nan,
            "amount": equal["amount"] if equal else math.nan,
            "put_in": "; ".join(self.put_in.get(name, ())),
        }

    def runs_frame(self) -> DataFrame:
        """Return one row for each run and measure: replication, seed, strategy, measure, value."""
        return runs_frame(self.values, self.replication_numbers, self.provenance.seed, self.strategies, self.measures)

    def spend_frame(self) -> DataFrame:
        """Return one row for each run: replication, strategy, money and working_time, kEUR over all days."""
        import pandas as pd

        keys = pd.MultiIndex.from_product(
            [self.replication_numbers, self.strategies], names=["replication", "strategy"]
        )
        return pd.DataFrame(self.spend.reshape(-1, 2), index=keys, columns=["money", "working_time"]).reset_index()

    def to_dict(self) -> Mapping[str, Any]:
        """Return the documented JSON format (docs/json.md, itborg compare); NaN becomes None."""
        return document(self)


def _index(kind: str, name: str, known: tuple[str, ...]) -> int:
    if name not in known:
        raise unknown(kind, name, known)
    return known.index(name)


def _prefixed(one: Difference) -> dict[str, float]:
    return {
        "difference_mean": one.mean,
        "difference_low": one.low,
        "difference_high": one.high,
        "probability_better": one.probability_better,
    }
