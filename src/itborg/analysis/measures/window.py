"""The days of a run that measures are computed from: a window of days, or months.

Measures never see days before the window. Incidents belong to the window in which they were opened, if they are closed
by the end of the run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...common.errors import InputError
from ...common.periods import MONTH
from ...engine.history import HISTORY

if TYPE_CHECKING:
    from ...engine.simulation import Run

_NAMES = HISTORY.names or ()
Sums = Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Window:
    """Some days of a run.

    days    (days, columns) history of all days of the window
    late    (days, columns) the last quarter of them, at least one day
    closed  closed incidents of the run
    chosen  which of them were opened in the window
    scale   number of people who solve incidents, relative to 21 in the reference organisation
    run     the whole run
    """

    days: NDArray[np.float64]
    late: NDArray[np.float64]
    closed: Any
    chosen: NDArray[np.bool_]
    scale: float
    run: Any = None

    @classmethod
    def of(cls, run: Run) -> Window:
        """Return all days after the strategy's start; the burn-in is left out."""
        return cls.between(run, 0, len(run.history) - run.burn_in)

    @classmethod
    def between(cls, run: Run, first: int, last: int) -> Window:
        """Return some days of a run.

        first, last  days `first` to `last` - 1, counted from the strategy's start; negative ones lie in the burn-in

        Raises InputError for days outside the run, and for an empty window.
        """
        begin, end = run.burn_in + first, run.burn_in + last
        if not 0 <= begin < end <= len(run.history):
            simulated = f"{-run.burn_in} to {len(run.history) - run.burn_in}"
            raise InputError(f"days {first} to {last} are not inside the simulated days, {simulated}")
        days = np.asarray(run.history[begin:end]).view(np.float64).reshape(end - begin, len(_NAMES))
        opened = run.closed["opened"]
        chosen = (opened >= begin) & (opened < end)
        return cls(days, days[-max(1, len(days) // 4) :], run.closed, chosen, run.scale, run)

    def incidents(self, column: str) -> NDArray[Any]:
        """Return one column of the incidents opened in the window, (incidents,).

        column  of `itborg.engine.state.CLOSED`
        """
        values: NDArray[Any] = self.closed[column][self.chosen]
        return values

    def daily(self, column: str) -> NDArray[np.float64]:
        """Return one column of the history, (days,); `column` of `itborg.engine.history.COLUMNS`."""
        return self.days[:, _COLUMN[column]]

    @cached_property
    def incident_count(self) -> int:
        """Number of incidents opened in the window and closed."""
        return int(np.count_nonzero(self.chosen))

    @cached_property
    def flow(self) -> Sums:
        """Mean of each column over all days: for money and other quantities of a day."""
        return _named(self.days.mean(axis=0))

    @cached_property
    def total(self) -> Sums:
        """Sum of each column over the last quarter: numerators and denominators of shares."""
        return _named(self.late.sum(axis=0))

    @cached_property
    def state(self) -> Sums:
        """Mean of each column over the last quarter: for quantities at the end of a day."""
        days = len(self.late)
        return {name: value / days for name, value in self.total.items()}


def _named(values: NDArray[np.float64]) -> Sums:
    return dict(zip(_NAMES, values.tolist(), strict=True))


Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Months:
    """The history after the strategy's start in complete months of 20 working days; a shorter run is one month.

    days      (months, days, columns)
    initial   (columns,) at the end of the last day before the start; NaN without burn-in
    people    number of people
    business  number of people on the business side
    """

    days: Floats
    initial: Floats
    people: int
    business: int

    @classmethod
    def of(cls, run: Run) -> Months:
        """Return the months of a run, from the strategy's start.

        Days that are not simulated yet (NaN in all columns) and an incomplete last month are left out.
        """
        table = np.ascontiguousarray(run.history).view(np.float64).reshape(len(run.history), -1)
        simulated, before = table[run.burn_in :], table[: run.burn_in]
        simulated = simulated[~np.isnan(simulated).all(axis=1)]
        step = max(1, min(MONTH, len(simulated)))
        months = simulated[: len(simulated) // step * step].reshape(-1, step, table.shape[1])
        initial = before[-1] if len(before) else np.full(table.shape[1], np.nan)
        return cls(months, initial, run.it + run.business, run.business)

    def __len__(self) -> int:
        """Return the number of months."""
        return len(self.days)

    def total(self, column: str) -> Floats:
        """Return the sum of a column in each month, (months,).

        column  of `itborg.engine.history.COLUMNS`
        """
        return np.asarray(self.days[:, :, _COLUMN[column]].sum(axis=1))

    def mean(self, column: str) -> Floats:
        """Return the mean of a column over the days of each month, (months,); column as in `total`."""
        return np.asarray(self.days[:, :, _COLUMN[column]].mean(axis=1))

    def share(self, part: str, *total: str) -> Floats:
        """Return a column over the sum of others in each month, (months,); NaN for a sum of 0.

        part   column in the numerator
        total  columns whose sum is the denominator
        """
        return over(self.total(part), sum((self.total(one) for one in total), np.zeros(len(self))))

    def before(self, column: str) -> float:
        """Return a column at the end of the last day before the start; NaN without burn-in."""
        return float(self.initial[_COLUMN[column]])


def over(part: Floats, total: Floats) -> Floats:
    """Return part / total element by element; NaN for a total of 0.

    part, total  arrays of equal shape

    >>> over(np.array([1.0, 1.0]), np.array([4.0, 0.0]))
    array([0.25,  nan])
    """
    return np.asarray(np.divide(part, total, out=np.full(np.shape(part), np.nan), where=total != 0.0))


_COLUMN = {name: n for n, name in enumerate(HISTORY.names or ())}


def spans(months: Sequence[int]) -> str:
    """Return months as ranges, for sentences.

    months  numbers in ascending order

    >>> spans([1, 2, 3, 5]), spans([])
    ('1-3, 5', 'none')
    """
    groups: list[list[int]] = []
    for month in months:
        if groups and groups[-1][-1] == month - 1:
            groups[-1].append(month)
        else:
            groups.append([month])
    return ", ".join(str(one[0]) if len(one) == 1 else f"{one[0]}-{one[-1]}" for one in groups) or "none"
