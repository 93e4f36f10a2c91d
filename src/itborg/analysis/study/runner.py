"""A study lived through: what is finished is kept, what is missing is run, whoever stops it and however often."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ...common.errors import InputError
from .executors import Workers, on_threads
from .journal import Journal
from .progress_table import Account, looks
from .results import Results, results_of
from .study import Study
from .tasks import Model, Task, TaskRunner, tasks

PARTS = "parts"
#: Told how many runs are finished, and how many are planned so far.
Progress = Callable[[int, int], None]


class Shard(NamedTuple):
    """The part of a study that is done here: the `number`-th of `of`."""

    number: int = 1
    of: int = 1


WHOLE = Shard()


def in_memory(
    study: Study, *, threads: int | None = None, progress: Progress | None = None, model: Model | None = None
) -> Results:
    """Return the results of a study. Writes no files."""
    account = Account(TaskRunner(study, model), study.measures)
    _live(account, on_threads(threads), WHOLE, lambda _rows: None, progress)
    return results_of(account)


def run_study(
    study: Study,
    folder: str | Path,
    *,
    shard: Shard = WHOLE,
    workers: Workers | None = None,
    progress: Progress | None = None,
    model: Model | None = None,
) -> None:
    """Run what is missing of a study; a run that fails is noted, the rest goes on.

    folder   where finished runs are kept; the same study there again does only what is missing
    shard    do only this part
    workers  who lives the tasks; None: a thread for each core

    Raises InputError if the folder cannot be written. Ctrl-C leaves all that is finished.
    """
    place = Path(folder) / PARTS
    stop = [] if study.replications.half_width is None else [study.replications.measure]
    account = Account(TaskRunner(study, model), stop)
    try:
        account.read(place)
        journal = Journal(place, study.measures, study.every_day)
        try:
            _live(account, workers or on_threads(), shard, journal.append, progress)
        finally:
            journal.close()
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror or error})") from error


def _live(
    account: Account,
    workers: Workers,
    shard: Shard,
    keep: Callable[[Sequence[Sequence[Any]]], None],
    progress: Progress | None,
) -> None:
    """Run the tasks that are missing, look by look."""
    collect_run = planned = 0
    for every in _rounds(account, shard):
        planned += sum(len(task.strategies) for task in every())
        collect_run += sum(len(task.strategies) - len(_left(account, task)) for task in every())
        missing = (task._replace(strategies=left) for task in every() if (left := _left(account, task)))
        for task, outcomes in workers(account.life, missing):
            keep(account.add(task, outcomes))
            collect_run += len(outcomes)
            if progress:
                progress(collect_run, planned)


def _left(account: Account, task: Task) -> tuple[int, ...]:
    """Return which strategies of a task are still to be lived."""
    return tuple(at for at in task.strategies if not account.done[task.cell.number, at, task.replication])


def _rounds(account: Account, shard: Shard) -> Iterator[Callable[[], Iterator[Task]]]:
    """Yield this shard's tasks up to each look; cells that are known well enough are left out of the next."""
    study = account.study
    before = 0
    for look in looks(study.replications):
        cells = [cell for cell in study.cells if not before or account.pairs(cell.number) > before]
        span = range(before, look)
        yield lambda cells=cells, span=span: (  # type: ignore[misc]
            task for task in tasks(study, cells, span) if _belongs(task, study, shard)
        )
        before = look


def _belongs(task: Task, study: Study, shard: Shard) -> bool:
    """Return whether a task is this shard's: dealt out in turn; whole cells where a cell decides when to stop."""
    stops = study.replications.half_width is not None
    turn = task.cell.number + (0 if stops else task.replication)
    return turn % shard.of == shard.number - 1
