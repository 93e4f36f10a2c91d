"""Progress of a study: which runs have finished, and their values, by design point, strategy and replication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..statistics import Floats, band
from .journal import journal_parts
from .run_id import RunIds
from .tasks import Outcome, Task, TaskRunner

if TYPE_CHECKING:
    from .study import Replications

#: Numbers of replications at which a design point is tested for its precision.
LOOKS = (10, 20, 30, 40, 60, 80, 120, 160, 240, 320, 400, 600, 800, 1200, 1600, 2400, 3200)
#: Design point, strategy and replication of a run.
RunKey = tuple[int, int, int]


def looks(replications: Replications) -> tuple[int, ...]:
    """Return the numbers of replications at which a design point may stop, ascending; the last is the maximum."""
    if replications.half_width is None:
        return (replications.maximum,)
    return (*(look for look in LOOKS if look < replications.maximum), replications.maximum)


def precise_enough(values: Floats, half_width: float) -> bool:
    """Return whether the 95 % interval of every paired difference has at most a half width.

    values      (strategies, replications) of one measure, the baseline first; NaN where a run failed. With the baseline
                alone, its level is tested.
    half_width  in the unit of the measure

    Intervals are not corrected for the number of looks: the rule bounds the width, it tests nothing. With fewer than
    two replications the result is False.
    """
    steps = values[1:] - values[:1] if len(values) > 1 else values
    found = band(steps.T)
    return bool(np.all((found.high - found.low) / 2 <= half_width))


def replications_needed(values: Floats, replications: Replications) -> int:
    """Return how many replications a design point needs, given the values of the first ones.

    values        (strategies, replications), NaN where a run is missing
    replications  maximum and stopping rule of the study

    It is the first look at which all intervals are narrow enough, else the maximum.
    """
    every = looks(replications)
    if replications.half_width is None:
        return every[-1]
    return next((look for look in every[:-1] if precise_enough(values[:, :look], replications.half_width)), every[-1])


class ProgressTable:
    """The state of each run of a study.

    study     the study
    measures  measures whose values are stored: all for results, only that of the stopping rule while running
    done      (design points, strategies, replications) whether a run has finished without failure
    values    (design points, strategies, replications, measures), NaN where not done
    seconds   (design points, strategies, replications) wall time, NaN where not done
    errors    message of each failed run; no run is both here and done
    """

    def __init__(self, runner: TaskRunner, measures: Sequence[str]) -> None:
        """Start without any finished run.

        runner    of the study
        measures  of the study; values of others are not stored
        """
        self.runner = runner
        self.study = runner.study
        self.measures = tuple(measures)
        self._columns = [self.study.measures.index(name) for name in self.measures]
        self._ids = RunIds(runner)
        shape = (len(self.study.design_points), len(self.study.names), self.study.replications.maximum)
        self.done = np.zeros(shape, dtype=bool)
        self.values = np.full((*shape, len(self.measures)), np.nan)
        self.seconds = np.full(shape, np.nan, dtype=np.float32)
        self.errors: dict[RunKey, str] = {}
        self._by_id: dict[str, RunKey] | None = None

    def run_id(self, key: RunKey) -> str:
        """Return the id of a run, as in `RunIds.run_id`."""
        point, strategy, replication = key
        return self._ids.run_id(self.study.design_points[point], strategy, replication)

    def add(self, task: Task, outcomes: Sequence[Outcome]) -> list[list[Any]]:
        """Add finished runs and return their rows for the journal.

        task      the design point and replication
        outcomes  of its strategies; a failed one is recorded as an error unless the run has succeeded before
        """
        rows = []
        for one in outcomes:
            key = (task.point.number, one.strategy, task.replication)
            days = one.days or [None] * len(self.study.stored_series)
            values = one.values or [float("nan")] * len(self.study.measures)
            rows.append([self.run_id(key), *key, one.error, one.seconds, *values, *days])
            self._add(key, one.error, one.seconds, [one.values[c] for c in self._columns] if one.values else [])
        return rows

    def read(self, folder: Path) -> None:
        """Add the finished runs in a folder, whichever process computed them.

        folder  of a journal; it may be missing. Runs with other ids, as of an earlier model, are skipped
        """
        for part in journal_parts(folder, self.needed, self.measures):
            columns = [part.column(name).to_numpy() for name in self.measures]
            ends = zip(*(part.column(name).to_pylist() for name in ("error", "wall_seconds")), strict=True)
            for at, (key, (error, seconds)) in enumerate(zip(self.keys(part), ends, strict=True)):
                if key is not None:
                    self._add(key, error, seconds, [column[at] for column in columns])

    def adopt(self, folder: Path) -> Iterator[list[list[Any]]]:
        """Add the runs of another study that this one needs, and yield their rows for the journal, part by part.

        folder  of the journal of the other study. Failed runs in it are skipped
        """
        names = ("error", "wall_seconds", *self.needed)
        for part in journal_parts(folder, self.needed, self.needed):
            rows = []
            for at, key in enumerate(self.keys(part)):
                if key is None or self.done[key]:
                    continue
                error, seconds, *rest = (part.column(name)[at].as_py() for name in names)
                if not error:
                    rows.append([self.run_id(key), *key, error, seconds, *rest])
                    self._add(key, error, seconds, [rest[c] for c in self._columns])
            if rows:
                yield rows

    @property
    def needed(self) -> list[str]:
        """Columns that a part must have so that its runs count."""
        return [*self.study.measures, *self.study.stored_series]

    def keys(self, part: Any) -> Iterator[RunKey | None]:
        """Yield the key of each run of a part, None if it belongs to another study."""
        names = ("run_id", "design_point", "strategy", "replication")
        for run_id, *key in zip(*(part.column(name).to_pylist() for name in names), strict=True):
            yield self._key(run_id, tuple(key))

    def replications(self, point: int) -> int:
        """Return how many replications a design point gets, given the runs finished so far."""
        rule = self.study.replications
        if rule.half_width is None:
            return rule.maximum
        return replications_needed(self.values[point, :, :, self.measures.index(rule.measure)], rule)

    def wanted(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Return which runs belong to the results, (design points, strategies, replications)."""
        counts = np.array([self.replications(point) for point in range(len(self.done))])
        inside = np.arange(self.done.shape[2]) < counts[:, None]
        return np.broadcast_to(inside[:, None, :], self.done.shape)

    def _add(self, key: RunKey, error: str, seconds: float, values: Sequence[float]) -> None:
        if error:
            if not self.done[key]:
                self.errors[key] = error
        elif not self.done[key]:
            self.done[key], self.seconds[key], self.values[key] = True, seconds, values
            self.errors.pop(key, None)

    def _key(self, run_id: str, recorded: RunKey) -> RunKey | None:
        """Return the recorded key if it has this id, else (the study was changed) the key that has it."""
        inside = all(0 <= at < most for at, most in zip(recorded, self.done.shape, strict=True))
        if inside and self.run_id(recorded) == run_id:
            return recorded
        if self._by_id is None:
            self._by_id = {self.run_id(key): key for key in np.ndindex(*self.done.shape)}
        return self._by_id.get(run_id)
