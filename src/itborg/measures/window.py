"""The part of a run that measures look at, summed and averaged once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from itborg.errors import InputError
from itborg.history import HISTORY

if TYPE_CHECKING:
    from itborg.simulation import Run

_NAMES = HISTORY.names or ()
Sums = Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Window:
    """Days of a run, and what of them a measure may ask.

    days       (days, columns) history of all days looked at
    late       (days, columns) the last quarter of them, at least one
    closed     closed incidents of the run
    chosen     which of them were opened on one of these days
    scale      people who solve incidents, relative to the 21 of the reference
    """

    days: NDArray[np.float64]
    late: NDArray[np.float64]
    closed: Any
    chosen: NDArray[np.bool_]
    scale: float

    @classmethod
    def of(cls, run: Run) -> Window:
        """Return all days after the strategy's start."""
        return cls.between(run, 0, len(run.history) - run.burn_in)

    @classmethod
    def between(cls, run: Run, first: int, last: int) -> Window:
        """Return days `first` to `last` - 1, counted from the strategy's start; negative: in the burn-in."""
        begin, end = run.burn_in + first, run.burn_in + last
        if not 0 <= begin < end <= len(run.history):
            lived = f"{-run.burn_in} to {len(run.history) - run.burn_in}"
            raise InputError(f"days {first} to {last} are not inside the days lived through, {lived}")
        days = np.asarray(run.history[begin:end]).view(np.float64).reshape(end - begin, len(_NAMES))
        opened = run.closed["opened"]
        chosen = (opened >= begin) & (opened < end)
        return cls(days, days[-max(1, len(days) // 4) :], run.closed, chosen, run.scale)

    def incidents(self, column: str) -> NDArray[Any]:
        """Return one column of the incidents looked at."""
        values: NDArray[Any] = self.closed[column][self.chosen]
        return values

    @cached_property
    def incident_count(self) -> int:
        """How many incidents are looked at."""
        return int(np.count_nonzero(self.chosen))

    @cached_property
    def flow(self) -> Sums:
        """Mean of each column over all days."""
        return _named(self.days.mean(axis=0))

    @cached_property
    def total(self) -> Sums:
        """Sum of each column over the last quarter."""
        return _named(self.late.sum(axis=0))

    @cached_property
    def state(self) -> Sums:
        """Mean of each column over the last quarter."""
        days = len(self.late)
        return {name: value / days for name, value in self.total.items()}


def _named(values: NDArray[np.float64]) -> Sums:
    return dict(zip(_NAMES, values.tolist(), strict=True))
