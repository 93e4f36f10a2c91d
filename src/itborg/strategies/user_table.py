"""One table of a user's strategy file, read key by key; what is wrong is collected, not raised."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from itborg.errors import Problem, did_you_mean
from itborg.strategies.toml_places import Place


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

    def whole(self, key: str, low: int = 0) -> int | None:
        """Return a whole number of days, `low` or more; None where it is absent or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < low:
            self.wrong(key, f"{value!r} is not a whole number of working days, {low} or more")
            return None
        return value

    def texts(self, key: str) -> list[str]:
        """Return a list of texts."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value
        self.wrong(key, f'{value!r} is not a list of names, such as {key} = ["itil", "calendar"]')
        return []

    def tables(self, key: str) -> list[Table]:
        """Return the inner tables written as [[key]]."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return [Table(self.file, key, at, one, self.lines, self.problems) for at, one in enumerate(value)]
        self.wrong(key, f"expected tables that begin with [[{key}]], in double brackets")
        return []
