"""What a comparison found: levels, paired differences, a ranking, tables and pictures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ...common.errors import unknown
from ..statistics import Floats, Interval, interval, share_better, variance_ratio
from .provenance import Provenance, better_of
from .ranking import LOOKS, places
from .risk_and_cost import risk_frame
from .series import blocks_frame, daily_frame, handoffs_frame, runs_frame

if TYPE_CHECKING:
    from pandas import DataFrame

    from .accumulator import Accumulator
    from .plan import Plan


def document(found: Comparison) -> dict[str, Any]:
    """Return a comparison as plain dictionaries and numbers; what is not a number is None."""
    study = found.study
    return {
        "organisation": study.organisation,
        "days": study.days,
        "replications": found.replications,
        "seed": study.seed,
        "baseline": found.baseline,
        "version": study.version,
        "strategies": {name: _strategy(found, name) for name in found.strategies},
        **({"demand": study.demand} if study.demand != 1.0 else {}),
        **({"equal_resources": _fairness(study.equal_resources)} if study.equal_resources else {}),
        **({"decompositions": [dict(one) for one in found.decompositions]} if found.decompositions else {}),
    }


def _fairness(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return on which equal terms strategies were compared."""
    taken = {
        name: {
            "dose": row["dose"],
            "full": row["full"],
            "spent": _numbers(dict(zip(("mean", "low", "high"), row["spent"], strict=True))),
            "equal": row["equal"],
        }
        for name, row in known["taken"].items()
    }
    return {**{key: known[key] for key in ("terms", "amount", "unit")}, "taken": taken}


def _strategy(found: Comparison, name: str) -> dict[str, Any]:
    levels = {measure: found.level(name, measure)._asdict() for measure in found.measures}
    steps = {measure: found.difference(name, measure=measure) for measure in found.measures}
    return {
        "measures": {measure: _numbers(level) for measure, level in levels.items()},
        "difference": {
            measure: _numbers(
                {"mean": step.mean, "low": step.low, "high": step.high, "probability_better": step.probability_better}
            )
            for measure, step in steps.items()
        },
    }


def plain_number(value: float) -> float | None:
    """Return a number as JSON has it: None for what is not a number."""
    return float(value) if math.isfinite(value) else None


def _numbers(row: dict[str, float]) -> dict[str, float | None]:
    return {name: plain_number(value) for name, value in row.items()}


@dataclass(frozen=True)
class Difference:
    """One strategy minus another, over pairs with the same luck.

    probability_better  share of pairs in which the first is better, ties half; NaN where neither is better
    runs      number of pairs
    """

    mean: float
    low: float
    high: float
    probability_better: float
    replications: int

    def __str__(self) -> str:
        """Return estimate, interval and share of better pairs in words."""
        half = (self.high - self.low) / 2
        share = f"{self.probability_better:.0%} of {self.replications} pairs"
        return f"{self.mean:+.3g} ± {half:.2g} (95 %), better in {share}"


@dataclass(frozen=True, eq=False)
class Comparison:
    """Strategies compared with a baseline, paired.

    study       what was compared: organisation, days, seed, changed parameters
    strategies  names, the baseline first
    measures    names of measures
    replicates  number of each pair
    values      (pairs, strategies, measures)
    daily       per strategy, series and day: mean, interval, quantiles, paired difference
    blocks      per strategy, series and 20 days: paired difference and its size
    handoffs    per strategy and number of hand-offs: share of incidents and median hours
    risk        per strategy: mean and 95 % quantile of monthly loss, and its paired difference
    ledgers     through what each strategy gains, as plain documents; none unless asked for
    """

    study: Provenance
    strategies: tuple[str, ...]
    measures: tuple[str, ...]
    replication_numbers: tuple[int, ...]
    values: Floats = field(repr=False)
    daily: DataFrame = field(repr=False)
    blocks: DataFrame = field(repr=False)
    handoffs: DataFrame = field(repr=False)
    risk: DataFrame = field(repr=False)
    decompositions: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, what: Plan, tally: Accumulator) -> Comparison:
        """Return what the finished pairs of a tally say."""
        days = tally.days
        return cls(
            study=Provenance.of(what),
            strategies=tally.names,
            measures=tally.measures,
            replication_numbers=tuple(tally.replications),
            values=tally.values,
            daily=daily_frame(days, tally.names),
            blocks=blocks_frame(days, tally.names),
            handoffs=handoffs_frame(tally.handoffs, tally.names),
            risk=risk_frame(tally.losses, tally.names),
        )

    @property
    def replications(self) -> int:
        """Number of pairs."""
        return len(self.replication_numbers)

    @property
    def baseline(self) -> str:
        """Name of the strategy that all others are compared with."""
        return self.strategies[0]

    def column(self, strategy: str, measure: str) -> Floats:
        """Return one value per pair; InputError for a name that is not in this comparison."""
        row = _index("strategy in this comparison", strategy, self.strategies)
        return np.asarray(self.values[:, row, _index("measure", measure, self.measures)])

    def risk_of(self, strategy: str) -> dict[str, float]:
        """Return what is known of a strategy's bad months, kEUR a month; see risk_frame."""
        row = self.risk[self.risk["strategy"] == strategy]
        return {str(name): float(row[name].iloc[0]) for name in self.risk.columns if name != "strategy"}

    def level(self, strategy: str, measure: str = "net_value") -> Interval:
        """Return the mean of a measure under a strategy, with its 95 % interval."""
        return interval(self.column(strategy, measure))

    def difference(self, a: str, b: str | None = None, measure: str = "net_value") -> Difference:
        """Return `a` minus `b` over pairs (b: the baseline unless named)."""
        steps = self.column(a, measure) - self.column(b or self.baseline, measure)
        found = interval(np.zeros(self.replications) if a == (b or self.baseline) else steps)
        return Difference(*found, share_better(steps, better_of(measure)), int(np.sum(~np.isnan(steps))))

    def ranking(self, measure: str = "net_value") -> DataFrame:
        """Return the strategies, best first: rank, level, difference to the baseline, and ties.

        tied_with_next  True where the order against the next line is not clear: at 95 % for all
                        orders of this ranking at once (see comparison.order)
        """
        import pandas as pd

        column = _index("measure", measure, self.measures)
        ranked = places(self.values[:, :, column], better_of(measure), len(LOOKS) if self.study.auto else 1)
        rows = [
            {
                "rank": rank,
                "strategy": self.strategies[place.strategy],
                **self.level(self.strategies[place.strategy], measure)._asdict(),
                **_prefixed(self.difference(self.strategies[place.strategy], measure=measure)),
                "tied_with_next": not place.clear,
            }
            for rank, place in enumerate(ranked, start=1)
        ]
        return pd.DataFrame(rows)

    def days(self, strategy: str, series: str) -> DataFrame:
        """Return the rows of `daily` of one series under one strategy."""
        return self._by_series[strategy, series]

    @cached_property
    def _by_series(self) -> dict[Any, DataFrame]:
        return dict(iter(self.daily.groupby(["strategy", "series"], sort=False)))

    @cached_property
    def variance_ratio(self) -> dict[str, float]:
        """How many times fewer runs the pairing saved, by strategy, on net value."""
        none = self.column(self.baseline, "net_value")
        return {name: variance_ratio(self.column(name, "net_value"), none) for name in self.strategies[1:]}

    def frame(self) -> DataFrame:
        """Return one row per strategy and measure: mean, low, high and the same of the difference."""
        import pandas as pd

        return pd.DataFrame(
            [
                {"strategy": name, "measure": measure}
                | self.level(name, measure)._asdict()
                | _prefixed(self.difference(name, measure=measure))
                for name in self.strategies
                for measure in self.measures
            ]
        )

    def runs_frame(self) -> DataFrame:
        """Return one row per run and measure: replicate, seed, strategy, measure, value."""
        return runs_frame(self.values, self.replication_numbers, self.study.seed, self.strategies, self.measures)

    def to_dict(self) -> Mapping[str, Any]:
        """Return the documented JSON shape; what is not a number is None."""
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
