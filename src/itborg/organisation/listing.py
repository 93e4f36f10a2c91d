"""Many problems as one message."""

from __future__ import annotations

from collections.abc import Iterable

from itborg.errors import Problem

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
