"""A table as it is in a file, whatever its kind: CSV in any usual form, or the first sheet of an .xlsx workbook.

This is the one reader of tables. It does not know what columns mean: `column_roles` finds that, and `csv_table` checks
the values.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from .column_names import letters
from .csv_records import SAMPLE, MisplacedQuoteError, Record, find_header, find_layout, records
from .encoding import encoding_of
from .file_content import UnreadableError, read_bytes
from .table_form import Form, ReadAs

#: Largest number of fields of a table.
MAX_FIELDS = 20_000_000
#: Texts that stand for a missing value, in lower case.
MISSING = frozenset(
    ("", "?", "-", "--", "\u2013", "\u2014", "null", "(null)", "<null>", "n/a", "#n/a", "na", "nan", "none", "nil",
     "\\n", "(empty)", "(blank)", "undefined", "unknown", "k.a.", "n.v.t.")
)  # fmt: skip
_INVISIBLE = "\u200b\ufeff"
#: Second header row of Qualtrics; the row above it holds the texts of the questions.
_IMPORT_ID = re.compile(r"\{\s*[\"']ImportId[\"']")


@dataclass(frozen=True)
class RawTable:
    """Columns of trimmed text as they are in the file.

    file        name of the file for messages
    header      names of the columns as written, unique; of "Comment", "Comment" the second is "Comment (2)"
    columns     one text per row, in the order of the header
    lines       1-based line of each row; the number of the row in a workbook
    short       row -> number of its fields, where it has fewer than the header; the others are ""
    long        (line, fields) of each row with more fields than the header, which is in no column
    labels      column -> longer text below the header (Qualtrics: the question); {} for most files
    form        how the file is written
    header_line 1-based line of the header
    """

    file: str
    header: tuple[str, ...]
    columns: list[list[str]]
    lines: list[int]
    short: dict[int, int]
    long: list[tuple[int, list[str]]]
    labels: dict[str, str]
    form: Form
    header_line: int = 1
    _at: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Number the columns."""
        object.__setattr__(self, "_at", {name: at for at, name in enumerate(self.header)})

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.lines)

    def column(self, name: str) -> list[str]:
        """Return a column by its name in the header, exactly as written."""
        return self.columns[self._at[name]]

    def row(self, at: int) -> list[str]:
        """Return the fields of a row, in the order of the header."""
        return [column[at] for column in self.columns]

    def share_missing(self, name: str) -> float:
        """Return the share of rows in which a column is empty or holds a placeholder, 0 to 1; 1 without rows."""
        cells = self.column(name)
        return sum(count for cell, count in Counter(cells).items() if is_missing(cell)) / len(cells) if cells else 1.0


def is_missing(cell: str) -> bool:
    """Return whether a text stands for a missing value.

    Ids and names of people are compared with "" instead, because somebody may be called Null.

    >>> [is_missing(cell) for cell in ("", "?", "NULL", "n/a", "0")]
    [True, True, True, True, False]
    """
    return cell.lower() in MISSING


def read_raw(path: Path, shown: str, known: Collection[str], read_as: ReadAs | None = None) -> RawTable:
    """Return the table of a file: CSV, TSV or .xlsx, also gzipped.

    path     file to read
    shown    its name for messages
    known    names of columns that the caller knows, in any spelling; they help to find header and delimiter
    read_as  what the user states about the form

    Raises UnreadableError with the reason, and its line where there is one.
    """
    stated = read_as or ReadAs()
    data, packed = read_bytes(path)
    names = {letters(name) for name in known}
    if data[:4] == b"PK\x03\x04":
        from .workbook import read_workbook

        rows = read_workbook(data)
        titles = find_header([row.cells for row in rows[:SAMPLE]], names) if rows else 0
        return table_of(shown, rows[titles:], Form("XLSX", titles=titles, packed=packed))
    encoding = encoding_of(data, stated.encoding)
    if encoding not in ("utf-8", "utf-8-sig"):
        data = data.decode(encoding).encode("utf-8", "replace")
    layout = find_layout(data, names, stated.checked_delimiter())
    form = Form("CSV", encoding, layout.delimiter, layout.titles, packed)
    try:
        return table_of(shown, records(data, layout), form)
    except MisplacedQuoteError as error:
        if b'\\"' not in data:
            raise
        try:
            return table_of(shown, records(data, layout, escaped=True), form)
        except MisplacedQuoteError:
            raise error from None


def table_of(shown: str, found: Iterable[Record], form: Form) -> RawTable:
    """Return records as a table; the first is the header.

    shown  name of the file for messages
    form   how the file is written

    Raises UnreadableError if there is no record, or more than MAX_FIELDS fields.
    """
    rows = iter(found)
    first = next(rows, None)
    if first is None:
        raise UnreadableError("the file is empty")
    header = _unique(map(clean, first.cells))
    rest = _Rows(header)
    for row in rows:
        rest.add(row)
    filled = [at for at, name in enumerate(header) if name or any(rest.columns[at])]
    return RawTable(
        shown, tuple(header[at] or f"column {at + 1}" for at in filled), [rest.columns[at] for at in filled],
        rest.lines, rest.short, rest.long, rest.labels, form, first.line,
    )  # fmt: skip


class _Rows:
    """The rows below a header, collected column by column; equal texts are one object."""

    def __init__(self, header: Sequence[str]) -> None:
        self.header = header
        self.columns: list[list[str]] = [[] for _ in header]
        self.lines: list[int] = []
        self.short: dict[int, int] = {}
        self.long: list[tuple[int, list[str]]] = []
        self.labels: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._fields = 0

    def add(self, row: Record) -> None:
        """Add a row; a repeated header is left out, and a row of Qualtrics's ids turns the row above it into labels."""
        cells = list(map(self._clean, row.cells))
        self._fields += max(len(cells), len(self.header))
        if self._fields > MAX_FIELDS:
            raise UnreadableError(f"there are more than {MAX_FIELDS:,} fields", row.line)
        if cells and any(map(_IMPORT_ID.match, cells)) and len(self.lines) <= 1:
            self.labels = {name: column.pop() for name, column in zip(self.header, self.columns, strict=True) if column}
            self.lines.clear()
            self.short.clear()
        elif any(cells[len(self.header) :]):
            self.long.append((row.line, cells))
        elif cells != list(self.header):
            self._append(row.line, cells)

    def _append(self, line: int, cells: list[str]) -> None:
        """Add the fields of a row to the columns."""
        if len(cells) < len(self.header):
            self.short[len(self.lines)] = len(cells)
        self.lines.append(line)
        for column, cell in zip_longest(self.columns, cells[: len(self.header)], fillvalue=""):
            column.append(cell)  # type: ignore[union-attr]

    def _clean(self, cell: str) -> str:
        """Return a trimmed text."""
        known = self._known.get(cell)
        if known is None:
            known = self._known[cell] = clean(cell)
        return known


def clean(cell: str) -> str:
    r"""Return a text without blanks at its ends, on one line, with accented letters normalised (NFC).

    >>> clean(" Bob\n Miller ")
    'Bob Miller'
    """
    plain = cell.strip().strip(_INVISIBLE)
    if "\n" in plain or "\r" in plain:
        plain = " ".join(plain.split())
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


def _unique(names: Iterable[str]) -> list[str]:
    """Return names of columns; a repeated one gets a number.

    >>> _unique(["a", "Sprint", "Sprint"])
    ['a', 'Sprint', 'Sprint (2)']
    """
    found: list[str] = []
    counts: Counter[str] = Counter()
    for name in names:
        counts[name] += bool(name)
        found.append(name if counts[name] < 2 else f"{name} ({counts[name]})")
    return found
