"""The tables of the report."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from ..comparison.study import better_of, measure_rows
from ..statistics import Interval
from .money import parts

if TYPE_CHECKING:
    from ..comparison import Comparison
    from ..comparison.result import Difference

#: Differences shown next to net value in the ranking.
BESIDE = ("business_rating", "sla_met", "trust_business_to_it", "it_understanding", "firefighting_share")


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
    heads += [_head(_words(name), f"minus {found.baseline}") for name in beside]
    rows = []
    for row in found.ranking().to_dict("records"):
        name = str(row["strategy"])
        base = name == found.baseline
        level = Interval(row["mean"], row["low"], row["high"])
        step = found.difference(name)
        cells = [f"{row['rank']}{'&#8776;' if row['tied_with_next'] else ''}", _cell(escape(name), "name"), _pm(level)]
        cells += ["baseline", ""] if base else [_step(step, "net_value"), f"{step.p_better:.0%}"]
        cells += ["" if base else _step(found.difference(name, measure=one), one, False) for one in beside]
        rows.append(_row(cells, "baseline" if base else ""))
    note = "&#8776; the order against the next line is not clear. &#177; is half of a 95 % interval."
    return _table(heads, rows) + f'<p class="small">{note}</p>'


def money_table(found: Comparison) -> str:
    """Return the parts of each strategy's difference in net value, with intervals."""
    heads = [
        _head("strategy", "", "name"),
        *(_head(name, f"minus {found.baseline}, kEUR/day") for name in ("net value", "benefit", "loss", "cost")),
    ]
    rows = [
        _row(
            [
                _cell(escape(row.strategy), "name"),
                _step(row.net, "net_value"),
                _step(row.benefit, "benefit"),
                _step(row.loss, "loss"),
                _step(row.cost, "cost"),
            ]
        )
        for row in parts(found)
    ]
    return _table(heads, rows)


def full_table(found: Comparison) -> str:
    """Return every measure under every strategy."""
    heads = [_head("measure", "", "name"), *(_head(escape(name), "") for name in found.strategies)]
    rows = [
        _row([_cell(escape(_words(measure)), "name"), *(_pm(found.level(name, measure)) for name in found.strategies)])
        for measure in found.measures
    ]
    return _table(heads, rows)


def _words(name: str) -> str:
    return str(measure_rows().get(name, {}).get("label", name.replace("_", " ")))


def _digits(*values: float) -> int:
    """Return how many decimals show a value to about three figures.

    >>> _digits(123.0), _digits(4.2), _digits(0.031)
    (0, 2, 3)
    """
    size = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3


def _pm(one: Interval) -> str:
    if not math.isfinite(one.mean):
        return "&#8211;"
    digits = _digits(one.mean)
    half = f' <span class="pm">&#177; {one.half:.{digits}f}</span>' if math.isfinite(one.half) else ""
    return f"{one.mean:.{digits}f}{half}"


def _step(one: Difference, measure: str, interval: bool = True) -> str:
    """Return a difference, coloured where its interval excludes 0."""
    if not math.isfinite(one.mean):
        return "&#8211;"
    digits = _digits(one.mean)
    half = (one.high - one.low) / 2
    mark = _mark(one, better_of(measure))
    number = f'<span class="{mark}">{one.mean:+.{digits}f}</span>' if mark else f"{one.mean:+.{digits}f}"
    return number + (f' <span class="pm">&#177; {half:.{digits}f}</span>' if interval and math.isfinite(half) else "")


def _mark(one: Difference, better: str | None) -> str:
    if better is None or not (one.low > 0 or one.high < 0):
        return ""
    return "up" if (one.low > 0) == (better == "higher") else "down"


def _head(name: str, unit: str, kind: str = "") -> str:
    under = f'<span class="unit">{escape(unit)}</span>' if unit else ""
    return f'<th scope="col"{_class(kind)}>{escape(name)}{under}</th>'


def _cell(content: str, kind: str) -> str:
    return f"<td{_class(kind)}>{content}</td>"


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _row(cells: Iterable[str], kind: str = "") -> str:
    return f"<tr{_class(kind)}>" + "".join(c if c.startswith("<td") else f"<td>{c}</td>" for c in cells) + "</tr>"


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    top = "".join(head if head.startswith("<th") else "<th></th>" for head in heads)
    return (
        f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>\n'
        + "\n".join(rows)
        + "\n</tbody></table></div>"
    )
