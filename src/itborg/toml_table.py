"""A TOML file that a user wrote, read key by key: what is wrong is collected with its line, not raised."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError, Problem, did_you_mean

_TABLE = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?")
_KEY = re.compile(r"""\s*["']?([\w.-]+)["']?\s*=""")
Place = tuple[str, int, str]


def places(text: str) -> dict[Place, int]:
    r"""Return the line of each (table, which of its kind, key), found by a simple reading.

    >>> places('dose = 1\n[[intervention]]\nlever = "visits"')
    {('', 0, 'dose'): 1, ('intervention', 0, ''): 2, ('intervention', 0, 'lever'): 3}
    """
    lines: dict[Place, int] = {}
    seen: Counter[str] = Counter()
    table, index = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if opened := _TABLE.match(line):
            table = opened[1]
            index = seen[table]
            seen[table] += 1
            lines.setdefault((table, index, ""), number)
        elif key := _KEY.match(line):
            for name in (key[1], key[1].partition(".")[0]):
                lines.setdefault((table, index, name), number)
    return lines


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
        raise InputError(str(_syntax(str(path), str(error), text))) from None
    return Table(str(path), "", 0, values, places(text), [])


def _text(path: Path, kind: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such {kind} file") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: this is not UTF-8 text") from None
    except OSError as error:
        raise InputError(f"{path}: this file cannot be read ({error.strerror})") from None


def _syntax(file: str, message: str, text: str) -> Problem:
    place = _AT_LINE.search(message)
    line = int(place[1]) if place and place[1] else None
    reason = _AT_LINE.sub("", message)
    bare = line is not None and _NO_NOUGHT.search(text.splitlines()[line - 1])
    hint = "; numbers begin with a digit: write 0.5, not .5" if bare else ""
    return Problem(file, line, "", f"this is not TOML: {reason[:1].lower()}{reason[1:]}{hint}")


@dataclass(frozen=True)
class Table:
    """A table of the file.

    file      what the user calls the file
    name      name of the table, "" for the top of the file
    index     which of the tables of this name, from 0
    values    what it says
    lines     where each key stands
    problems  what was found wrong so far, in any table of the file
    """

    file: str
    name: str
    index: int
    values: Mapping[str, object]
    lines: Mapping[Place, int]
    problems: list[Problem]

    def wrong(self, key: str, message: str) -> None:
        """Report what is wrong with a key."""
        nearest = ((self.name, self.index, key), (self.name, self.index, ""), (key, 0, ""))
        line = next((self.lines[place] for place in nearest if place in self.lines), None)
        self.problems.append(Problem(self.file, line, key, message))

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

    def table(self, key: str) -> Table:
        """Return an inner table written as [key], empty where it is absent."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.wrong(key, f"expected a table that begins with [{key}], found {value!r}")
            value = {}
        return Table(self.file, key, 0, value, self.lines, self.problems)

    def tables(self, key: str) -> list[Table]:
        """Return the inner tables written as [[key]]."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return [Table(self.file, key, at, one, self.lines, self.problems) for at, one in enumerate(value)]
        self.wrong(key, f"expected tables that begin with [[{key}]], in double brackets")
        return []
