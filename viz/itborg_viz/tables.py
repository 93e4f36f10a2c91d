"""Tables of differences: what changed, how sure that is, in words one can read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np

from itborg.analysis.measures.registry import MEASURES
from itborg.analysis.statistics import Floats, interval, share_better

#: Measures a workshop asks for first.
FIRST = ("net_value", "loss", "trust_business_to_it", "business_rating", "sla_met", "lead_time")
PLAIN = {
    "net_value": "Net value", "loss": "Loss by outages", "trust_business_to_it": "Trust of business in IT",
    "business_rating": "The business's rating of IT", "sla_met": "Closed in time", "lead_time": "Lead time of changes",
    "watermelon_gap": "Watermelon gap", "firefighting_share": "Firefighting", "root_causes": "Root causes",
}  # fmt: skip


class Difference(NamedTuple):
    """A paired difference with its 95 % interval, and how often it is the better one."""

    measure: str
    mean: float
    low: float
    high: float
    probability_better: float
    level: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0

    @property
    def good(self) -> bool | None:
        """Whether it is for the better, None where that is not clear or neither is better."""
        better = MEASURES[self.measure].better
        return None if not self.clear or better is None else (self.mean > 0) == (better == "higher")


def differences(values: Floats, measures: Sequence[str], row: int, base: int) -> list[Difference]:
    """Return strategy `row` minus strategy `base`, measure by measure; values (pairs, strategies, measures)."""
    found = []
    for n, name in enumerate(measures):
        step = values[:, row, n] - values[:, base, n]
        mean, low, high = interval(step)
        level = float(np.nanmean(values[:, row, n]))
        found.append(Difference(name, mean, low, high, share_better(step, MEASURES[name].better), level))
    return found


MISSING = "-"


def number(value: float, unit: str, signed: bool = False, digits: int = 1) -> str:
    """Return a number as it is read aloud: shares in points of a hundred."""
    if not np.isfinite(value):
        return MISSING
    return f"{value * (100 if unit == 'share' else 1):{'+' if signed else ''}.{digits}f}"


def plus_minus(one: Difference) -> str:
    """Return a difference with half of its interval, with as many digits as the interval makes sense of."""
    unit = "share" if unit_of(one.measure) == "%" else ""
    half = (one.high - one.low) / 2
    digits = 2 if half * (100 if unit else 1) < 0.5 else 1
    shown = unit_of(one.measure).replace("%", "points")
    return f"{number(one.mean, unit, True, digits)} ± {number(half, unit, digits=digits)} {shown}"


def unit_of(measure: str) -> str:
    """Return the unit as it stands beside a number."""
    unit = str(MEASURES[measure].unit)
    return {"share": "%", "day": "days"}.get(unit, "kEUR/day" if unit.startswith("kEUR") else unit)


def table(rows: Sequence[Difference], against: str) -> str:
    """Return differences as an HTML table; every name in it is ours or escaped."""
    body = "".join(_row(one) for one in rows)
    heads = ("", "level", f"difference to {escape(against)}", "better in", "")
    head = "".join(f"<th scope='col'>{text}</th>" for text in heads)
    return f"<table class='itb-table'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(one: Difference) -> str:
    unit = str(MEASURES[one.measure].unit)
    verdict, kind = {True: ("better", "good"), False: ("worse", "bad"), None: ("not clear", "soft")}[one.good]
    step = plus_minus(one)
    share = f"{one.probability_better:.0%}" if np.isfinite(one.probability_better) else MISSING
    name = escape(PLAIN.get(one.measure, one.measure.replace("_", " ")))
    return (
        f"<tr><th scope='row'>{name}</th><td>{number(one.level, unit)} {unit_of(one.measure)}</td>"
        f"<td>{step}</td><td>{share}</td><td class='itb-{kind}'>{verdict}</td></tr>"
    )
