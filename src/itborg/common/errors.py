"""The one kind of error that a user can cause, and the texts that help to correct it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

#: A part of a name is answered with the known names that contain it, if there are at most this many.
MAX_CONTAINING = 3
#: Longest text that is compared with the known names, in characters; comparing takes the square of the length.
MAX_COMPARED = 200


class InputError(ValueError):
    """A user's mistake. The message alone states where it is, what was found and what is expected.

    The command line prints the message without a traceback and exits with code 2.

    Every public function raises it for wrong arguments and files. All other exceptions are faults of the program.
    """


@dataclass(frozen=True)
class Problem:
    """One problem at one place of an input file.

    file      path as the user would name it
    line      1-based, or None where no line can be named (an empty file)
    column    name of the column or key, or "" if the problem concerns the line as a whole
    message   what was found and what is expected, in one sentence
    warning   True if the file can be used in spite of the problem
    """

    file: str
    line: int | None
    column: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        where = self.file + (f":{self.line}" if self.line is not None else "")
        column = f" [{self.column}]" if self.column else ""
        return f"{where}{column}: {self.message}"


def did_you_mean(word: str, known: Iterable[str], show: int = 12) -> str:
    """Return "did you mean 'x'?" for the closest known word, or else the list of known words.

    show  largest number of known words listed

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
    close = get_close_matches(word, words, n=1, cutoff=0.6) if len(word) <= MAX_COMPARED else []
    if close:
        return f"did you mean '{close[0]}'?"
    containing = [one for one in words if len(word) > 2 and word.lower() in one.lower()]
    if containing and len(containing) <= MAX_CONTAINING:
        return f"did you mean {' or '.join(repr(one) for one in containing)}?"
    more = f" and {len(words) - show} more" if len(words) > show else ""
    return "known: " + ", ".join(words[:show]) + more


def unknown(kind: str, word: str, known: Iterable[str]) -> InputError:
    """Return the error for a name that is not among the known ones.

    kind  what the name should name, such as "strategy"
    """
    return InputError(f"no {kind} '{word}'; {did_you_mean(word, known)}")


def install(extras: str) -> str:
    """Return the command that installs optional packages, for a checkout and for other installations.

    extras  names of extras, separated by commas

    >>> install("viz,offline")
    "uv sync --inexact --extra viz --extra offline (or pip install 'itborg[viz,offline]')"
    """
    options = " ".join(f"--extra {name}" for name in extras.split(","))
    return f"uv sync --inexact {options} (or pip install 'itborg[{extras}]')"


def integer(name: str, value: object, low: int, high: int) -> int:
    """Return a value as an integer from `low` to `high`.

    Numbers and texts with an integral value are accepted, booleans are not. Raises InputError with the name.

    >>> integer("days", 480, 1, 1000)
    480
    """
    try:
        number = int(value)  # type: ignore[call-overload]
        if isinstance(value, bool) or number != float(value):  # type: ignore[arg-type]
            raise ValueError
    except (TypeError, ValueError, OverflowError):
        raise InputError(f"{name} = {value!r} is not an integer; expected {low} to {high}") from None
    if not low <= number <= high:
        raise InputError(f"{name} = {number} is out of range; expected {low} to {high}")
    return int(number)
