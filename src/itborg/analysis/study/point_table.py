"""Points of a design in a table: one column for each factor, one row for each point."""

from __future__ import annotations

import re
from pathlib import Path

from ...common.errors import InputError, Problem
from ...mechanisms.registry import PARAMETERS
from ...organisation.reading.file_content import UnreadableError
from ...organisation.reading.raw_table import RawTable, read_raw
from .factors import Factor, factor_name, value_of

Rows = tuple[tuple[float, ...], ...]


def read_points(path: Path) -> tuple[tuple[Factor, ...], Rows]:
    """Return factors and points of a CSV file with one column for each factor.

    path  a table in any usual form, with a header of factor names and one row a point; blank lines are skipped

    Bounds of the factors are the smallest and largest value in the file. Raises InputError if the file cannot be read
    or has no point, and with the line of every mistake, at most 20. A column that is no factor is a mistake.
    """
    try:
        raw = read_raw(path, str(path), PARAMETERS)
    except UnreadableError as error:
        raise InputError(str(Problem(str(path), error.line, error.column, str(error)))) from None
    if not len(raw) and not raw.long:
        raise InputError(f"{path}: expected a header of factor names and at least one point")
    problems: list[Problem] = []
    names = _names(raw, problems)
    wrong = raw.long + [(raw.lines[row], raw.row(row)[:fields]) for row, fields in raw.short.items()]
    for line, cells in sorted(wrong):
        message = f"{len(cells)} fields where the header has {len(raw.header)}"
        problems.append(Problem(str(path), line, "", message))
    if len(names) == len(raw.header):
        columns = [_column(raw, column, name, problems) for column, name in zip(raw.header, names, strict=True)]
    if problems:
        raise InputError("\n".join(map(str, sorted(problems, key=lambda one: one.line or 0)[:20])))
    factors = tuple(Factor(name, min(column), max(column)) for name, column in zip(names, columns, strict=True))
    return factors, tuple(zip(*columns, strict=True))


def _names(raw: RawTable, problems: list[Problem]) -> list[str]:
    """Return the registered names in a header; mistakes are appended to `problems`."""
    names = []
    for column in raw.header:
        try:
            names.append(factor_name(re.sub(r" \(\d+\)$", "", column)))
        except InputError as error:
            problems.append(Problem(raw.file, raw.header_line, column, str(error)))
    problems += [
        Problem(raw.file, raw.header_line, name, f"column '{name}' is repeated")
        for name in sorted({*names})
        if names.count(name) > 1
    ]
    return names


def _column(raw: RawTable, column: str, name: str, problems: list[Problem]) -> list[float]:
    """Return the values of a factor; mistakes are appended to `problems`. Rows without their field are left out."""
    found = []
    for row, cell in enumerate(raw.column(column)):
        if row in raw.short:
            continue
        try:
            found.append(value_of(name, _number(cell, raw.form.delimiter != ",")))
        except InputError as error:
            problems.append(Problem(raw.file, raw.lines[row], name, str(error)))
    return found


def _number(cell: str, comma: bool) -> float:
    """Return a number; with `comma` it may have a decimal comma. Raises InputError for another text."""
    try:
        return float(cell.replace(",", ".") if comma else cell)
    except ValueError:
        raise InputError(f"'{cell}' is not a number") from None
