"""Mutations of a valid input, as accidents and malice make them."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable, Sequence

#: Pieces that break readers in practice.
PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b'"', b"'", b",", b";", b"\t", b"[", b"]", b"[[", b"{", b"}",
    b"<", b">", b"</", b"&a;", b"&#0;", b"=", b'"" = 1', b"%", b"#", b"*", b"*Vertices 9", b"..", b"../x", b"/etc/passwd",
    b"nan", b"inf", b"-1", b"1e999", b"true", b"null", b"NULL", b"N/A", b"?", b"-", b"0x10", b"1_0", b"1,5", b"\\u0000",
    b"\xe2\x80\xae", b"\xf0\x9f\x8d\x95", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"31/12/2020 25:61", b"0000-00-00",
)  # fmt: skip
#: Texts in the place of a number.
NUMBERS = (
    b"0", b"-1", b"1e999", b"-1e999", b"nan", b"inf", b"1" * 30, b"9" * 400, b"9" * 5000, b"1e30", b"1099511627776",
    b"1000000000000", b"0.5", b"-0", b"1e-320", b"true",
)  # fmt: skip
_NUMBER = re.compile(rb"\d+(\.\d+)?")
_WORD = re.compile(rb"[A-Za-z_@+]{2,}")


def mutated(rng: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Return one of some inputs with one to four mutations, most often one."""
    data = rng.choice(seeds)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 4))):
        data = rng.choice(MUTATIONS)(rng, data, seeds)
    return data


def _span(rng: random.Random, data: bytes) -> tuple[int, int]:
    first = rng.randrange(len(data) + 1)
    return first, min(len(data), first + rng.choice((0, 1, 2, 5, 20, 100)))


def _insert(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    first, last = _span(rng, data)
    return data[:first] + rng.choice(PIECES) + data[last:]


def _flip(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


def _cut(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _repeat(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    first, last = _span(rng, data)
    times = rng.choice((2, 10, 1000)) if last - first < 30 else 3
    return data[:first] + data[first:last] * times + data[last:]


def _long(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    return (
        data[:at]
        + rng.choice((b"a", b"[", b"9", b"a.", b"<b>", b"{", b'"', b" ", b"\n")) * rng.choice((300, 5000, 140_000))
        + data[at:]
    )


def _number(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return _replaced(rng, data, _NUMBER, rng.choice(NUMBERS))


def _word(rng: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    words = _WORD.findall(rng.choice(seeds)[:20_000]) or [b"x"]
    return _replaced(rng, data, _WORD, rng.choice((b"", b"a" * 300, rng.choice(words), rng.choice(words))))


def _replaced(rng: random.Random, data: bytes, pattern: re.Pattern[bytes], new: bytes) -> bytes:
    found = list(pattern.finditer(data, 0, 20_000))
    if not found:
        return data + new
    match = rng.choice(found)
    return data[: match.start()] + new + data[match.end() :]


def _splice(rng: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    other = rng.choice(seeds)
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def _lines(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one] if rng.random() < 0.5 else lines[other]
    return b"\n".join(lines)


def _recoded(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data.decode("utf-8", "replace").encode(rng.choice(("utf-16", "utf-16-le", "cp1252", "utf-32")), "replace")


def _packed(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    packed = gzip.compress(data)
    return packed[: rng.randrange(len(packed))] if rng.random() < 0.7 else packed


MUTATIONS: tuple[Callable[[random.Random, bytes, Sequence[bytes]], bytes], ...] = (
    _insert, _insert, _flip, _cut, _repeat, _long, _number, _number, _word, _word, _splice, _lines, _recoded, _packed,
)  # fmt: skip
