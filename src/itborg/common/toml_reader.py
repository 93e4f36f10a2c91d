"""Reader for TOML files that users write: problems are collected with their lines instead of raised one by one.

Used for strategy files, study files and organisation.toml. A reader of a table checks all values and then calls
`raise_if_wrong` once.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from .errors import InputError, Problem, did_you_mean

_TABLE = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+))\s*[=.]""")
_NO_LEADING_ZERO = re.compile(r"[=\[,]\s*-?\.\d")
#: Longest line of a file, in characters, and most dots of a line and of a file: the parser takes the square of the
#: number of parts of a dotted key.
MAX_LINE, MAX_DOTS, MAX_DOTS_IN_ALL = 20_000, 2_000, 20_000
#: Largest integer of TOML; larger ones are no numbers to it, and many functions fail on them.
MAX_INTEGER = 2**63 - 1
#: Largest integer that a file may state unless a reader names another: days, samples and replications of centuries.
MOST = 1_000_000
_AT_LINE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)")


class KeyLines:
    r"""Line numbers of keys, found by a simple scan of the text.

    A key inside an inline table has the line of that table; a table has the line of its first header.

    >>> lines = KeyLines('name = "x"\n[[service]]\nowner = "y"\n"a key".part = 1')
    >>> lines.line("", 0, "name"), lines.line("service", 0, "owner"), lines.line("service", 0, "a key")
    (1, 3, 4)
    >>> lines.line("service", 0, "rhythm"), lines.line("calendar", 0, "start")
    (2, None)
    """

    def __init__(self, text: str) -> None:
        """Store the first line of each key in the text of a file."""
        self._lines: dict[tuple[str, int, str], int] = {}
        tables: Counter[str] = Counter()
        table, index = "", 0
        for number, line in enumerate(text.split("\n"), start=1):
            if opened := _TABLE.match(line):
                table = opened[2].strip("\"'")
                index = tables[table]
                tables[table] += 1
                self._lines.setdefault((table, index, ""), number)
            elif key := _KEY.match(line):
                name = key[1] or key[2] or key[3] or ""
                for one in (name, (key[3] or name).partition(".")[0]):
                    self._lines.setdefault((table, index, one), number)

    def line(self, table: str, index: int, key: str) -> int | None:
        """Return the 1-based line of a key, else of its table, else of the inline table, else None.

        table  name of the table, "" for the top of the file
        index  which of the [[table]]s, from 0
        """
        candidates = ((table, index, key), (table, index, ""), ("", 0, table), (key, 0, ""))
        return next((self._lines[one] for one in candidates if one in self._lines), None)


def read_toml(path: Path, kind: str) -> TomlTable:
    """Return the top-level table of a TOML file. Raises InputError if the file is missing or is not TOML.

    kind  what the file should describe, such as "strategy", for messages
    """
    text = _read_text(path, kind)
    try:
        values = parsed(text)
    except ValueError as error:
        raise InputError(str(not_toml(str(path), str(error), _leading_zero_hint(str(error), text)))) from None
    return TomlTable(str(path), "", 0, values, KeyLines(text), [])


def parsed(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """Return the values of a text in TOML. Raises ValueError with the reason, and the line where it is known.

    parse_float  function that reads a number with decimals

    Lines of more than MAX_LINE characters are refused, and integers beyond MAX_INTEGER, of which no file has any use.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > MAX_LINE or line.count(".") > MAX_DOTS:
            most = f"{MAX_LINE:,} characters or {MAX_DOTS:,} dots"
            raise ValueError(f"a line has more than {most} (at line {number}, column 1)")
    if text.count(".") > MAX_DOTS_IN_ALL:
        raise ValueError(f"there are more than {MAX_DOTS_IN_ALL:,} dots")
    try:
        values = tomllib.loads(text, parse_float=parse_float)
    except RecursionError:
        raise ValueError("tables or lists are nested too deeply") from None
    except tomllib.TOMLDecodeError:
        raise
    except (ValueError, ArithmeticError):
        raise ValueError("a number has too many digits") from None
    waiting: list[object] = [values]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list):
            waiting += one.values() if isinstance(one, dict) else one
        elif isinstance(one, int) and abs(one) > MAX_INTEGER:
            raise ValueError(f"an integer has more than {len(str(MAX_INTEGER))} digits")
    return values


def _read_text(path: Path, kind: str) -> str:
    """Return the text of a file. Raises InputError if it is missing, is not UTF-8 or cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such {kind} file") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: this is not UTF-8 text") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{str(path)[:200]!r}: this file cannot be read ({reason})") from None


def _leading_zero_hint(message: str, text: str) -> str:
    """Return a hint if the line of a parser's error has a number such as .5, else ""."""
    at = _AT_LINE.search(message)
    bare = at and at[1] and _NO_LEADING_ZERO.search(text.splitlines()[int(at[1]) - 1])
    return "; numbers begin with a digit: write 0.5, not .5" if bare else ""


def not_toml(file: str, message: str, hint: str = "") -> Problem:
    """Return the problem of a file that is not TOML; the line is taken from the parser's message.

    >>> print(not_toml("organisation.toml", "Invalid value (at line 3, column 8)", "; put texts in quotation marks"))
    organisation.toml:3: this is not TOML: invalid value; put texts in quotation marks
    """
    at = _AT_LINE.search(message)
    line = int(at[1]) if at and at[1] else None
    reason = _AT_LINE.sub("", message)
    end = " (at the end of the file)" if at and not at[1] else ""
    return Problem(file, line, "", f"this is not TOML: {reason[:1].lower()}{reason[1:]}{end}{hint}")


@dataclass(frozen=True)
class TomlTable:
    """A table of the file, whose values are checked when they are read.

    A method that reads a value adds what is wrong to `problems` and returns a default.

    file      name of the file for messages
    name      name of the table, "" for the top of the file
    index     which of the tables of this name, from 0
    values    keys and values as parsed
    lines     line numbers of the keys
    problems  what has been found wrong so far, in any table of the file
    """

    file: str
    name: str
    index: int
    values: Mapping[str, object]
    lines: KeyLines
    problems: list[Problem]

    def line(self, key: str) -> int | None:
        """Return the line of a key, or the nearest known line."""
        return self.lines.line(self.name, self.index, key)

    def wrong(self, key: str, message: str, warning: bool = False) -> None:
        """Add a problem with a key.

        message  what was found and what is expected, in one sentence
        warning  the file can be used in spite of it
        """
        self.problems.append(Problem(self.file, self.line(key), self.column(key), message, warning))

    def column(self, key: str) -> str:
        """Return the name of a key for messages."""
        return key

    def check_keys(self, known: Iterable[str]) -> None:
        """Add a problem for each key that is not known."""
        names = list(known)
        for key in self.values:
            if key not in names:
                self.wrong(key, f"unknown key '{key}'; {did_you_mean(key, names)}")

    def text(self, key: str, default: str) -> str:
        """Return a text without surrounding spaces; an empty text is a problem.

        default  returned if the key is absent or wrong
        """
        value = self.values.get(key, default)
        if isinstance(value, str) and (value.strip() or key not in self.values):
            return value.strip()
        self.wrong(key, f"{value!r} is not a text in quotation marks")
        return default

    def number(self, key: str, default: float, low: float = 0.0, high: float = math.inf) -> float:
        """Return a finite number from `low` to `high`, both included.

        default  returned if the key is absent or wrong; it is not checked against the range
        """
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.wrong(key, f"{value!r} is not a number")
            return default
        if not low <= value <= high:
            wanted = f"{low:g} or more" if high == math.inf else f"between {low:g} and {high:g}"
            self.wrong(key, f"{value:g} is not {wanted}")
            return default
        return float(value)

    def raise_if_wrong(self) -> None:
        """Raise InputError with all problems found so far, one per line, if there are any."""
        if self.problems:
            raise InputError("\n".join(str(problem) for problem in self.problems))

    def integer(self, key: str, low: int = 0, of: str = "working days", high: int = MOST) -> int | None:
        """Return an integer from `low` to `high`, both included; None if it is absent or wrong.

        of  what is counted, for messages
        """
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < low:
            self.wrong(key, f"{value!r} is not an integer number of {of}, {low} or more")
            return None
        if value > high:
            self.wrong(key, f"{value} {of} are too many; expected {low} to {high}")
            return None
        return value

    def texts(self, key: str) -> list[str]:
        """Return a list of texts, empty if it is absent or wrong."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value
        self.wrong(key, f'{value!r} is not a list of names, such as {key} = ["itil", "calendar"]')
        return []

    def table(self, key: str) -> Self:
        """Return an inner table, empty if it is absent or wrong."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.wrong(key, f"expected a table, such as [{key}] or {key} = {{ ... }}, found {value!r}")
            value = {}
        return replace(self, name=key, index=0, values=value)

    def tables(self, key: str) -> list[Self]:
        """Return the inner tables written as [[key]], in the order of the file."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return [replace(self, name=key, index=at, values=one) for at, one in enumerate(value)]
        self.wrong(key, f"expected tables that begin with [[{key}]], in double brackets")
        return []
