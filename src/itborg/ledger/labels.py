"""Labels that an untreated twin stated, by the identity of what they were stated about."""

from __future__ import annotations

from typing import Any

from ..world.state import World


class Stated:
    """Every label of a twin's incidents and changes since its start."""

    def __init__(self) -> None:
        """Begin with nothing stated."""
        self._known: dict[str, dict[int, int]] = {"incident": {}, "change": {}}

    def remember(self, twin: World, closed_before: int) -> None:
        """Take the labels of what is open in the twin, and of the incidents it closed today."""
        o = twin.organisation[0]
        closed = twin.closed[closed_before : o["closed"]]
        self._take("incident", closed)
        self._take("incident", _open(twin.incidents[: o["incident_rows"]]))
        self._take("change", _open(twin.changes[: o["change_rows"]]))

    def _take(self, kind: str, rows: Any) -> None:
        self._known[kind].update(zip(rows["key"].tolist(), rows["label"].tolist(), strict=True))

    def write(self, kind: str, rows: Any) -> None:
        """Write the twin's labels over those of open rows that it knows as well."""
        known = self._known[kind]
        here = (rows["open"] == 1).nonzero()[0]
        for row, key in zip(here.tolist(), rows["key"][here].tolist(), strict=True):
            if key in known:
                rows["label"][row] = known[key]


def _open(rows: Any) -> Any:
    return rows[rows["open"] == 1]
