"""XES, the format of event logs: traces of events, as rows."""

from __future__ import annotations

import io

from ..errors import InputError, install

_ATTRIBUTES = ("string", "date", "int", "float", "boolean", "id")


def read_xes(data: bytes, shown: str) -> list[dict[str, str]]:
    """Return one row an event: what the event says, and what its trace says under "case:" names.

    Parsed by the standard library, hardened against hostile XML where defusedxml is installed.
    """
    try:
        from defusedxml.ElementTree import iterparse
    except ImportError:
        raise InputError(f"XES needs defusedxml, which is not installed: {install('studies')}") from None
    rows: list[dict[str, str]] = []
    try:
        for _, node in iterparse(io.BytesIO(data), events=("end",)):
            if _name(node.tag) == "trace":
                case = {f"case:{key}": value for key, value in _values(node).items()}
                rows += [{**case, **_values(event)} for event in node if _name(event.tag) == "event"]
                node.clear()
    except Exception as error:
        raise InputError(f"{shown}: this is not XES ({error})") from None
    every = dict.fromkeys(key for row in rows for key in row)
    return [{key: row.get(key, "") for key in every} for row in rows]


def _values(node: object) -> dict[str, str]:
    children = [one for one in node if _name(one.tag) in _ATTRIBUTES]  # type: ignore[attr-defined]
    return {one.get("key", ""): one.get("value", "").strip() for one in children}


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]
