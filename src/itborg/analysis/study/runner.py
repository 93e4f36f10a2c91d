"""Run a study: finished runs are kept, and only missing ones are run, however often it was interrupted.

With a stopping rule, replications are run up to one look after the other; design points that are precise enough at a
look get no further ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ...common.errors import InputError
from ..comparison.plan import Progress
from .executors import Workers, on_threads
from .journal import Journal, sweep_leftovers
from .progress_table import ProgressTable, looks
from .results import Results, results_of
from .shard_lock import Shard, held
from .study import Study
from .tasks import Model, Task, TaskRunner, tasks

#: Subfolder of a study's folder with the journal.
PARTS = "parts"


ALL_TASKS = Shard()


def in_memory(
    study: Study, *, threads: int | None = None, progress: Progress | None = None, model: Model | None = None
) -> Results:
    """Run a study and return its results. Writes no files.

    study     the study
    threads   None: all cores
    progress  called with (finished runs, runs planned so far)
    model     function that replaces the model, for tests

    A run that fails is listed in the failures of the results.
    """
    table = ProgressTable(TaskRunner(study, model), study.measures)
    _run_missing(table, on_threads(threads), ALL_TASKS, lambda _rows: None, progress)
    return results_of(table)


def run_study(
    study: Study,
    folder: str | Path,
    *,
    shard: Shard = ALL_TASKS,
    workers: Workers | None = None,
    progress: Progress | None = None,
    model: Model | None = None,
    known: Sequence[Path] = (),
) -> None:
    """Run the missing runs of a study; a run that fails is recorded, and the others continue.

    study     the study
    folder    where finished runs are written, in the subfolder "parts"; the same study in the same folder runs only
              what is missing
    shard     part of the study to run
    workers   executor of the tasks; None: one thread for each core
    progress  called with (finished runs, runs planned so far)
    model     function that replaces the model, for tests
    known     other folders with finished runs, see `neighbours`; runs that this study needs are copied from them

    Failed runs are tried again by the next call. What killed processes left in the folder is cleaned up. Tables and
    manifest are written by `study_store.save`. Raises InputError if the folder cannot be written, or if another process
    is running a part of this shard in it. An interrupt keeps all finished runs.
    """
    parts = Path(folder) / PARTS
    stopping = [] if study.replications.half_width is None else [study.replications.measure]
    table = ProgressTable(TaskRunner(study, model), stopping)
    try:
        with held(parts, shard):
            sweep_leftovers(parts)
            table.read(parts)
            journal = Journal(parts, study.measures, study.stored_series)
            try:
                for folder_with_runs in known:
                    for rows in table.adopt(folder_with_runs):
                        journal.append(rows)
                _run_missing(table, workers or on_threads(), shard, journal.append, progress)
            finally:
                journal.close()
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror or error})") from error


def neighbours(folder: str | Path) -> list[Path]:
    """Return the folders with finished runs beside the folder of a study or an analysis, sorted.

    These are the subfolders "parts" of all results in the same folder, of their single studies too; so a study, a
    sensitivity analysis, a discovery and a calibration use each other's runs.
    """
    own = Path(folder).resolve()
    found = [path for depth in ("*", "*/*") for path in own.parent.glob(f"{depth}/{PARTS}") if path.is_dir()]
    return sorted(path for path in found if own not in path.parents)


def _run_missing(
    table: ProgressTable,
    workers: Workers,
    shard: Shard,
    keep: Callable[[Sequence[Sequence[Any]]], None],
    progress: Progress | None,
) -> None:
    """Run the missing tasks, look by look.

    table     filled with the outcomes
    workers   executor
    shard     part of the study
    keep      called with the journal rows of each finished task, before progress is reported
    progress  called with (finished runs, runs planned so far)
    """
    finished = planned = 0
    for every in _rounds(table, shard):
        planned += sum(len(task.strategies) for task in every())
        finished += sum(len(task.strategies) - len(_missing(table, task)) for task in every())
        missing = (task._replace(strategies=left) for task in every() if (left := _missing(table, task)))
        for task, outcomes in workers(table.runner, missing):
            keep(table.add(task, outcomes))
            finished += len(outcomes)
            if progress:
                progress(finished, planned)


def _missing(table: ProgressTable, task: Task) -> tuple[int, ...]:
    """Return the strategies of a task that have not been run."""
    return tuple(at for at in task.strategies if not table.done[task.point.number, at, task.replication])


def _rounds(table: ProgressTable, shard: Shard) -> Iterator[Callable[[], Iterator[Task]]]:
    """Yield the tasks of this shard up to each look; design points that are precise enough are left out.

    Each item is a function that yields the tasks, since they are read several times. It decides by the runs finished
    when it is reached, so the runs of one look must be finished before the next is taken.
    """
    study = table.study
    before = 0
    for look in looks(study.replications):
        points = [one for one in study.design_points if not before or table.replications(one.number) > before]
        span = range(before, look)
        yield lambda points=points, span=span: (  # type: ignore[misc]
            task for task in tasks(study, points, span) if _belongs(task, study, shard)
        )
        before = look


def _belongs(task: Task, study: Study, shard: Shard) -> bool:
    """Return whether a task belongs to a shard: dealt in turn, by whole design points where each has its own stop."""
    stops = study.replications.half_width is not None
    turn = task.point.number + (0 if stops else task.replication)
    return turn % shard.of == shard.number - 1
