"""Every day of a study: what is kept of each run, its mean and quantiles over runs, whole histories where asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...engine.history import COLUMNS
from ..comparison.series import daily_frame
from ..statistics import Floats
from .journal import journal_parts as parts
from .study import HISTORY, Study

if TYPE_CHECKING:
    from pandas import DataFrame

    from .progress_table import Account

#: Numbers that are in memory at a time while tables are written.
NUMBERS = 20_000_000
DAILY, HISTORIES = "daily.parquet", "histories.parquet"
_KEYS = ["strategy", "series", "day"]


def tables(account: Account, folder: Path) -> dict[str, Callable[[Path], None] | None]:
    """Return who writes each table of days, by file name; None for one that was not asked for.

    folder  where finished runs are
    """
    study = account.study
    return {
        DAILY: partial(_write, _summaries(account, folder)) if study.daily else None,
        HISTORIES: partial(_write, _histories(account, folder)) if study.full_histories else None,
    }


def over_cells(folder: Path, study: Study) -> DataFrame | None:
    """Return one row a strategy, series and day of a study's folder: means over cells; None where none is kept."""
    import pandas as pd

    if not study.daily:
        return None
    frame = pd.read_parquet(folder / DAILY).drop(columns=["point", "organisation"])
    return frame.groupby(_KEYS, observed=True, sort=False).mean().reset_index()


def _summaries(account: Account, folder: Path) -> Iterator[DataFrame]:
    """Yield one row a strategy, series and day of each cell: mean, interval, quantiles, paired difference."""
    study = account.study
    names = [f"daily.{name}" for name in study.daily]
    for number, days in _by_cell(account, folder, names):
        frame = daily_frame(days, study.names, study.daily)
        yield _keyed(frame, study, number, {"strategy": study.names, "series": study.daily})


def _histories(account: Account, folder: Path) -> Iterator[DataFrame]:
    """Yield one row a run and day of each cell: all that is recorded of it."""
    import pandas as pd

    study = account.study
    for number, days in _by_cell(account, folder, [HISTORY]):
        there = account.done[number] & account.wanted()[number]
        strategies, replications = np.nonzero(there)
        rows = days[replications, strategies, 0].reshape(len(replications), len(COLUMNS), study.days)
        keys = {
            "strategy": np.repeat(np.array(study.names)[strategies], study.days),
            "replication": np.repeat(replications.astype(np.int32), study.days),
            "day": np.tile(np.arange(1, study.days + 1, dtype=np.int32), len(replications)),
        }
        frame = pd.DataFrame(keys | {name: rows[:, at].reshape(-1) for at, name in enumerate(COLUMNS)})
        yield _keyed(frame, study, number, {"strategy": study.names})


def _by_cell(account: Account, folder: Path, names: Sequence[str]) -> Iterator[tuple[int, Floats]]:
    """Yield each cell's number and its runs: (replicates, strategies, names, numbers), NaN where there is no run."""
    study = account.study
    width = study.every_day[names[0]]
    wanted = account.done & account.wanted()
    cells, strategies, replications = wanted.shape
    step = max(1, NUMBERS // (strategies * replications * len(names) * width))
    for first in range(0, cells, step):
        block = np.full((min(step, cells - first), replications, strategies, len(names), width), np.nan, np.float32)
        for part in parts(folder, account.needed, names):
            columns = [part.column(name) for name in names]
            for at, place in enumerate(account.places(part)):
                if place is not None and wanted[place] and 0 <= place[0] - first < len(block):
                    _fill(block[place[0] - first, place[2], place[1]], [column[at].as_py() for column in columns])
        for at, days in enumerate(block):
            some = wanted[first + at].any(axis=0)
            yield first + at, days[: int(np.max(np.nonzero(some)[0], initial=0)) + 1]


def _fill(row: Floats, pieces: Sequence[bytes | None]) -> None:
    """Write the days of one run into its row; a run that failed when it was first tried has none there."""
    for at, piece in enumerate(pieces):
        if piece is not None:
            row[at] = np.frombuffer(piece, dtype="<f4")


def _keyed(frame: DataFrame, study: Study, number: int, named: dict[str, Sequence[str]]) -> DataFrame:
    """Return a cell's rows with its point and organisation in front, names as categories."""
    import pandas as pd

    cell = study.cells[number]
    for column, names in named.items():
        frame[column] = pd.Categorical(frame[column], list(names))
    frame.insert(0, "point", np.full(len(frame), cell.point, dtype=np.int32))
    organisations = list(study.organisations)
    where = np.full(len(frame), organisations.index(cell.organisation), dtype=np.int32)
    frame.insert(1, "organisation", pd.Series(pd.Categorical.from_codes(where, pd.Index(organisations))))
    return frame


def _write(frames: Iterator[DataFrame], path: Path) -> None:
    """Write frames of the same columns one after another."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    first = pa.Table.from_pandas(next(frames), preserve_index=False)
    with pq.ParquetWriter(path, first.schema) as writer:
        writer.write_table(first)
        for frame in frames:
            writer.write_table(pa.Table.from_pandas(frame, preserve_index=False))
