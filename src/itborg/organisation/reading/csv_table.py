"""A table as the columns that the model needs, with the line of each row, and columns of numbers from 0 to 1.

Relies on `raw_table` for the file and on `column_roles` for its columns. Used for people.csv, ties.csv and survey.csv;
meaning of columns is checked by their own modules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...common.errors import InputError, Problem, did_you_mean
from .column_roles import ColumnMapping, map_columns, proposal
from .file_content import UnreadableError
from .raw_table import RawTable, is_missing, read_raw
from .receipt import Receipt, listed
from .table_form import ReadAs

#: Largest number of columns for which the warning about ignored ones names a similar one.
MOST_HINTS = 3
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_PERCENT = re.compile(r"\d+([.,]\d+)?\s*%", re.ASCII)


@dataclass(frozen=True)
class CsvTable:
    """Columns of trimmed text, by the names that the model uses.

    file      name of the file for messages
    columns   one text per row, by name; a column that the file lacks is absent
    lines     1-based line of each row
    comma     True if numbers may be written 0,5 (the delimiter is not a comma)
    lost      all texts in rows that had a wrong number of fields (already reported)
    total     number of rows in the file, including those
    receipt   how the file was read; readers add to it
    raw       the table as it is in the file
    """

    file: str
    columns: dict[str, list[str]]
    lines: list[int]
    comma: bool
    lost: frozenset[str]
    total: int
    receipt: Receipt
    raw: RawTable

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.lines)

    def problem(self, row: int, column: str, message: str, warning: bool = False) -> Problem:
        """Return a problem of one row, with its line and the column's name in the file.

        row  0-based position among the rows of this table
        """
        written = self.receipt.mapping.columns.get(column, column)
        return Problem(self.file, self.lines[row], written, message, warning)

    def column(self, name: str) -> list[str]:
        """Return a column; empty texts if the file lacks it."""
        return self.columns.get(name) or [""] * len(self)


@dataclass(frozen=True)
class Reading:
    """What a user states about a table, and which other names of columns are understood.

    read_as  form of the file
    columns  role -> column
    usual    role -> usual names of its column; {}: only the name of the role itself
    """

    read_as: ReadAs = field(default_factory=ReadAs)
    columns: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, Sequence[str]] = field(default_factory=dict)


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
    reading: Reading | None = None,
) -> CsvTable | None:
    """Return a table as columns, or None if it cannot be read or a required column is missing.

    Form and header are found as in `raw_table`. Columns that are neither required nor optional are ignored, with one
    warning that names them. Rows with too many fields, or without those that are required, are reported and left out.

    shown               name of the file for messages
    required, optional  names of columns
    reading             what the user states; None: nothing

    path      file to read
    problems  list to which errors are added

    A file with a header only gives a table without rows.
    """
    stated, expected = reading or Reading(), _Format(required, optional)
    known = [*expected.known, *stated.columns.values(), *(one for names in stated.usual.values() for one in names)]
    try:
        raw = read_raw(path, shown, known, stated.read_as)
        names = {name: stated.usual.get(name, ()) for name in expected.known}
        mapping = map_columns(raw.header, names, stated.columns)
    except UnreadableError as error:
        problems.append(Problem(shown, error.line, error.column, _advice(path, str(error))))
        return None
    except InputError as error:
        problems.append(Problem(shown, None, "", str(error)))
        return None
    wrong = _header_problems(raw, mapping, expected, stated.usual)
    problems += wrong
    if any(not one.warning for one in wrong):
        return None
    return _columns(raw, mapping, expected, problems)


def _advice(path: Path, message: str) -> str:
    """Return the message of a file that cannot be read; that of a missing one says which files are needed."""
    if message != "there is no such file" or path.name not in ("people.csv", "ties.csv"):
        return message
    return (
        "this file is missing; an organisation needs organisation.toml, people.csv, ties.csv "
        "(`itborg org import` creates it from people.csv and ties.csv)"
    )


def _header_problems(
    raw: RawTable, mapping: ColumnMapping, expected: _Format, usual: Mapping[str, Sequence[str]]
) -> list[Problem]:
    """Return an error for each required column that is missing or there twice, a warning for those that are ignored.

    usual  role -> usual names of its column; {} if the user cannot state columns, which the message then proposes
    """
    wanted = ",".join(expected.required)
    missing = [name for name in expected.required if name not in mapping.columns]
    if not mapping.columns and not usual:
        found = re.sub(r" \(\d+\)(?=,|$)", "", ",".join(raw.header))[:60]
        return [Problem(raw.file, raw.header_line, "", f"expected the header '{wanted}', found '{found}'")]
    problems = [
        Problem(raw.file, raw.header_line, name, f"column '{name}' occurs twice, with different content")
        for name in mapping.columns.values()
        if f"{name} (2)" in raw.header and raw.column(name) != raw.column(f"{name} (2)")
    ]
    for name in missing:
        close = did_you_mean(name, mapping.ignored) if mapping.ignored else ""
        hint = f"; {close}" if close.startswith("did you mean") else ""
        hint = proposal(name, usual.get(name, ()), raw.header, mapping.ignored) if usual else hint
        message = f"column '{name}' is missing; expected the header '{wanted}'{hint}"
        problems.append(Problem(raw.file, raw.header_line, name, message))
    if mapping.ignored:
        problems.append(
            Problem(raw.file, raw.header_line, mapping.ignored[0], _ignored(mapping, expected), warning=True)
        )
    return problems


def _ignored(mapping: ColumnMapping, expected: _Format) -> str:
    """Return the one warning about columns without a role; those that resemble a name in use are named with it."""
    free = [name for name in expected.known if name not in mapping.columns]
    hints = [
        f"'{one}': {hint}" for one in mapping.ignored if (hint := did_you_mean(one, free)).startswith("did you mean")
    ]
    several = len(mapping.ignored) > 1
    return f"column{'s' * several} {listed(mapping.ignored)} {'are' if several else 'is'} ignored" + "".join(
        f"; {hint}" for hint in hints[:MOST_HINTS]
    )


def _columns(raw: RawTable, mapping: ColumnMapping, expected: _Format, problems: list[Problem]) -> CsvTable:
    """Return the rows with enough fields as columns; the others are reported."""
    delimiter = raw.form.delimiter or ","
    needed = 1 + max(raw.header.index(mapping.columns[name]) for name in expected.required)
    cut = {row for row, fields in raw.short.items() if fields < needed}
    lost: set[str] = set()
    for line, cells in [*raw.long, *((raw.lines[row], raw.row(row)[: raw.short[row]]) for row in sorted(cut))]:
        problems.append(Problem(raw.file, line, "", _wrong_count(cells, len(raw.header), delimiter)))
        lost.update(cells)
    columns = {role: raw.column(name) for role, name in mapping.columns.items()}
    lines = raw.lines
    if cut:
        kept = [row for row in range(len(raw)) if row not in cut]
        columns = {role: [cells[row] for row in kept] for role, cells in columns.items()}
        lines = [raw.lines[row] for row in kept]
    total = len(raw) + len(raw.long)
    receipt = Receipt(raw.file, raw.form.sentence(), mapping=mapping, rows=total, used=len(lines))
    receipt.left_out["with a wrong number of fields"] = total - len(lines)
    receipt.missing = {name: raw.share_missing(name) for name in mapping.columns.values()}
    return CsvTable(raw.file, columns, lines, delimiter != ",", frozenset(lost), total, receipt, raw)


def _wrong_count(row: list[str], fields: int, delimiter: str) -> str:
    """Return the message for a row with a wrong number of fields, with a hint at the usual cause."""
    message = f"{len(row)} fields where the header has {fields}"
    if len(row) > fields:
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
        table.problem(row, name, explain(cells[row]))
        for row in suspect.tolist()
        if not (may_be_empty and is_missing(cells[row]))
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
