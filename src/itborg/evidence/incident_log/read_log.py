"""From the rows of an export to an incident log: one row an incident, or several rows of its events or updates.

An incident ends when it is resolved; the date of closing, which many systems set days later without anybody's work, is
taken where no resolution is known. Incidents that are still open are counted and never taken for closed. The file is
read only; nothing is written, and no personal data are kept: the log contains numbers alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...analysis.statistics import Floats
from ...common.errors import InputError
from ...organisation.reading.column_roles import ColumnMapping
from ...organisation.reading.raw_table import RawTable, is_missing
from ...organisation.reading.receipt import Receipt
from ...organisation.reading.table_form import ReadAs
from . import log_columns
from .cases import Cases, cases_of, end_row, row_meanings
from .columns import ROLES, System, incident_columns, recognised
from .dates import Prompt, read_moments
from .export_file import read_export
from .log import COVERAGE, IncidentLog, coverage_notes
from .statuses import Meaning

#: Roles of columns with dates.
DATES = ("opened", "resolved", "closed", "time")
OPEN, CLOSED, CANCELLED, UNKNOWN = range(4)
_STATES = {
    Meaning.OPEN: OPEN, Meaning.CLOSED: CLOSED, Meaning.CANCELLED: CANCELLED, Meaning.UNKNOWN: UNKNOWN,
}  # fmt: skip
#: Share of tickets with a date of their end and an open status above which the status is not believed. An assumption.
CONTRARY = 0.2
#: Fewest closed incidents from which indicators are computed.
FEWEST = 20


@dataclass(frozen=True)
class ImportedLog:
    """An incident log and how the export was read.

    log      the closed incidents
    columns  role -> column of the export
    events   whether the export has several rows an incident
    skipped  incidents left out because they are open, cancelled or have no dates
    receipt  what was in the file, what was used, and what was decided
    """

    log: IncidentLog
    columns: Mapping[str, str]
    events: bool
    skipped: int
    receipt: Receipt


def read_incidents(
    path: str | Path,
    columns: Mapping[str, str] | None = None,
    *,
    day_first: bool | None = None,
    people: int = 0,
    top: str = "",
    read_as: ReadAs | None = None,
    prompt: Prompt | None = None,
) -> ImportedLog:
    """Return the incident log in a table or an XES file, also gzipped.

    path       of the export
    columns    role -> column, where known names are not enough; None: known names only (see `columns.ROLES`)
    day_first  whether 03/04 is the third of April; None: found from the texts
    people     IT people who work on incidents; 0: counted from the export
    top        the highest priority, as written in the export; "" to find it
    read_as    form of the file; None: to be found
    prompt     lets a user choose where the texts do not tell day from month or the highest priority; None: nobody is

    Raises InputError if the file cannot be read, a column is missing, a date is ambiguous, or there are fewer than
    `FEWEST` closed incidents.
    """
    file = Path(path)
    stated = columns or {}
    known = [*ROLES, *(name for names in ROLES.values() for name in names), *stated.values()]
    raw = read_export(file, known, read_as)
    if not len(raw):
        raise InputError(f"{file}: this export has no rows")
    try:
        system = recognised(raw.header)
        mapping = incident_columns(raw.header, stated, system)
        return _Reader(raw, mapping, system, day_first, prompt).log(people, top)
    except InputError as error:
        raise InputError(f"{file}: {error}") from None


class _Reader:
    """Reads the log of one export and fills its receipt."""

    def __init__(
        self,
        raw: RawTable,
        mapping: ColumnMapping,
        system: System | None,
        day_first: bool | None,
        prompt: Prompt | None,
    ) -> None:
        """Read dates and group the rows by incident."""
        self.raw, self.mapping, self.system, self.prompt = raw, mapping, system, prompt
        self.receipt = Receipt(
            Path(raw.file).name, raw.form.sentence(), system.name if system else "", mapping, len(raw) + len(raw.long)
        )
        self.receipt.left_out["with too many fields"] = len(raw.long)
        self.receipt.missing = {name: raw.share_missing(name) for name in mapping.columns.values()}
        self.texts = {role: raw.column(name) for role, name in mapping.columns.items()}
        self.moments = self._moments(day_first)
        ids = [text for text in self.texts.get("id", ()) if not is_missing(text)]
        several = len(set(ids)) < len(ids)
        times = self.moments.get("time")
        self.events = times is not None and (several or "opened" not in self.texts)
        self.cases = cases_of(self.texts, times if self.events else None, len(raw))
        if not self.events:
            self._keep_last_rows()
        self.meanings = row_meanings(self.cases) if {"status", "activity"} & self.texts.keys() else []

    def _moments(self, day_first: bool | None) -> dict[str, Floats]:
        """Return role -> hours of each row for the columns of dates."""
        roles = [role for role in DATES if role in self.texts]
        needed = {self.mapping.columns[role]: self.texts[role] for role in roles}
        found = read_moments(needed, day_first, self.prompt)
        if found.evidence:
            self.receipt.notes.append(found.evidence)
        if found.misfits:
            self.receipt.notes.append(f"{found.misfits} texts in columns of dates are no dates and count as missing")
        return {role: found.hours[self.mapping.columns[role]] for role in roles}

    def _keep_last_rows(self) -> None:
        """Keep the last row of each incident; earlier ones are left out and counted."""
        earlier = sum(len(rows) - 1 for rows in self.cases.rows)
        self.receipt.left_out["earlier rows of the same incident"] = earlier
        self.cases.rows[:] = [rows[-1:] for rows in self.cases.rows]

    def _at_end(self, role: str) -> Floats:
        """Return the last known moment of each incident in the column of a role, NaN where there is none."""
        hours = self.moments[role]
        return np.array(
            [next((hours[at] for at in reversed(rows) if hours[at] == hours[at]), np.nan) for rows in self.cases.rows]
        )

    def log(self, people: int, top: str) -> ImportedLog:
        """Return the log; arguments as in `read_incidents`."""
        count = len(self.cases)
        opened = self._at_end("opened") if "opened" in self.moments else self._first_times()
        state, ended = self._states(), self._ends()
        dated = np.isfinite(opened)
        backwards = (state == CLOSED) & (ended < opened)
        reasons = {
            "of tickets that are still open": (state == OPEN) & dated,
            "of cancelled tickets": (state == CANCELLED) & dated,
            "of tickets without a date of opening": ~dated,
            "of tickets that ended before they were opened": backwards & dated,
        }
        sizes = np.array([len(rows) for rows in self.cases.rows])
        for reason, these in reasons.items():
            self.receipt.left_out[reason] += int(sizes[these].sum())
        used = (state == CLOSED) & dated & ~backwards
        self.receipt.used = int(sizes[used].sum())
        unnamed = self.receipt.rows - self.receipt.used - self.receipt.left_out.total()
        self.receipt.left_out["without an id"] += unnamed
        self.receipt.facts |= {
            "incidents": count,
            "closed": int(used.sum()),
            "open": int(reasons["of tickets that are still open"].sum()),
        }
        if used.sum() < FEWEST:
            raise InputError(
                f"{int(used.sum())} closed incidents are too few; at least {FEWEST} are needed "
                f"({self.receipt.facts['open']} are still open)"
            )
        cases = Cases(
            [rows for rows, yes in zip(self.cases.rows, used, strict=True) if yes], self.cases.texts, self.cases.times
        )
        moments = np.r_[opened[dated], ended[used & np.isfinite(ended)]]
        workdays = max(1.0, float(moments.max() - moments.min()) / 24 * 5 / 7)
        found = self._log(
            cases, ended[used] - opened[used], workdays, int((dated & (state != CANCELLED)).sum()), people, top
        )
        self.receipt.notes += coverage_notes(found, self.texts)
        return ImportedLog(found, self.mapping.columns, self.events, count - int(used.sum()), self.receipt)

    def _first_times(self) -> Floats:
        """Return the time of the first event of each incident."""
        times = self.moments["time"]
        return np.array([times[rows[0]] for rows in self.cases.rows])

    def _states(self) -> NDArray[np.int64]:
        """Return whether each incident is closed, open or cancelled: by its last status, else by a date of its end."""
        ends = [self._at_end(role) for role in ("resolved", "closed") if role in self.moments]
        ended = np.any([np.isfinite(one) for one in ends], axis=0) if ends else np.zeros(len(self.cases), dtype=bool)
        last = [self.meanings[rows[-1]] if self.meanings else Meaning.UNKNOWN for rows in self.cases.rows]
        by_status = np.array([_STATES[one] for one in last], dtype=np.int64)
        contrary = (by_status == OPEN) & ended
        if contrary.sum() > CONTRARY * max(ended.sum(), 1):
            self.receipt.notes.append(
                f"{contrary.sum()} tickets have a date of their end and an open status: the date counts"
            )
            by_status[contrary] = UNKNOWN
        if not ends and not (by_status != UNKNOWN).any():
            self.receipt.notes.append("nothing in the export says whether a ticket is closed: all are taken for closed")
            return np.full(len(self.cases), CLOSED)
        return np.where(by_status != UNKNOWN, by_status, np.where(ended, CLOSED, OPEN))

    def _ends(self) -> Floats:
        """Return when each incident ended, NaN where that is not known; the receipt says which end was taken."""
        resolved, closed = (self._at_end(role) if role in self.moments else None for role in ("resolved", "closed"))
        name = self.mapping.columns
        if resolved is not None and closed is not None:
            either = np.isfinite(resolved) | np.isfinite(closed)
            share = float(np.isfinite(resolved).sum() / max(either.sum(), 1))
            if share < COVERAGE:
                self.receipt.notes.append(
                    f"a ticket ends when it is closed ({name['closed']}): {name['resolved']} is there for {share:.0%}"
                )
                return closed
            both = np.isfinite(resolved) & np.isfinite(closed)
            later = float(np.median((closed - resolved)[both])) if both.any() else 0.0
            self.receipt.notes.append(
                f"a ticket ends when it is resolved ({name['resolved']}); {name['closed']} is {later:.3g} hours later"
            )
            return resolved
        if resolved is not None or closed is not None:
            role = "resolved" if resolved is not None else "closed"
            self.receipt.notes.append(f"a ticket ends when it is {role} ({name[role]})")
            return resolved if resolved is not None else closed  # type: ignore[return-value]
        return self._ends_by_rows()

    def _ends_by_rows(self) -> Floats:
        """Return when each incident ended by the time of its rows, NaN without a column of times."""
        times = self.moments.get("time")
        if times is None:
            self.receipt.notes.append("there is no date at which tickets end, so no hours")
            return np.full(len(self.cases), np.nan)
        column = self.mapping.columns["time"]
        if not self.events:
            self.receipt.notes.append(
                f"there is no date at which tickets end: the last update ({column}) is taken, which may be later"
            )
            return np.array([times[rows[-1]] for rows in self.cases.rows])
        if Meaning.CLOSED not in self.meanings:
            self.receipt.notes.append(f"a ticket ends with its last row ({column}), because no row is marked as closed")
            return np.array([times[rows[-1]] for rows in self.cases.rows])
        self.receipt.notes.append(f"a ticket ends with the first of its last rows that are closed ({column})")
        return np.array([times[end_row(rows, self.meanings)] for rows in self.cases.rows])

    def _log(self, cases: Cases, hours: Floats, workdays: float, opened: int, people: int, top: str) -> IncidentLog:
        """Return the log of closed incidents; other arguments as in `IncidentLog` and `read_incidents`."""
        texts, receipt = self.texts, self.receipt
        moved = log_columns.handoff_counts(cases, self.events, receipt)
        counted = {text for text in self.cases.texts.get("person", ()) if text} if self.events else set()
        numbers = self.system.top if self.system else ""
        return IncidentLog(
            hours=hours,
            handoffs=moved.either,
            team_changes=moved.team,
            returned=log_columns.returned(cases, moved.unnamed) if self.events and "team" in texts else None,
            waited=log_columns.waited(cases) if self.events and self.meanings else None,
            reopened=log_columns.reopened(cases.last("reopened")) if "reopened" in texts else None,
            top=log_columns.top(cases.last("priority"), top, numbers, receipt, self.prompt)
            if "priority" in texts
            else None,
            component=log_columns.numbered(cases.last("component")) if "component" in texts else None,
            people=people or len(counted),
            workdays=workdays,
            opened=opened,
        )
