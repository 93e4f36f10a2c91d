"""A TOML file that a user wrote, read key by key: what is wrong is collected with its line, not raised."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from .errors import InputError, Problem, did_you_mean

_TABLE = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+))\s*[=.]""")


class Places:
    r"""Lines of keys, found by a simple reading of the text.

    Keys inside an inline table have the line of that table, a table that of its first header.

    >>> places = Places('name = "x"\n[[service]]\nowner = "y"\n"a key".part = 1')
    >>> places.line("", 0, "name"), places.line("service", 0, "owner"), places.line("service", 0, "a key")
    (1, 3, 4)
    >>> places.line("service", 0, "rhythm"), places.line("calendar", 0, "start")
    (2, None)
    """

    def __init__(self, text: str) -> None:
        """Note the first line of each key in the text of a file."""
        self._lines: dict[tuple[str, int, str], int] = {}
        seen: Counter[str] = Counter()
        table, index = "", 0
        for number, line in enumerate(text.split("\n"), start=1):
            if opened := _TABLE.match(line):
                table = opened[2].strip("\"'")
                index = seen[table]
                seen[table] += 1
                self._lines.setdefault((table, index, ""), number)
            elif key := _KEY.match(line):
                name = key[1] or key[2] or key[3]
                for one in (name, (key[3] or name).partition(".")[0]):
                    self._lines.setdefault((table, index, one), number)

    def line(self, table: str, index: int, key: str) -> int | None:
        """Return the line of a key, else of its table, else of the inline table, else None.

        table  name of the table, "" for the top of the file
        index  which of the [[table]]s, from 0
        """
        places = ((table, index, key), (table, index, ""), ("", 0, table), (key, 0, ""))
        return next((self._lines[place] for place in places if place in self._lines), None)


_NO_NOUGHT = re.compile(r"[=\[,]\s*-?\.\d")
_AT_LINE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)")


def read_toml(path: Path, kind: str) -> Table:
    """Return the top of a TOML file; InputError if there is none, or it is not TOML.

    kind  what the file should be, such as "strategy"
    """
    text = _text(path, kind)
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(str(no_toml(str(path), str(error), _about_nought(str(error), text)))) from None
    return Table(str(path), "", 0, values, Places(text), [])


def _text(path: Path, kind: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such {kind} file") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: this is not UTF-8 text") from None
    except OSError as error:
        raise InputError(f"{path}: this file cannot be read ({error.strerror})") from None


def _about_nought(message: str, text: str) -> str:
    place = _AT_LINE.search(message)
    bare = place and place[1] and _NO_NOUGHT.search(text.splitlines()[int(place[1]) - 1])
    return "; numbers begin with a digit: write 0.5, not .5" if bare else ""


def no_toml(file: str, message: str, hint: str = "") -> Problem:
    """Return the problem of a file that is not TOML; the parser's message names the line.

    >>> print(no_toml("organisation.toml", "Invalid value (at line 3, column 8)", "; text stands in quotes"))
    organisation.toml:3: this is not TOML: invalid value; text stands in quotes
    """
    place = _AT_LINE.search(message)
    line = int(place[1]) if place and place[1] else None
    reason = _AT_LINE.sub("", message)
    end = " (at the end of the file)" if place and not place[1] else ""
    return Problem(file, line, "", f"this is not TOML: {reason[:1].lower()}{reason[1:]}{end}{hint}")


@dataclass(frozen=True)
class Table:
    """A table of the file.

    file      what the user calls the file
    name      name of the table, "" for the top of the file
    index     which of the tables of this name, from 0
    values    what it says
    places    where each key stands
    problems  what was found wrong so far, in any table of the file
    """

    file: str
    name: str
    index: int
    values: Mapping[str, object]
    places: Places
    problems: list[Problem]

    def line(self, key: str) -> int | None:
        """Return the line of a key, or the nearest that is known."""
        return self.places.line(self.name, self.index, key)

    def wrong(self, key: str, message: str, warning: bool = False) -> None:
        """Report what is wrong with a key."""
        self.problems.append(Problem(self.file, self.line(key), self.column(key), message, warning))

    def column(self, key: str) -> str:
        """Return what a key is called when it is wrong."""
        return key

    def only(self, known: Iterable[str]) -> None:
        """Report each key that is not known."""
        names = list(known)
        for key in self.values:
            if key not in names:
                self.wrong(key, f"unknown key '{key}'; {did_you_mean(key, names)}")

    def text(self, key: str, default: str) -> str:
        """Return a text."""
        value = self.values.get(key, default)
        if isinstance(value, str) and (value.strip() or key not in self.values):
            return value.strip()
        self.wrong(key, f"{value!r} is not a text in quotation marks")
        return default

    def number(self, key: str, default: float, low: float = 0.0, high: float = math.inf) -> float:
        """Return a number from `low` to `high`."""
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
        """Raise InputError with everything that was found wrong so far, one a line."""
        if self.problems:
            raise InputError("\n".join(str(problem) for problem in self.problems))

    def whole(self, key: str, low: int = 0, of: str = "working days") -> int | None:
        """Return a whole number, `low` or more; None where it is absent or wrong.

        of  what is counted
        """
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < low:
            self.wrong(key, f"{value!r} is not a whole number of {of}, {low} or more")
            return None
        return value

    def texts(self, key: str) -> list[str]:
        """Return a list of texts."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value
        self.wrong(key, f'{value!r} is not a list of names, such as {key} = ["itil", "calendar"]')
        return []

    def table(self, key: str) -> Self:
        """Return an inner table, empty where it is absent."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.wrong(key, f"expected a table, such as [{key}] or {key} = {{ ... }}, found {value!r}")
            value = {}
        return replace(self, name=key, index=0, values=value)

    def tables(self, key: str) -> list[Self]:
        """Return the inner tables written as [[key]]."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return [replace(self, name=key, index=at, values=one) for at, one in enumerate(value)]
        self.wrong(key, f"expected tables that begin with [[{key}]], in double brackets")
        return []
