"""Results of a study: one row for each run, and tables computed from them.

Differences are paired by replication at each design point. Intervals are Student's t over replications, without
correction for the number of points or strategies.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from ...common.errors import unknown
from ..measures.registry import better_of
from ..statistics import Floats, band, shares_better, variance_ratios

if TYPE_CHECKING:
    from pandas import DataFrame

    from .progress_table import ProgressTable
    from .study import Study

#: Columns that identify a run; results are sorted by them.
KEYS = ("point", "organisation", "strategy", "replication")


@dataclass(frozen=True, eq=False)
class Results:
    """Finished runs of a study.

    study     the study
    runs      one row for each run: point (row of the design matrix), organisation, strategy, replication, then one
              column for each measure; sorted by KEYS in the order of the study; without failed runs
    failures  one row for each failed run: point, organisation, strategy, replication, error
    days      one row for each strategy, series and day, over all design points: see `daily_series.over_points`; None if
              not read
    """

    study: Study
    runs: DataFrame = field(repr=False)
    failures: DataFrame = field(repr=False)
    days: DataFrame | None = field(default=None, repr=False)

    def points(self) -> DataFrame:
        """Return one row for each row of the design matrix: its number (column point) and the value of each factor."""
        import pandas as pd

        frame = pd.DataFrame(self.study.design.matrix(), columns=list(self.study.design.names))
        frame.insert(0, "point", np.arange(len(frame)))
        return frame

    def led_by(self, measure: str) -> Results:
        """Return the same results with another main measure, which figures, tables and findings then show.

        measure  of the study; InputError for another name
        """
        if measure not in self.study.measures:
            raise unknown("measure in this study", measure, self.study.measures)
        rest = (one for one in self.study.measures if one != measure)
        return replace(self, study=replace(self.study, measures=(measure, *rest)))

    def wide(self) -> DataFrame:
        """Return one row for each run: point, organisation, strategy, replication, all factors, all measures."""
        return self.runs[list(KEYS)].merge(self.points(), on="point").join(self.runs[list(self.study.measures)])

    def _repr_html_(self) -> str:
        """Return the summary of the main measure as an HTML table, which a notebook shows."""
        return str(_measure_summary(self, self.study.measures[0]).to_html(index=False, max_rows=20))

    def long(self) -> DataFrame:
        """Return one row for each run and measure: point, organisation, strategy, replication, measure, value."""
        return self.runs.melt(list(KEYS), list(self.study.measures), "measure", "value")

    def array(self, measure: str, strategy: str, versus: str | None = None, organisation: str | None = None) -> Floats:
        """Return a measure of a strategy, (points, replications); NaN where a run failed or was not needed.

        measure       of the study
        strategy      name in the study
        versus        a second strategy: return the paired difference to it
        organisation  None: the first of the study

        Raises InputError for names that are not in the study.
        """
        if measure not in self.study.measures:
            raise unknown("measure in this study", measure, self.study.measures)
        found = self._table(measure, strategy, organisation)
        return found if versus is None else found - self._table(measure, versus, organisation)

    def _table(self, measure: str, strategy: str, organisation: str | None) -> Floats:
        """Return a measure of one strategy in one organisation, (points, replications), NaN where there is no run."""
        if strategy not in self.study.names:
            raise unknown("strategy in this study", strategy, self.study.names)
        where = organisation or next(iter(self.study.organisations))
        rows = self.runs[(self.runs["strategy"] == strategy) & (self.runs["organisation"] == where)]
        most = int(self.runs["replication"].max()) + 1 if len(self.runs) else 0
        table = np.full((len(self.study.points), most), np.nan)
        table[rows["point"].to_numpy(), rows["replication"].to_numpy()] = rows[measure].to_numpy()
        return table


def results_of(table: ProgressTable) -> Results:
    """Return the finished runs that belong to the results, in the order of the study.

    table  runs beyond the stopping point of their design point are left out
    """
    wanted = table.wanted()
    rows = np.nonzero(table.done & wanted)
    runs = _keys(table.study, rows)
    for at, name in enumerate(table.measures):
        runs[name] = table.values[(*rows, at)]
    failed = sorted(key for key in table.errors if wanted[key])
    failures = _keys(table.study, tuple(np.array(failed, dtype=int).reshape(-1, 3).T))
    failures["error"] = [table.errors[key] for key in failed]
    return Results(table.study, runs, failures)


def _keys(study: Study, runs: tuple[np.ndarray, ...]) -> DataFrame:
    """Return the columns KEYS of some runs (arrays of design points, strategies, replications)."""
    import pandas as pd

    points, strategies, replications = runs
    organisations = list(study.organisations)
    rows = np.array([one.row for one in study.design_points], dtype=np.int32)
    where = np.array([organisations.index(one.organisation) for one in study.design_points], dtype=np.int32)
    return pd.DataFrame(
        {
            "point": rows[points],
            "organisation": pd.Categorical.from_codes(where[points], pd.Index(organisations)),
            "strategy": pd.Categorical.from_codes(strategies.astype(np.int32), pd.Index(study.names)),
            "replication": replications.astype(np.int32),
        }
    )


def paired(found: Results, measure: str) -> Floats:
    """Return a measure, (replications, design points, strategies); NaN where a run failed or was not needed.

    measure  of the study; the first axis is as long as the largest number of replications
    """
    study = found.study
    most = int(found.runs["replication"].max()) + 1 if len(found.runs) else 0
    table = np.full((most, len(study.design_points), len(study.names)), np.nan)
    table[found.runs["replication"], _point_numbers(found), found.runs["strategy"].cat.codes] = found.runs[measure]
    return table


def outcome(
    found: Results, strategy: str, versus: str | None = None, measure: str | None = None
) -> tuple[Floats, Floats]:
    """Return the factors, (design points, factors), and an outcome, (replications, design points).

    strategy  name in the study
    versus    strategy whose outcome is subtracted; None: the baseline, or nothing for the baseline itself
    measure   None: the main one

    Design points without any run are left out. Raises InputError for names that are not in the study.
    """
    study = found.study
    for name in (strategy, versus):
        if name is not None and name not in study.names:
            raise unknown("strategy in this study", name, study.names)
    if measure is not None and measure not in study.measures:
        raise unknown("measure in this study", measure, study.measures)
    values = paired(found, measure or study.measures[0])
    reference = versus or (study.baseline if strategy != study.baseline else None)
    steps = values[:, :, study.names.index(strategy)]
    if reference is not None:
        steps = steps - values[:, :, study.names.index(reference)]
    points = [study.points[one.row] for one in study.design_points]
    rows = np.array([[point[factor] for factor in study.design.names] for point in points])
    known = ~np.isnan(steps).all(axis=0)
    return rows.reshape(len(points), -1)[known], steps[:, known]


def _point_numbers(found: Results) -> np.ndarray:
    """Return the number of the design point of each run."""
    return (found.runs["point"] * len(found.study.organisations) + found.runs["organisation"].cat.codes).to_numpy()


def summary(found: Results) -> DataFrame:
    """Return one row for each point, organisation, strategy and measure.

    mean, low, high               level with its 95 % interval
    difference_mean, _low, _high  paired difference to the baseline; exactly 0 for the baseline itself
    probability_better            share of replications in which the strategy is better, ties counted as half
    replications                  paired replications of the difference
    variance_ratio                factor in runs saved by common random numbers
    """
    import pandas as pd

    return pd.concat([_measure_summary(found, name) for name in found.study.measures], ignore_index=True)


def _measure_summary(found: Results, measure: str) -> DataFrame:
    """Return the rows of `summary` for one measure, design points in order and strategies within them."""
    import pandas as pd

    study, values = found.study, paired(found, measure)
    steps = values - values[:, :, :1]
    level, change = band(values), band(steps)
    counts = np.sum(~np.isnan(steps), axis=0)
    low, high = (np.where(counts > 0, 0.0, np.nan)[:, :1],) * 2
    columns: dict[str, Floats] = {
        **level._asdict(),
        **{f"difference_{side}": column for side, column in change._asdict().items()},
        "probability_better": shares_better(steps, better_of(measure)),
        "replications": counts,
        "variance_ratio": variance_ratios(values, np.broadcast_to(values[:, :, :1], values.shape)),
    }
    columns["difference_low"][:, :1], columns["difference_high"][:, :1] = low, high
    points, names = study.design_points, study.names
    return pd.DataFrame(
        {
            "point": np.repeat(np.array([one.row for one in points], dtype=np.int32), len(names)),
            "organisation": pd.Categorical(
                [one.organisation for one in points for _ in names], list(study.organisations)
            ),
            "strategy": pd.Categorical(list(names) * len(points), list(names)),
            "measure": measure,
            **{name: column.reshape(-1) for name, column in columns.items()},
        }
    )
