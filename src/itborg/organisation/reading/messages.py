"""Many problems as one message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...common.errors import Problem, did_you_mean

#: How many problems an error message shows.
SHOWN = 20


def listing(problems: Iterable[Problem], show: int = SHOWN) -> str:
    """Return problems as text, one a line, at most `show` of them.

    >>> print(listing([Problem("a.csv", 2, "id", "no"), Problem("a.csv", 3, "", "nor")], show=1))
    a.csv:2 [id]: no
    and 1 more
    """
    every = list(problems)
    more = [f"and {len(every) - show} more"] if len(every) > show else []
    return "\n".join([*map(str, every[:show]), *more])


#: Ids looked at closely per question, and questions answered closely per file.
_CANDIDATES = 300
_QUESTIONS = 20
_LOOK = "see the column id of people.csv"


class Nearest:
    """Answers "did you mean ...?" for ids, in bounded time."""

    def __init__(self, ids: Sequence[str]) -> None:
        """Keep the ids that are known."""
        self._ids = ids
        self._answers: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """Return the hint for one unknown id; after 20 different ones a general one.

        >>> Nearest(["anna", "bob"])("ana")
        "did you mean 'anna'?"
        """
        if word not in self._answers:
            self._answers[word] = self._answer(word)
        return self._answers[word]

    def _answer(self, word: str) -> str:
        if len(self._answers) >= _QUESTIONS:
            return _LOOK
        hint = did_you_mean(word, self._candidates(word), show=6)
        vague = len(self._ids) > _CANDIDATES and not hint.startswith("did you mean")
        return _LOOK if vague else hint

    def _candidates(self, word: str) -> list[str]:
        """Return all ids if they are few, else those that share most with the word."""
        if len(self._ids) <= _CANDIDATES:
            return list(self._ids)
        lower, letters = word.lower(), set(word.lower())

        def unlike(known: str) -> tuple[bool, int]:
            other = known.lower()
            return other != lower, len(letters ^ set(other)) + abs(len(other) - len(lower))

        return sorted(self._ids, key=unlike)[:_CANDIDATES]
