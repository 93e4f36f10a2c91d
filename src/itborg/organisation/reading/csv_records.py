"""The records of a delimited text: the delimiter and the header are found, and every record keeps its line.

Accepts what spreadsheets and service desks write: "sep=;", titles above the header, semicolons, tabs, bars, line breaks
inside quotation marks, quotation marks escaped with a backslash, fields of any length.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from .column_names import letters
from .file_content import MAX_BYTES, UnreadableError

DELIMITERS = (",", ";", "\t", "|")
#: Records from which delimiter and header are found, and how much text is looked at.
SAMPLE, _SAMPLE_BYTES = 200, 2**18
#: Share of records that have the usual number of fields if the delimiter is the right one; an assumption.
_REGULAR = 0.8
#: Share of the fields that a header fills at least; lines above it are titles. An assumption.
_FILLED = 0.6
_SEP = re.compile(r'"?sep=(.)"?[\r\n]*', re.IGNORECASE)
_QUOTES = "a quotation mark is misplaced or not closed in the record that begins here"


class MisplacedQuoteError(UnreadableError):
    """A quotation mark is misplaced or not closed."""


class Layout(NamedTuple):
    """Where the table is in a text.

    delimiter  one character
    skipped    number of lines before the first record: 1 for "sep=;"
    titles     number of records above the header that are not blank
    """

    delimiter: str
    skipped: int
    titles: int


class Record(NamedTuple):
    """The fields of one record, and the 1-based line on which it begins."""

    line: int
    cells: list[str]


def find_layout(data: bytes, known: Collection[str], delimiter: str = "") -> Layout:
    """Return the layout of a delimited text.

    data       all the content, in UTF-8
    known      names of columns that the reader knows, in letters and digits only (`column_names.letters`)
    delimiter  the one that the user states; "" for the one that gives the header most known names or, where none is
               known, the most regular records; of equal ones the first of DELIMITERS

    The header is the record with most known names among those that fill more fields than every record above them.
    """
    sample = _lines(data[:_SAMPLE_BYTES], errors="ignore").read()
    sep = _SEP.match(sample)
    skipped = int(sep is not None)
    if sep and not delimiter:
        delimiter = sep[1]
    complete = len(data) <= _SAMPLE_BYTES
    candidates = [delimiter] if delimiter else DELIMITERS
    scored = [_score(sample, skipped, one, known, complete) for one in candidates]
    best = max(range(len(scored)), key=lambda at: scored[at][0])
    return Layout(candidates[best], skipped, scored[best][1])


def _score(
    sample: str, skipped: int, delimiter: str, known: Collection[str], complete: bool
) -> tuple[tuple[int, bool, int, float], int]:
    """Return how well a delimiter fits, and the number of titles above the header."""
    reader = csv.reader(_after(io.StringIO(sample, newline=""), skipped), delimiter=delimiter, skipinitialspace=True)
    _allow_long_fields()
    records = [record for record in islice(reader, SAMPLE) if any(map(str.strip, record))]
    if not complete and len(records) < SAMPLE:
        records = records[:-1] or records
    if not records:
        return (0, False, 0, 0.0), 0
    header = find_header(records, known)
    widths = Counter(_width(record) for record in records[header + 1 :]) or Counter({_width(records[header]): 1})
    width, usual = max(widths.items(), key=lambda one: (one[1], one[0]))
    regular = usual / widths.total()
    return (_names(records[header], known), regular >= _REGULAR and width > 1, -header, width * regular), header


def find_header(records: Sequence[Sequence[str]], known: Collection[str]) -> int:
    """Return the position of the header among the first records; those above it are titles.

    records  at least one, not blank
    known    as in `find_layout`
    """
    filled = [sum(bool(cell.strip()) for cell in record) for record in records]
    return _header(filled, [_names(record, known) for record in records])


def _names(record: Sequence[str], known: Collection[str]) -> int:
    """Return how many of the known names a record has."""
    return len({letters(cell) for cell in record} & set(known))


def _header(filled: Sequence[int], names: Sequence[int]) -> int:
    """Return the position of the header among records.

    filled  number of fields with a text, of each record
    names   number of known names, of each record

    >>> _header([1, 2, 5, 5, 5], [0, 0, 4, 0, 0]), _header([1, 5, 5], [0, 0, 0])
    (2, 1)
    """
    rising = [at for at in range(len(filled)) if all(filled[before] < filled[at] for before in range(at))]
    best = max(rising, key=lambda at: (names[at], -at))
    if names[best]:
        return best
    return next(at for at in rising if filled[at] >= _FILLED * max(filled))


def _width(record: Sequence[str]) -> int:
    """Return the number of fields without the empty ones at the end."""
    return max((at for at, cell in enumerate(record, 1) if cell.strip()), default=0)


def records(data: bytes, layout: Layout, escaped: bool = False) -> Iterator[Record]:
    """Yield the records from the header on, without blank ones.

    escaped  whether a backslash before a quotation mark, and not a second mark, makes it part of the field

    Raises UnreadableError, with its line, for a record with a misplaced quotation mark.
    """
    _allow_long_fields()
    lines = _after(_lines(data), layout.skipped)
    form = {"doublequote": False, "escapechar": "\\"} if escaped else {}
    reader = csv.reader(lines, delimiter=layout.delimiter, strict=True, skipinitialspace=True, **form)  # type: ignore[arg-type]
    titles, begins = layout.titles, layout.skipped + 1
    try:
        for record in reader:
            line, begins = begins, reader.line_num + layout.skipped + 1
            if not any(map(str.strip, record)):
                continue
            if titles:
                titles -= 1
            else:
                yield Record(line, record)
    except csv.Error:
        raise MisplacedQuoteError(_QUOTES, begins) from None


def _lines(data: bytes, errors: str = "strict") -> io.TextIOWrapper:
    """Return the text of some data, whose line ends stay as they are."""
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", errors=errors, newline="")


def _after(lines: io.TextIOBase, skipped: int) -> io.TextIOBase:
    """Return lines without the first ones."""
    for _ in range(skipped):
        lines.readline()
    return lines


def _allow_long_fields() -> None:
    """Let the csv module read fields of any length that a file can have."""
    csv.field_size_limit(MAX_BYTES)
