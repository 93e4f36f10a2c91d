"""The rows of an export file: a table as `reading.raw_table` reads it, or XES (IEEE 1849), also gzipped."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from pathlib import Path

from ...common.errors import InputError, install
from ...organisation.reading.csv_records import Record
from ...organisation.reading.file_content import UnreadableError, read_bytes
from ...organisation.reading.raw_table import RawTable, read_raw, table_of
from ...organisation.reading.table_form import Form, ReadAs

_XES_ATTRIBUTES = ("string", "date", "int", "float", "boolean", "id")


def read_export(file: Path, known: Collection[str], read_as: ReadAs | None = None) -> RawTable:
    """Return the rows of an export, which is XES if its content is XML, and a table otherwise.

    known    names of columns that the reader knows
    read_as  what the user states about the form; None: nothing

    Raises InputError, with the line where there is one, if the file cannot be read.
    """
    try:
        data, packed = read_bytes(file)
        if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
            return _of_events(str(file), data, packed)
        return read_raw(file, str(file), known, read_as)
    except UnreadableError as error:
        line = f":{error.line}" if error.line else ""
        raise InputError(f"{file}{line}: {error}") from None


def _of_events(shown: str, data: bytes, packed: bool) -> RawTable:
    """Return one row an event: its attributes, and those of its trace with the prefix "case:".

    A missing attribute is "". Needs defusedxml, which refuses malicious XML. Raises InputError without it, and
    UnreadableError for data that are not XES.
    """
    try:
        from defusedxml.ElementTree import iterparse
    except ImportError:
        raise InputError(f"XES needs defusedxml, which is not installed: {install('studies')}") from None
    events: list[dict[str, str]] = []
    try:
        for _, node in iterparse(io.BytesIO(data), events=("end",)):
            if _name(node.tag) == "trace":
                case = {f"case:{key}": value for key, value in _attributes(node).items()}
                events += [{**case, **_attributes(event)} for event in node if _name(event.tag) == "event"]
                node.clear()
    except Exception as error:
        raise UnreadableError(f"this is not XES ({error})") from None
    if not events:
        raise UnreadableError("this is not XES, or has no event")
    return table_of(shown, _records(events), Form("XES", packed=packed))


def _records(events: list[dict[str, str]]) -> Iterator[Record]:
    """Yield the names of all attributes, then the values of each event."""
    columns = list(dict.fromkeys(key for event in events for key in event))
    yield Record(1, columns)
    for at, event in enumerate(events, 1):
        yield Record(at, [event.get(key, "") for key in columns])


def _attributes(node: object) -> dict[str, str]:
    """Return the attributes of an XES trace or event, key -> value as text."""
    children = [one for one in node if _name(one.tag) in _XES_ATTRIBUTES]  # type: ignore[attr-defined]
    return {one.get("key", ""): one.get("value", "").strip() for one in children}


def _name(tag: str) -> str:
    """Return a tag without its namespace."""
    return tag.rpartition("}")[2]
