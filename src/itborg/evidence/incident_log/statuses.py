"""The meaning of a status: closed, cancelled, open or waiting for the user, in the words of common systems."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from ...organisation.reading.column_names import letters


class Meaning(Enum):
    """The state of a ticket that a status stands for."""

    CLOSED = "closed"
    CANCELLED = "cancelled"
    OPEN = "open"
    UNKNOWN = "unknown"


#: Beginnings of words for each meaning, in letters only; those of OPEN are tried first, because of "not closed".
_OPEN = (
    "reopen", "new", "open", "notclosed", "notresolved", "unresolved", "inprogress", "workinprogress", "wip", "active",
    "assigned", "accepted", "queued", "pending", "onhold", "hold", "wait", "awaiting", "todo", "backlog", "unassigned",
    "scheduled", "offen", "neu", "inbearbeitung", "wartend", "warten", "inbehandeling", "nieuw", "wacht", "nouveau",
    "ouvert", "encours", "enattente", "nuevo", "abierto", "enprogreso", "encurso", "pendiente", "escalated", "inreview",
)  # fmt: skip
_CANCELLED = (
    "cancel",
    "withdrawn",
    "rejected",
    "duplicate",
    "storniert",
    "abgebrochen",
    "geannuleerd",
    "annul",
    "merged",
)
_CLOSED = (
    "closed", "close", "resolved", "solved", "done", "completed", "complete", "fixed", "finished", "geschlossen",
    "abgeschlossen", "gelost", "behoben", "erledigt", "gesloten", "opgelost", "afgesloten", "ferme", "clos", "resolu",
    "termine", "cerrado", "resuelto", "solucionado", "incall",
)  # fmt: skip
#: Numbers of states in ServiceNow's tables.
_NUMBERS = {"6": Meaning.CLOSED, "7": Meaning.CLOSED, "8": Meaning.CANCELLED, **dict.fromkeys("12345", Meaning.OPEN)}
#: Transitions that the XES standard defines, which say nothing about a ticket.
_XES_TRANSITIONS = frozenset(
    ("schedule", "assign", "reassign", "withdraw", "start", "suspend", "resume", "complete", "autoskip", "manualskip",
     "piabort", "ateabort", "unknown")
)  # fmt: skip
#: Words in a status in which an incident waits, and words for its user; both must occur.
_WAITING = ("user", "customer", "requester", "caller", "awaiting", "pending", "wait")
_USERS = ("user", "customer", "caller", "requester")


def meaning(status: str) -> Meaning:
    """Return what a status means.

    >>> [meaning(one).value for one in ("Closed", "closed successful", "Work in Progress", "Reopened", "7", "blue")]
    ['closed', 'closed', 'open', 'open', 'closed', 'unknown']
    """
    if status in _NUMBERS:
        return _NUMBERS[status]
    word = letters(status)
    for words, found in ((_OPEN, Meaning.OPEN), (_CANCELLED, Meaning.CANCELLED), (_CLOSED, Meaning.CLOSED)):
        if word.startswith(words):
            return found
    return Meaning.CANCELLED if any(one in word for one in _CANCELLED[:1]) else Meaning.UNKNOWN


def are_transitions(statuses: Collection[str]) -> bool:
    """Return whether all statuses are transitions that the XES standard defines, such as "complete".

    >>> are_transitions({"start", "complete"}), are_transitions({"In Progress", "Resolved"})
    (True, False)
    """
    return {letters(one) for one in statuses} <= _XES_TRANSITIONS


def waits_for_user(status: str) -> bool:
    """Return whether an incident with this status waits for its user.

    >>> waits_for_user("Awaiting User Info"), waits_for_user("In progress")
    (True, False)
    """
    lower = status.lower()
    return any(word in lower for word in _WAITING) and any(word in lower for word in _USERS)
