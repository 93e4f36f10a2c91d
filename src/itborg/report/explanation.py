"""Why, in plain words: through which money a strategy gains or loses, and which mechanisms lie behind it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from ..analysis.comparison.series import SERIES
from ..common.periods import MONTH

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..analysis.comparison.result import Comparison, Difference


class Move(NamedTuple):
    """How a strategy moved one series, against the baseline.

    series  its name
    first   last day of the first block of 20 days from which on the paired 95 % interval of
            the difference excludes 0 in every block to the end, on the same side; None if never
    """

    series: str
    first: int | None


def moves(found: Comparison, strategy: str) -> list[Move]:
    """Return how a strategy moved each mechanism."""
    ours = found.blocks[found.blocks["strategy"] == strategy]
    names = [name for name, one in SERIES.items() if one.mechanism]
    by_series = dict(iter(ours.groupby("series", sort=False)))
    return [_move(name, by_series[name]) for name in names]


def _move(name: str, blocks: DataFrame) -> Move:
    low, high = blocks["difference_low"].to_numpy(), blocks["difference_high"].to_numpy()
    side = (low > 0).astype(int) - (high < 0).astype(int)
    start = len(side)
    while start > 0 and side[start - 1] == side[-1] != 0:
        start -= 1
    moved = start < len(side)
    return Move(name, int(blocks["day"].iloc[start]) if moved else None)


#: Smallest change that is told, as a share of the larger of both values.
WORTH_A_WORD = 0.05
#: Most mechanisms that are told of a strategy for the better, and for the worse.
MOST = 3
#: Least part of the money that is told, kEUR a day.
LEAST = 0.005


def lead(found: Comparison) -> str:
    """Return why the first strategy stands before the next; nothing where there is no next.

    Whether it does so clearly is what the ranking says, where all orders are judged at once.
    """
    ranked = found.ranking()
    if len(ranked) < 3:
        return ""
    first, second = (str(name) for name in ranked["strategy"][:2])
    step = found.difference(first, second)
    if ranked["tied_with_next"].iloc[0]:
        return f"{first} comes first, but not clearly before {second}: {_amount(step)}."
    parts = _parts(found, first, second)
    return f"{first} is ahead of {second}, the next, by {_amount(step)}{f': {parts}' if parts else ''}."


def money(found: Comparison, strategy: str) -> str:
    """Return what a strategy gains or loses against the baseline, and the parts that add up to it."""
    step = found.difference(strategy)
    parts = _parts(found, strategy, found.baseline)
    if step.low > 0 or step.high < 0:
        return f"{'Gains' if step.low > 0 else 'Loses'} {_amount(step)}{f': {parts}' if parts else ''}."
    return f"No clear gain or loss ({_signed(step)}){f': {parts}' if parts else ''}."


def behind(found: Comparison, strategy: str) -> list[str]:
    """Return which mechanisms moved most, clear of luck to the end: a sentence for the better, one for the worse."""
    clear = [_Moved.of(found, strategy, one) for one in moves(found, strategy) if one.first is not None]
    told = sorted((one for one in clear if one.share >= WORTH_A_WORD), key=lambda one: -one.share)
    if not told:
        return ["No mechanism moved much and stayed clear of luck to the end."]
    sides = {"Better": [one for one in told if one.for_better], "Worse": [one for one in told if not one.for_better]}
    return [f"{word}: {'; '.join(one.words for one in some[:MOST])}." for word, some in sides.items() if some]


class _Moved(NamedTuple):
    """A mechanism that moved: by which share of the larger value, in which direction, and how that is said."""

    share: float
    for_better: bool
    words: str

    @classmethod
    def of(cls, found: Comparison, strategy: str, move: Move) -> _Moved:
        """Return a move with the values of the last day."""
        ours, theirs = (float(found.days(name, move.series)["mean"].iloc[-1]) for name in (strategy, found.baseline))
        largest = max(abs(ours), abs(theirs))
        share = abs(ours - theirs) / largest if largest > 0 else 0.0
        month = math.ceil((move.first or MONTH) / MONTH)
        since = f" (clear from month {month} on)" if month > 1 else ""
        one = SERIES[move.series]
        for_better = (ours > theirs) == (one.better == "higher")  # as shown: on the last day, not over the last month
        return cls(share, for_better, f"{one.meaning} {_pair(ours, theirs, one.unit)}{since}")


def _parts(found: Comparison, strategy: str, other: str) -> str:
    """Return the parts of a difference in net value in words, the largest first."""
    steps = {name: found.difference(strategy, other, measure=name).mean for name in ("benefit", "loss", "cost")}
    words = {"benefit": "changes bring", "loss": "incidents and releases destroy", "cost": "IT and the strategy cost"}
    known = [(name, step) for name, step in steps.items() if math.isfinite(step) and abs(step) >= LEAST]
    known.sort(key=lambda one: -abs(one[1]))
    return ", ".join(f"{words[name]} {abs(step):.2f} {'more' if step > 0 else 'less'}" for name, step in known)


def _pair(ours: float, theirs: float, unit: str) -> str:
    """Return two values of a series with as many decimals as tell them apart.

    >>> _pair(29.66, 63.2, "day"), _pair(0.0612, 0.0634, "share"), _pair(0.2, 0.8, "level")
    ('30 instead of 63 days', '0.061 instead of 0.063', '0.2 instead of 0.8 levels')
    """
    fewest = {"day": 0, "level": 1, "share": 2}.get(unit, 0 if max(abs(ours), abs(theirs)) >= 10 else 1)
    digits = next((n for n in range(fewest, 4) if f"{ours:.{n}f}" != f"{theirs:.{n}f}"), 4)
    named = {"day": " days", "level": " levels"}.get(unit, "")
    return f"{ours:.{digits}f} instead of {theirs:.{digits}f}{named}"


def _amount(step: Difference) -> str:
    return f"{abs(step.mean):.2f}{_half(step)} kEUR a day"


def _signed(step: Difference) -> str:
    return f"{step.mean:+.2f}{_half(step)} kEUR a day"


def _half(step: Difference) -> str:
    half = (step.high - step.low) / 2
    return f" ± {half:.2f}" if math.isfinite(half) else ""
