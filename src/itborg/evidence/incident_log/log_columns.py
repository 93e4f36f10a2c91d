"""The columns of an incident log from the rows of its incidents: hand-offs, returns, priorities, components.

Two definitions of a hand-off are computed and never mixed: a change of the assigned team or person, as the publishers
of UCI 498 describe ServiceNow's reassignment_count, and a change of the team alone. Where an export has a counter and
the teams row by row, the receipt says with which of both the counter agrees: that of UCI 498 counts changes of team.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ...common.errors import InputError
from ...organisation.reading.receipt import Receipt
from .cases import Cases, ever_waited, handoffs, steps
from .dates import Prompt
from .log import Counts
from .priorities import top_priority

#: Largest number of hand-offs of one incident that is believed.
MOST_HANDOFFS = 100_000
_COUNT = re.compile(r"\d{1,9}([.,]0+)?", re.ASCII)
_YES_NO = {
    **dict.fromkeys(("true", "yes", "ja", "oui", "si", "y"), 1),
    **dict.fromkeys(("false", "no", "nein", "nee", "n"), 0),
}


class HandoffCounts(NamedTuple):
    """Hand-offs of each closed incident, -1 where unknown; None for what the export does not show.

    either   changes of team or person
    team     changes of team
    unnamed  whether a row without a team counts as one of a team without a name
    """

    either: Counts | None
    team: Counts | None
    unnamed: bool


def handoff_counts(cases: Cases, events: bool, receipt: Receipt) -> HandoffCounts:
    """Return changes of team or person, and changes of team.

    cases    closed incidents
    events   whether the rows of an incident are its events or updates
    receipt  gets the definition of each count
    """
    columns = receipt.mapping.columns
    either = team = None
    unnamed = False
    if "handoffs" in columns:
        either = counts(cases.last("handoffs"), columns["handoffs"])
        receipt.notes.append(f"hand-offs are changes of team or person, as {columns['handoffs']} counts them")
    elif events and "person" in columns:
        either = _team_or_person(cases)
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
        team = _changes(cases)
        receipt.notes.append(f"changes of team are those of {columns['team']} from row to row")
        if either is not None and "handoffs" in columns:
            team, unnamed = _agreeing(cases, either, team, receipt)
    for found, missing in ((either, "changes of team or person"), (team, "changes of team")):
        if found is None:
            receipt.notes.append(f"the export does not show {missing}: no figures of them")
    return HandoffCounts(either, team, unnamed)


def _team_or_person(cases: Cases) -> Counts:
    """Return changes of team or person from row to row."""
    paths = (zip(cases.path("team", rows), cases.path("person", rows), strict=True) for rows in cases.rows)
    return np.array([handoffs(list(path)) for path in paths], dtype=np.int64)


def _changes(cases: Cases, unnamed: bool = False) -> Counts:
    """Return how often the team of each incident changes, -1 without any team; `unnamed` as in `steps`."""
    paths = [cases.path("team", rows) for rows in cases.rows]
    return np.array([len(steps(path, unnamed)) - 1 if any(path) else -1 for path in paths], dtype=np.int64)


def _agreeing(cases: Cases, counter: Counts, team: Counts, receipt: Receipt) -> tuple[Counts, bool]:
    """Return changes of team, and whether rows without one count as a team, in the reading nearer to the counter.

    counter  hand-offs by the system itself, -1 where unknown
    team     changes of team if blanks are no change

    The receipt says for which share of incidents the counter equals each reading.
    """
    columns = receipt.mapping.columns
    known = (counter >= 0) & (team >= 0)
    if not known.any():
        return team, False
    with_unnamed = _changes(cases, unnamed=True)
    plain, other = (float((counter == one)[known].mean()) for one in (team, with_unnamed))
    unnamed = other > plain
    agreed = [f"with changes of {columns['team']} for {max(plain, other):.1%}"]
    if unnamed:
        receipt.notes.append(
            f"a row without {columns['team']} counts as one of a team without a name, because the changes then agree "
            f"with {columns['handoffs']} for {other:.1%} of the tickets and otherwise for {plain:.1%}"
        )
    if "person" in columns:
        agreed.append(
            f"with changes of team or person for {float((counter == _team_or_person(cases))[known].mean()):.1%}"
        )
    receipt.notes.append(f"{columns['handoffs']} agrees {' and '.join(agreed)} of the tickets")
    return (with_unnamed if unnamed else team), unnamed


def returned(cases: Cases, unnamed: bool = False) -> Counts:
    """Return 1 for incidents that come back to an earlier team with a name, else 0; -1 without any team.

    unnamed  whether a row without a team is one of a team without a name (see `steps`)
    """
    found = []
    for rows in cases.rows:
        path = cases.path("team", rows)
        named = [team for team in steps(path, unnamed) if team]
        found.append(int(len(set(named)) < len(named)) if any(path) else -1)
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


#: What a user answers who does not know which priority is the highest.
NOT_KNOWN = "not known"


def top(
    texts: Sequence[str], stated: str, top_number: str, receipt: Receipt, prompt: Prompt | None = None
) -> Counts | None:
    """Return 1 for incidents with the highest priority, else 0, -1 for an empty text; None if it cannot be told.

    stated      the highest priority by the user, "" to find it
    top_number  its number in the system that wrote the export, "" if not known
    receipt     gets the reason
    prompt      lets the user choose where the texts do not decide; None: the share is left out then
    """
    found = top_priority(texts, stated, top_number)
    if found.choices and prompt is not None:
        answer = prompt("which priority is the highest?", (*found.choices, NOT_KNOWN))
        found = found if answer == NOT_KNOWN else top_priority(texts, answer)
    receipt.notes.append(found.note)
    receipt.facts["top_priority"] = found.value
    if not found.known:
        return None
    return np.array([int(text == found.value and bool(found.value)) if text else -1 for text in texts], dtype=np.int64)


def numbered(texts: Sequence[str]) -> Counts:
    """Return a number for each text, equal for equal texts; -1 for an empty one."""
    known = {text: at for at, text in enumerate(dict.fromkeys(filter(None, texts)))}
    return np.array([known.get(text, -1) for text in texts], dtype=np.int64)
