"""Names and sentences that people type: cleaned once when they come in, and escaped by every page that shows them."""

from __future__ import annotations

import unicodedata
from typing import Any

from itborg.common.errors import InputError

#: Longest name and longest sentence, in characters.
NAME, SENTENCE = 24, 140
#: Unicode categories that remain: letters, marks, numbers, punctuation, symbols and the plain space. No control
#: character, no change of direction, no separator of lines, nothing unassigned or private.
KEPT = ("L", "M", "N", "P", "S")
#: Marks that one letter may carry; more would cover the lines above and below.
MOST_MARKS = 2


def cleaned(value: Any, most: int) -> str:
    r"""Return a text in normal form (NFC), on one line, without characters that are not shown, cut to a length.

    most  longest text, in characters

    Raises InputError for anything that is not text, and for an empty one.

    >>> cleaned("  Ann\n\u202egrob ", 24)
    'Ann grob'
    """
    if not isinstance(value, str):
        raise InputError("a text is expected here")
    spaced = " ".join(unicodedata.normalize("NFC", value[: 20 * most]).split())
    kept, marks = [], 0
    for one in spaced:
        category = unicodedata.category(one)
        marks = marks + 1 if category.startswith("M") else 0
        if one == " " or (category.startswith(KEPT) and marks <= MOST_MARKS):
            kept.append(one)
    text = " ".join("".join(kept).split())[:most].strip()
    if not text:
        raise InputError("this text is empty")
    return text


def number(value: Any, low: int, high: int) -> int:
    """Return an integer within bounds, from a form too. Raises InputError for anything else.

    >>> number("7", 1, 10)
    7
    """
    if isinstance(value, str) and value.strip().isascii() and value.strip().removeprefix("-").isdigit():
        value = int(value[:20])
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise InputError(f"an integer from {low} to {high} is expected here")
    return value


def amount(value: Any, limit: float = 1e9) -> float:
    """Return a finite number of at most `limit` either way, from a form too. Raises InputError for anything else.

    >>> amount("-1,5")
    -1.5
    """
    try:
        found = float(value.strip().replace(",", ".")) if isinstance(value, str) else value
        if not isinstance(found, bool) and isinstance(found, int | float) and abs(found) <= limit:
            return float(found)
    except ValueError:
        pass
    raise InputError("a number is expected here")


def listed_names(value: Any, most: int) -> list[str]:
    """Return a list of at most `most` short texts. Raises InputError for anything else."""
    if not isinstance(value, list) or len(value) > most or not all(isinstance(one, str) for one in value):
        raise InputError(f"a list of at most {most} names is expected here")
    if any(len(one) > 80 for one in value):
        raise InputError("a name is too long")
    return list(value)
