"""Messages of many problems: a list of limited length, and hints for unknown ids in limited time.

Keeps the reading of large files fast and messages short, however many mistakes there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...common.errors import Problem, did_you_mean

#: Largest number of problems in one message.
MAX_SHOWN = 20
#: Number of ids that are compared closely with an unknown one, and of unknown ids per file that get a hint.
_CANDIDATES = 300
_HINTS = 20
_GENERAL_HINT = "see the column id of people.csv"


def listing(problems: Iterable[Problem], show: int = MAX_SHOWN) -> str:
    """Return problems as text, one per line, at most `show` of them and the number of the others.

    show  largest number of problems, 0 or more

    >>> print(listing([Problem("a.csv", 2, "id", "no"), Problem("a.csv", 3, "", "nor")], show=1))
    a.csv:2 [id]: no
    and 1 more
    """
    every = list(problems)
    more = [f"and {len(every) - show} more"] if len(every) > show else []
    return "\n".join([*map(str, every[:show]), *more])


class Nearest:
    """Hints "did you mean ...?" for unknown ids, in limited time.

    One object per file: hints are stored by word, and their number is limited to 20.
    """

    def __init__(self, ids: Sequence[str]) -> None:
        """Store the known ids."""
        self._ids = ids
        self._hints: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """Return the hint for an unknown id; after 20 different ids a general one.

        >>> Nearest(["anna", "bob"])("ana")
        "did you mean 'anna'?"
        """
        if word not in self._hints:
            self._hints[word] = self._hint(word)
        return self._hints[word]

    def _hint(self, word: str) -> str:
        """Return a new hint: similar ids, or a general one for vague cases in large organisations."""
        if len(self._hints) >= _HINTS:
            return _GENERAL_HINT
        hint = did_you_mean(word, self._candidates(word), show=6)
        vague = len(self._ids) > _CANDIDATES and not hint.startswith("did you mean")
        return _GENERAL_HINT if vague else hint

    def _candidates(self, word: str) -> list[str]:
        """Return all ids if they are few, else those that have most letters in common with the word."""
        if len(self._ids) <= _CANDIDATES:
            return list(self._ids)
        lower, letters = word.lower(), set(word.lower())

        def difference(known: str) -> tuple[bool, int]:
            other = known.lower()
            return other != lower, len(letters ^ set(other)) + abs(len(other) - len(lower))

        return sorted(self._ids, key=difference)[:_CANDIDATES]
