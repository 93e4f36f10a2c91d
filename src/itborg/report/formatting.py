"""The tables of the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

#: Decimals by unit.
DIGITS = {"share": 3, "probability": 3, "correlation": 3, "level": 2, "kEUR/day": 2, "day": 1, "count": 1}


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return "".join(names) if len(names) < 2 else ", ".join(names[:-1]) + " and " + names[-1]


def pairs_of(runs: int) -> str:
    """Return how many pairs.

    >>> pairs_of(1), pairs_of(200)
    ('1 pair', '200 pairs')
    """
    return f"{runs} pair{'' if runs == 1 else 's'}"
