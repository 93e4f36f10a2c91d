"""Why a strategy helps or harms, in sentences: the parts of its effect on net value, and the mechanisms it changed.

Relies on the differences of a `Comparison`, on its table `blocks` (paired differences over blocks of 20 days), and on
its daily means. Nothing here shows cause: mechanisms that change together with net value may be effects of it, and
only a decomposition or a knock-out can show which they are. The smallest sizes that are reported are our choice.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from ..analysis.comparison.series import SERIES
from ..common.periods import MONTH
from .formatting import number, plus_minus

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..analysis.comparison.result import Comparison, Difference

#: Smallest change of a mechanism that is reported, as a share of the larger of both values.
SMALLEST_CHANGE = 0.05
#: Most mechanisms that are reported of a strategy for the better, and for the worse.
MOST = 3
#: Smallest part of an effect that is reported, kEUR per day.
SMALLEST_PART = 0.005
#: What the parts of net value are called.
PARTS = {"benefit": "changes bring", "loss": "incidents and releases lose", "cost": "IT and the strategy cost"}


class Move(NamedTuple):
    """How a strategy changed one daily series, compared with the baseline.

    series  its name
    first   last day of the first block of 20 days from which on the paired 95 % interval of the difference excludes 0
            in every block to the end, on the same side; None if there is no such block
    """

    series: str
    first: int | None


def moves(found: Comparison, strategy: str) -> list[Move]:
    """Return how a strategy changed each mechanism, in the order of the registry of series.

    Only series marked as mechanisms are included. Significance is that of paired 95 % intervals of blocks of 20 days,
    each separately, not corrected for the number of series.

    strategy  a strategy of the comparison other than the baseline
    """
    ours = found.blocks[found.blocks["strategy"] == strategy]
    names = [name for name, one in SERIES.items() if one.mechanism]
    by_series = dict(iter(ours.groupby("series", sort=False)))
    return [_move(name, by_series[name]) for name in names]


def _move(name: str, blocks: DataFrame) -> Move:
    """Return the change of one series from the rows of its blocks, in the order of days."""
    low, high = blocks["difference_low"].to_numpy(), blocks["difference_high"].to_numpy()
    side = (low > 0).astype(int) - (high < 0).astype(int)
    start = len(side)
    while start > 0 and side[start - 1] == side[-1] != 0:
        start -= 1
    return Move(name, int(blocks["day"].iloc[start]) if start < len(side) else None)


def lead(found: Comparison) -> str:
    """Return why the first strategy ranks before the second; "" if there is no second.

    Whether the lead is significant is taken from the ranking, where all orders are tested at once. A significant lead
    is given in kEUR per working day with half of its 95 % interval, and with the parts that add up to it.
    """
    ranked = found.ranking()
    if len(ranked) < 3:
        return ""
    first, second = (str(name) for name in ranked["strategy"][:2])
    step = found.difference(first, second)
    if ranked["tied_with_next"].iloc[0]:
        return f"{first} ranks first, but not significantly before {second}: {_size(step)}."
    return f"{first} is ahead of {second}, the next strategy, by {_size(step)}{_because(found, first, second)}."


def money(found: Comparison, strategy: str) -> str:
    """Return the effect of a strategy on net value, and the parts that add up to it, in kEUR per working day.

    Parts smaller than SMALLEST_PART are left out. An effect whose 95 % interval includes 0 is called not significant.
    The interval is Student's t over paired replications, for this strategy alone.
    """
    step = found.difference(strategy)
    parts = _because(found, strategy, found.baseline)
    if step.low > 0 or step.high < 0:
        return f"{'Raises' if step.low > 0 else 'Lowers'} net value by {_size(step)}{parts}."
    effect = plus_minus(step.mean, step.low, step.high, 2, signed=True)
    return f"No significant effect on net value ({effect} kEUR per day){parts}."


def behind(found: Comparison, strategy: str) -> list[str]:
    """Return which mechanisms changed most, significantly to the end: one sentence for better, one for worse.

    A mechanism is reported if its difference from the baseline is significant in every block of 20 days from some block
    to the end, and if on the last day it is at least SMALLEST_CHANGE of the larger of both values. At most MOST are
    named in a sentence, the largest relative change first, with the month from which on the difference is significant.
    Without any, one sentence says so.
    """
    lasting = [_Change.of(found, strategy, one) for one in moves(found, strategy) if one.first is not None]
    shown = sorted((one for one in lasting if one.share >= SMALLEST_CHANGE), key=lambda one: -one.share)
    if not shown:
        return ["No mechanism changed much and remained statistically significant to the end of the run."]
    sides = {"Better": [one for one in shown if one.for_better], "Worse": [one for one in shown if not one.for_better]}
    return [f"{word}: {'; '.join(one.text for one in some[:MOST])}." for word, some in sides.items() if some]


class _Change(NamedTuple):
    """A change of a mechanism: as a share of the larger value, its direction, and its text.

    share  absolute difference on the last day over the larger absolute value, 0 to 2
    text   meaning of the series, both values with unit, and since when the difference is significant
    """

    share: float
    for_better: bool
    text: str

    @classmethod
    def of(cls, found: Comparison, strategy: str, move: Move) -> _Change:
        """Return a change with the values of the last day, means over replications."""
        ours, theirs = (float(found.days(name, move.series)["mean"].iloc[-1]) for name in (strategy, found.baseline))
        largest = max(abs(ours), abs(theirs))
        share = abs(ours - theirs) / largest if largest > 0 else 0.0
        month = math.ceil((move.first or MONTH) / MONTH)
        since = f" (significant from month {month})" if month > 1 else ""
        one = SERIES[move.series]
        for_better = (ours > theirs) == (one.better == "higher")  # of the last day, as shown, not of the last month
        return cls(share, for_better, f"{one.meaning} {_instead(ours, theirs, one.unit)}{since}")


def _because(found: Comparison, strategy: str, other: str) -> str:
    """Return the parts of a difference in net value after a colon, the largest first; "" if there are none.

    strategy, other  the difference is that of `strategy` minus `other`
    """
    steps = {name: found.difference(strategy, other, measure=name).mean for name in PARTS}
    known = [(name, step) for name, step in steps.items() if math.isfinite(step) and abs(step) >= SMALLEST_PART]
    known.sort(key=lambda one: -abs(one[1]))
    parts = [f"{PARTS[name]} {number(abs(step), 2)} {'more' if step > 0 else 'less'}" for name, step in known]
    return f": {', '.join(parts)}" if parts else ""


def _instead(ours: float, theirs: float, unit: str) -> str:
    """Return two values of a series with as many decimals as distinguish them.

    >>> _instead(29.66, 63.2, "day"), _instead(0.0612, 0.0634, "share"), _instead(0.2, 0.8, "level")
    ('30 instead of 63 days', '0.061 instead of 0.063', '0.2 instead of 0.8 levels')
    """
    fewest = {"day": 0, "level": 1, "share": 2}.get(unit, 0 if max(abs(ours), abs(theirs)) >= 10 else 1)
    places = next((n for n in range(fewest, 4) if number(ours, n) != number(theirs, n)), 4)
    named = {"day": " days", "level": " levels"}.get(unit, "")
    return f"{number(ours, places)} instead of {number(theirs, places)}{named}"


def _size(step: Difference) -> str:
    """Return the size of a difference without its sign, with half of its interval, in kEUR per day."""
    return f"{plus_minus(abs(step.mean), step.low, step.high, 2)} kEUR per day"
