"""The points of a design as a table that somebody else made: CSV, one column a factor, one row a point."""

from __future__ import annotations

import csv
from pathlib import Path

from ..errors import InputError, Problem
from .factors import Factor, factor_name, value_of

Rows = tuple[tuple[float, ...], ...]


def read_points(path: Path) -> tuple[tuple[Factor, ...], Rows]:
    """Return factors and points; InputError names every mistake with its line, at most 20."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            lines = [(at, row) for at, row in enumerate(csv.reader(handle), start=1) if any(map(str.strip, row))]
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file of points") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: this table cannot be read ({error})") from None
    if len(lines) < 2:
        raise InputError(f"{path}: expected a header of factor names and at least one point")
    problems: list[Problem] = []
    names = _names(str(path), lines[0][1], problems)
    rows = [_row(str(path), at, row, names, problems) for at, row in lines[1:]] if not problems else []
    if problems:
        raise InputError("\n".join(map(str, problems[:20])))
    points = tuple(tuple(row) for row in rows)
    return tuple(Factor(name, min(c), max(c)) for name, c in zip(names, zip(*points, strict=True), strict=True)), points


def _names(file: str, header: list[str], problems: list[Problem]) -> list[str]:
    names = []
    for cell in map(str.strip, header):
        try:
            names.append(factor_name(cell))
        except InputError as error:
            problems.append(Problem(file, 1, cell, str(error)))
    problems += [
        Problem(file, 1, name, f"column '{name}' is there twice") for name in {*names} if names.count(name) > 1
    ]
    return names


def _row(file: str, line: int, cells: list[str], names: list[str], problems: list[Problem]) -> list[float]:
    if len(cells) != len(names):
        problems.append(Problem(file, line, "", f"{len(cells)} fields where the header has {len(names)}"))
        return []
    found = []
    for name, cell in zip(names, map(str.strip, cells), strict=True):
        try:
            found.append(value_of(name, _number(cell)))
        except InputError as error:
            problems.append(Problem(file, line, name, str(error)))
    return found


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise InputError(f"'{cell}' is not a number") from None
