"""The one kind of error a user can cause, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

#: Most names that a part of a name is answered with.
SOME = 3


class InputError(ValueError):
    """A user's mistake: the message alone tells where it is and what was expected.

    The command line prints it without a traceback and leaves with exit code 2.
    """


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one place of an input file.

    file      path as the user would name it
    line      1-based, or None where a file has no lines to name (an empty one)
    column    name of the column or key, or "" where it concerns the whole line
    message   what was found and what was expected, in one sentence
    warning   True if the organisation can still be used
    """

    file: str
    line: int | None
    column: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line is not None else "")
        column = f" [{self.column}]" if self.column else ""
        return f"{place}{column}: {self.message}"


def did_you_mean(word: str, known: Iterable[str], show: int = 12) -> str:
    """Return "did you mean 'x'?" for the nearest known word, else the list of what is known.

    >>> did_you_mean("itill", ["itil", "none"])
    "did you mean 'itil'?"
    >>> did_you_mean("BRM", ["itil", "brm_role", "brm_style"])
    "did you mean 'brm_role' or 'brm_style'?"
    >>> did_you_mean("zzz", ["itil", "none"])
    'known: itil, none'
    >>> did_you_mean("zzz", [])
    'there are none'
    """
    words = list(known)
    if not words:
        return "there are none"
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    within = [one for one in words if len(word) > 2 and word.lower() in one.lower()]
    if within and len(within) <= SOME:
        return f"did you mean {' or '.join(repr(one) for one in within)}?"
    more = f" and {len(words) - show} more" if len(words) > show else ""
    return "known: " + ", ".join(words[:show]) + more


def unknown(kind: str, word: str, known: Iterable[str]) -> InputError:
    """Return the error for a name that is not on a list."""
    return InputError(f"no {kind} '{word}'; {did_you_mean(word, known)}")


def install(extras: str) -> str:
    """Return how to get optional packages, in itborg's own folder and elsewhere.

    >>> install("viz,offline")
    "uv sync --inexact --extra viz --extra offline (or pip install 'itborg[viz,offline]')"
    """
    words = " ".join(f"--extra {name}" for name in extras.split(","))
    return f"uv sync --inexact {words} (or pip install 'itborg[{extras}]')"


def integer(name: str, value: object, low: int, high: int) -> int:
    """Return a whole number in its range, or raise InputError.

    >>> integer("days", 480, 1, 1000)
    480
    """
    try:
        number = int(value)  # type: ignore[call-overload]
        if isinstance(value, bool) or number != float(value):  # type: ignore[arg-type]
            raise ValueError
    except (TypeError, ValueError, OverflowError):
        raise InputError(f"{name} = {value!r} is not a whole number; expected {low} to {high}") from None
    if not low <= number <= high:
        raise InputError(f"{name} = {number} is out of range; expected {low} to {high}")
    return int(number)
