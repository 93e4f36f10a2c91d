"""From an export, CSV or XES, to an incident log."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...analysis.statistics import Floats
from ...common.errors import InputError, install
from .columns import hours, is_events, mapping
from .log import IncidentLog

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


Rows = list[dict[str, str]]
#: Words of a status in which an incident waits for its user.
WAITING = ("user", "customer", "requester", "caller", "awaiting", "pending", "wait")


@dataclass(frozen=True)
class Imported:
    """A log and how it was understood.

    columns  role -> column
    events   whether there was one row an event
    skipped  incidents left out because they are not closed or have no dates
    """

    log: IncidentLog
    columns: Mapping[str, str]
    events: bool
    skipped: int


def read_incidents(
    path: str | Path, asked: Mapping[str, str] | None = None, *, day_first: bool | None = None, people: int = 0
) -> Imported:
    """Return the incident log in a CSV or XES file (also gzipped); InputError says what is wrong with it.

    asked   role -> column, where known names are not enough
    people  IT people who work on incidents; 0: counted from the export
    """
    file = Path(path)
    rows = _rows(file)
    if not rows:
        raise InputError(f"{file}: there is nothing in this export")
    try:
        found = mapping(list(rows[0]), asked or {})
        events = is_events(found)
        return (_from_events if events else _from_incidents)(rows, found, day_first, people)
    except InputError as error:
        raise InputError(f"{file}: {error}") from None


def _rows(file: Path) -> Rows:
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


def _column(rows: Rows, found: Mapping[str, str], role: str) -> list[str]:
    column = found.get(role)
    return [row.get(column, "") if column else "" for row in rows]


def _from_incidents(rows: Rows, found: Mapping[str, str], day_first: bool | None, people: int) -> Imported:
    if "id" in found:  # exports of every update: the last row of an incident counts
        last = {row.get(found["id"], ""): row for row in rows}
        rows = list(last.values())
    opened, closed = (hours(_column(rows, found, role), found[role], day_first) for role in ("opened", "closed"))
    handoffs = _counts(_column(rows, found, "handoffs"), found["handoffs"])
    good = np.isfinite(opened) & np.isfinite(closed) & (closed >= opened) & (handoffs >= 0)
    kept = [row for row, yes in zip(rows, good, strict=True) if yes]
    return _imported(
        kept, found, opened[good], closed[good], handoffs[good], None, None, people, int((~good).sum()), False
    )


def _from_events(rows: Rows, found: Mapping[str, str], day_first: bool | None, people: int) -> Imported:
    moments = hours(_column(rows, found, "time"), found["time"], day_first)
    cases: dict[str, list[int]] = {}
    for at in np.argsort(moments, kind="stable").tolist():
        if np.isfinite(moments[at]):
            cases.setdefault(rows[at].get(found["id"], ""), []).append(at)
    teams, persons, states = (_column(rows, found, role) for role in ("team", "person", "status"))
    path = list(cases.values())
    hops = np.array([_moves([(teams[at], persons[at]) for at in one]) for one in path])
    back = np.array([int(_comes_back([teams[at] for at in one])) for one in path]) if "team" in found else None
    waited = np.array([int(any(_waits(states[at]) for at in one)) for one in path]) if "status" in found else None
    kept = [rows[one[-1]] for one in path]
    opened, closed = (np.array([moments[one[end]] for one in path]) for end in (0, -1))
    busy = len({one for one in persons if one})
    return _imported(kept, found, opened, closed, hops, back, waited, people or busy, 0, True)


def _moves(path: Sequence[tuple[str, str]]) -> int:
    """Return how often the assigned team or the named person changes; a blank is no change.

    >>> _moves([("desk", ""), ("desk", "ann"), ("desk", "bob"), ("network", ""), ("network", "")])
    2
    """
    hops, team, person = 0, "", ""
    for here, who in path:
        if (here and team and here != team) or (who and person and who != person):
            hops, person = hops + 1, who
        team, person = here or team, who or person
    return hops


def _comes_back(teams: Sequence[str]) -> bool:
    """Return whether work comes back to an earlier team.

    >>> _comes_back(["desk", "network", "desk"]), _comes_back(["desk", "desk", "network"])
    (True, False)
    """
    steps = (
        [team for at, team in enumerate(named) if at == 0 or team != named[at - 1]]
        if (named := [t for t in teams if t])
        else []
    )
    return len(set(steps)) < len(steps)


def _waits(state: str) -> bool:
    low = state.lower()
    return any(word in low for word in WAITING) and any(
        word in low for word in ("user", "customer", "caller", "requester")
    )


def _imported(
    rows: Rows, found: Mapping[str, str], opened: Floats, closed: Floats, hops: NDArray[np.int64],
    back: NDArray[np.int64] | None, waited: NDArray[np.int64] | None, people: int, skipped: int, events: bool,
) -> Imported:  # fmt: skip
    if len(rows) < 20:
        raise InputError(f"{len(rows)} closed incidents are too few to say anything; at least 20")
    span = (float(closed.max()) - float(opened.min())) / 24
    reopened = None
    if "reopened" in found:
        texts = _column(rows, found, "reopened")
        reopened = np.array([int(bool(text) and text not in ("0", "false", "False", "no", "No")) for text in texts])
    log = IncidentLog(
        opened, closed, hops.astype(np.int64), back, waited, reopened,
        _top(_column(rows, found, "priority")) if "priority" in found else None,
        _numbered(_column(rows, found, "component")) if "component" in found else None,
        people, max(1.0, span * 5 / 7),
    )  # fmt: skip
    return Imported(log, found, events, skipped)


def _top(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return which incidents carry the highest priority: the first of the sorted names ("1 - critical", "P1")."""
    first = min((text for text in texts if text), default="")
    return np.array([int(text == first and bool(text)) for text in texts])


def _numbered(texts: Sequence[str]) -> NDArray[np.int64]:
    return np.unique(np.array(list(texts), dtype=object).astype(str), return_inverse=True)[1].astype(np.int64)


def _counts(texts: Sequence[str], column: str) -> NDArray[np.int64]:
    found = []
    for text in texts:
        try:
            found.append(int(float(text)) if text else -1)
        except ValueError:
            raise InputError(f"column '{column}': '{text}' is not a number of hand-offs") from None
    return np.array(found, dtype=np.int64)
