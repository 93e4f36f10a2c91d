"""From the bytes of a file to clean text, or to the one reason why not."""

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


def read_text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    """Return the text of a file, or None and add the reason to `problems`.

    UTF-8 with or without a byte order mark is understood. Letters with accents are brought into
    one form (NFC), so that an id typed on two machines is the same id.

    path   where the file is
    shown  what the user calls it
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(Problem(shown, None, "", _unreadable(path, error)))
        return None
    trouble = _not_text(data)
    if trouble:
        problems.append(Problem(shown, *trouble))
        return None
    return unicodedata.normalize("NFC", data.decode("utf-8-sig"))


def _unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return (
            "this file is missing; an organisation needs organisation.toml, people.csv, ties.csv "
            "(`itborg org import` makes one of people.csv and ties.csv)"
        )
    if path.is_dir():
        return "this is a folder where a file was expected"
    return f"this file cannot be read ({error.strerror})"


def _not_text(data: bytes) -> tuple[int | None, str, str] | None:
    """Return line, column and message of what keeps bytes from being UTF-8 text, or None."""
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
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


_DELIMITERS = (",", ";", "\t")
_BROKEN = "a field goes on over the end of the line; is a quotation mark missing?"
_QUOTES = "a quotation mark is out of place or never closed in the record that begins here"


def find_delimiter(text: str, known: Iterable[str]) -> str:
    """Return the delimiter that finds most known names in the first line that is not blank."""
    lines = text.lstrip().lower().split("\n", 2)
    first = lines[1] if _names_delimiter(text) and len(lines) > 1 else lines[0]
    names = set(known)

    def found(delimiter: str) -> int:
        return sum(cell.strip().strip('"').strip() in names for cell in first.split(delimiter))

    return max(_DELIMITERS, key=found)


def read_records(text: str, shown: str, delimiter: str, problems: list[Problem]) -> tuple[list[list[str]], list[int]]:
    """Return the records that are not blank, and the 1-based line each begins on.

    A first line such as "sep=;", which Excel writes, is skipped. If quotation marks make records
    run over lines, that is added to `problems`, and no record is trusted.
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
    """Return all records quickly, None unless each is one line and none is blank."""
    try:
        records = list(reader)
    except csv.Error:
        return None
    return records if reader.line_num == len(records) and all(map(any, records)) else None


def _names_delimiter(text: str) -> bool:
    return text[:4].lower() == "sep="


def _reader(text: str, delimiter: str, skipped: int) -> _Reader:
    handle = io.StringIO(text, newline="")
    for _ in range(skipped):
        handle.readline()
    return csv.reader(handle, delimiter=delimiter, strict=True, skipinitialspace=True)


def _counted(reader: _Reader, shown: str, skipped: int, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield records and the line each begins on, where some go on over several lines."""
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
