"""One run on disk: its story, every day of it, and every incident."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..atomic import whole_folder
from ..comparison.unusual import unusual
from .run_page import story_page
from .store import write_json
from .versions import versions

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..comparison.study import Study
    from ..simulation import Run


def save_run(
    data: dict[str, Any], study: Study, names: tuple[str, ...], runs: list[Run], folder: str | Path, command: str
) -> Path:
    """Write a run and its untreated twin as a folder, whole or not at all, and return its path.

    data     run.json: story and measures
    study    what was run
    names    strategies, one a run
    command  the command line that tells the same story again
    """
    with whole_folder(Path(folder)) as (fresh, target):
        write_json(fresh / "run.json", data)
        write_json(fresh / "manifest.json", _manifest(data, study, command))
        (fresh / "story.md").write_text(story_page(data), encoding="utf-8")
        _stacked(names, [_history(run) for run in runs]).to_parquet(fresh / "history.parquet", index=False)
        _stacked(names, [_table(run.closed) for run in runs]).to_parquet(fresh / "incidents.parquet", index=False)
    return target


def _manifest(data: dict[str, Any], study: Study, command: str) -> dict[str, Any]:
    told = {key: data[key] for key in ("organisation", "strategy", "days", "seed", "runs")}
    odd = {name: list(ends) for name, ends in unusual(study.parameters).items()}
    known = {"kind": "run", "command": command, **told, "study": asdict(study)}
    return known | {"outside_plausible_range": odd, "versions": versions()}


def _history(run: Run) -> DataFrame:
    frame = _table(run.history)
    frame.insert(0, "day", np.arange(len(frame)) - run.burn_in + 1)
    return frame


def _table(records: Any) -> DataFrame:
    import pandas as pd

    return pd.DataFrame({name: np.ascontiguousarray(records[name]) for name in records.dtype.names})


def _stacked(names: tuple[str, ...], frames: list[DataFrame]) -> DataFrame:
    import pandas as pd

    return (
        pd.concat(dict(zip(names, frames, strict=False)), names=["strategy"])
        .reset_index(level=0)
        .reset_index(drop=True)
    )
