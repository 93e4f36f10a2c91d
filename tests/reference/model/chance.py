"""Random numbers written with integers of any size, cut back to 64 bits by hand."""

from __future__ import annotations

import math

ALL_ONES = 2**64 - 1
#: Published coefficients of Acklam's approximation to the normal quantile, highest power first.
CENTRE_TOP = (-3.969683028665376e01, 2.209460984245205e02, -2.759285104469687e02, 1.383577518672690e02,
              -3.066479806614716e01, 2.506628277459239e00)  # fmt: skip
CENTRE_BOTTOM = (-5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02, 6.680131188771972e01,
                 -1.328068155288572e01, 1.0)  # fmt: skip
TAIL_TOP = (-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e00, -2.549732539343734e00,
            4.374664141464968e00, 2.938163982698783e00)  # fmt: skip
TAIL_BOTTOM = (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00, 3.754408661907416e00, 1.0)


def stirred(number: int) -> int:
    """Return a 64-bit number after the three steps of the SplitMix64 finaliser."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        number = (number ^ (number >> shift)) * factor & ALL_ONES
    return number


def word(seed: int, stream: int, first: int, second: int) -> int:
    """Return the 64-bit word that belongs to one purpose and one pair of keys."""
    number = stirred((seed + stream * 0x9E3779B97F4A7C15) & ALL_ONES)
    for key, factor in ((first, 0xD1342543DE82EF95), (second, 0xC2B2AE3D27D4EB4F)):
        number = stirred(number ^ ((key & ALL_ONES) * factor & ALL_ONES))
    return number


def identity(stream: int, first: int, second: int) -> int:
    """Return the key of an event that another event gave birth to: the upper 62 bits, seed 0."""
    return word(0, stream, first, second) >> 2


def polynomial(coefficients: tuple[float, ...], x: float) -> float:
    """Return the value of a polynomial, highest power first."""
    total = 0.0
    for c in coefficients:
        total = total * x + c
    return total


def bell(u: float) -> float:
    """Return the standard normal quantile, by the approximation the model names."""
    if u < 0.02425 or u > 0.97575:
        x = math.sqrt(-2.0 * math.log(min(u, 1.0 - u)))
        value = polynomial(TAIL_TOP, x) / polynomial(TAIL_BOTTOM, x)
        return value if u < 0.5 else -value
    x = u - 0.5
    return x * polynomial(CENTRE_TOP, x * x) / polynomial(CENTRE_BOTTOM, x * x)


def pick(count: int, u: float) -> int:
    """Return one of `count` equally likely numbers from 0."""
    return min(int(count * u), count - 1)


def events(mean: float, u: float) -> int:
    """Return the smallest count whose Poisson distribution function is not below u."""
    count, chance = 0, math.exp(-mean)
    passed = chance
    while u > passed and count < 1000:
        count += 1
        chance = chance * mean / count
        passed += chance
    return count


class RandomNumbers:
    """All random numbers of one seed."""

    def __init__(self, seed: int) -> None:
        """Remember the seed."""
        self.seed = seed

    def share(self, stream: int, first: int, second: int = 0) -> float:
        """Return a number between 0 and 1."""
        return ((word(self.seed, stream, first, second) >> 11) + 0.5) / 2.0**53

    def normal(self, stream: int, first: int, second: int = 0) -> float:
        """Return a standard normal number."""
        return bell(self.share(stream, first, second))

    def one_of(self, count: int, stream: int, first: int, second: int = 0) -> int:
        """Return one of `count` equally likely numbers from 0."""
        return pick(count, self.share(stream, first, second))
