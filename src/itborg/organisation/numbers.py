"""Numbers from 0 to 1 that people typed into a table."""

from __future__ import annotations

import re
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from itborg.errors import Problem
from itborg.organisation.table import Table

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_PERCENT = re.compile(r"\d+([.,]\d+)?\s*%", re.ASCII)


def shares(table: Table, name: str, problems: list[Problem], may_be_empty: bool) -> NDArray[np.float64]:
    """Return a column as numbers from 0 to 1, shape (rows,), NaN where empty.

    What is wrong is added to `problems`, row by row.
    """
    if name not in table.columns:
        return np.full(len(table), np.nan)
    cells = table.column(name)
    if table.comma:
        cells = [cell.replace(",", ".") for cell in cells]
    values = np.array(_numbers(cells), dtype=np.float64)
    suspect = np.flatnonzero(~((values >= 0) & (values <= 1)))
    problems += [
        table.problem(row, name, explain(cells[row])) for row in suspect.tolist() if cells[row] or not may_be_empty
    ]
    return values


def _numbers(cells: list[str]) -> list[float]:
    """Return numbers, quickly where all are plain."""
    if "_" not in "".join(cells):
        with suppress(ValueError):
            return list(map(float, cells))
    return list(map(_number, cells))


def _number(cell: str) -> float:
    """Return a plain decimal number, NaN for anything else.

    >>> _number("0.25"), _number("1_0"), _number("nan")
    (0.25, nan, nan)
    """
    return float(cell) if _NUMBER.fullmatch(cell) else float("nan")


def explain(cell: str) -> str:
    """Return what is wrong with a text that is no number from 0 to 1.

    >>> explain("1.5")
    '1.5 is outside 0 to 1'
    >>> explain("50%")
    "'50%' is not a number from 0 to 1; write 0.5"
    """
    if not cell:
        return "the field is empty; expected a number from 0 to 1"
    if _NUMBER.fullmatch(cell):
        return f"{cell} is outside 0 to 1"
    return f"'{cell}' is not a number from 0 to 1{_hint(cell)}"


def _hint(cell: str) -> str:
    if _COMMA.fullmatch(cell):
        return f"; write {cell.replace(',', '.')}"
    if _PERCENT.fullmatch(cell):
        return f"; write {float(cell.rstrip('% ').replace(',', '.')) / 100:g}"
    return ""
