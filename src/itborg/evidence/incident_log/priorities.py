"""The highest priority of an export, by what its priorities mean; where that is doubtful, the user states it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ...common.errors import InputError, did_you_mean
from ...organisation.reading.column_names import letters
from ...organisation.reading.raw_table import is_missing

#: Words for priorities, the highest first, in English, German, Dutch, French and Spanish, in letters only.
_RANKS = (
    ("blocker", "critical", "emergency", "kritisch", "kritiek", "critique", "critico", "critica", "showstopper",
     "notfall"),
    ("veryhigh", "highest", "urgent", "sehrhoch", "hochste", "hoechste", "zeerhoog", "hoogste", "treshaute",
     "treseleve",
     "muyalta", "muyalto", "urgente", "dringend", "dringlich", "spoed", "sofort", "immediate", "major"),
    ("high", "hoch", "hoog", "haute", "haut", "eleve", "elevee", "alta", "alto", "wichtig"),
    ("medium", "moderate", "normal", "mittel", "middel", "gemiddeld", "normaal", "moyen", "moyenne", "normale", "media",
     "medio", "standard", "average"),
    ("verylow", "lowest", "sehrniedrig", "niedrigste", "zeerlaag", "laagste", "tresbasse", "tresfaible", "muybaja",
     "trivial", "planning", "planned"),
    ("low", "niedrig", "gering", "laag", "basse", "bas", "faible", "baja", "bajo", "minor"),
)  # fmt: skip
#: Ranks of the words above; the last two are the lowest and the second lowest.
_VALUES = (0, 1, 2, 3, 5, 4)
#: Worst rank that can be the top of a scale whose higher levels nobody used.
_TOP_RANK = 2
#: Largest number of priorities from which a user is to choose.
MOST_CHOICES = 20
_NUMBER = re.compile(r"\s*(?:p|prio|priority|priorit\u00e4t|sev|severity|level)?[\s_-]*([0-9])\b", re.IGNORECASE)
_MARKED = re.compile(r"\s*(?:p|prio|priority|sev|severity)[\s_-]*([0-9])\s*$", re.IGNORECASE)


class TopPriority(NamedTuple):
    """The highest priority, and why.

    value    as written in the export; "" if it does not occur or is not known
    known    False: the share of the highest priority cannot be said
    note     a sentence for the receipt
    choices  priorities from which the user has to choose; () if the texts decide
    """

    value: str
    known: bool
    note: str
    choices: tuple[str, ...] = ()


def top_priority(texts: Sequence[str], stated: str = "", top_number: str = "") -> TopPriority:
    """Return the highest priority of the texts in a column.

    texts       one an incident; placeholders are missing
    stated      the highest one by the user; "" to find it
    top_number  the number of the highest one in the system that wrote the export; "" if not known

    Words decide, then the system; numbers alone do not say which end is the highest. Raises InputError for a stated
    priority that does not occur.
    """
    counts = Counter(text for text in texts if not is_missing(text))
    if stated:
        return _stated(stated, counts)
    if len(counts) < 2:
        only = f"always '{next(iter(counts))}'" if counts else "always empty"
        return TopPriority("", False, f"priority is {only}, so no share of the highest one is computed; --top names it")
    ranks = {text: rank for text in counts if (rank := _rank(text)) is not None}
    numbers = {text: int(match[1]) for text in counts if (match := _NUMBER.match(text))}
    if len(ranks) == len(counts):
        return _by_words(ranks, numbers)
    if len(numbers) == len(counts):
        return _by_numbers(numbers, ranks, top_number)
    return _unclear(counts)


def _stated(stated: str, counts: Counter[str]) -> TopPriority:
    """Return the priority that the user states, also in another spelling."""
    found = [text for text in counts if text == stated] or [text for text in counts if letters(text) == letters(stated)]
    if not found:
        raise InputError(f"--top {stated}: no incident has this priority; {did_you_mean(stated, counts)}")
    return TopPriority(found[0], True, f"the highest priority is '{found[0]}', as stated")


def _rank(text: str) -> float | None:
    """Return the rank of the word in a priority, lowest for the highest; None without a known word.

    Within a line of _RANKS the earlier word is the higher one, so that a blocker is above a critical incident.

    >>> [int(_rank(one)) for one in ("1 - Critical", "5 very high", "3 normal", "P2 High")], _rank("P1")
    ([0, 1, 3, 2], None)
    """
    plain = re.sub(r"^\s*[pP]\s?(?=[0-9])|[0-9]", "", text)
    word = letters(plain)
    for words, value in zip(_RANKS, _VALUES, strict=True):
        if word in words:
            return value + words.index(word) / 1000
    return None


def _by_words(ranks: dict[str, float], numbers: dict[str, int]) -> TopPriority:
    """Return the highest priority by its word; if the export uses no high one, the highest does not occur."""
    best = min(ranks, key=lambda text: ranks[text])
    if int(ranks[best]) <= _TOP_RANK and not _number_above(best, ranks, numbers):
        return TopPriority(best, True, f"the highest priority is '{best}', by its word; --top names another")
    others = ", ".join(f"'{text}'" for text in sorted(ranks, key=lambda text: ranks[text]))
    return TopPriority(
        "",
        False,
        f"no incident seems to have the highest priority (there are {others}), so no share of it is computed; "
        "--top names it",
    )


def _number_above(best: str, ranks: dict[str, float], numbers: dict[str, int]) -> bool:
    """Return whether the numbers beside the words show that a level above the best one is not used.

    "2 - High" and "3 - Moderate" without "1 - Critical": the numbers fall with importance and the best is not 1.
    """
    if len(numbers) < len(ranks):
        return False
    worst = max(ranks, key=lambda text: ranks[text])
    return numbers[best] < numbers[worst] and numbers[best] > 1


def _by_numbers(numbers: dict[str, int], ranks: dict[str, float], top_number: str) -> TopPriority:
    """Return the highest priority by its number: P1, a number beside some known words, or what the system says."""
    if len(ranks) >= 2:
        best, worst = (choose(ranks, key=lambda text: ranks[text]) for choose in (min, max))
        if numbers[best] != numbers[worst]:
            choose_number = min if numbers[best] < numbers[worst] else max
            top = choose_number(numbers, key=lambda text: numbers[text])
            return TopPriority(top, True, f"the highest priority is '{top}', by number and words; --top names another")
    marked = all(_MARKED.match(text) for text in numbers)
    if marked or top_number:
        wanted = int(top_number or 1)
        top = next((text for text, number in numbers.items() if number == wanted), "")
        reason = "P1 is the highest" if marked else f"{wanted} is the highest in this system"
        found = f"the highest priority is '{top}'" if top else f"no incident has the highest priority, {wanted}"
        return TopPriority(top, True, f"{found}, because {reason}; --top names another")
    return _unclear(Counter(numbers))


def _unclear(counts: Counter[str]) -> TopPriority:
    """Return that the highest priority is not known, with the priorities to choose from."""
    shown = ", ".join(f"'{text}'" for text in sorted(counts)[:8])
    note = f"which priority is the highest of {shown}? No share of it is computed; --top names it"
    return TopPriority("", False, note, tuple(sorted(counts)[:MOST_CHOICES]))
