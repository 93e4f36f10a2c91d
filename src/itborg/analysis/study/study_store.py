"""Results of a study on disk: tables and manifest, written when it ends or is interrupted, and read back.

points.parquet    one row a point: its number and the value of each factor
runs.parquet      one row a run: keys, seed, id, wall time
measures.parquet  one row for each run and measure
summary.parquet   levels and paired differences by point; see `results.summary`
daily.parquet, daily_differences.parquet, histories.parquet  only if the study stores them
interactions.csv  one row for each strategy, measure and pair of factors
failures.csv      one row a failed run
manifest.json     study, hashes, versions, command
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...common.checksums import record, require_unchanged
from ...common.errors import InputError
from ...common.files import replace_atomically, write_json
from ...common.version import itborg_version, versions
from ..comparison.document import SCHEMA_VERSION
from ..comparison.provenance import organisation_hash, outside_plausible_range, own_code
from .daily_series import DAILY, DIFFERENCES, over_points, tables
from .design import Design
from .factors import Factor
from .interactions import effects_table
from .journal import PART_SUFFIX, STREAM_SUFFIX
from .progress_table import ProgressTable
from .results import KEYS, Results, results_of, summary
from .run_id import model_version, study_hash
from .runner import PARTS
from .study import Replications, Study
from .tasks import TaskRunner

if TYPE_CHECKING:
    from pandas import DataFrame

#: Rows of measures.parquet that are written at a time.
CHUNK = 100_000
#: Files that `read_back` reads, whose checksums are verified.
_READ_BACK = (
    "manifest.json", "points.parquet", "runs.parquet", "measures.parquet", "failures.csv", DAILY, DIFFERENCES,
)  # fmt: skip


def collect(study: Study, folder: str | Path) -> tuple[ProgressTable, Results]:
    """Return the progress and the results of a study from the finished runs in its folder.

    folder  runs of another study or of another version of the model in it are ignored
    """
    table = ProgressTable(TaskRunner(study), study.measures)
    table.read(Path(folder) / PARTS)
    return table, results_of(table)


def copy_runs(folders: Sequence[Path], target: Path) -> None:
    """Copy the finished runs of studies into the folder of another, each file atomically.

    folders  of studies, with a subfolder of parts; the target itself is skipped
    target   an existing folder of a study; runs of other studies in it are ignored
    """
    for folder in folders:
        if folder.resolve() == target.resolve():
            continue
        for part in sorted((folder / PARTS).iterdir()):
            if part.suffix in (STREAM_SUFFIX, PART_SUFFIX):
                replace_atomically(target / PARTS / part.name, lambda file, part=part: shutil.copyfile(part, file))  # type: ignore[misc]


def save(table: ProgressTable, found: Results, folder: str | Path, command: str) -> dict[str, Any]:
    """Write tables and manifest into the folder of a study, each file atomically, and return the manifest.

    table    progress, with all finished runs
    found    the results of the same runs
    folder   of the study
    command  the command line that gives the same results

    The manifest is written last, then the checksums.
    """
    path = Path(folder)
    complete = bool(np.all(table.done | ~table.wanted()))
    known = manifest(found, command, complete)
    replace_atomically(path / "points.parquet", lambda file: found.points().to_parquet(file, index=False))
    replace_atomically(path / "runs.parquet", lambda file: _runs(table, found).to_parquet(file, index=False))
    replace_atomically(path / "measures.parquet", lambda file: _write_long(found, file))
    replace_atomically(path / "summary.parquet", lambda file: summary(found).to_parquet(file, index=False))
    for name, write in tables(table, path / PARTS).items():
        if write is None:
            (path / name).unlink(missing_ok=True)
        else:
            replace_atomically(path / name, write)
    replace_atomically(path / "failures.csv", lambda file: _failures(found).to_csv(file, index=False))
    replace_atomically(path / "interactions.csv", lambda file: effects_table(found).to_csv(file, index=False))
    replace_atomically(path / "manifest.json", lambda file: write_json(file, known))
    record(path)
    return known


def manifest(found: Results, command: str = "", complete: bool = True) -> dict[str, Any]:
    """Return the manifest of a study: inputs, hashes and versions; nothing about host or process.

    found     results, whose number of runs and failures is recorded
    command   the command line that gives the same results, "" if there is none
    complete  whether all runs of the study are finished
    """
    study = found.study
    design = {**asdict(study.design), "rows": [], "factors": [one._asdict() for one in study.design.factors]}
    return {
        "kind": "study",
        "schema_version": SCHEMA_VERSION,
        "study_hash": study_hash(study),
        "model": model_version(),
        "command": command,
        "complete": complete,
        "runs": len(found.runs),
        "failed": len(found.failures),
        "study": {
            "name": study.name,
            "question": study.question,
            "design": design,
            "points": len(study.points),
            "strategies": list(study.names),
            "organisations": {name: one and organisation_hash(one) for name, one in study.organisations.items()},
            "measures": list(study.measures),
            "replications": asdict(study.replications),
            "days": study.days,
            "burn_in": study.burn_in,
            "seed": study.seed,
            "settings": dict(study.settings),
            "without": list(study.without),
            "daily_series": list(study.daily_series),
            "full_histories": study.full_histories,
            "own": own_code(study.behaviour, study.strategies, study.own_measures),
            "version": itborg_version(),
        },
        "outside_plausible_range": {
            name: list(ends) for values in study.extremes for name, ends in outside_plausible_range(values).items()
        },
        "versions": versions(),
    }


def is_study(folder: str | Path) -> bool:
    """Return whether a folder holds the results of a study; False also for a missing or damaged manifest."""
    try:
        return bool(json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))["kind"] == "study")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def load_results(folder: str | Path) -> Results:
    """Return the results in the folder of a study; InputError if there are none."""
    return read_back(folder)[0]


def read_back(folder: str | Path) -> tuple[Results, dict[str, Any]]:
    """Return the results in the folder of a study, and its manifest.

    The study of the results has no strategies or organisations, so it cannot be run. Raises InputError if the folder
    has no results of a study, or damaged ones: a file that is not as it was written, too.
    """
    import pandas as pd

    path = Path(folder)
    require_unchanged(path, _READ_BACK)
    try:
        known = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        if known["kind"] != "study":
            raise InputError(f"{folder}: these are no results of `itborg sweep`")
        study = _study(known["study"], pd.read_parquet(path / "points.parquet"))
        runs = pd.read_parquet(path / "runs.parquet", columns=list(KEYS))
        values = pd.read_parquet(path / "measures.parquet", columns=["value"])["value"].to_numpy()
        failures = pd.read_csv(path / "failures.csv")
        days = over_points(path, study)
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{folder}: no results of `itborg sweep`, or damaged ({error})") from error
    columns = values.reshape(len(runs), len(study.measures)).T
    frame = runs.assign(**dict(zip(study.measures, columns, strict=True)))
    return Results(study, frame, failures[[*KEYS, "error"]], days), known


def _study(known: Mapping[str, Any], points: DataFrame) -> Study:
    """Return the study of a manifest, without strategies and organisations: it cannot be run.

    known   the key "study" of the manifest
    points  points.parquet, from which the rows of the design are read
    """
    plain = dict(known["design"])
    factors = tuple(Factor(**{**one, "levels": tuple(one["levels"])}) for one in plain.pop("factors"))
    rows = tuple(map(tuple, points.drop(columns="point").to_numpy().tolist()))
    return Study(
        name=known["name"],
        question=known["question"],
        design=Design(**{**plain, "factors": factors, "rows": rows if factors else ()}),
        names=tuple(known["strategies"]),
        organisations=dict.fromkeys(known["organisations"]),
        measures=tuple(known["measures"]),
        replications=Replications(**known["replications"]),
        days=known["days"],
        burn_in=known["burn_in"],
        seed=known["seed"],
        settings=known["settings"],
        without=tuple(known["without"]),
        daily_series=tuple(known["daily_series"]),
        full_histories=known["full_histories"],
    )


def _runs(table: ProgressTable, found: Results) -> DataFrame:
    """Return one row for each run: KEYS, seed, id and wall time."""
    keys = np.nonzero(table.done & table.wanted())
    frame = found.runs[list(KEYS)].copy()
    frame["seed"] = found.study.seed
    frame["run_id"] = [table.run_id(key) for key in zip(*(one.tolist() for one in keys), strict=True)]
    return frame.assign(wall_seconds=table.seconds[keys])


def _failures(found: Results) -> DataFrame:
    """Return one row for each failed run, with the value of every factor."""
    values = [found.study.points[int(point)] for point in found.failures["point"]]
    frame = found.failures.copy()
    for at, name in enumerate(found.study.design.names):
        frame.insert(len(KEYS) + at, name, [one[name] for one in values])
    return frame


def _write_long(found: Results, path: Path) -> None:
    """Write one row for each run and measure, CHUNK rows at a time.

    The long table is never in memory as a whole. A study without finished runs gives an empty table with its columns.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    measures = list(found.study.measures)
    step = max(1, CHUNK // len(measures))
    writer = None
    for first in range(0, max(1, len(found.runs)), step):
        rows = found.runs.iloc[first : first + step]
        frame = rows[list(KEYS)].loc[rows.index.repeat(len(measures))].reset_index(drop=True)
        frame["measure"] = pd.Categorical(measures * len(rows), measures)
        frame["value"] = rows[measures].to_numpy().reshape(-1)
        batch = pa.Table.from_pandas(frame, preserve_index=False)
        writer = writer or pq.ParquetWriter(path, batch.schema)
        writer.write_table(batch)
    assert writer is not None
    writer.close()
