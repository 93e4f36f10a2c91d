"""Tables of differences: what changed, how sure that is, in words one can read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np

from itborg.measures import MEASURES
from itborg.statistics import Floats, interval, share_better

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
    p_better: float
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


def number(value: float, unit: str, signed: bool = False) -> str:
    """Return a number as it is read aloud: shares in points of a hundred."""
    if not np.isfinite(value):
        return "–"
    if unit == "share":
        return f"{100 * value:{'+' if signed else ''}.1f}"
    return f"{value:{'+' if signed else ''}.1f}"


def unit_of(measure: str) -> str:
    """Return the unit as it stands beside a number."""
    unit = str(MEASURES[measure].unit)
    return "%" if unit == "share" else "kEUR/day" if unit.startswith("kEUR") else unit


def table(rows: Sequence[Difference], against: str) -> str:
    """Return differences as an HTML table; every name in it is ours or escaped."""
    body = "".join(_row(one) for one in rows)
    heads = ("", "now", f"difference to {escape(against)}", "better in", "")
    head = "".join(f"<th scope='col'>{text}</th>" for text in heads)
    return f"<table class='itb-table'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(one: Difference) -> str:
    unit = str(MEASURES[one.measure].unit)
    half = (one.high - one.low) / 2
    verdict, kind = {True: ("better", "good"), False: ("worse", "bad"), None: ("not clear", "soft")}[one.good]
    step = f"{number(one.mean, unit, signed=True)} ± {number(half, unit)} {unit_of(one.measure)}"
    share = f"{one.p_better:.0%}" if np.isfinite(one.p_better) else "–"
    name = escape(PLAIN.get(one.measure, one.measure.replace("_", " ")))
    return (
        f"<tr><th scope='row'>{name}</th><td>{number(one.level, unit)} {unit_of(one.measure)}</td>"
        f"<td>{step}</td><td>{share}</td><td class='itb-{kind}'>{verdict}</td></tr>"
    )
