"""Daily tables of a study: means and quantiles of daily series, and full histories.

They are written design point by design point from the journal, because all days of all runs may exceed the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...engine.history import COLUMNS
from ..comparison.series import daily_frame
from ..statistics import Floats, student
from .journal import journal_parts
from .study import HISTORY, Study

if TYPE_CHECKING:
    from pandas import DataFrame

    from .progress_table import ProgressTable

#: Values in memory at a time while tables are written.
MAX_VALUES = 20_000_000
DAILY, DIFFERENCES, HISTORIES = "daily.parquet", "daily_differences.parquet", "histories.parquet"
_KEYS = ["strategy", "series", "day"]


def tables(table: ProgressTable, folder: Path) -> dict[str, Callable[[Path], None] | None]:
    """Return a function that writes each daily table, by file name; None for one that the study does not store.

    folder  the journal of the study
    """
    study = table.study
    return {
        DAILY: partial(_write, _summaries(table, folder)) if study.daily_series else None,
        DIFFERENCES: partial(_write, _differences(table, folder)) if study.daily_series else None,
        HISTORIES: partial(_write, _histories(table, folder)) if study.full_histories else None,
    }


def over_points(folder: Path, study: Study) -> DataFrame | None:
    """Return one row for each strategy, series and day: means over design points; None if no series is stored.

    folder  of the results of the study
    study   its design points count with equal weights

    Columns are those of `comparison.series.daily_frame`. The difference has the 95 % interval of its mean over design
    points; low, high and quantiles are means of those of the points, which are no interval or quantiles of the mean.
    """
    import pandas as pd

    if not study.daily_series:
        return None
    frame = pd.read_parquet(folder / DAILY).drop(columns=["point", "organisation"])
    means = frame.groupby(_KEYS, observed=True, sort=False).mean()
    overall = pd.read_parquet(folder / DIFFERENCES).set_index(_KEYS)
    return means.drop(columns=list(overall.columns)).join(overall).reset_index()


def _summaries(table: ProgressTable, folder: Path) -> Iterator[DataFrame]:
    """Yield the rows of daily.parquet of each design point: mean, interval, quantiles, paired difference."""
    study = table.study
    names = [f"daily.{name}" for name in study.daily_series]
    for number, days in _by_point(table, folder, names):
        frame = daily_frame(days, study.names, study.daily_series)
        yield _keyed(frame, study, number, {"strategy": study.names, "series": study.daily_series})


def _differences(table: ProgressTable, folder: Path) -> Iterator[DataFrame]:
    """Yield daily_differences.parquet: the paired difference from the baseline, mean over all design points.

    One row for each strategy, series and day, with the 95 % interval of `findings.over_points`.
    """
    study = table.study
    shape = (len(study.names), len(study.daily_series), study.days)
    shares: Any = np.zeros((table.done.shape[2], *shape), np.float32)  # half the memory of doubles
    means, points, fewest = np.zeros(shape), np.zeros(shape, int), np.full(shape, np.iinfo(np.int32).max)
    for _, days in _by_point(table, folder, [f"daily.{name}" for name in study.daily_series]):
        steps = (days - days[:, :1]).astype(float)
        known = ~np.isnan(steps)
        count = known.sum(axis=0)
        mean = np.divide(np.where(known, steps, 0.0).sum(axis=0), count, out=np.zeros(shape), where=count > 0)
        means, points = means + mean, points + (count > 0)
        fewest = np.where(count > 0, np.minimum(fewest, count), fewest)
        shares[: len(days)] += np.where(known, steps - mean, 0.0) / np.sqrt(np.maximum(count * (count - 1), 1))
    yield _difference_frame(study, shares, means, points, fewest)


def _difference_frame(study: Study, shares: Floats, means: Floats, points: Floats, fewest: Floats) -> DataFrame:
    """Return the mean over design points with its interval.

    shares  (replications, strategies, series, days) contribution of each replication, summed over design points
    means   mean differences, summed over design points
    points  design points with a value
    fewest  replications in the design point that has fewest
    """
    import pandas as pd

    there = np.maximum(points, 1)
    mean = np.where(points > 0, means / there, np.nan)
    half = student(fewest) * np.sqrt(((shares / there) ** 2).sum(axis=0))
    half[0] = np.where(np.isnan(mean[0]), np.nan, 0.0)
    axes: list[Any] = [list(study.names), list(study.daily_series), list(range(1, study.days + 1))]
    ends = {"difference_mean": mean, "difference_low": mean - half, "difference_high": mean + half}
    columns = {name: values.astype(np.float32).reshape(-1) for name, values in ends.items()}
    frame = pd.DataFrame(columns, index=pd.MultiIndex.from_product(axes, names=_KEYS)).reset_index()
    return frame.astype({"strategy": pd.CategoricalDtype(axes[0]), "series": pd.CategoricalDtype(axes[1])})


def _histories(table: ProgressTable, folder: Path) -> Iterator[DataFrame]:
    """Yield the rows of histories.parquet of each design point: all history columns of every run and day."""
    import pandas as pd

    study = table.study
    for number, days in _by_point(table, folder, [HISTORY]):
        there = table.done[number] & table.wanted()[number]
        strategies, replications = np.nonzero(there)
        rows = days[replications, strategies, 0].reshape(len(replications), len(COLUMNS), study.days)
        keys = {
            "strategy": np.repeat(np.array(study.names)[strategies], study.days),
            "replication": np.repeat(replications.astype(np.int32), study.days),
            "day": np.tile(np.arange(1, study.days + 1, dtype=np.int32), len(replications)),
        }
        frame = pd.DataFrame(keys | {name: rows[:, at].reshape(-1) for at, name in enumerate(COLUMNS)})
        yield _keyed(frame, study, number, {"strategy": study.names})


def _by_point(table: ProgressTable, folder: Path, names: Sequence[str]) -> Iterator[tuple[int, Floats]]:
    """Yield the number of each design point and its stored series, (replications, strategies, names, values).

    NaN where a run is missing.
    """
    study = table.study
    width = study.stored_series[names[0]]
    wanted = table.done & table.wanted()
    points, strategies, replications = wanted.shape
    step = max(1, MAX_VALUES // (strategies * replications * len(names) * width))
    for first in range(0, points, step):
        block = np.full((min(step, points - first), replications, strategies, len(names), width), np.nan, np.float32)
        for part in journal_parts(folder, table.needed, names):
            columns = [part.column(name) for name in names]
            for at, key in enumerate(table.keys(part)):
                if key is not None and wanted[key] and 0 <= key[0] - first < len(block):
                    _fill(block[key[0] - first, key[2], key[1]], [column[at].as_py() for column in columns])
        for at, days in enumerate(block):
            some = wanted[first + at].any(axis=0)
            yield first + at, days[: int(np.max(np.nonzero(some)[0], initial=0)) + 1]


def _fill(row: Floats, pieces: Sequence[bytes | None]) -> None:
    """Write the stored series of one run into its row; a part of a failed run has none."""
    for at, piece in enumerate(pieces):
        if piece is not None:
            row[at] = np.frombuffer(piece, dtype="<f4")


def _keyed(frame: DataFrame, study: Study, number: int, named: dict[str, Sequence[str]]) -> DataFrame:
    """Return the rows of a design point with columns point and organisation in front, names as categories."""
    import pandas as pd

    point = study.design_points[number]
    for column, names in named.items():
        frame[column] = pd.Categorical(frame[column], list(names))
    frame.insert(0, "point", np.full(len(frame), point.row, dtype=np.int32))
    organisations = list(study.organisations)
    where = np.full(len(frame), organisations.index(point.organisation), dtype=np.int32)
    frame.insert(1, "organisation", pd.Series(pd.Categorical.from_codes(where, pd.Index(organisations))))
    return frame


def _write(frames: Iterator[DataFrame], path: Path) -> None:
    """Write frames with the same columns to one Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    first = pa.Table.from_pandas(next(frames), preserve_index=False)
    with pq.ParquetWriter(path, first.schema) as writer:
        writer.write_table(first)
        for frame in frames:
            writer.write_table(pa.Table.from_pandas(frame, preserve_index=False))
