"""One table of a TOML file, read key by key, with the lines of what is wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from itborg.errors import Problem, did_you_mean
from itborg.organisation.places import Places


@dataclass(frozen=True)
class Section:
    """A table of a TOML file.

    file      what the user calls the file
    name      name of the table, "" for the top of the file
    index     which of the tables of this name, from 0
    values    what the table says
    """

    file: str
    name: str
    index: int
    values: Mapping[str, object]
    places: Places
    problems: list[Problem]

    @classmethod
    def top(cls, file: str, text: str, values: Mapping[str, object], problems: list[Problem]) -> Section:
        """Return the whole file as a section."""
        return cls(file, "", 0, values, Places(text), problems)

    def line(self, key: str) -> int | None:
        """Return the line of a key, or the nearest that is known."""
        return self.places.line(self.name, self.index, key)

    def wrong(self, key: str, message: str, warning: bool = False) -> None:
        """Report what is wrong with a key."""
        column = f"{self.name}.{key}" if self.name else key
        self.problems.append(Problem(self.file, self.line(key), column, message, warning))

    def only(self, known: Iterable[str]) -> None:
        """Report every key that is not known."""
        names = list(known)
        for key in self.values:
            if key not in names:
                self.wrong(key, f"unknown key '{key}'; {did_you_mean(key, names)}")

    def text(self, key: str) -> str | None:
        """Return a text without spaces around it; None where it is absent, empty or no text."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, f"{value!r} is not a text in quotation marks")
            return None
        return unicodedata.normalize("NFC", value.strip())

    def table(self, key: str) -> Section:
        """Return an inner table, empty where it is absent."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.wrong(key, f"expected a table, such as {key} = {{ ... }}, found {value!r}")
            value = {}
        return Section(self.file, key, 0, value, self.places, self.problems)

    def tables(self, key: str) -> list[Section]:
        """Return all inner tables written as [[key]]."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(key, f"expected tables that begin with [[{key}]], in double brackets")
            return []
        return [Section(self.file, key, at, item, self.places, self.problems) for at, item in enumerate(value)]
