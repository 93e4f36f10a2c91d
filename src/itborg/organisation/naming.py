"""Names and ids for invented people."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np

_NAMES = Path(__file__).parent / "names.txt"
_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "þ": "th"})


def invented_names(rng: np.random.Generator, people: int) -> list[str]:
    """Return invented full names; they may repeat, as names do."""
    given, family = _stock()
    first = rng.integers(len(given), size=people).tolist()
    last = rng.integers(len(family), size=people).tolist()
    return [f"{given[g]} {family[f]}" for g, f in zip(first, last, strict=True)]


@cache
def _stock() -> tuple[list[str], list[str]]:
    """Return the given names and the family names of names.txt, a blank line between them."""
    given, family = _NAMES.read_text(encoding="utf-8").split("\n\n")
    return given.split(), family.split()


def slugs(names: Iterable[str]) -> list[str]:
    """Return short unique ids: the name in plain letters, numbered where it repeats.

    >>> slugs(["Zoë Müller", "Zoe Muller", "Łukasz"])
    ['zoe-muller', 'zoe-muller-2', 'lukasz']
    """
    seen: Counter[str] = Counter()
    ids: list[str] = []
    for name in names:
        plain = slug(name)
        seen[plain] += 1
        ids.append(plain if seen[plain] == 1 else f"{plain}-{seen[plain]}")
    return ids


def slug(name: str) -> str:
    """Return a name in plain lower-case letters and digits, "x" if nothing is left."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(_SPECIAL))
    ascii_only = letters.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "x"
