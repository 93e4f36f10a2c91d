"""Tables of paired differences between strategies, with their confidence intervals.

Used by the Branch, Compare and Parameters pages. Directions and units come from the registry of measures. Texts are for
HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from itborg.analysis.measures.registry import MEASURES
from itborg.analysis.statistics import Floats, Interval, interval, share_better
from itborg.report.formatting import percent

from .text import measure_title, measure_unit, plus_minus

#: Measures shown first in a workshop.
MAIN_MEASURES = (
    "net_value",
    "loss",
    "trust_business_to_it",
    "business_rating",
    "sla_met",
    "sla_met_user_clock",
    "lead_time",
)

TABLE_HELP = "± is half of the 95 % interval; better in is the share of replications."


class Difference(NamedTuple):
    """A paired difference between two strategies in one measure.

    mean, low, high     mean and 95 % confidence interval, in the unit of the measure
    probability_better  share of replications in which the strategy is better, NaN if no direction is better
    level               mean of the measure under the strategy, with its 95 % interval
    """

    measure: str
    mean: float
    low: float
    high: float
    probability_better: float
    level: Interval

    @property
    def significant(self) -> bool:
        """Whether the 95 % interval excludes zero."""
        return self.low > 0 or self.high < 0

    @property
    def improves(self) -> bool | None:
        """Whether the difference is an improvement; None if it is not significant or no direction is better."""
        better = MEASURES[self.measure].better
        return None if not self.significant or better is None else (self.mean > 0) == (better == "higher")

    @property
    def text(self) -> str:
        """Mean and half the width of the interval, with their unit."""
        return plus_minus(self.mean, self.low, self.high, measure_unit(self.measure))


def differences(values: Floats, measures: Sequence[str], row: int, base: int) -> list[Difference]:
    """Return the differences between strategy `row` and strategy `base`, one for each measure.

    values    array (replications, strategies, measures); replications are paired
    measures  names of the measures, in the order of the last axis
    row       column of the strategy; base: column of the strategy that it is compared with

    NaN marks a replication without a value, for example a lead time without deliveries.
    """
    result = []
    for n, name in enumerate(measures):
        step = values[:, row, n] - values[:, base, n]
        mean, low, high = interval(step)
        level = interval(values[:, row, n])
        result.append(Difference(name, mean, low, high, share_better(step, MEASURES[name].better), level))
    return result


def table(rows: Sequence[Difference], against: str) -> str:
    """Return differences as an HTML table.

    against  heading of the strategy that the others are compared with; it is escaped

    Each row has the level under the strategy and the difference, with half of their 95 % intervals, the share of
    replications in which it is better, and whether it is better, worse or not significant.
    """
    heads = ("", "level", f"difference from {escape(against)}", "better in", "")
    head = "".join(f"<th scope='col'>{text}</th>" for text in heads)
    body = "".join(_row(one) for one in rows)
    return f"<table class='itb-table'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(one: Difference) -> str:
    """Return one difference as a row of the HTML table."""
    results = {True: ("better", "good"), False: ("worse", "bad"), None: ("not significant", "soft")}
    result, kind = results[one.improves]
    return (
        f"<tr><th scope='row'>{escape(measure_title(one.measure))}</th>"
        f"<td>{plus_minus(*one.level, measure_unit(one.measure), signed=False)}</td>"
        f"<td>{one.text}</td><td>{percent(one.probability_better)}</td><td class='itb-{kind}'>{result}</td></tr>"
    )
