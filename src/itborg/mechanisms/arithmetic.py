"""Small arithmetic that many rules share.

Numbers are plain floats; none of these functions checks its arguments, since the kernel calls them very often.
"""

from __future__ import annotations

import math

from ..common.numba_support import rule


@rule
def clip(x: float, low: float, high: float) -> float:
    """Return x kept inside [low, high]; `low` must not exceed `high`."""
    return min(high, max(low, x))


@rule
def power(x: float, exponent: float) -> float:
    """Return x ** exponent for x >= 0; the usual exponents without a call to pow.

    Exponents 0.5, 1, 1.5 and 2.5 are defaults of the model; square roots are faster than a general power by far.
    """
    if exponent == 1.0:
        return x
    if exponent == 0.5:
        return math.sqrt(x)
    if exponent == 1.5:
        return x * math.sqrt(x)
    if exponent == 2.5:
        return x * x * math.sqrt(x)
    if exponent == 0.0:
        return 1.0
    return float(x**exponent)


@rule
def stretched(u: float, share: float) -> float:
    """Return a uniform random number, 0 to 1, made from a uniform number `u` that is known to exceed `share`.

    share  0 to below 1

    One draw so decides first whether, then which: no second number has to be drawn and indexed.
    """
    return (u - share) / (1.0 - share)


@rule
def closed_gap(x: float, goal: float, share: float) -> float:
    """Return x moved up towards `goal` by a share of the gap; never moved down.

    share  0 to 1; with 1 the gap is closed at once

    The form of nearly all learning in the model: who knows less learns more. Assumption.
    """
    return x + share * max(0.0, goal - x)
