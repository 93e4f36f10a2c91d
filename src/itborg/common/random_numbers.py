"""Counter-based random numbers: each number is a pure function of seed, random stream and identity of the event.

No number depends on how many were drawn before it. Adding or removing an event, a person or a strategy leaves all other
random numbers unchanged, so that runs of different strategies have common random numbers (Salmon et al. 2011). The
mixing function is the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
"""

from __future__ import annotations

import hashlib
import math

import numpy as np

from .numba_support import rule

_A = np.uint64(0xBF58476D1CE4E5B9)
_B = np.uint64(0x94D049BB133111EB)
_STREAM = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xD1342543DE82EF95)
_SECOND = np.uint64(0xC2B2AE3D27D4EB4F)
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 1.0 / 9007199254740992.0  # 2**-53


@rule
def mixed(x: np.uint64) -> np.uint64:
    """Return 64 bits mixed by the finaliser of SplitMix64, a bijection.

    x  any 64 bits
    """
    x = (x ^ (x >> _30)) * _A
    x = (x ^ (x >> _27)) * _B
    return x ^ (x >> _31)


@rule
def bits(seed: int, stream: int, first: int, second: int) -> np.uint64:
    """Return 64 random bits for one random stream and one event.

    stream         number of the stream, from `streams`
    first, second  the two keys that identify the event in the stream

    seed  seed of the run; 0 for numbers that are the same in all runs

    Keys are identities of people, events or days, which do not depend on the order of events.
    """
    return bits_of(start_of(seed, stream), first, second)


@rule
def start_of(seed: int, stream: int) -> np.uint64:
    """Return the part of `bits` that is the same for all numbers of a stream; `bits_of` goes on from it."""
    return mixed(np.uint64(seed) + np.uint64(stream) * _STREAM)


@rule
def bits_of(start: np.uint64, first: int, second: int) -> np.uint64:
    """Return 64 random bits for one event of a stream.

    start          of the stream, from `start_of`
    first, second  the two keys that identify the event in the stream
    """
    x = mixed(start ^ (np.uint64(first) * _FIRST))
    return mixed(x ^ (np.uint64(second) * _SECOND))


@rule
def uniform(seed: int, stream: int, first: int, second: int) -> float:
    """Return a uniform number in the open interval (0, 1); arguments as for `bits`.

    There are 2**53 different values; 0 and 1 never occur, so logarithms and quantiles are finite.
    """
    return uniform_of(start_of(seed, stream), first, second)


@rule
def uniform_of(start: np.uint64, first: int, second: int) -> float:
    """Return a uniform number in the open interval (0, 1); arguments as for `bits_of`."""
    return (float(bits_of(start, first, second) >> _11) + 0.5) * _UNIT


@rule
def key_of(stream: int, first: int, second: int) -> int:
    """Return the identity of an event that follows from another one, 0 to 2**62 - 1; independent of the seed.

    stream, first, second  as for `bits`: the purpose and the identity of the event it follows from
    """
    return int(bits(0, stream, first, second) >> np.uint64(2))


@rule
def below(count: int, u: float) -> int:
    """Return an integer from 0 to count - 1 for a uniform number u in (0, 1)."""
    return min(count - 1, int(u * count))


@rule
def normal(seed: int, stream: int, first: int, second: int) -> float:
    """Return a standard normal number, by inversion of a uniform one; arguments as for `bits`.

    The inverse is monotone: a larger uniform number gives a larger result, as common random numbers need.
    """
    return quantile(uniform(seed, stream, first, second))


@rule
def normal_of(start: np.uint64, first: int, second: int) -> float:
    """Return a standard normal number as `normal` does; arguments as for `bits_of`."""
    return quantile(uniform_of(start, first, second))


@rule
def quantile(p: float) -> float:
    """Return the standard normal quantile of p in (0, 1), with a relative error below 1.2e-9 (Acklam 2003)."""
    if p < 0.02425:
        q = math.sqrt(-2.0 * math.log(p))
        return _tail(q)
    if p > 0.97575:
        q = math.sqrt(-2.0 * math.log(1.0 - p))
        return -_tail(q)
    q = p - 0.5
    r = q * q
    top = (
        (((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r
        - 30.66479806614716
    ) * r + 2.506628277459239
    bottom = (
        (((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r
        - 13.28068155288572
    ) * r + 1.0
    return top * q / bottom


@rule
def _tail(q: float) -> float:
    """Return the quantile in the lower tail, by Acklam's rational approximation.

    q  sqrt(-2 log p), for p below 0.02425
    """
    top = (
        (((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q
        + 4.374664141464968
    ) * q + 2.938163982698783
    bottom = (
        ((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416
    ) * q + 1.0
    return top / bottom


@rule
def poisson(mean: float, u: float) -> int:
    """Return a Poisson count, by inversion: the smallest whose distribution function reaches u in (0, 1); at most 1000.

    mean  expected count, 0 or more, and small: the search is linear in the count
    """
    if u < 1.0 - mean - 1e-15:  # which is below exp(-mean), so the count is 0
        return 0
    term = math.exp(-mean)
    total = term
    count = 0
    while u > total and count < 1000:
        count += 1
        term *= mean / count
        total += term
    return count


def text_key(text: str) -> int:
    """Return a stable identity for a text, 0 to 2**62 - 1, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 2
