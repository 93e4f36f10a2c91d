"""A run cut into months: what detectors look at, month by month, with the path up to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from itborg.history import HISTORY
from itborg.spans import MONTH

if TYPE_CHECKING:
    from itborg.simulation import Run

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Months:
    """The history after the strategy's start, in whole months; a run shorter than one is one short month.

    days      (months, days, columns)
    evening   (columns,) of the last evening before the start; NaN where nothing was lived before
    people    number of people, business: of them on the business side
    """

    days: Floats
    evening: Floats
    people: int
    business: int

    @classmethod
    def of(cls, run: Run) -> Months:
        """Return the months of a run."""
        table = np.ascontiguousarray(run.history).view(np.float64).reshape(len(run.history), -1)
        lived, before = table[run.burn_in :], table[: run.burn_in]
        lived = lived[~np.isnan(lived).all(axis=1)]
        step = max(1, min(MONTH, len(lived)))
        whole = lived[: len(lived) // step * step].reshape(-1, step, table.shape[1])
        evening = before[-1] if len(before) else np.full(table.shape[1], np.nan)
        return cls(whole, evening, run.it + run.business, run.business)

    def __len__(self) -> int:
        """Return how many months there are."""
        return len(self.days)

    def total(self, column: str) -> Floats:
        """Return the sum of a column in each month."""
        return np.asarray(self.days[:, :, _PLACE[column]].sum(axis=1))

    def mean(self, column: str) -> Floats:
        """Return the mean of a column in each month."""
        return np.asarray(self.days[:, :, _PLACE[column]].mean(axis=1))

    def share(self, part: str, *whole: str) -> Floats:
        """Return a column over the sum of others in each month; NaN where there is nothing to be a part of."""
        return over(self.total(part), sum((self.total(one) for one in whole), np.zeros(len(self))))

    def before(self, column: str) -> float:
        """Return a column on the evening before the start."""
        return float(self.evening[_PLACE[column]])


def over(part: Floats, whole: Floats) -> Floats:
    """Return part / whole; NaN where the whole is 0.

    >>> over(np.array([1.0, 1.0]), np.array([4.0, 0.0]))
    array([0.25,  nan])
    """
    return np.asarray(np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole != 0.0))


_PLACE = {name: n for n, name in enumerate(HISTORY.names or ())}


def spans(months: Sequence[int]) -> str:
    """Return months in short.

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
