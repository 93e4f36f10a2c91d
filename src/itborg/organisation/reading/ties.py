"""Ties.csv: who meets whom, how often, and who trusts whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from ...common.errors import Problem
from ..types import Ties
from .csv_table import Table, shares
from .messages import Nearest

#: The header of ties.csv, and the column that may follow.
HEADER = ("source", "target", "contact")
OPTIONAL = ("trust",)
#: Lines that are named where an id that nobody has is met more often.
SHOWN = 4


def read_ties(table: Table, ids: Sequence[str], elsewhere: frozenset[str], problems: list[Problem]) -> Ties:
    """Return the ties of a table, with the places in `ids` that each goes from and to.

    elsewhere  ids that were seen in rows of people.csv which are wrong themselves: no second
               complaint about them
    """
    rows = {key: row for row, key in enumerate(ids)}
    nearest = Nearest(ids)
    source, target = (_ends(table, name, rows) for name in ("source", "target"))
    problems += _nobodies(table, {"source": source, "target": target}, elsewhere, nearest)
    _check_pairs(table, source, target, len(ids), problems)
    contact = shares(table, "contact", problems, may_be_empty=False)
    trust = shares(table, "trust", problems, may_be_empty=True)
    if not len(table):
        message = "there are no ties: nobody knows anybody"
        problems.append(Problem(table.file, None, "", message, warning=True))
    return Ties(source, target, contact, trust)


def _ends(table: Table, name: str, rows: dict[str, int]) -> NDArray[np.int64]:
    """Return the row of people.csv at one end of each tie, -1 where there is none."""
    cells = table.column(name)
    return np.fromiter(map(rows.get, cells, repeat(-1)), dtype=np.int64, count=len(cells))


def _nobodies(
    table: Table, ends: Mapping[str, NDArray[np.int64]], elsewhere: frozenset[str], nearest: Nearest
) -> list[Problem]:
    """Return one problem for each id that nobody has, where it is met first, with the number of its ties."""
    met: dict[str, list[tuple[int, str]]] = {}
    for name, found in ends.items():
        for row in np.flatnonzero(found < 0).tolist():
            met.setdefault(table.column(name)[row], []).append((row, name))
    return [_nobody_at(table, cell, sorted(met[cell]), nearest) for cell in met if cell not in elsewhere]


def _nobody_at(table: Table, cell: str, places: Sequence[tuple[int, str]], nearest: Nearest) -> Problem:
    (row, name), message = places[0], _nobody(cell, nearest)
    lines = sorted({table.lines[row] for row, _ in places})
    if len(lines) > 1:
        named = ", ".join(map(str, lines[:SHOWN])) + (f" and {len(lines) - SHOWN} more" if len(lines) > SHOWN else "")
        message += f" ({len(lines)} ties, on lines {named})"
    return table.problem(row, name, message)


def _nobody(cell: str, nearest: Nearest) -> str:
    if not cell:
        return "the field is empty; expected an id of people.csv"
    return f"nobody in people.csv has the id '{cell}'; {nearest(cell)}"


def _check_pairs(
    table: Table,
    source: NDArray[np.int64],
    target: NDArray[np.int64],
    people: int,
    problems: list[Problem],
) -> None:
    """Report ties of people with themselves, and pairs that are there twice."""
    valid = (source >= 0) & (target >= 0)
    for row in np.flatnonzero(valid & (source == target)).tolist():
        message = f"'{table.column('source')[row]}' cannot have a tie with themselves"
        problems.append(table.problem(row, "target", message))
    places = np.flatnonzero(valid & (source != target))
    pairs = source[places] * max(people, 1) + target[places]
    _, first, inverse = np.unique(pairs, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[inverse] != np.arange(len(pairs)))
    for at in again.tolist():
        row, line = int(places[at]), table.lines[int(places[first[inverse[at]]])]
        ends = f"'{table.column('source')[row]}' to '{table.column('target')[row]}'"
        problems.append(table.problem(row, "", f"the tie {ends} is already on line {line}"))
