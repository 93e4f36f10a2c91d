"""Gain against spend: which strategies gain most for what they took."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .result import Comparison


def frontier(found: Comparison) -> list[str]:
    """Return the efficient frontier, the cheapest first: strategies that gain more than all that took no more.

    Gains and spends are means over replications. The baseline, which takes and gains nothing, is left out; so is every
    strategy whose gain is not significant.
    """
    rows = sorted(
        (found.spend_of(name).total.mean, -found.difference(name).mean, name) for name in found.strategies[1:]
    )
    best, names = 0.0, []
    for _, loss, name in rows:
        if -loss > best and not found.difference(name).low <= 0:
            best = -loss
            names.append(name)
    return names


def best_per_keur(found: Comparison) -> str:
    """Return the strategy with the largest gain per kEUR.

    "" if none has a known one above 0, or if a strategy gains significantly and takes no more than the baseline.
    """
    base = found.spend_of(found.baseline).total.mean
    if base > 0 and any(found.difference(one).low > 0 and found.spend_of(one).total.mean <= base
                        for one in found.strategies[1:]):  # fmt: skip
        return ""
    known = {name: found.gain_per_keur(name).mean for name in found.strategies[1:]}
    known = {name: value for name, value in known.items() if math.isfinite(value) and value > 0}
    return max(known, key=lambda name: known[name], default="")


def most_expensive(found: Comparison) -> str:
    """Return the strategy that took most, money and working time together."""
    return max(found.strategies[1:], key=lambda name: found.spend_of(name).total.mean)
