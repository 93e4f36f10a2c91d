"""What a study found: one row a run, and the ways people want to see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ...common.errors import unknown
from ..comparison.provenance import better_of
from ..statistics import Floats, band, shares_better, variance_ratios

if TYPE_CHECKING:
    from pandas import DataFrame

    from .progress_table import Account
    from .study import Study

#: What identifies a run; the order in which everything is sorted.
KEYS = ("point", "organisation", "strategy", "replication")


@dataclass(frozen=True, eq=False)
class Results:
    """Finished runs of a study.

    study     what was asked
    runs      one row a run: point, organisation, strategy, replicate, then one column a measure; sorted by KEYS
              in the order of the study; runs that failed are not in it
    failures  one row a failed run: point, organisation, strategy, replicate, error
    days      one row a strategy, series and day, means over cells of daily.parquet; None where none was read
    """

    study: Study
    runs: DataFrame = field(repr=False)
    failures: DataFrame = field(repr=False)
    days: DataFrame | None = field(default=None, repr=False)

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
        most = int(self.runs["replication"].max()) + 1 if len(self.runs) else 0
        table = np.full((len(self.study.points), most), np.nan)
        table[rows["point"].to_numpy(), rows["replication"].to_numpy()] = rows[measure].to_numpy()
        return table


def results_of(account: Account) -> Results:
    """Return the finished runs that belong to the results, in the order of the study."""
    wanted = account.wanted()
    rows = np.nonzero(account.done & wanted)
    runs = _keys(account.study, rows)
    for at, name in enumerate(account.measures):
        runs[name] = account.values[(*rows, at)]
    lost = sorted(place for place in account.errors if wanted[place])
    failures = _keys(account.study, tuple(np.array(lost, dtype=int).reshape(-1, 3).T))
    failures["error"] = [account.errors[place] for place in lost]
    return Results(account.study, runs, failures)


def _keys(study: Study, places: tuple[np.ndarray, ...]) -> DataFrame:
    """Return what identifies runs: point, organisation, strategy, replicate."""
    import pandas as pd

    cells, strategies, replications = places
    organisations = list(study.organisations)
    points = np.array([cell.point for cell in study.cells], dtype=np.int32)
    where = np.array([organisations.index(cell.organisation) for cell in study.cells], dtype=np.int32)
    return pd.DataFrame(
        {
            "point": points[cells],
            "organisation": pd.Categorical.from_codes(where[cells], pd.Index(organisations)),
            "strategy": pd.Categorical.from_codes(strategies.astype(np.int32), pd.Index(study.names)),
            "replication": replications.astype(np.int32),
        }
    )


def paired(found: Results, measure: str) -> Floats:
    """Return (replicates, cells, strategies) of a measure, NaN where a run failed or was not needed."""
    study = found.study
    most = int(found.runs["replication"].max()) + 1 if len(found.runs) else 0
    table = np.full((most, len(study.cells), len(study.names)), np.nan)
    table[found.runs["replication"], cell_numbers(found), found.runs["strategy"].cat.codes] = found.runs[measure]
    return table


def cell_numbers(found: Results) -> np.ndarray:
    """Return the cell of each run."""
    return (found.runs["point"] * len(found.study.organisations) + found.runs["organisation"].cat.codes).to_numpy()


def summary(found: Results) -> DataFrame:
    """Return one row per point, organisation, strategy and measure.

    mean, low, high                    level with its 95 % interval
    difference_mean, _low, _high       paired difference to the baseline; exactly 0 for the baseline itself
    probability_better                           share of pairs in which the strategy is better, ties half
    pairs                              pairs of runs behind the difference
    variance_ratio                     how many times as many unpaired runs it would have taken
    """
    import pandas as pd

    return pd.concat([_of_measure(found, name) for name in found.study.measures], ignore_index=True)


def _of_measure(found: Results, measure: str) -> DataFrame:
    import pandas as pd

    study, values = found.study, paired(found, measure)
    steps = values - values[:, :, :1]
    level, change = band(values), band(steps)
    pairs = np.sum(~np.isnan(steps), axis=0)
    low, high = (np.where(pairs > 0, 0.0, np.nan)[:, :1],) * 2
    columns: dict[str, Floats] = {
        **level._asdict(),
        **{f"difference_{side}": column for side, column in change._asdict().items()},
        "probability_better": shares_better(steps, better_of(measure)),
        "pairs": pairs,
        "variance_ratio": variance_ratios(values, np.broadcast_to(values[:, :, :1], values.shape)),
    }
    columns["difference_low"][:, :1], columns["difference_high"][:, :1] = low, high
    cells, names = len(study.cells), len(study.names)
    return pd.DataFrame(
        {
            "point": np.repeat(np.array([cell.point for cell in study.cells], dtype=np.int32), names),
            "organisation": pd.Categorical(
                [c.organisation for c in study.cells for _ in study.names], list(study.organisations)
            ),
            "strategy": pd.Categorical(list(study.names) * cells, list(study.names)),
            "measure": measure,
            **{name: column.reshape(-1) for name, column in columns.items()},
        }
    )
