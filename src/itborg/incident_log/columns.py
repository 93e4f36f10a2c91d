"""Which column of an export says what: known names of common systems, or what the user maps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..errors import InputError, did_you_mean

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
