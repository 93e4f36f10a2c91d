"""Read the bytes of a file as text and its text as CSV records; each problem is reported with its line.

Accepts what spreadsheets write: byte order marks, semicolons, tabs, "sep=;", Windows line ends. Numbers and columns are
the task of `csv_table`.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...common.errors import Problem

if TYPE_CHECKING:
    from _csv import Reader as _Reader

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", ";", "\t")
_BROKEN = "a field continues beyond the end of the line; is a quotation mark missing?"
_QUOTES = "a quotation mark is misplaced or not closed in the record that begins here"


def read_text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    """Return the text of a file, or add the reason to `problems` and return None.

    The file must be UTF-8, with or without a byte order mark. Accented letters are normalised (NFC), so that an id
    typed on two machines is the same id.

    path   path of the file
    shown  name of the file for messages
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(Problem(shown, None, "", _unreadable(path, error)))
        return None
    reason = _not_text(data)
    if reason:
        problems.append(Problem(shown, *reason))
        return None
    return unicodedata.normalize("NFC", data.decode("utf-8-sig"))


def _unreadable(path: Path, error: OSError) -> str:
    """Return the message for a file that is missing, is a folder or cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return (
            "this file is missing; an organisation needs organisation.toml, people.csv, ties.csv "
            "(`itborg org import` creates it from people.csv and ties.csv)"
        )
    if path.is_dir():
        return "this is a folder; expected a file"
    return f"this file cannot be read ({error.strerror})"


def _not_text(data: bytes) -> tuple[int | None, str, str] | None:
    """Return line, column and message of the reason why bytes are not UTF-8 text, or None if they are.

    UTF-16, bytes of value zero, an empty file and bytes that are not UTF-8 are distinguished, each with advice.
    """
    if data.startswith(_UTF16):
        return 1, "", "the file is UTF-16 (Excel calls it 'Unicode text'); save it as UTF-8"
    if b"\x00" in data:
        at = data.index(b"\x00")
        return _line(data, at), "", f"byte {at} is NUL, so this is not text; save it as UTF-8"
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        return None, "", "the file is empty"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
        return _line(data, at), "", f"byte {at} (0x{data[at]:02x}) is not UTF-8; save it as UTF-8"
    return None


def _line(data: bytes, at: int) -> int:
    """Return the 1-based line of a byte, whatever the line ends."""
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def find_delimiter(text: str, known: Iterable[str]) -> str:
    """Return the delimiter (comma, semicolon or tab) that gives the first non-blank line the most known names.

    known  names of columns in lower case

    A tie goes to the comma, then the semicolon.
    """
    lines = text.lstrip().lower().split("\n", 2)
    first = lines[1] if _names_delimiter(text) and len(lines) > 1 else lines[0]
    names = set(known)

    def matches(delimiter: str) -> int:
        return sum(cell.strip().strip('"').strip() in names for cell in first.split(delimiter))

    return max(_DELIMITERS, key=matches)


def read_records(text: str, shown: str, delimiter: str, problems: list[Problem]) -> tuple[list[list[str]], list[int]]:
    """Return the records that are not blank, and the 1-based line on which each begins.

    A first line such as "sep=;", which Excel writes, is skipped. If a record continues over several lines because of
    quotation marks, this is added to `problems`, and no records are returned.

    text       content of the file
    shown      name of the file for messages
    delimiter  one character
    """
    skipped = int(_names_delimiter(text))
    plain = _plain_records(_reader(text, delimiter, skipped))
    if plain is not None:
        return plain, list(range(1 + skipped, 1 + skipped + len(plain)))
    before = len(problems)
    counted = list(_counted(_reader(text, delimiter, skipped), shown, skipped, problems))
    if len(problems) > before:
        return [], []
    filled = [(line, record) for line, record in counted if any(record)]
    return [record for _, record in filled], [line for line, _ in filled]


def _plain_records(reader: _Reader) -> list[list[str]] | None:
    """Return all records, or None unless each is one line and none is blank; a fast path."""
    try:
        records = list(reader)
    except csv.Error:
        return None
    return records if reader.line_num == len(records) and all(map(any, records)) else None


def _names_delimiter(text: str) -> bool:
    """Return whether the first line is Excel's "sep=;"."""
    return text[:4].lower() == "sep="


def _reader(text: str, delimiter: str, skipped: int) -> _Reader:
    """Return a strict CSV reader over a text after its first `skipped` lines."""
    handle = io.StringIO(text, newline="")
    for _ in range(skipped):
        handle.readline()
    return csv.reader(handle, delimiter=delimiter, strict=True, skipinitialspace=True)


def _counted(reader: _Reader, shown: str, skipped: int, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield records with the line on which each begins; report those that continue over several lines.

    Records of several lines are the usual result of a missing quotation mark, so they are refused.
    """
    begins = 1 + skipped
    try:
        for record in reader:
            ends = reader.line_num + skipped
            if ends > begins:
                problems.append(Problem(shown, begins, "", _BROKEN))
            yield begins, record
            begins = ends + 1
    except csv.Error:
        problems.append(Problem(shown, begins, "", _QUOTES))
