"""The ties of ties.csv: who meets whom, how often, and who trusts whom.

Checks are vectorised, because ties.csv has up to half a million lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from ...common.errors import Problem
from ..types import Ties
from .csv_table import CsvTable, shares
from .messages import Nearest

#: Required columns of ties.csv, and the column that may follow.
HEADER = ("source", "target", "contact")
OPTIONAL = ("trust",)
#: Largest number of lines named for an unknown id that occurs more than once.
MAX_LINES = 4


def read_ties(table: CsvTable, ids: Sequence[str], elsewhere: frozenset[str], problems: list[Problem]) -> Ties:
    """Return the ties of a table, with the positions in `ids` of their ends, -1 for an unknown id.

    Unknown ids, self-ties, duplicates and numbers outside 0 to 1 are added to `problems` as errors, an empty table as a
    warning.

    elsewhere  ids in invalid rows of people.csv, which are not reported a second time

    table  columns of HEADER, optionally trust
    ids    ids of people.csv, in the order of its rows

    Invalid ties stay in the result, so use it only if there are no errors. Contact and trust are NaN where a field is
    empty.
    """
    rows = {key: row for row, key in enumerate(ids)}
    nearest = Nearest(ids)
    source, target = (_ends(table, name, rows) for name in ("source", "target"))
    problems += _unknown_ids(table, {"source": source, "target": target}, elsewhere, nearest)
    _check_pairs(table, source, target, len(ids), problems)
    contact = shares(table, "contact", problems, may_be_empty=False)
    trust = shares(table, "trust", problems, may_be_empty=True)
    if not len(table):
        message = "there are no ties"
        problems.append(Problem(table.file, None, "", message, warning=True))
    return Ties(source, target, contact, trust)


def _ends(table: CsvTable, name: str, rows: dict[str, int]) -> NDArray[np.int64]:
    """Return the position of the person at one end of each tie, -1 for an unknown id, shape (ties,)."""
    cells = table.column(name)
    return np.fromiter(map(rows.get, cells, repeat(-1)), dtype=np.int64, count=len(cells))


def _unknown_ids(
    table: CsvTable, ends: Mapping[str, NDArray[np.int64]], elsewhere: frozenset[str], nearest: Nearest
) -> list[Problem]:
    """Return one problem for each unknown id, at its first occurrence, with the number of its ties.

    ends       positions of the people at each end by the name of the column, -1 for an unknown id
    elsewhere  ids to leave out, because their row in people.csv is already reported
    """
    uses: dict[str, list[tuple[int, str]]] = {}
    for name, positions in ends.items():
        for row in np.flatnonzero(positions < 0).tolist():
            uses.setdefault(table.column(name)[row], []).append((row, name))
    return [_unknown_id(table, cell, sorted(uses[cell]), nearest) for cell in uses if cell not in elsewhere]


def _unknown_id(table: CsvTable, cell: str, uses: Sequence[tuple[int, str]], nearest: Nearest) -> Problem:
    """Return the problem of one unknown id, with the lines of its ties, at most MAX_LINES.

    uses  (row, name of the column) of each occurrence, in the order of rows
    """
    (row, name), message = uses[0], no_such_person(cell, nearest)
    lines = sorted({table.lines[row] for row, _ in uses})
    if len(lines) > 1:
        named = ", ".join(map(str, lines[:MAX_LINES])) + (
            f" and {len(lines) - MAX_LINES} more" if len(lines) > MAX_LINES else ""
        )
        message += f" ({len(lines)} ties, on lines {named})"
    return table.problem(row, name, message)


def no_such_person(cell: str, nearest: Nearest) -> str:
    """Return the message for a field that should hold the id of a person.

    cell     content of the field, "" if empty
    nearest  source of hints
    """
    if not cell:
        return "the field is empty; expected an id of people.csv"
    return f"nobody in people.csv has the id '{cell}'; {nearest(cell)}"


def _check_pairs(
    table: CsvTable,
    source: NDArray[np.int64],
    target: NDArray[np.int64],
    people: int,
    problems: list[Problem],
) -> None:
    """Report ties of people with themselves and duplicate ties.

    source, target  positions of people, -1 for an unknown id, shape (ties,)
    people          number of people
    """
    valid = (source >= 0) & (target >= 0)
    for row in np.flatnonzero(valid & (source == target)).tolist():
        message = f"'{table.column('source')[row]}' cannot have a tie with themselves"
        problems.append(table.problem(row, "target", message))
    candidates = np.flatnonzero(valid & (source != target))
    pairs = source[candidates] * max(people, 1) + target[candidates]
    _, first, inverse = np.unique(pairs, return_index=True, return_inverse=True)
    duplicates = np.flatnonzero(first[inverse] != np.arange(len(pairs)))
    for at in duplicates.tolist():
        row, line = int(candidates[at]), table.lines[int(candidates[first[inverse[at]]])]
        ends = f"'{table.column('source')[row]}' to '{table.column('target')[row]}'"
        problems.append(table.problem(row, "", f"the tie {ends} is already on line {line}"))
