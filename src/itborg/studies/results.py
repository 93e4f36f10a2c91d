"""What a study found, in memory: one row a run, and the ways people want to see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ..errors import unknown
from ..statistics import Floats

if TYPE_CHECKING:
    from pandas import DataFrame

    from .study import Study

#: What identifies a run; the order in which everything is sorted.
KEYS = ("point", "organisation", "strategy", "replicate")


@dataclass(frozen=True, eq=False)
class Results:
    """Finished runs of a study.

    study     what was asked
    runs      one row a run: point, organisation, strategy, replicate, then one column a measure; sorted by KEYS
              in the order of the study; runs that failed are not in it
    failures  one row a failed run: point, organisation, strategy, replicate, error
    """

    study: Study
    runs: DataFrame = field(repr=False)
    failures: DataFrame = field(repr=False)

    def points(self) -> DataFrame:
        """Return one row a point: its number and the value of each factor."""
        import pandas as pd

        frame = pd.DataFrame(self.study.design.matrix(), columns=list(self.study.design.names))
        frame.insert(0, "point", np.arange(len(frame)))
        return frame

    def long(self) -> DataFrame:
        """Return one row a run and measure: point, organisation, strategy, replicate, measure, value."""
        return self.runs.melt(list(KEYS), list(self.study.measures), "measure", "value")

    def array(self, measure: str, strategy: str, minus: str | None = None, organisation: str | None = None) -> Floats:
        """Return (points, replicates) of a measure, or of the paired difference of two strategies.

        NaN where a run failed or was not needed. organisation: the study's first unless named.
        """
        if measure not in self.study.measures:
            raise unknown("measure in this study", measure, self.study.measures)
        found = self._table(measure, strategy, organisation)
        return found if minus is None else found - self._table(measure, minus, organisation)

    def _table(self, measure: str, strategy: str, organisation: str | None) -> Floats:
        if strategy not in self.study.names:
            raise unknown("strategy in this study", strategy, self.study.names)
        where = organisation or next(iter(self.study.organisations))
        rows = self.runs[(self.runs["strategy"] == strategy) & (self.runs["organisation"] == where)]
        most = int(self.runs["replicate"].max()) + 1 if len(self.runs) else 0
        table = np.full((len(self.study.points), most), np.nan)
        table[rows["point"].to_numpy(), rows["replicate"].to_numpy()] = rows[measure].to_numpy()
        return table
