"""Why one strategy beats another, in sentences: the difference, through what, how sure, and when not.

The terminal and the page of `itborg explain` take their sentences and tables from here. Differences are in kEUR of net
value per working day; "not detectable" means that the 95 % interval includes 0 with the replications that were run, not
that there is nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..analysis.comparison.series import SERIES
from ..analysis.statistics import Interval
from ..common.periods import MONTH
from .explanation import moves
from .formatting import counted, listed, number, percent, plus_minus, words
from .tables import Cell, Head, Row, Table, estimate, name_cell

if TYPE_CHECKING:
    from ..analysis.comparison.explain import Condition, Explanation
    from ..analysis.decomposition import Contribution

#: Most mechanisms and parameters that a sentence names.
MOST = 3
#: Most mechanisms that are named of one month.
SHOWN = 4


def title(found: Explanation) -> str:
    """Return the question that the page answers."""
    ahead, behind = _order(found)
    verb = "beat" if _significant(found.comparison.difference(found.a)) else "compare with"
    return f"Why does {ahead} {verb} {behind}, how sure is that, and when not?"


def answer(found: Explanation) -> str:
    """Return the difference with its interval, and what both took."""
    step = found.comparison.difference(found.a)
    ahead, behind = _order(found)
    share = step.probability_better if ahead == found.a else 1 - step.probability_better
    size = plus_minus(abs(step.mean), step.low, step.high, 1)
    days = found.comparison.provenance.days
    start = (
        f"{ahead} beats {behind} by {size} kEUR of net value per working day over {days} days"
        if _significant(step)
        else f"{ahead} and {behind} are not distinguishable: {size} kEUR of net value per working day"
    )
    took = [f"{name} took {number(found.comparison.spend_of(name).total.mean, 0)} kEUR" for name in (ahead, behind)]
    replications = counted(step.replications, "paired replication")
    return f"{start}, ahead in {percent(share)} of {replications}. {took[0]} and {took[1]}, working time included."


def through_what(found: Explanation) -> str:
    """Return which mediators carry the difference, and which are not detectable with these replications."""
    known = found.decomposition
    if known is None:
        return "A reactive strategy has no fixed schedule, so the difference is not decomposed."
    sign = 1.0 if known.effect.mean >= 0 else -1.0
    parts = [one for one in known.contributions if one.name != "money"]
    clear = sorted(
        (one for one in parts if one.contribution.excludes_zero), key=lambda one: -sign * one.contribution.mean
    )
    helps = [_part(one) for one in clear if sign * one.contribution.mean > 0]
    against = [_part(one) for one in clear if sign * one.contribution.mean < 0]
    hidden = [words(one.name) for one in parts if not one.contribution.excludes_zero]
    text = f"{listed(helps)}." if helps else "No single mediator carries the difference detectably."
    text += f" Against it: {listed(against)}." if against else ""
    text += f" Money: {number(_money(found), 2, signed=True)}."
    if hidden:
        text += f" Not detectable with {counted(known.replications, 'replication')}, which is not 0: {listed(hidden)}."
    return text


def moved_first(found: Explanation) -> str:
    """Return which mechanisms differed first and remained different to the end, earliest first; "" if none did."""
    first = [
        (one.first, SERIES[one.series].meaning) for one in moves(found.comparison, found.a) if one.first is not None
    ]
    by_month: dict[int, list[str]] = {}
    for day, meaning in sorted(first):
        by_month.setdefault(math.ceil(day / MONTH), []).append(meaning)
    parts = [f"{_some(names)} from month {month}" for month, names in list(by_month.items())[:MOST]]
    return f"{'; '.join(parts)} (different to the end)." if parts else ""


def _some(names: Sequence[str]) -> str:
    """Return the first names of a list, and how many more there are."""
    more = len(names) - SHOWN
    return listed([*names[:SHOWN], f"{more} more"] if more > 0 else names)


def how_sure(found: Explanation) -> str:
    """Return both parts of how sure the order is: random variation and plausible parameter sets."""
    step = found.comparison.difference(found.a)
    width = (step.high - step.low) / 2
    text = f"Random variation: \u00b1 {number(width, 1)} (95 %, {counted(step.replications, 'paired replication')})."
    if found.sets is None:
        return f"{text} No plausible parameter set was found."
    held, count = found.sets.same_sign(found.a, step.mean, found.b), len(found.sets)
    return (
        f"{text} Parameters: the order holds at {held} of {count} plausible parameter sets "
        f"({counted(found.sets.replications, 'replication')} each, {found.sets.drawn} drawn)."
    )


def when_not(found: Explanation) -> list[str]:
    """Return under which conditions the order turns, and under which it is not distinguishable."""
    step = found.comparison.difference(found.a)
    ahead, behind = _order(found)
    sign = 1.0 if step.mean >= 0 else -1.0
    turned = [one for one in found.conditions if sign * one.difference.mean < 0 and one.difference.excludes_zero]
    unsure = [one for one in found.conditions if not one.difference.excludes_zero]
    lines = []
    if turned:
        lines.append(f"{behind} is ahead: {'; '.join(f'{one.name} ({_size(one)})' for one in turned)}.")
    if unsure:
        lines.append(f"Not distinguishable: {'; '.join(f'{one.name} ({_size(one)})' for one in unsure)}.")
    if not turned and not unsure:
        lines.append(f"{ahead} stays ahead under every horizon, load, size and spend that was run.")
    return lines


def _parameters(found: Explanation) -> list[str]:
    """Return which parameters move the lead over the plausible sets."""
    ahead, sign = _order(found)[0], 1.0 if found.comparison.difference(found.a).mean >= 0 else -1.0
    if found.sets is None:
        return []
    known = [(name, sign * rho) for name, rho in found.influences()[:MOST]]
    if not known:
        return ["Over the plausible parameter sets no single parameter moves the lead detectably."]
    parts = [
        f"{'shrinks' if rho < 0 else 'grows'} as {name} rises (rank correlation {number(rho, 2)})"
        for name, rho in known
    ]
    return [f"The lead of {ahead} {listed(parts)}."]


def _spend(found: Explanation) -> list[str]:
    """Return the doses at equal spend, or why the two cannot be brought to the same spend."""
    known = found.equal
    if not known:
        return []
    if known["apart"]:
        name, row = next(iter(known["apart"].items()))
        most = (
            f"its smallest known use above that is {number(row['above'], 0)}"
            if row["above"]
            else f"it uses {number(row['used'], 0)} at most"
        )
        return [f"{name} cannot be brought to {number(known['amount'], 0)} kEUR ({most})."]
    doses = listed([f"{name} at dose {number(row['dose'], 2)}" for name, row in known["used"].items()])
    size = next((_size(one) for one in found.conditions if one.kind == "equal spend"), "")
    return [f"At {number(known['amount'], 0)} kEUR each ({doses}) {found.a} minus {found.b} is {size}."]


def lines(found: Explanation) -> list[tuple[str, str]]:
    """Return heading and text of each paragraph, in the order of the page."""
    return [
        ("Answer", answer(found)),
        ("Through what", through_what(found)),
        *([("What moved first", moved)] if (moved := moved_first(found)) else []),
        ("How sure", how_sure(found)),
        ("When not", " ".join(when_not(found))),
        *(("Parameters", line) for line in _parameters(found)),
        *(("Equal spend", line) for line in _spend(found)),
    ]


def parts_table(found: Explanation) -> Table:
    """Return the decomposition of the difference as a table; empty for a reactive strategy."""
    known = found.decomposition
    heads = [Head("mediator", kind="name"), Head("contribution", "kEUR/day"), Head("meaning", kind="name")]
    rows = [
        Row([name_cell(words(one.name)), _cell(one.contribution), Cell(one.meaning, kind="text")])
        for one in (known.contributions if known else ())
    ]
    total = [Row([name_cell("difference"), _cell(known.effect), Cell()], "baseline")] if known else []
    return Table(heads, [*rows, *total])


def conditions_table(found: Explanation) -> Table:
    """Return the difference under every condition as a table."""
    heads = [Head("condition", kind="name"), Head(f"{found.a} minus {found.b}", "kEUR/day"), Head("replications")]
    rows = [Row([name_cell(one.name), _cell(one.difference), Cell(str(one.replications))]) for one in found.conditions]
    return Table(heads, rows)


def _cell(value: Interval) -> Cell:
    return estimate(*value, 2, "higher", signed=True)


def _part(one: Contribution) -> str:
    return f"{words(one.name)} ({plus_minus(*one.contribution, 1, signed=True)})"


def _size(one: Condition) -> str:
    return plus_minus(*one.difference, 1, signed=True)


def _money(found: Explanation) -> float:
    known = found.decomposition
    return next(one.contribution.mean for one in known.contributions if one.name == "money") if known else math.nan


def _order(found: Explanation) -> tuple[str, str]:
    """Return the strategy with the higher mean, and the other."""
    return (found.a, found.b) if found.comparison.difference(found.a).mean >= 0 else (found.b, found.a)


def _significant(step: object) -> bool:
    low, high = getattr(step, "low", math.nan), getattr(step, "high", math.nan)
    return bool(low > 0 or high < 0)
