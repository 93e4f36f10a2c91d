"""A CSV file as records that know the line each begins on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from itborg.errors import Problem

if TYPE_CHECKING:
    from _csv import Reader as _Reader

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
