"""Folders of results: comparisons and runs written completely or not at all, and read back without running anything.

A comparison has manifest.json, comparison.json, report.html and one Parquet file for each table; a run has
manifest.json, run.json, story.md, history.parquet and incidents.parquet. results/README.md describes the columns.
Folders of studies are written by `itborg.analysis.study.study_store`, those of other analyses by `presentation`.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from markupsafe import escape

from ..analysis.comparison.provenance import outside_plausible_range
from ..common.checksums import record, require_unchanged
from ..common.errors import InputError
from ..common.files import atomic_folder, write_json
from ..common.version import versions
from .story.narrative import story_page

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..analysis.comparison.provenance import Provenance
    from ..analysis.comparison.result import Comparison
    from ..engine.simulation import Run

RESULTS = "results"
TABLES = ("daily", "blocks", "handoffs", "risk")
_READ = ("manifest.json", "comparison.json", *(f"{name}.parquet" for name in ("measures", "spend", *TABLES)))


def default_folder(organisation: str, what: str = "compare") -> Path:
    """Return the default folder of new results, results/<date-time>-<what>-<organisation>.

    It is relative to the current folder and is not created. The time is local, to the second; characters of the name
    other than letters and digits become underscores, and the name is cut to 40 characters.

    organisation  name of the organisation, or any other last part of the folder's name
    what          the command
    """
    now = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    safe = re.sub(r"[^a-z0-9]+", "_", organisation.lower()).strip("_")[:40] or "organisation"
    return Path(RESULTS) / f"{now}-{what}-{safe}"


def save(found: Comparison, folder: str | Path, command: str, complete: bool = True) -> Path:
    """Write a comparison as a folder and return its path; see results/README.md.

    Nothing is left behind if it fails, but a report that cannot be drawn does not lose the results. If `folder` exists
    and is not empty, a number is appended to its name, so the returned path may differ.

    command   the command line that computes the same numbers
    complete  whether all runs were finished

    Raises InputError if the folder cannot be written.
    """
    from .comparison_page import page

    with atomic_folder(Path(folder)) as (fresh, target):
        with ThreadPoolExecutor(1) as beside:  # most of writing a table is compression, outside the interpreter
            tables = beside.submit(_write_tables, found, fresh)
            write_json(fresh / "comparison.json", found.to_dict())
            write_json(fresh / "manifest.json", manifest(found, command, complete))
            (fresh / "report.html").write_text(drawn(lambda: page(found, command)), encoding="utf-8")
        tables.result()
        record(fresh)
    return target


def _write_tables(found: Comparison, folder: Path) -> None:
    found.runs_frame().to_parquet(folder / "measures.parquet", index=False)
    found.spend_frame().to_parquet(folder / "spend.parquet", index=False)
    for name in TABLES:
        getattr(found, name).to_parquet(folder / f"{name}.parquet", index=False)


def drawn(page: Callable[[], str]) -> str:
    """Return a page, or one that states why it could not be drawn: results are never lost with their picture.

    page  draws the page
    """
    try:
        return page()
    except Exception as error:  # whatever fails in a drawing, the numbers are complete
        text = f"The page could not be drawn ({type(error).__name__}: {error}). The results beside it are complete."
        warnings.warn(text, stacklevel=2)
        return f"<!doctype html>\n<meta charset='utf-8'>\n<title>itborg</title>\n<p>{escape(text)}</p>\n"


def manifest(found: Comparison, command: str, complete: bool = True) -> dict[str, Any]:
    """Return what is needed to check and to reproduce a comparison; nothing about the host or the process.

    Keys: `kind`, `study_hash`, `command`, `complete`, `strategies`, `measures`, `replications`, `provenance` (all
    inputs), `outside_plausible_range` (limits of changed parameters that lie outside theirs, by name) and `versions` of
    libraries.

    command   the command line that computes the same numbers
    complete  whether all runs were finished
    """
    study = found.provenance
    return {
        "kind": "compare",
        "comparison_hash": study.hash(found.strategies, found.replications),
        "command": command,
        "complete": complete,
        "strategies": list(found.strategies),
        "measures": list(found.measures),
        "replications": found.replications,
        "provenance": asdict(study),
        "outside_plausible_range": {
            name: list(ends) for name, ends in outside_plausible_range(study.parameters).items()
        },
        "versions": versions(),
    }


def read(folder: str | Path) -> tuple[Comparison, str]:
    """Return the comparison of a results folder and the command line that computed it.

    All values are as they were written; nothing is simulated, and the organisation need not exist any more.

    Raises InputError if the folder holds no results of `itborg compare`, or damaged ones.
    """
    path = Path(folder)
    known = _manifest(path)
    require_unchanged(
        path, ["manifest.json", "comparison.json", *(f"{one}.parquet" for one in ("measures", "spend", *TABLES))]
    )
    try:
        return _comparison(path, known), str(known["command"])
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise InputError(f"{folder}: these results are damaged or of another version ({error})") from error


def _manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of a comparison.

    Raises InputError if there is none or it is of something else; the message says what to do with one run, and names
    the newest comparison inside the folder.
    """
    try:
        known = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        inside = latest_inside(path)
        hint = f"; the latest in it is {inside}" if inside else ""
        raise InputError(f"{path}: no results of `itborg compare` (no readable manifest.json){hint}") from error
    if isinstance(known, dict) and known.get("kind") == "run":
        raise InputError(
            f"{path}: this is one run, read its story.md; `itborg replay {path}` writes a page that plays it"
        )
    if not isinstance(known, dict) or known.get("kind") != "compare":
        raise InputError(f"{path}: these are no results of `itborg compare`")
    return known


def latest_inside(folder: Path) -> Path | None:
    """Return the newest results of a comparison in a folder, None if there are none.

    Only direct subfolders with a comparison.json count; the newest is the one changed last.
    """
    found = [one.parent for one in folder.glob("*/comparison.json")]
    return max(found, key=lambda one: one.stat().st_mtime, default=None)


def _comparison(path: Path, known: dict[str, Any]) -> Comparison:
    """Return the comparison of a folder from its tables.

    known  its manifest
    """
    import pandas as pd

    from ..analysis.comparison.parameter_sets import ParameterSets
    from ..analysis.comparison.provenance import Provenance
    from ..analysis.comparison.result import Comparison

    strategies, measures = tuple(known["strategies"]), tuple(known["measures"])
    rows = pd.read_parquet(path / "measures.parquet")
    replications = tuple(int(number) for number in rows["replication"].unique())
    shape = (len(replications), len(strategies), len(measures))
    study = known["provenance"] | {"without": tuple(known["provenance"]["without"])}
    tables = {name: pd.read_parquet(path / f"{name}.parquet") for name in TABLES}
    values = rows["value"].to_numpy(dtype=float).reshape(shape)
    spend = pd.read_parquet(path / "spend.parquet")[["money", "working_time"]].to_numpy(dtype=float)
    shown = json.loads((path / "comparison.json").read_text(encoding="utf-8"))
    return Comparison(
        Provenance(**study),
        strategies,
        measures,
        replications,
        values,
        spend.reshape(*shape[:2], 2),
        **tables,
        decompositions=tuple(shown.get("decompositions", ())),
        parameter_sets=ParameterSets.read(shown["parameter_sets"]) if "parameter_sets" in shown else None,
        equal_spend=shown.get("equal_spend", {}),
        put_in={name: notes for name, row in shown["strategies"].items() if (notes := row["put_in"])},
    )


def save_run(
    data: dict[str, Any], study: Provenance, names: tuple[str, ...], runs: list[Run], folder: str | Path, command: str
) -> Path:
    """Write a run and its baseline run as a folder, completely or not at all, and return its path.

    history.parquet has one row for each strategy and day (day 1 is the strategy's start; days of the burn-in are 0 and
    below), incidents.parquet one for each closed incident. If `folder` exists and is not empty, a number is appended to
    its name.

    data     the content of run.json: story and measures
    study    what was run
    names    strategies, one per run
    runs     the baseline run first
    command  the command line that computes the same run

    Raises InputError if the folder cannot be written.
    """
    with atomic_folder(Path(folder)) as (fresh, target):
        write_json(fresh / "run.json", data)
        write_json(fresh / "manifest.json", _run_manifest(data, study, command))
        (fresh / "story.md").write_text(story_page(data), encoding="utf-8")
        _stacked(names, [_history(run) for run in runs]).to_parquet(fresh / "history.parquet", index=False)
        _stacked(names, [_table(run.closed) for run in runs]).to_parquet(fresh / "incidents.parquet", index=False)
        record(fresh)
    return target


def _run_manifest(data: dict[str, Any], study: Provenance, command: str) -> dict[str, Any]:
    """Return the manifest of a run; keys as in `manifest`, with what was run in place of strategies and measures."""
    shown = {key: data[key] for key in ("organisation", "strategy", "days", "seed", "replications")}
    odd = {name: list(ends) for name, ends in outside_plausible_range(study.parameters).items()}
    known = {"kind": "run", "command": command, **shown, "provenance": asdict(study)}
    return known | {"outside_plausible_range": odd, "versions": versions()}


def _history(run: Run) -> DataFrame:
    """Return the daily history of a run as a table; column `day` counts from the strategy's start, which is day 1."""
    frame = _table(run.history)
    frame.insert(0, "day", np.arange(len(frame)) - run.burn_in + 1)
    return frame


def _table(records: Any) -> DataFrame:
    """Return a record array as a table with one column for each field."""
    import pandas as pd

    return pd.DataFrame({name: np.ascontiguousarray(records[name]) for name in records.dtype.names})


def _stacked(names: tuple[str, ...], frames: list[DataFrame]) -> DataFrame:
    """Return tables one below the other, with the name of the strategy in a first column."""
    import pandas as pd

    return (
        pd.concat(dict(zip(names, frames, strict=False)), names=["strategy"])
        .reset_index(level=0)
        .reset_index(drop=True)
    )
