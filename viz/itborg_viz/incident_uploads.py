"""Incident log in an upload: how it is recognised, its columns, what is in doubt, the targets that it gives.

The log does not change the organisation: it becomes a file of targets for a calibration. Nothing here knows Solara.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from itborg.common.errors import InputError
from itborg.evidence.calibration.targets_file import targets_text
from itborg.evidence.incident_log.columns import ROLES, incident_columns, recognised
from itborg.evidence.incident_log.export_file import read_export
from itborg.evidence.incident_log.log import Indicator, indicators
from itborg.evidence.incident_log.priorities import MOST_CHOICES
from itborg.evidence.incident_log.read_log import read_incidents
from itborg.organisation.importing.upload import Sheet, Upload
from itborg.organisation.importing.uploaded_files import shown
from itborg.organisation.reading.raw_table import is_missing
from itborg.organisation.reading.receipt import Receipt

#: Kind of the file.
INCIDENTS = "incidents"
#: Roles beside the opening of which at least one makes a table an incident log.
_ROLES_OF_LOGS = ("resolved", "closed", "handoffs", "team_changes", "priority")
#: Number of rows that the page shows.
SHOWN_ROWS = 3
#: Option of the command line in a message -> what the page offers.
_IN_PAGE = (
    (r"; use --day-first or --month-first$", "; choose it above"),
    (r"; --top names (it|another)$", "; choose it above"),
    (r"\. Name them: --map ROLE=COLUMN$", ". Choose them above"),
)


@dataclass(frozen=True)
class LogRead:
    """What a log gave: a problem, or indicators with the receipt and the file of targets."""

    problem: str = ""
    indicators: tuple[Indicator, ...] = ()
    receipt: Receipt | None = None
    targets: str = ""


@dataclass(frozen=True)
class LogSheet:
    """The first rows of a log, and the priorities in it."""

    sheet: Sheet
    priorities: tuple[str, ...]


def with_incidents(upload: Upload) -> Upload:
    """Return the upload in which the first file that is an incident log has that kind."""
    for name, kind in upload.kinds.items():
        if kind in ("", "people") and is_log(name, upload.files[name]):
            return upload.as_kind(name, INCIDENTS)
    return upload


def is_log(name: str, data: bytes) -> bool:
    """Return whether a file is an incident log, by its extension or the columns of its header."""
    try:
        header = _export(name, data)[0]
        roles = incident_columns(header, {}, recognised(header)).columns
    except InputError:
        return False
    return {"id", "time"} <= roles.keys() or ("opened" in roles and any(role in roles for role in _ROLES_OF_LOGS))


def _export(name: str, data: bytes) -> tuple[tuple[str, ...], list[list[str]], dict[str, list[str]], str]:
    """Return the header, first rows, all columns by name, and the form of an export. Raises InputError."""
    with tempfile.TemporaryDirectory() as temporary:
        path = _written(name, data, Path(temporary))
        raw = read_export(path, [*ROLES, *(one for names in ROLES.values() for one in names)], None)
    rows = [raw.row(at) for at in range(min(SHOWN_ROWS, len(raw)))]
    return raw.header, rows, {column: raw.column(column) for column in raw.header}, raw.form.sentence()


def _written(name: str, data: bytes, folder: Path) -> Path:
    """Write a file under a safe name with its extension, which decides how it is read."""
    path = folder / ("log" + "".join(re.findall(r"\.[a-z]{1,8}", name.lower())[-2:]))
    path.write_bytes(data)
    return path


def log_sheet(name: str, data: bytes, stated: Mapping[str, str]) -> LogSheet | None:
    """Return what the page shows of a log, None if it cannot be read."""
    try:
        header, rows, columns, form = _export(name, data)
    except InputError:
        return None
    known = {role: column for role, column in stated.items() if column in header or not column}
    try:
        roles = incident_columns(header, known, recognised(header)).columns
    except InputError:
        roles = known
    texts = columns.get(roles.get("priority", ""), [])
    priorities = sorted({text for text in texts if not is_missing(text)})[:MOST_CHOICES]
    return LogSheet(Sheet(header, rows, roles, form), tuple(priorities))


def read_log(name: str, data: bytes, columns: Mapping[str, str], order: str, top: str) -> LogRead:
    """Return what a log gives, by the definitions of `itborg org import --incidents`.

    columns  role -> column, as the visitor stated
    order    "day" or "month" first; "" to be found
    top      the highest priority; "" to be found
    """
    with tempfile.TemporaryDirectory() as temporary:
        path = _written(name, data, Path(temporary))
        day_first = None if not order else order == "day"
        try:
            found = read_incidents(path, columns, day_first=day_first, top=top)
        except InputError as error:
            return LogRead(in_page(str(error).replace(f"{path}: ", "").replace(str(path), shown(name))))
    values = tuple(indicators(found.log))
    receipt = found.receipt
    receipt.file, receipt.notes = shown(name), [in_page(note) for note in receipt.notes]
    source = f"{len(found.log)} closed incidents of {found.log.workdays:.0f} working days"
    return LogRead("", values, receipt, targets_text(values, shown(name), source) if values else "")


def in_page(message: str) -> str:
    """Return a message with what the page offers instead of an option of the command line.

    >>> in_page("it may begin with the day or the month; use --day-first or --month-first")
    'it may begin with the day or the month; choose it above'
    """
    for pattern, remedy in _IN_PAGE:
        message = re.sub(pattern, remedy, message)
    return message
