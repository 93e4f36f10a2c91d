"""The role of each column of an export: known names of common systems, or what the user states.

The names are those of ServiceNow, Jira, Zendesk, OTRS and Znuny, BMC Remedy, the logs of the BPI Challenges, pm4py and
bupaR, and usual ones in German, Dutch, French and Spanish. They are compared in letters and digits only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...common.errors import InputError, did_you_mean
from ...organisation.reading.column_names import letters
from ...organisation.reading.column_roles import ColumnMapping, map_columns

#: Roles of columns, and the names under which they are known, the likeliest first.
ROLES: Mapping[str, tuple[str, ...]] = {
    "id": (
        "number", "incident id", "incident number", "incident", "ticket id", "ticket number", "ticket", "ticketnr",
        "case id",
        "case:concept:name", "case", "sr number", "issue key", "request id", "key", "nummer", "ticketnummer",
        "vorgangsnummer", "meldingnummer", "numéro", "número",
    ),
    "opened": (
        "opened at", "open time", "opened", "date opened", "open date", "sys created on", "sys created at", "created",
        "created at", "created on", "create time", "created time", "creation time", "creation date", "create date",
        "created date", "submit date", "reported date", "reported on", "date created", "start date", "geöffnet",
        "eröffnet",
        "erstellt", "erstellt am", "angelegt am", "gemeldet am", "aangemaakt", "aangemaakt op", "aanmelddatum",
        "créé le",
        "date de création", "date d'ouverture", "ouvert le", "fecha de creación", "fecha de apertura", "creado",
    ),
    "resolved": (
        "resolved at", "resolved", "resolved on", "resolved time", "resolved date", "resolution date",
        "last resolved date",
        "date resolved", "solved at", "solved", "solution date", "gelöst", "gelöst am", "behoben am", "opgelost",
        "opgelost op", "résolu le", "date de résolution", "fecha de resolución", "resuelto",
    ),
    "closed": (
        "closed at", "close time", "closed", "closed on", "close date", "closed date", "closed time", "closure time",
        "date closed", "completed at", "completed", "end date", "geschlossen", "geschlossen am", "abgeschlossen am",
        "gesloten",
        "gesloten op", "afgesloten op", "fermé le", "clos le", "date de clôture", "date de fermeture",
        "fecha de cierre",
        "cerrado",
    ),
    "handoffs": (
        "reassignment count", "reassignments", "no of reassignments", "num reassignments", "number of reassignments",
        "handoffs", "handovers", "hops", "total transfers", "custom field (reassignments)",
        "custom field (reassignment count)", "übergaben", "weiterleitungen", "anzahl weiterleitungen", "overdrachten",
        "réaffectations", "reasignaciones",
    ),
    "team_changes": (
        "group transfers", "moves", "queue moves", "queue changes", "team changes", "group changes",
        "group reassignments",
    ),
    "stations": ("group stations",),
    "time": (
        "time:timestamp", "timestamp", "complete timestamp", "completed timestamp", "event timestamp",
         "sys updated on", "sys updated at", "date stamp", "datestamp", "event time",
        "change date+time", "change date", "updated at", "updated", "last updated", "last modified date",
        "last modified",
        "modified", "modified date", "changed", "geändert", "geändert am", "zeitstempel", "time",
    ),
    "team": (
        "assignment group", "assigned group", "assignee group", "org:group", "support group", "resolver group",
        "support team",
        "involved st", "team", "group", "queue", "bearbeitergruppe", "zuweisungsgruppe", "gruppe", "behandelgroep",
        "groupe d'affectation", "grupo de asignación",
    ),
    "person": (
        "assigned to", "org:resource", "assignee", "resource", "resource id", "owner", "agent", "person",
        "owner first name",
        "bearbeiter", "behandelaar", "affecté à", "asignado a",
    ),
    "status": (
        "incident state", "ident state", "state", "status", "ticket state", "lifecycle:transition",
        "lifecycle id", "zustand", "statut", "estado",
    ),
    "activity": (
        "concept:name", "sub status",
        "activity", "activity id", "incident activity type", "incidentactivity type", "event", "action",
        "aktivität",
    ),
    "priority": (
        "priority", "prio", "priority class", "sr latest impact", "priorität", "prioriteit", "priorité", "prioridad",
        "severity", "urgency", "impact",
    ),
    "reopened": ("reopen count", "reopened", "no of reopens", "reopens", "reopen times", "reopen time"),
    "component": (
        "cmdb ci", "ci name (aff)", "configuration item", "affected ci", "ci", "component", "component/s", "components",
        "product", "business service", "service", "komponente",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class System:
    """A system whose exports are recognised by their columns.

    name      as a receipt shows it
    columns   names that all have to be there, in letters and digits only
    top       the number of the highest priority where priorities are numbers; "" if the system has none
    counts    what its count of hand-offs is: "handoffs" (team or person) or "team_changes"
    """

    name: str
    columns: frozenset[str]
    top: str = ""
    counts: str = "handoffs"


def _system(name: str, columns: str, **more: str) -> System:
    """Return a system; its columns are separated by blanks."""
    return System(name, frozenset(columns.split()), **more)


#: Recognised systems, the most specific first.
SYSTEMS = (
    _system("BPI Challenge 2014 (Rabobank)", "incidentid cinameaff reassignments", top="1", counts="team_changes"),
    _system("BPI Challenge 2014 (Rabobank), activities", "incidentid datestamp incidentactivitynumber"),
    _system("BPI Challenge 2013 (Volvo IT)", "srnumber involvedst"),
    _system("XES or pm4py", "caseconceptname timetimestamp"),
    _system("bupaR", "caseid activityinstanceid"),
    _system("ServiceNow", "number assignmentgroup", top="1"),
    _system("ServiceNow", "number reassignmentcount", top="1"),
    _system("ServiceNow", "number syscreatedon", top="1"),
    _system("ServiceNow", "number incidentstate", top="1"),
    _system("Jira", "issuekey issuetype"),
    _system("Zendesk", "groupstations", counts="team_changes"),
    _system("Zendesk", "requester assigneestations"),
    _system("OTRS or Znuny", "ticket queue", counts="team_changes"),
    _system("OTRS or Znuny", "ticketnumber queue", counts="team_changes"),
    _system("BMC Remedy", "incidentid assignedgroup"),
    _system("BMC Remedy", "incidentid lastresolveddate"),
    _system("BMC Remedy", "incidentnumber submitdate"),
)


def recognised(header: Sequence[str]) -> System | None:
    """Return the system that writes such a header; None if none is recognised."""
    known = {letters(name) for name in header}
    return next((one for one in SYSTEMS if one.columns <= known), None)


def incident_columns(header: Sequence[str], stated: Mapping[str, str], system: System | None) -> ColumnMapping:
    """Return the columns of an export by role; what the user states has priority over known names.

    header  names of the columns
    stated  role -> column by the user; {} for none
    system  the one that wrote the export, which decides what its count of hand-offs is

    An export needs a date at which incidents were opened, or an id and the time of events. Raises InputError for roles
    and columns that are not known, and if neither is there.
    """
    try:
        found = map_columns(header, ROLES, stated)
    except InputError as error:
        raise InputError(str(error).replace("there is no column", "no column", 1)) from None
    columns = dict(found.columns)
    if system and system.counts == "team_changes" and "handoffs" not in stated and "handoffs" in columns:
        columns.setdefault("team_changes", columns.pop("handoffs"))
    if "opened" not in columns and not {"id", "time"} <= columns.keys():
        raise InputError(_missing(header, columns))
    ignored = tuple(one for one in header if one not in columns.values())
    return ColumnMapping({role: columns[role] for role in ROLES if role in columns}, found.stated, ignored)


def _missing(header: Sequence[str], roles: Mapping[str, str]) -> str:
    """Return the message that roles are missing: what is needed, what was recognised, and the first 12 columns."""
    recognised = ", ".join(f"{role}={column}" for role, column in roles.items()) or "none"
    shown = ", ".join(header[:12]) + (f" and {len(header) - 12} more" if len(header) > 12 else "")
    close = did_you_mean("opened", header)
    hint = f"; {close}" if close.startswith("did you mean") else ""
    return (
        "this export cannot be read: it needs a column opened (one row an incident), or id and time (one row an event);"
        f" recognised: {recognised}; columns: {shown}{hint}. Name them: --map ROLE=COLUMN"
    )
