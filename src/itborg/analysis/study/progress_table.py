"""Which runs of a study are finished, and their numbers: arrays by cell, strategy and replicate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..statistics import Floats, band
from .journal import journal_parts as parts
from .run_id import Identity
from .tasks import Outcome, Task, TaskRunner

if TYPE_CHECKING:
    from .study import Replications

#: Pairs after which a cell is looked at.
LOOKS = (10, 20, 30, 40, 60, 80, 120, 160, 240, 320, 400, 600, 800, 1200, 1600, 2400, 3200)


def looks(replications: Replications) -> tuple[int, ...]:
    """Return the numbers of pairs at which a cell may stop; the last is the most it can get."""
    if replications.half_width is None:
        return (replications.most,)
    return (*(look for look in LOOKS if look < replications.most), replications.most)


def known_well(values: Floats, half_width: float) -> bool:
    """Return whether every paired difference to the baseline is known to within `half_width`.

    values  (strategies, pairs) of one measure, the baseline first; pairs that failed are NaN. With the
            baseline alone its own level is meant.
    """
    steps = values[1:] - values[:1] if len(values) > 1 else values
    found = band(steps.T)
    return bool(np.all((found.high - found.low) / 2 <= half_width))


def needed(values: Floats, replications: Replications) -> int:
    """Return how many pairs a cell gets, by the values of its first pairs.

    values  (strategies, pairs), NaN where not (yet) known
    """
    every = looks(replications)
    if replications.half_width is None:
        return every[-1]
    return next((look for look in every[:-1] if known_well(values[:, :look], replications.half_width)), every[-1])


Place = tuple[int, int, int]


class Account:
    """What is known of each run.

    study     what is asked
    measures  whose values are kept: all for results, only the one that decides when to stop while running
    done      (cells, strategies, replicates) whether a run is finished and did not fail
    values    (cells, strategies, replicates, measures), NaN where not done
    seconds   (cells, strategies, replicates), NaN where not done
    errors    (cell, strategy, replicate) -> what went wrong; no run is both here and done
    """

    def __init__(self, life: TaskRunner, measures: Sequence[str]) -> None:
        """Begin with nothing done."""
        self.life = life
        self.study = life.study
        self.measures = tuple(measures)
        self._columns = [self.study.measures.index(name) for name in self.measures]
        self._identity = Identity(life)
        shape = (len(self.study.cells), len(self.study.names), self.study.replications.most)
        self.done = np.zeros(shape, dtype=bool)
        self.values = np.full((*shape, len(self.measures)), np.nan)
        self.seconds = np.full(shape, np.nan, dtype=np.float32)
        self.errors: dict[Place, str] = {}
        self._places: dict[str, Place] | None = None

    def run_id(self, place: Place) -> str:
        """Return the id of a run."""
        cell, strategy, replication = place
        return self._identity.run_id(self.study.cells[cell], strategy, replication)

    def add(self, task: Task, outcomes: Sequence[Outcome]) -> list[list[Any]]:
        """Take finished runs and return their rows for the journal."""
        rows = []
        for one in outcomes:
            place = (task.cell.number, one.strategy, task.replication)
            days = one.days or [None] * len(self.study.every_day)
            rows.append([self.run_id(place), *place, one.error, one.seconds, *(one.values or self._nothing()), *days])
            self._take(place, one.error, one.seconds, [one.values[c] for c in self._columns] if one.values else [])
        return rows

    def read(self, folder: Path) -> None:
        """Take the runs that are on disk, whoever computed them."""
        for part in parts(folder, self.needed, self.measures):
            columns = [part.column(name).to_numpy() for name in self.measures]
            ends = zip(*(part.column(name).to_pylist() for name in ("error", "wall_seconds")), strict=True)
            for at, (place, (error, seconds)) in enumerate(zip(self.places(part), ends, strict=True)):
                if place is not None:
                    self._take(place, error, seconds, [column[at] for column in columns])

    @property
    def needed(self) -> list[str]:
        """What a part must have for its runs to count."""
        return [*self.study.measures, *self.study.every_day]

    def places(self, part: Any) -> Iterator[Place | None]:
        """Yield where each run of a part belongs, None if it is of another study."""
        names = ("run_id", "cell", "strategy", "replication")
        for run_id, *said in zip(*(part.column(name).to_pylist() for name in names), strict=True):
            yield self._place(run_id, tuple(said))

    def pairs(self, cell: int) -> int:
        """Return how many pairs of runs a cell gets, by what is known so far."""
        asked = self.study.replications
        if asked.half_width is None:
            return asked.most
        return needed(self.values[cell, :, :, self.measures.index(asked.measure)], asked)

    def wanted(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Return (cells, strategies, replicates): the runs that belong to the results."""
        pairs = np.array([self.pairs(cell) for cell in range(len(self.done))])
        inside = np.arange(self.done.shape[2]) < pairs[:, None]
        return np.broadcast_to(inside[:, None, :], self.done.shape)

    def _take(self, place: Place, error: str, seconds: float, values: Sequence[float]) -> None:
        if error:
            if not self.done[place]:
                self.errors[place] = error
        elif not self.done[place]:
            self.done[place], self.seconds[place], self.values[place] = True, seconds, values
            self.errors.pop(place, None)

    def _nothing(self) -> list[float]:
        return [float("nan")] * len(self.study.measures)

    def _place(self, run_id: str, said: Place) -> Place | None:
        """Return where a run of a part belongs: where it says, else (the study was changed) where its id belongs."""
        inside = all(0 <= at < most for at, most in zip(said, self.done.shape, strict=True))
        if inside and self.run_id(said) == run_id:
            return said
        if self._places is None:
            self._places = {self.run_id(place): place for place in np.ndindex(*self.done.shape)}
        return self._places.get(run_id)
