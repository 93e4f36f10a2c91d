"""Which mechanisms a strategy moved, and from when on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..comparison.series import SERIES

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..comparison import Comparison


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
