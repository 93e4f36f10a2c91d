"""Who resists, day by day, and from whom resistance spreads.

A manager weighs colleagues by contact x trust, as `engine.day.resisting.colleagues_pull` does; the colleague who pulls
most when somebody begins to resist is named as the one from whom it spreads. That names a tie and proves no cause.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...engine.state import NONE, World
from ...engine.table import array_of, column
from ...mechanisms.resistance import CONTENT

#: Added to the stage of a manager who resists IT itself, in recordings.
AGAINST_IT = 4


class Begun(NamedTuple):
    """The first manager of a team who begins to resist, while nobody else in the team does.

    day        working day after the start, the first is 0
    manager    row
    colleague  row of the colleague of another team who pulls most, NONE if none of those tied to the manager resists
    """

    day: int
    manager: int
    colleague: int


class ResistanceLog:
    """Keeps stages of resistance. Call `add` before the first day and at the end of each day, then `stages`.

    `begun` has the managers with whom resistance reached a team.
    """

    def __init__(self) -> None:
        """Begin without any snapshot."""
        self._stages: list[NDArray[np.int64]] = []
        self._codes: list[NDArray[np.uint8]] = []
        self.begun: list[Begun] = []

    def add(self, w: World) -> None:
        """Take note of the stages of all people at the end of a day."""
        people = array_of(w.people)
        stage = people["stage"].copy()
        if self._stages:
            self._begin(w, self._stages[-1], stage)
        self._stages.append(stage)
        self._codes.append((stage + AGAINST_IT * people["against_it"]).astype(np.uint8))

    def stages(self) -> NDArray[np.uint8]:
        """Return stages, + AGAINST_IT where a manager resists IT itself, (snapshots, people)."""
        return np.stack(self._codes)

    def _begin(self, w: World, before: NDArray[np.int64], now: NDArray[np.int64]) -> None:
        """Keep the managers who are the first of their team to resist today.

        before, now  stages at the end of the day before and of the day, (people,)
        """
        team = column(w.people, "team")
        for m in np.flatnonzero((before == CONTENT) & (now > CONTENT)).tolist():
            if not (before[team == team[m]] > CONTENT).any():
                self.begun.append(Begun(len(self._stages) - 1, m, _pulls(w, m, before)))


def _pulls(w: World, m: int, stage: NDArray[np.int64]) -> int:
    """Return the row of the colleague who pulls a manager most into resistance, NONE if none of them resists.

    stage  of all people, before
    """
    first = int(column(w.people, "first_tie")[m])
    ties = array_of(w.ties)[first : first + int(column(w.people, "ties")[m])]
    ties = ties[ties["across"] == 0]
    pull = ties["contact"] * ties["trust"] * stage[ties["target"]]
    return int(ties["target"][pull.argmax()]) if pull.any() else NONE
