"""One table of organisation.toml: a table that a user wrote, its keys named with it and its texts in one form."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import override

from itborg.errors import Problem
from itborg.toml_table import Places, Table


class Section(Table):
    """A table of organisation.toml."""

    @classmethod
    def top(cls, file: str, text: str, values: Mapping[str, object], problems: list[Problem]) -> Section:
        """Return the whole file as a section.

        file      what the user calls it
        problems  where what is wrong is added, with its line
        """
        return cls(file, "", 0, values, Places(text), problems)

    @override
    def column(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def given(self, key: str) -> str | None:
        """Return a text without spaces around it, in Unicode's composed form; None if absent, empty or no text."""
        return unicodedata.normalize("NFC", self.text(key, "")) or None
