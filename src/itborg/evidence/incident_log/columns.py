"""Which column of an export says what: known names of common systems, or what the user maps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import numpy as np

from ...analysis.statistics import Floats
from ...common.errors import InputError, did_you_mean

#: What a column can say -> names under which it is known, in letters and digits only.
ROLES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "number", "incidentid", "ticketid", "caseid", "case", "srnumber", "caseconceptname", "incident"),
    "opened": ("openedat", "opentime", "opened", "created", "createdat", "creationtime", "syscreatedat", "opendate"),
    "closed": ("closedat", "closetime", "closed", "resolvedat", "resolvedtime", "resolved", "closedate", "closuretime"),
    "handoffs": (
        "reassignmentcount",
        "noofreassignments",
        "reassignments",
        "handoffs",
        "handovers",
        "numreassignments",
    ),
    "time": ("timetimestamp", "timestamp", "sysupdatedat", "datestamp", "eventtime", "changedate", "updatedat", "time"),
    "team": ("assignmentgroup", "orggroup", "team", "group", "supportteam", "involvedst", "queue"),
    "person": ("assignedto", "orgresource", "person", "assignee", "owner", "resource"),
    "status": ("incidentstate", "state", "status", "substatus", "lifecycletransition"),
    "priority": ("priority", "prio", "priorityclass"),
    "reopened": ("reopencount", "reopened", "noofreopens", "reopentimes", "reopentime"),
    "component": ("cmdbci", "cinameaff", "configurationitem", "component", "ci", "product", "affectedci"),
}
#: What must be there: one row an incident, or one row an event.
INCIDENTS, EVENTS = ("opened", "closed", "handoffs"), ("id", "time")


def mapping(header: Sequence[str], asked: Mapping[str, str]) -> dict[str, str]:
    """Return role -> column of the export; what the user says goes before known names.

    Raises InputError for roles and columns that are not known, and if the export cannot be understood.
    """
    found = {role: _named(column, header) for role, column in asked.items() if _known(role)}
    for role, names in ROLES.items():
        free = {_letters(column): column for column in header if column not in found.values()}
        column = next((free[name] for name in names if name in free), None)
        if role not in found and column is not None:
            found[role] = column
    if not (set(INCIDENTS) <= found.keys() or (set(EVENTS) <= found.keys() and {"team", "person"} & found.keys())):
        raise InputError(_cannot(header, found))
    return found


def is_events(found: Mapping[str, str]) -> bool:
    """Return whether an export has one row an event rather than one an incident."""
    return not set(INCIDENTS) <= found.keys()


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """Return ROLE=COLUMN texts as a dictionary, or raise InputError."""
    found = {}
    for text in texts:
        role, equals, column = text.partition("=")
        if not equals:
            raise InputError(f"--map {text}: expected ROLE=COLUMN, such as team='Assignment group'")
        found[role.strip()] = column.strip()
    return found


def _known(role: str) -> bool:
    if role not in ROLES:
        raise InputError(f"--map {role}=...: no role '{role}'; {did_you_mean(role, ROLES)}")
    return True


def _named(column: str, header: Sequence[str]) -> str:
    if column in header:
        return column
    close = [one for one in header if _letters(one) == _letters(column)]
    if len(close) == 1:
        return close[0]
    raise InputError(f"no column '{column}' in this export; {did_you_mean(column, header)}")


def _letters(text: str) -> str:
    """Return a column's name in small letters and digits only.

    >>> _letters("# Reassignments"), _letters("time:timestamp")
    ('reassignments', 'timetimestamp')
    """
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _cannot(header: Sequence[str], found: Mapping[str, str]) -> str:
    understood = ", ".join(f"{role}={column}" for role, column in found.items()) or "nothing"
    shown = ", ".join(header[:12]) + (f" and {len(header) - 12} more" if len(header) > 12 else "")
    return (
        "this export cannot be read: it needs columns for opened, closed and handoffs (one row an incident), or id, "
        f"time and team or person (one row an event); understood: {understood}; columns: {shown}. "
        "Name them: --map ROLE=COLUMN"
    )


_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d-%m-%Y", "%d/%m/%Y", "%m/%d/%Y", "%m-%d-%Y", "%d.%m.%Y")
_TIMES = (" %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", " %H:%M:%S.%f", "")
#: Texts that are tried before a form is chosen.
TRIED = 2000


def hours(texts: Sequence[str], column: str, day_first: bool | None = None) -> Floats:
    """Return moments as hours since 1970, NaN for empty texts.

    day_first  whether 03/04 is the third of April; None: found from the texts, InputError if both would do
    """
    given = [text for text in texts if text]
    read = _reader(given[:TRIED], column, day_first)
    known = {text: read(text) for text in set(given)}
    bad = next((text for text in given if known[text] is None), None)
    if bad is not None and sum(known[text] is None for text in given) > 0.01 * len(given):
        raise InputError(f"column '{column}': '{bad}' is not written like the other dates")
    return np.array([_nan(known.get(text)) for text in texts])


def _nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _reader(texts: Sequence[str], column: str, day_first: bool | None) -> Callable[[str], float | None]:
    """Return what reads the dates of a column, told from its first texts; None from it for what is no date."""
    if texts and sum(_iso(text) is None for text in texts) <= 0.01 * len(texts):
        return _iso
    forms = [date + time for date in _DATES for time in _TIMES]
    fitting = [form for form in forms if texts and sum(_by(form, text) is None for text in texts) <= 0.01 * len(texts)]
    if not fitting:
        shown = texts[0] if texts else ""
        raise InputError(
            f"column '{column}': '{shown}' is not a date and time that is understood, such as 2026-07-01 09:30"
        )
    dayish = [form for form in fitting if form.startswith("%d")]
    if len({form[:2] for form in fitting}) > 1:
        if day_first is None:
            raise InputError(
                f"column '{column}': '{texts[0]}' may begin with the day or the month; say --day-first or --month-first"
            )
        fitting = dayish if day_first else [form for form in fitting if form not in dayish]
    form = fitting[0]
    return lambda text: _by(form, text)


def _iso(text: str) -> float | None:
    try:
        return _as_hours(datetime.fromisoformat(text))
    except ValueError:
        return None


def _by(form: str, text: str) -> float | None:
    try:
        return _as_hours(datetime.strptime(text, form))
    except ValueError:
        return None


def _as_hours(moment: datetime) -> float:
    if moment.tzinfo is None:
        return (moment - datetime(1970, 1, 1)).total_seconds() / 3600
    return moment.timestamp() / 3600
