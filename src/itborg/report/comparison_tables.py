"""The tables of the report."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from ..analysis.comparison.provenance import better_of, measure_rows
from ..analysis.comparison.result import Difference
from ..analysis.statistics import Interval
from .decomposition_section import parts
from .formatting import DIGITS

if TYPE_CHECKING:
    from ..analysis.comparison.result import Comparison

#: Differences shown next to net value in the ranking.
BESIDE = ("business_rating", "sla_met", "trust_business_to_it", "firefighting_share")
#: Letters that stand for words.
SHORT = {"sla": "SLA", "it": "IT", "sam": "SAM"}


def ranking_table(found: Comparison) -> str:
    """Return strategies, best first: net value, difference, ties, and what else moved."""
    beside = [name for name in BESIDE if name in found.measures]
    heads = [
        "",
        _head("strategy", "", "name"),
        _head("net value", "kEUR/day"),
        _head(f"minus {found.baseline}", "kEUR/day"),
        _head("better in", "of pairs"),
    ]
    heads += [_head(_words(name), "difference") for name in beside]
    rows = []
    for row in found.ranking().to_dict("records"):
        name = str(row["strategy"])
        base = name == found.baseline
        level = Interval(row["mean"], row["low"], row["high"])
        step = found.difference(name)
        cells = [
            f"{row['rank']}{'&#8776;' if row['tied_with_next'] else ''}",
            _cell(_breakable(name), "name"),
            _pm(level, "net_value"),
        ]
        cells += ["baseline", ""] if base else [_step(step, "net_value"), f"{step.probability_better:.0%}"]
        cells += ["" if base else _step(found.difference(name, measure=one), one, False) for one in beside]
        rows.append(_row(cells, "baseline" if base else ""))
    note = "&#8776; the order against the next line is not clear. &#177; is half of a 95 % interval."
    aside = '<span class="narrow">Swipe the table for what else moved.</span>' if beside else ""
    return _table(heads, rows, "ranking") + f'<p class="small">{note} {aside}</p>'


def money_table(found: Comparison) -> str:
    """Return the parts of each strategy's difference in net value, with intervals, and what a bad month loses."""
    heads = [
        _head("strategy", "", "name"),
        *(_head(name, f"minus {found.baseline}, kEUR/day") for name in ("net value", "benefit", "loss", "cost")),
        _head("bad month", f"loses, minus {found.baseline}, kEUR"),
    ]
    rows = [
        _row(
            [
                _cell(_breakable(row.strategy), "name"),
                _step(row.net, "net_value"),
                _step(row.benefit, "benefit"),
                _step(row.loss, "loss"),
                _step(row.cost, "cost"),
                _bad_month(found.risk_of(row.strategy), found.replications),
            ]
        )
        for row in parts(found)
    ]
    return _table(heads, rows)


def _bad_month(row: Mapping[str, float], runs: int) -> str:
    step = Difference(row["difference"], row["difference_low"], row["difference_high"], math.nan, runs)
    if not math.isfinite(step.mean):
        return "&#8211;"
    mark = _mark(step, "lower")
    number = f"{step.mean:+.0f}"
    half = f' <span class="pm">&#177; {(step.high - step.low) / 2:.0f}</span>' if math.isfinite(step.low) else ""
    return (f'<span class="{mark}">{number}</span>' if mark else number) + half


def full_table(found: Comparison) -> str:
    """Return every measure under every strategy."""
    heads = [_head("measure", "", "name"), *(_head(escape(name), "") for name in found.strategies)]
    rows = [
        _row(
            [
                _cell(escape(_words(measure)), "name"),
                *(_pm(found.level(name, measure), measure) for name in found.strategies),
            ]
        )
        for measure in found.measures
    ]
    return _table(heads, rows)


def _words(name: str) -> str:
    """Return a measure's name to read.

    >>> _words("trust_business_to_it")
    'trust business to IT'
    """
    return " ".join(SHORT.get(word, word) for word in name.split("_"))


def _digits(measure: str) -> int:
    """Return how many decimals a measure is shown with, by its unit: the same down a column."""
    return DIGITS.get(str(measure_rows().get(measure, {}).get("unit")), 2)


def _pm(one: Interval, measure: str) -> str:
    return _with_half(f"{one.mean:.{_digits(measure)}f}", one.half, measure) if math.isfinite(one.mean) else "&#8211;"


def _step(one: Difference, measure: str, interval: bool = True) -> str:
    """Return a difference, coloured where its interval excludes 0."""
    if not math.isfinite(one.mean):
        return "&#8211;"
    mark = _mark(one, better_of(measure))
    number = f"{one.mean:+.{_digits(measure)}f}"
    number = f'<span class="{mark}">{number}</span>' if mark else number
    return _with_half(number, (one.high - one.low) / 2, measure) if interval else number


def _with_half(number: str, half: float, measure: str) -> str:
    return number + (f' <span class="pm">&#177; {half:.{_digits(measure)}f}</span>' if math.isfinite(half) else "")


def _mark(one: Difference, better: str | None) -> str:
    if better is None or not (one.low > 0 or one.high < 0):
        return ""
    return "up" if (one.low > 0) == (better == "higher") else "down"


def _head(name: str, unit: str, kind: str = "") -> str:
    with_strategy = f'<span class="unit">{escape(unit)}</span>' if unit else ""
    return f'<th scope="col"{_class(kind)}>{escape(name)}{with_strategy}</th>'


def _cell(content: str, kind: str) -> str:
    return f"<td{_class(kind)}>{content}</td>"


def _breakable(name: str) -> str:
    """Return a name that may go on on the next line after an underscore.

    >>> _breakable("brm_style")
    'brm_<wbr>style'
    """
    return escape(name).replace("_", "_<wbr>")


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _row(cells: Iterable[str], kind: str = "") -> str:
    return f"<tr{_class(kind)}>" + "".join(c if c.startswith("<td") else f"<td>{c}</td>" for c in cells) + "</tr>"


def _table(heads: Sequence[str], rows: Sequence[str], kind: str = "") -> str:
    top = "".join(head if head.startswith("<th") else "<th></th>" for head in heads)
    return (
        f'<div class="scroll"><table{_class(kind)}><thead><tr>{top}</tr></thead><tbody>\n'
        + "\n".join(rows)
        + "\n</tbody></table></div>"
    )
