"""Find the person that a text in another table names: by id, in another case, by name, or by a mail address.

Exports rarely use the ids of people.csv. A text that could name two people names nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..reading.column_names import letters

#: Ways to find a person, in the order in which they are tried, and how a receipt calls each.
WAYS: Mapping[str, str] = {"case": "by id in another case", "name": "by name", "mail": "by the name in a mail address"}


class PersonFinder:
    """Finds ids of people; counts by which way, so that a receipt can say it."""

    def __init__(self, ids: Sequence[str], names: Sequence[str]) -> None:
        """Store the people.

        ids, names  one text per person; names may be empty
        """
        self._ids = frozenset(ids)
        self._by: dict[str, dict[str, str]] = {
            "case": _unique((key.casefold(), key) for key in ids),
            "name": _unique((letters(name), key) for key, name in zip(ids, names, strict=True) if letters(name)),
            "mail": _unique((letters(key.partition("@")[0]), key) for key in ids if letters(key)),
        }
        self.counts: Counter[str] = Counter()

    def __call__(self, text: str) -> str:
        """Return the id that a text names, the text itself if it names nobody."""
        way, found = self._find(text)
        if way:
            self.counts[way] += 1
        return found

    def knows(self, text: str) -> bool:
        """Return whether a text names a person; this is not counted."""
        return self._find(text)[1] in self._ids

    def _find(self, text: str) -> tuple[str, str]:
        """Return the way by which a text names a person, and the id; "" and the text if it is an id or names nobody."""
        if text in self._ids or not text:
            return "", text
        keys = {"case": text.casefold(), "name": letters(text), "mail": _mail(text)}
        for way, key in keys.items():
            found = self._by[way].get(key) or (self._by["name"].get(key) if way == "mail" else None)
            if key and found is not None:
                return way, found
        return "", text

    def note(self, what: str) -> str:
        """Return a sentence on the texts that were not ids; "" if all were.

        what  what the texts are, such as "ends of ties"
        """
        ways = [f"{count} {WAYS[way]}" for way, count in self.counts.items()]
        return f"{what} found {', '.join(ways)}" if ways else ""


def _mail(text: str) -> str:
    """Return the letters before the sign of a mail address; "" for another text."""
    name, sign, _ = text.partition("@")
    return letters(name) if sign else ""


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return key -> id for keys that belong to one person only."""
    found: dict[str, str | None] = {}
    for key, person in pairs:
        found[key] = person if found.get(key, person) == person else None
    return {key: person for key, person in found.items() if person is not None}
