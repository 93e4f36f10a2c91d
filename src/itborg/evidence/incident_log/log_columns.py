"""The columns of an incident log from the rows of its incidents: hand-offs, returns, priorities, components.

Two definitions of a hand-off are computed and never mixed: a change of the assigned team or person, as ServiceNow's
reassignment_count has it, and a change of the team alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ...common.errors import InputError
from ...organisation.reading.receipt import Receipt
from .cases import Cases, ever_waited, handoffs, steps
from .log import Counts
from .priorities import top_priority

#: Largest number of hand-offs of one incident that is believed.
MOST_HANDOFFS = 100_000
_COUNT = re.compile(r"\d{1,9}([.,]0+)?", re.ASCII)
_YES_NO = {
    **dict.fromkeys(("true", "yes", "ja", "oui", "si", "y"), 1),
    **dict.fromkeys(("false", "no", "nein", "nee", "n"), 0),
}


def handoff_counts(cases: Cases, events: bool, receipt: Receipt) -> tuple[Counts | None, Counts | None]:
    """Return changes of team or person, and changes of team, -1 where unknown; None for what the export does not show.

    cases    closed incidents
    events   whether the rows of an incident are its events or updates
    receipt  gets the definition of each count
    """
    columns = receipt.mapping.columns
    paths = [list(zip(cases.path("team", rows), cases.path("person", rows), strict=True)) for rows in cases.rows]
    either = team = None
    if "handoffs" in columns:
        either = counts(cases.last("handoffs"), columns["handoffs"])
        receipt.notes.append(f"hand-offs are changes of team or person, as {columns['handoffs']} counts them")
    elif events and "person" in columns:
        either = np.array([handoffs(path) for path in paths], dtype=np.int64)
        named = " or ".join(columns[role] for role in ("team", "person") if role in columns)
        receipt.notes.append(f"hand-offs are changes of {named} from row to row")
    if "team_changes" in columns:
        team = counts(cases.last("team_changes"), columns["team_changes"])
        receipt.notes.append(f"changes of team are those that {columns['team_changes']} counts")
    elif "stations" in columns:
        stations = counts(cases.last("stations"), columns["stations"])
        team = np.where(stations > 0, stations - 1, stations)
        receipt.notes.append(f"changes of team are {columns['stations']} less one")
    elif events and "team" in columns:
        team = np.array([_changes([team for team, _ in path]) for path in paths], dtype=np.int64)
        receipt.notes.append(f"changes of team are those of {columns['team']} from row to row")
    for found, missing in ((either, "changes of team or person"), (team, "changes of team")):
        if found is None:
            receipt.notes.append(f"the export does not show {missing}: no figures of them")
    return either, team


def _changes(teams: Sequence[str]) -> int:
    """Return how often the team changes, -1 without any team; a blank is no change."""
    return len(steps(teams)) - 1


def returned(cases: Cases) -> Counts:
    """Return 1 for incidents that come back to an earlier team, else 0; -1 without any team."""
    found = []
    for rows in cases.rows:
        path = steps(cases.path("team", rows))
        found.append(int(len(set(path)) < len(path)) if path else -1)
    return np.array(found, dtype=np.int64)


def waited(cases: Cases) -> Counts:
    """Return 1 for incidents that ever waited for their user, else 0."""
    return np.array([int(ever_waited(cases, rows)) for rows in cases.rows], dtype=np.int64)


def counts(texts: Sequence[str], column: str) -> Counts:
    """Return numbers of events, -1 for an empty text.

    column  its name in messages

    Raises InputError for a text that is no count: a negative or broken number, or more than MOST_HANDOFFS.
    """
    found = []
    for text in texts:
        number = -1 if not text else int(re.split("[.,]", text)[0]) if _COUNT.fullmatch(text) else MOST_HANDOFFS + 1
        if number > MOST_HANDOFFS:
            raise InputError(f"column '{column}': '{text}' is not a number of hand-offs")
        found.append(number)
    return np.array(found, dtype=np.int64)


def reopened(texts: Sequence[str]) -> Counts:
    """Return how often incidents were reopened, -1 where unknown: counts, words such as "true", or moments.

    In a column of moments an empty text means that an incident was never reopened.
    """
    times = [_times_reopened(text.lower()) for text in texts]
    if not any(time is not None for text, time in zip(texts, times, strict=True) if text):
        return np.array([int(bool(text)) for text in texts], dtype=np.int64) if any(texts) else np.full(len(texts), -1)
    return np.array([-1 if not text else 1 if time is None else time for text, time in zip(texts, times, strict=True)])


def _times_reopened(text: str) -> int | None:
    """Return how often a text states that an incident was reopened, None for a text that is no count."""
    if _COUNT.fullmatch(text):
        return int(re.split("[.,]", text)[0])
    return _YES_NO.get(text)


def top(texts: Sequence[str], stated: str, top_number: str, receipt: Receipt) -> Counts | None:
    """Return 1 for incidents with the highest priority, else 0, -1 for an empty text; None if it cannot be told.

    stated      the highest priority by the user, "" to find it
    top_number  its number in the system that wrote the export, "" if not known
    receipt     gets the reason
    """
    found = top_priority(texts, stated, top_number)
    receipt.notes.append(found.note)
    receipt.facts["top_priority"] = found.value
    if not found.known:
        return None
    return np.array([int(text == found.value and bool(found.value)) if text else -1 for text in texts], dtype=np.int64)


def numbered(texts: Sequence[str]) -> Counts:
    """Return a number for each text, equal for equal texts; -1 for an empty one."""
    known = {text: at for at, text in enumerate(dict.fromkeys(filter(None, texts)))}
    return np.array([known.get(text, -1) for text in texts], dtype=np.int64)
