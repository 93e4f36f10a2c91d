"""Why: which mechanism a strategy moved first, which most, and at what price."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from ..comparison.series import SERIES
from ..spans import MONTH

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..comparison import Comparison


#: Smallest change for the worse that is told as a price, in times the ordinary spread.
WORTH_A_WORD = 0.2


class Move(NamedTuple):
    """How a strategy moved one series, against the baseline.

    series     its name
    first      last day of the first block of 20 days from which on the paired 95 % interval of
               the difference excludes 0 in every block to the end, on the same side; None if never
    early      size of the difference in that block, in times the ordinary spread of luck
    change     difference in the last block
    size       that in times the ordinary spread between runs of the baseline
    for_better whether that is the good direction
    """

    series: str
    first: int | None
    early: float
    change: float
    size: float
    for_better: bool


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
    last = blocks.iloc[-1]
    change = float(last["difference_mean"])
    return Move(
        series=name,
        first=int(blocks["day"].iloc[start]) if moved else None,
        early=abs(float(blocks["standardised"].iloc[start])) if moved else math.nan,
        change=change,
        size=abs(float(last["standardised"])),
        for_better=(change > 0) == (SERIES[name].better == "higher"),
    )


def sentence(found: Comparison, strategy: str) -> str:
    """Return in one sentence what a strategy moved first, most, and at what price."""
    moved = [move for move in moves(found, strategy) if move.first is not None and math.isfinite(move.size)]
    if not moved:
        return "Moves nothing that stands out from luck to the end of the run."
    first = min(moved, key=lambda move: (move.first or 0, -move.early))
    most = max(moved, key=lambda move: move.size)
    if first is most:
        return f"Moves {_meaning(most)} first and most ({_since(first)}; {_by(most)} in the end){_price(moved, most)}."
    return (
        f"Moves {_meaning(first)} first ({_way(first)}, {_since(first)}) and {_meaning(most)} most "
        f"({_by(most)}){_price(moved, most)}."
    )


def _price(moved: list[Move], most: Move) -> str:
    """Return the largest change for the worse that is worth a word, unless it has been named."""
    worse = [move for move in moved if not move.for_better and move.size >= WORTH_A_WORD and move is not most]
    if not worse:
        return ""
    worst = max(worse, key=lambda move: move.size)
    return f", at the price of {_meaning(worst)} ({_by(worst)})"


def _meaning(move: Move) -> str:
    return SERIES[move.series].meaning


def _way(move: Move) -> str:
    return "up" if move.change > 0 else "down"


def _since(move: Move) -> str:
    day = move.first or MONTH
    return "from the first month on" if day <= MONTH else f"from day {day - MONTH + 1} on"


def _by(move: Move) -> str:
    unit = SERIES[move.series].unit
    amount = f"{move.change:+.2g}" if unit in ("share", "level") or abs(move.change) < 1 else f"{move.change:+.1f}"
    named = {"day": " days", "level": " levels"}.get(unit, "")
    worse = "" if move.for_better else ", for the worse"
    return f"{amount}{named}{worse}: {move.size:.1f} times the ordinary spread"
