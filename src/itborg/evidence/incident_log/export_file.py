"""The rows of an export file: CSV with any usual delimiter, or XES, also gzipped.

The kind is found from the content, not from the suffix: XML is read as XES (IEEE 1849), anything else as CSV.
"""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

from ...common.errors import InputError, install

#: Rows as dictionaries with the same keys, column -> text.
Rows = list[dict[str, str]]
_XES_ATTRIBUTES = ("string", "date", "int", "float", "boolean", "id")


def read_rows(file: Path) -> Rows:
    """Return the rows of a CSV or XES file, column -> text without blanks at its ends.

    file  may be gzipped

    Text is decoded as UTF-8, else as Windows-1252. The delimiter of a CSV file is the most frequent one of , ; tab and
    | in its header. Empty rows are dropped. Raises InputError if the file cannot be read.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: this file cannot be read ({error.strerror})") from None
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return read_xes(data, str(file))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    table = csv.reader(io.StringIO(text), delimiter=delimiter)
    header = [cell.strip() for cell in next(table, [])]
    return [dict(zip(header, map(str.strip, row), strict=False)) for row in table if any(row)]


def read_xes(data: bytes, shown: str) -> Rows:
    """Return one row an event: its attributes, and those of its trace with the prefix "case:".

    data   XML of the export
    shown  name of the file in messages

    All rows have the same columns; a missing attribute is "". Needs defusedxml, which refuses malicious XML. Raises
    InputError without it, and for data that are not XES.
    """
    try:
        from defusedxml.ElementTree import iterparse
    except ImportError:
        raise InputError(f"XES needs defusedxml, which is not installed: {install('studies')}") from None
    rows: Rows = []
    try:
        for _, node in iterparse(io.BytesIO(data), events=("end",)):
            if _name(node.tag) == "trace":
                case = {f"case:{key}": value for key, value in _attributes(node).items()}
                rows += [{**case, **_attributes(event)} for event in node if _name(event.tag) == "event"]
                node.clear()
    except Exception as error:
        raise InputError(f"{shown}: this is not XES ({error})") from None
    columns = dict.fromkeys(key for row in rows for key in row)
    return [{key: row.get(key, "") for key in columns} for row in rows]


def _attributes(node: object) -> dict[str, str]:
    """Return the attributes of an XES trace or event, key -> value as text."""
    children = [one for one in node if _name(one.tag) in _XES_ATTRIBUTES]  # type: ignore[attr-defined]
    return {one.get("key", ""): one.get("value", "").strip() for one in children}


def _name(tag: str) -> str:
    """Return a tag without its namespace."""
    return tag.rpartition("}")[2]
