"""From the rows of an export to an incident log: one row an incident, or one row an event.

With one row an event, an incident is opened at its first event and closed at its last one, and a hand-off is a change
of the assigned team or named person. Incidents without dates, or not closed, are left out. The file is read only;
nothing is written, and no personal data are kept: the log contains numbers alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...analysis.statistics import Floats
from ...common.errors import InputError
from .columns import column_roles, has_event_rows
from .dates import hours
from .export_file import Rows, read_rows
from .log import IncidentLog

#: Words in a status in which an incident waits, and words for its user; both must occur.
WAITING = ("user", "customer", "requester", "caller", "awaiting", "pending", "wait")
USERS = ("user", "customer", "caller", "requester")
#: Fewest closed incidents from which indicators are computed.
FEWEST = 20


@dataclass(frozen=True)
class ImportedLog:
    """An incident log and how the export was read.

    log      the closed incidents
    columns  role -> column of the export
    events   whether the export has one row an event
    skipped  incidents left out because they are not closed or have no dates; 0 with one row an event
    """

    log: IncidentLog
    columns: Mapping[str, str]
    events: bool
    skipped: int

    @property
    def handoff_definition(self) -> str:
        """What the log counts as a hand-off; the model's hand-offs are changes of team or person."""
        if not self.events:
            return f"what column '{self.columns['handoffs']}' counts (ServiceNow: changes of team or person)"
        return " or ".join(f"changes of {role}" for role in ("team", "person") if role in self.columns)


def read_incidents(
    path: str | Path, columns: Mapping[str, str] | None = None, *, day_first: bool | None = None, people: int = 0
) -> ImportedLog:
    """Return the incident log in a CSV or XES file, also gzipped.

    path       of the export
    columns    role -> column, where known names are not enough; None: known names only (see `columns.ROLES`)
    day_first  whether 03/04 is the third of April; None: found from the texts
    people     IT people who work on incidents; 0: counted from the export

    Raises InputError if the file cannot be read, a column is missing, a date is ambiguous, or there are fewer than
    `FEWEST` closed incidents.
    """
    file = Path(path)
    rows = read_rows(file)
    if not rows:
        raise InputError(f"{file}: this export has no rows")
    try:
        roles = column_roles(list(rows[0]), columns or {})
        read = _from_events if has_event_rows(roles) else _from_incidents
        return read(rows, roles, day_first, people)
    except InputError as error:
        raise InputError(f"{file}: {error}") from None


def _texts(rows: Rows, roles: Mapping[str, str], role: str) -> list[str]:
    """Return the texts of the column with a role, one a row; "" where the export has no such column."""
    column = roles.get(role)
    return [row.get(column, "") if column else "" for row in rows]


def _from_incidents(rows: Rows, roles: Mapping[str, str], day_first: bool | None, people: int) -> ImportedLog:
    """Return the log of an export with one row an incident; arguments as in `read_incidents`.

    In an export of every update the last row of an incident counts. Incidents that are closed before they are opened,
    or without a number of hand-offs, are skipped.
    """
    if "id" in roles:  # in an export of every update the last row of an incident counts
        last = {row.get(roles["id"], ""): row for row in rows}
        rows = list(last.values())
    opened, closed = (hours(_texts(rows, roles, role), roles[role], day_first) for role in ("opened", "closed"))
    handoffs = _counts(_texts(rows, roles, "handoffs"), roles["handoffs"])
    usable = np.isfinite(opened) & np.isfinite(closed) & (closed >= opened) & (handoffs >= 0)
    used = [row for row, yes in zip(rows, usable, strict=True) if yes]
    log = _log(used, roles, opened[usable], closed[usable], handoffs[usable], None, None, people)
    return ImportedLog(log, roles, events=False, skipped=int((~usable).sum()))


def _from_events(rows: Rows, roles: Mapping[str, str], day_first: bool | None, people: int) -> ImportedLog:
    """Return the log of an export with one row an event; arguments as in `read_incidents`.

    Events are sorted by time; events without a time are dropped. People are those who are named, unless stated.
    """
    moments = hours(_texts(rows, roles, "time"), roles["time"], day_first)
    by_id: dict[str, list[int]] = {}
    for at in np.argsort(moments, kind="stable").tolist():
        if np.isfinite(moments[at]):
            by_id.setdefault(rows[at].get(roles["id"], ""), []).append(at)
    cases = list(by_id.values())
    teams, persons, states = (_texts(rows, roles, role) for role in ("team", "person", "status"))
    handoffs = np.array([_handoffs([(teams[at], persons[at]) for at in case]) for case in cases])
    back = np.array([int(_returns([teams[at] for at in case])) for case in cases]) if "team" in roles else None
    waited = np.array([int(any(_waits(states[at]) for at in case)) for case in cases]) if "status" in roles else None
    last = [rows[case[-1]] for case in cases]
    opened, closed = (np.array([moments[case[end]] for case in cases]) for end in (0, -1))
    counted = len({one for one in persons if one})
    log = _log(last, roles, opened, closed, handoffs, back, waited, people or counted)
    return ImportedLog(log, roles, events=True, skipped=0)


def _handoffs(path: Sequence[tuple[str, str]]) -> int:
    """Return how often the assigned team or the named person changes; a blank is no change.

    >>> _handoffs([("desk", ""), ("desk", "ann"), ("desk", "bob"), ("network", ""), ("network", "")])
    2
    """
    count, team, person = 0, "", ""
    for new_team, new_person in path:
        if (new_team and team and new_team != team) or (new_person and person and new_person != person):
            count, person = count + 1, new_person
        team, person = new_team or team, new_person or person
    return count


def _returns(teams: Sequence[str]) -> bool:
    """Return whether work comes back to an earlier team.

    >>> _returns(["desk", "network", "desk"]), _returns(["desk", "desk", "network"])
    (True, False)
    """
    named = [team for team in teams if team]
    steps = [team for at, team in enumerate(named) if at == 0 or team != named[at - 1]]
    return len(set(steps)) < len(steps)


def _waits(status: str) -> bool:
    """Return whether an incident with this status waits for its user.

    >>> _waits("Awaiting User Info"), _waits("In progress")
    (True, False)
    """
    lower = status.lower()
    return any(word in lower for word in WAITING) and any(word in lower for word in USERS)


def _log(
    rows: Rows, roles: Mapping[str, str], opened: Floats, closed: Floats, handoffs: NDArray[np.int64],
    returned: NDArray[np.int64] | None, waited: NDArray[np.int64] | None, people: int,
) -> IncidentLog:  # fmt: skip
    """Return the log of incidents, from the last row of each and from what was computed over their rows.

    Working days are five sevenths of the days from the first opening to the last closing, and at least one.

    opened, closed     (incidents,) hours
    handoffs           (incidents,) counts
    returned, waited   (incidents,) 0 or 1; None if unknown
    """
    if len(rows) < FEWEST:
        raise InputError(f"{len(rows)} closed incidents are too few; at least {FEWEST} are needed")
    days = (float(closed.max()) - float(opened.min())) / 24
    reopened = None
    if "reopened" in roles:
        texts = _texts(rows, roles, "reopened")
        reopened = np.array([int(bool(text) and text not in ("0", "false", "False", "no", "No")) for text in texts])
    return IncidentLog(
        opened, closed, handoffs.astype(np.int64), returned, waited, reopened,
        _top(_texts(rows, roles, "priority")) if "priority" in roles else None,
        _numbered(_texts(rows, roles, "component")) if "component" in roles else None,
        people, max(1.0, days * 5 / 7),
    )  # fmt: skip


def _top(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return 1 for incidents with the highest priority: the first of the sorted names ("1 - critical", "P1")."""
    first = min((text for text in texts if text), default="")
    return np.array([int(text == first and bool(text)) for text in texts])


def _numbered(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return a number for each text, equal for equal texts."""
    return np.unique(np.array(list(texts), dtype=object).astype(str), return_inverse=True)[1].astype(np.int64)


def _counts(texts: Sequence[str], column: str) -> NDArray[np.int64]:
    """Return hand-offs, -1 for an empty text; InputError for a text that is no number.

    column  its name in messages
    """
    found = []
    for text in texts:
        try:
            found.append(int(float(text)) if text else -1)
        except ValueError:
            raise InputError(f"column '{column}': '{text}' is not a number of hand-offs") from None
    return np.array(found, dtype=np.int64)
