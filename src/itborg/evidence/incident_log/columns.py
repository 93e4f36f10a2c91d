"""The role of each column of an export: known names of common systems, or what the user states.

Names are compared in lower-case letters and digits only, so "Assignment group" and assignment_group are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...common.errors import InputError, did_you_mean

#: Roles of columns, and the names under which they are known, in lower-case letters and digits only.
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
#: Roles that must be present: in an export with one row an incident, or with one row an event.
INCIDENTS, EVENTS = ("opened", "closed", "handoffs"), ("id", "time")


def column_roles(header: Sequence[str], stated: Mapping[str, str]) -> dict[str, str]:
    """Return role -> column of an export; what the user states has priority over known names.

    header  names of the columns
    stated  role -> column by the user; {} for none

    An export with one row an incident needs the roles opened, closed and handoffs; with one row an event it needs id,
    time, and team or person. Raises InputError for roles and columns that are not known, and if such a role is missing.
    """
    found = {role: _column(column, header) for role, column in stated.items() if _is_role(role)}
    for role, names in ROLES.items():
        free = {_letters(column): column for column in header if column not in found.values()}
        column = next((free[name] for name in names if name in free), None)
        if role not in found and column is not None:
            found[role] = column
    if not (set(INCIDENTS) <= found.keys() or (set(EVENTS) <= found.keys() and {"team", "person"} & found.keys())):
        raise InputError(_missing(header, found))
    return found


def has_event_rows(roles: Mapping[str, str]) -> bool:
    """Return whether an export has one row an event and not one row an incident.

    >>> has_event_rows({"id": "case", "time": "timestamp", "team": "queue"})
    True
    """
    return not set(INCIDENTS) <= roles.keys()


def stated_roles(texts: Sequence[str]) -> dict[str, str]:
    """Return ROLE=COLUMN texts as a dictionary; roles are checked later.

    Raises InputError for a text without "=".

    >>> stated_roles(["team=Assignment group"])
    {'team': 'Assignment group'}
    """
    found = {}
    for text in texts:
        role, equals, column = text.partition("=")
        if not equals:
            raise InputError(f"--map {text}: expected ROLE=COLUMN, such as team='Assignment group'")
        found[role.strip()] = column.strip()
    return found


def _is_role(role: str) -> bool:
    """Return True for a role; InputError, with the most similar name, for another text."""
    if role not in ROLES:
        raise InputError(f"--map {role}=...: no role '{role}'; {did_you_mean(role, ROLES)}")
    return True


def _column(name: str, header: Sequence[str]) -> str:
    """Return the column that the user names, also in another spelling; InputError if there is no single one."""
    if name in header:
        return name
    close = [one for one in header if _letters(one) == _letters(name)]
    if len(close) == 1:
        return close[0]
    raise InputError(f"no column '{name}' in this export; {did_you_mean(name, header)}")


def _letters(text: str) -> str:
    """Return a column's name in lower-case letters and digits only.

    >>> _letters("# Reassignments"), _letters("time:timestamp")
    ('reassignments', 'timetimestamp')
    """
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _missing(header: Sequence[str], roles: Mapping[str, str]) -> str:
    """Return the message that roles are missing: what is needed, what was recognised, and the first 12 columns."""
    recognised = ", ".join(f"{role}={column}" for role, column in roles.items()) or "none"
    shown = ", ".join(header[:12]) + (f" and {len(header) - 12} more" if len(header) > 12 else "")
    return (
        "this export cannot be read: it needs columns for opened, closed and handoffs (one row an incident), or id, "
        f"time and team or person (one row an event); recognised: {recognised}; columns: {shown}. "
        "Name them: --map ROLE=COLUMN"
    )
