"""The rows of each incident: how it moved between teams and people, and when it ended.

A hand-off is a change of the assigned team or person; a change of team alone is counted as well, and the two are never
mixed. A blank is no change, unless the counter of the system shows that it stands for a team without a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...analysis.statistics import Floats
from ...organisation.reading.raw_table import is_missing
from .statuses import Meaning, are_transitions, meaning, waits_for_user


@dataclass(frozen=True)
class Cases:
    """The rows of an export by incident.

    rows    row numbers of each incident, in the order of time
    texts   role -> one text a row; placeholders are ""
    times   hours of each row, NaN where unknown; None without a column of times
    """

    rows: list[list[int]]
    texts: Mapping[str, Sequence[str]]
    times: Floats | None

    def __len__(self) -> int:
        """Return the number of incidents."""
        return len(self.rows)

    def last(self, role: str) -> list[str]:
        """Return the last known text of each incident in the column of a role; "" where there is none."""
        texts = self.texts[role]
        return [next((texts[row] for row in reversed(rows) if texts[row]), "") for rows in self.rows]

    def path(self, role: str, rows: Sequence[int]) -> list[str]:
        """Return the texts of one incident in the column of a role; blanks without such a column."""
        texts = self.texts.get(role)
        return [texts[row] for row in rows] if texts is not None else [""] * len(rows)


def cases_of(texts: Mapping[str, Sequence[str]], times: Floats | None, length: int) -> Cases:
    """Return the rows by incident; each row is an incident of its own without a column of ids.

    texts   role -> one text a row
    times   hours of each row; rows of an incident are sorted by them
    length  number of rows
    """
    plain = {role: ["" if is_missing(text) else text for text in column] for role, column in texts.items()}
    if "id" not in plain:
        return Cases([[row] for row in range(length)], plain, times)
    order = range(length) if times is None else np.argsort(times, kind="stable").tolist()
    by_id: dict[str, list[int]] = {}
    for row in order:
        if plain["id"][row]:
            by_id.setdefault(plain["id"][row], []).append(row)
    return Cases(list(by_id.values()), plain, times)


def handoffs(path: Sequence[tuple[str, str]]) -> int:
    """Return how often the assigned team or the named person changes; a blank is no change.

    >>> handoffs([("desk", ""), ("desk", "ann"), ("desk", "bob"), ("network", ""), ("network", "")])
    2
    """
    count, team, person = 0, "", ""
    for new_team, new_person in path:
        if (new_team and team and new_team != team) or (new_person and person and new_person != person):
            count, person = count + 1, new_person
        team, person = new_team or team, new_person or person
    return count


def steps(teams: Sequence[str], unnamed: bool = False) -> list[str]:
    """Return the teams in their order, each once for each time that work came to it.

    teams    one a row, "" for a blank
    unnamed  whether a blank is a team without a name; otherwise blanks are left out

    >>> steps(["desk", "", "desk", "network", "desk"])
    ['desk', 'network', 'desk']
    >>> steps(["desk", "", "desk"], unnamed=True)
    ['desk', '', 'desk']
    """
    named = [team for team in teams if team or unnamed]
    return [team for at, team in enumerate(named) if at == 0 or team != named[at - 1]]


def row_meanings(cases: Cases) -> list[Meaning]:
    """Return the state of its incident in each row, by status and activity: cancelled, closed or open; else UNKNOWN.

    Standard transitions of XES do not count, and a row is closed if either of its texts means it.
    """
    roles = [role for role in ("status", "activity") if role in cases.texts]
    columns = [cases.texts[role] for role in roles if not are_transitions(set(cases.texts[role]) - {""})]
    if not columns:
        return [Meaning.UNKNOWN] * sum(map(len, cases.rows))
    keys = list(zip(*columns, strict=True))
    known = {key: _meaning(key) for key in set(keys)}
    return [known[key] for key in keys]


def _meaning(texts: Sequence[str]) -> Meaning:
    """Return the meaning of several texts of one row."""
    found = {meaning(text) for text in texts if text}
    return next((one for one in (Meaning.CANCELLED, Meaning.CLOSED, Meaning.OPEN) if one in found), Meaning.UNKNOWN)


def end_row(rows: Sequence[int], meanings: Sequence[Meaning]) -> int:
    """Return the row at which an incident ended: the first of the closed ones at its end, else its last row.

    So an incident that is resolved and then closed ended when it was resolved.
    """
    end = rows[-1]
    for row in reversed(rows):
        if meanings[row] is not Meaning.CLOSED:
            break
        end = row
    return end


def ever_waited(cases: Cases, rows: Sequence[int]) -> bool:
    """Return whether an incident ever waited for its user."""
    return any(waits_for_user(text) for role in ("status", "activity") for text in cases.path(role, rows) if text)
