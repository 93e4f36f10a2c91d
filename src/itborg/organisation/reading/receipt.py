"""The receipt of an import: what was in a file, what was used, what was left out, and what was decided on the way.

Readers fill it while they read; the command line prints it, and it is written as JSON beside the result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .column_roles import ColumnMapping

#: Largest number of names that a line of the receipt lists, and share missing from which a column is listed.
MOST_NAMED, LISTED_SHARE = 12, 0.005


@dataclass
class Receipt:
    """What an import did with one file.

    file      its name
    form      how the file is written, in one line
    system    the system that wrote it, "" if it is not known
    mapping   columns by role, and those that were ignored
    rows      number of rows in the file
    used      number of rows that are in the result
    left_out  reason -> number of rows, so that rows = used + the sum of these
    missing   column -> share of rows without a value, 0 to 1, for columns that have a role
    facts     name -> number or text, such as "people" or "open_tickets"
    notes     decisions and what follows from them, one sentence each
    """

    file: str
    form: str = ""
    system: str = ""
    mapping: ColumnMapping = field(default_factory=lambda: ColumnMapping({}))
    rows: int = 0
    used: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    missing: dict[str, float] = field(default_factory=dict)
    facts: dict[str, float | int | str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the receipt as values for JSON."""
        return {
            "file": self.file,
            "form": self.form,
            "system": self.system or None,
            "columns": dict(self.mapping.columns),
            "repeat": self.mapping.options(),
            "columns_stated": sorted(self.mapping.stated),
            "columns_ignored": list(self.mapping.ignored),
            "rows": self.rows,
            "used": self.used,
            "left_out": dict(self.left_out),
            "missing": {name: round(share, 4) for name, share in self.missing.items()},
            "facts": dict(self.facts),
            "notes": list(self.notes),
        }

    def lines(self) -> list[str]:
        """Return the receipt as lines for the terminal, without blank ones."""
        found = [f"{self.file}: {self.form}" + (f", as {self.system} writes it" if self.system else "")]
        if self.mapping.columns:
            found.append("columns: " + ", ".join(f"{role} = {name}" for role, name in self.mapping.columns.items()))
        if self.mapping.ignored:
            found.append(f"ignored: {listed(self.mapping.ignored)}")
        if self.rows:
            reasons = "; ".join(f"{count:,} {reason}" for reason, count in self.left_out.items() if count)
            found.append(
                f"rows: {self.rows:,} in the file, {self.used:,} used" + (f"; left out: {reasons}" if reasons else "")
            )
        if gaps := [f"{name} {share:.0%}" for name, share in self.missing.items() if share >= LISTED_SHARE]:
            found.append("missing values: " + ", ".join(gaps))
        return [*found, *self.notes]


def listed(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Return names in one line, at most some of them and the number of the others.

    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
