"""A CSV file as columns, with the line of each row, and columns of numbers from 0 to 1.

Relies on `csv_records` for text and records. Used for people.csv, ties.csv and survey.csv; meaning of columns is
checked by their own modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...common.errors import Problem, did_you_mean
from .csv_records import find_delimiter, read_records, read_text

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_PERCENT = re.compile(r"\d+([.,]\d+)?\s*%", re.ASCII)


@dataclass(frozen=True)
class CsvTable:
    """Columns of trimmed text.

    file      name of the file for messages
    columns   one text per row, by name; a column that the file lacks is absent
    lines     1-based line of each row
    comma     True if numbers may be written 0,5 (the delimiter is not a comma)
    lost      all texts in rows that had a wrong number of fields (already reported)
    total     number of rows in the file, including those
    """

    file: str
    columns: dict[str, list[str]]
    lines: list[int]
    comma: bool
    lost: frozenset[str]
    total: int

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.lines)

    def problem(self, row: int, column: str, message: str, warning: bool = False) -> Problem:
        """Return a problem of one row, with its line.

        row  0-based position among the rows of this table
        """
        return Problem(self.file, self.lines[row], column, message, warning)

    def column(self, name: str) -> list[str]:
        """Return a column; empty texts if the file lacks it."""
        return self.columns.get(name) or [""] * len(self)


@dataclass(frozen=True)
class _Format:
    """The columns that a file must have and those that it may have."""

    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def known(self) -> tuple[str, ...]:
        """Names of all columns that the file may have."""
        return self.required + self.optional


def read_table(
    path: Path,
    shown: str,
    required: tuple[str, ...],
    optional: tuple[str, ...],
    problems: list[Problem],
) -> CsvTable | None:
    """Return a CSV file as columns, or None if its text or header is not valid.

    Comma, semicolon or tab may separate fields (detected from the header). Blank lines and lines of delimiters only
    are skipped. Rows with a wrong number of fields are reported and left out.

    shown               name of the file for messages
    required, optional  names of columns

    path      file to read
    problems  list to which errors are added

    A file with a header only gives a table without rows.
    """
    text = read_text(path, shown, problems)
    if text is None:
        return None
    expected = _Format(required, optional)
    delimiter = find_delimiter(text, expected.known)
    rows, lines = read_records(text, shown, delimiter, problems)
    if not rows:
        return None
    header = _header(rows[0], Problem(shown, lines[0], "", ""), expected, problems)
    if header is None:
        return None
    return _columns(shown, header, (rows[1:], lines[1:]), delimiter, expected, problems)


def _header(row: list[str], where: Problem, expected: _Format, problems: list[Problem]) -> list[str] | None:
    """Return the names of the columns, or None if they are not the expected ones.

    row    fields of the first record; case and surrounding spaces do not matter
    where  file and line of the header, for problems
    """
    names = [cell.strip().lower() for cell in row]
    while names and not names[-1]:
        names.pop()
    messages = list(_header_problems(names, expected))
    problems += [Problem(where.file, where.line, column, text) for column, text in messages]
    return None if messages else names


def _header_problems(names: list[str], expected: _Format) -> Iterator[tuple[str, str]]:
    """Yield the column and the message of each problem."""
    wanted = ",".join(expected.required)
    if not set(names) & set(expected.known):
        yield "", f"expected the header '{wanted}', found '{','.join(names)[:60]}'"
        return
    for at, name in enumerate(names):
        if name not in expected.known:
            yield name, f"unknown column '{name}'; {did_you_mean(name, expected.known)}"
        elif name in names[:at]:
            yield name, f"column '{name}' occurs twice"
    for name in expected.required:
        if name not in names:
            yield name, f"column '{name}' is missing; expected the header '{wanted}'"


def _columns(
    shown: str,
    header: list[str],
    records: tuple[list[list[str]], list[int]],
    delimiter: str,
    expected: _Format,
    problems: list[Problem],
) -> CsvTable:
    """Return the rows with the right number of fields as columns; the others are reported."""
    valid: list[list[str]] = []
    lines: list[int] = []
    lost: set[str] = set()
    total = len(records[0])
    if set(map(len, records[0])) == {len(header)}:
        valid, lines = records
        records = [], []
    for row, line in zip(*records, strict=True):
        fitted = row if len(row) == len(header) else _fit(row, header, expected)
        if fitted is None:
            message = _wrong_count(row, header, delimiter)
            problems.append(Problem(shown, line, "", message))
            lost.update(cell.strip() for cell in row)
        else:
            valid.append(fitted)
            lines.append(line)
    columns = dict(zip(header, map(_trimmed, zip(*valid, strict=True)), strict=False))
    return CsvTable(shown, columns, lines, delimiter != ",", frozenset(lost), total)


def _trimmed(cells: Iterable[str]) -> list[str]:
    """Return texts without surrounding spaces."""
    return list(map(str.strip, cells))


def _fit(row: list[str], header: list[str], expected: _Format) -> list[str] | None:
    """Return a row with empty fields removed or added at its end; None if that is not enough.

    row  fields of a row, more or fewer than the header has

    Spreadsheets append empty fields, and omit those at the end.
    """
    extra, absent = row[len(header) :], header[len(row) :]
    if any(cell.strip() for cell in extra) or any(name in expected.required for name in absent):
        return None
    return row[: len(header)] + [""] * len(absent)


def _wrong_count(row: list[str], header: list[str], delimiter: str) -> str:
    """Return the message for a row with a wrong number of fields, with a hint at the usual cause."""
    message = f"{len(row)} fields where the header has {len(header)}"
    if len(row) > len(header):
        return f'{message}; put a text that contains "{delimiter}" in quotation marks'
    if row[0].startswith("#"):
        return f"{message}; comments belong in organisation.toml"
    return message


def shares(table: CsvTable, name: str, problems: list[Problem], may_be_empty: bool) -> NDArray[np.float64]:
    """Return a column as numbers from 0 to 1, shape (rows,), NaN where a field is empty.

    Invalid fields are added to `problems`, and empty ones unless `may_be_empty`.

    A decimal comma is accepted if the delimiter is not a comma. Percentages are not accepted, but explained.
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
    """Return numbers; fast if all are plain."""
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
    """Return the message for a text that is not a number from 0 to 1.

    cell  content of the field, trimmed

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
    """Return a hint for a number with a decimal comma or a percentage, "" for any other text."""
    if _COMMA.fullmatch(cell):
        return f"; write {cell.replace(',', '.')}"
    if _PERCENT.fullmatch(cell):
        return f"; write {float(cell.rstrip('% ').replace(',', '.')) / 100:g}"
    return ""
