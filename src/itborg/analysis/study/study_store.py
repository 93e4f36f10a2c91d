"""The results of a study on disk: written when it is finished or interrupted, read back without running anything."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...common.errors import InputError
from ...common.files import replace_atomically, write_json
from ...common.version import itborg_version, versions
from ..comparison.provenance import organisation_hash, outside_plausible_range
from .daily_series import over_cells, tables
from .design import Design
from .factors import Factor
from .journal import STREAM, WHOLE
from .progress_table import Account
from .results import KEYS, Results, results_of, summary
from .run_id import model_version, study_hash
from .runner import PARTS
from .study import Replications, Study
from .tasks import TaskRunner

if TYPE_CHECKING:
    from pandas import DataFrame

#: Rows of the long table that are written at a time.
CHUNK = 100_000


def collect(study: Study, folder: str | Path) -> tuple[Account, Results]:
    """Return the finished runs of a study that lie in a folder."""
    account = Account(TaskRunner(study), study.measures)
    account.read(Path(folder) / PARTS)
    return account, results_of(account)


def take_over(folders: Sequence[Path], target: Path) -> None:
    """Copy the parts of studies into the folder of another, each whole or not at all."""
    for folder in folders:
        if folder.resolve() == target.resolve():
            continue
        for part in sorted((folder / PARTS).iterdir()):
            if part.suffix in (STREAM, WHOLE):
                replace_atomically(target / PARTS / part.name, lambda path, part=part: shutil.copyfile(part, path))  # type: ignore[misc]


def save(account: Account, found: Results, folder: str | Path, command: str) -> dict[str, Any]:
    """Write tables and manifest into a study's folder, each whole or not at all, and return the manifest."""
    place = Path(folder)
    complete = bool(np.all(account.done | ~account.wanted()))
    known = manifest(found, command, complete)
    replace_atomically(place / "points.parquet", lambda path: found.points().to_parquet(path, index=False))
    replace_atomically(place / "runs.parquet", lambda path: _runs(account, found).to_parquet(path, index=False))
    replace_atomically(place / "measures.parquet", lambda path: _write_long(found, path))
    replace_atomically(place / "summary.parquet", lambda path: summary(found).to_parquet(path, index=False))
    for name, write in tables(account, place / PARTS).items():
        if write is None:
            (place / name).unlink(missing_ok=True)
        else:
            replace_atomically(place / name, write)
    replace_atomically(place / "failures.csv", lambda path: _failures(found).to_csv(path, index=False))
    replace_atomically(place / "manifest.json", lambda path: write_json(path, known))
    return known


def manifest(found: Results, command: str = "", complete: bool = True) -> dict[str, Any]:
    """Return what is needed to trust, repeat and read back a study; nothing of host or process.

    command   the command line that gives the same results, "" if there is none
    complete  whether all runs of the study are finished
    """
    study = found.study
    design = {**asdict(study.design), "rows": [], "factors": [one._asdict() for one in study.design.factors]}
    return {
        "kind": "study",
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
            "daily": list(study.daily),
            "full_histories": study.full_histories,
            "version": itborg_version(),
        },
        "outside_plausible_range": {name: list(ends) for name, ends in outside_plausible_range(study.settings).items()},
        "versions": versions(),
    }


def is_study(folder: str | Path) -> bool:
    """Return whether a folder holds the results of a study."""
    try:
        return bool(json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))["kind"] == "study")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def load_results(folder: str | Path) -> Results:
    """Return the results of a study's folder; InputError if there are none."""
    return read_back(folder)[0]


def read_back(folder: str | Path) -> tuple[Results, dict[str, Any]]:
    """Return the results in a study's folder and its manifest."""
    import pandas as pd

    place = Path(folder)
    try:
        known = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
        if known["kind"] != "study":
            raise InputError(f"{folder}: these are no results of `itborg sweep`")
        study = _told(known["study"], pd.read_parquet(place / "points.parquet"))
        runs = pd.read_parquet(place / "runs.parquet", columns=list(KEYS))
        values = pd.read_parquet(place / "measures.parquet", columns=["value"])["value"].to_numpy()
        failures = pd.read_csv(place / "failures.csv")
        days = over_cells(place, study)
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{folder}: no results of `itborg sweep`, or damaged ({error})") from error
    columns = values.reshape(len(runs), len(study.measures)).T
    frame = runs.assign(**dict(zip(study.measures, columns, strict=True)))
    return Results(study, frame, failures[[*KEYS, "error"]], days), known


def _told(known: Mapping[str, Any], points: DataFrame) -> Study:
    """Return the study of a manifest: everything but what it takes to live it."""
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
        daily=tuple(known["daily"]),
        full_histories=known["full_histories"],
    )


def _runs(account: Account, found: Results) -> DataFrame:
    """Return one row a run: what identifies it, its seed, how long it took."""
    places = np.nonzero(account.done & account.wanted())
    frame = found.runs[list(KEYS)].copy()
    frame["seed"] = found.study.seed
    frame["run_id"] = [account.run_id(place) for place in zip(*(one.tolist() for one in places), strict=True)]
    return frame.assign(wall_seconds=account.seconds[places])


def _failures(found: Results) -> DataFrame:
    """Return one row a failed run, with the value of every factor."""
    values = [found.study.points[int(point)] for point in found.failures["point"]]
    frame = found.failures.copy()
    for at, name in enumerate(found.study.design.names):
        frame.insert(len(KEYS) + at, name, [one[name] for one in values])
    return frame


def _write_long(found: Results, path: Path) -> None:
    """Write one row a run and measure, some runs at a time."""
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
