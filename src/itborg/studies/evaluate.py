"""A study lived in memory: points in, one row a run out. Writes no files."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from .design import Design
from .factors import Factor
from .frames import results_of
from .life import Lives, Model, Outcome, Task, tasks
from .results import Results
from .study import Replicates, Study, plan_study

Progress = Callable[[int, int], None]


def evaluate(
    points: Sequence[Mapping[str, float]] | Design,
    *,
    strategies: Sequence[Any] = ("none",),
    replicates: int = 20,
    measures: Sequence[str] | None = ("net_value",),
    organisation: Any = "grab_at_pizza",
    days: int = 480,
    seed: int = 1,
    settings: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
    threads: int | None = None,
    progress: Progress | None = None,
    model: Model | None = None,
) -> Results:
    """Return the runs of all strategies at all points, paired: a replicate has the same luck everywhere.

    points    values by factor, the same factors in each, or a Design
    settings  factors fixed at another value than the usual
    model     a function (values, strategy, seed) -> measures in place of the model, with `measures` named
    """
    design = points if isinstance(points, Design) else table(points)
    known = None if model else measures
    study = plan_study(
        strategies,
        design=design,
        organisations=[organisation],
        measures=known,
        settings=settings,
        without=without,
        replicates=Replicates(replicates),
        days=days,
        seed=seed,
    )
    if model:
        study = replace(study, measures=tuple(measures or ()))
    return in_memory(study, threads=threads, progress=progress, model=model)


def table(points: Sequence[Mapping[str, float]]) -> Design:
    """Return points as a design."""
    names = list(points[0]) if points else []
    columns = [[float(point[name]) for point in points] for name in names]
    factors = tuple(Factor(name, min(c), max(c)) for name, c in zip(names, columns, strict=True))
    return Design("table", factors, rows=tuple(zip(*columns, strict=True))) if names else Design()


def in_memory(
    study: Study, *, threads: int | None = None, progress: Progress | None = None, model: Model | None = None
) -> Results:
    """Return the results of a study with a fixed number of replicates."""
    life = Lives(study, model)
    wanted = tasks(study, study.cells, range(study.replicates.most))
    found: list[tuple[Task, list[Outcome]]] = []
    for one in each(life, wanted, threads):
        found.append(one)
        if progress:
            progress(len(found) * len(study.names), study.most_runs)
    return results_of(study, found)


def each(life: Lives, wanted: Iterable[Task], threads: int | None = None) -> Iterator[tuple[Task, list[Outcome]]]:
    """Yield (task, outcomes) as they are finished, on threads; memory holds a few tasks at a time."""
    workers = threads or os.cpu_count() or 1
    waiting: deque[tuple[Task, Future[list[Outcome]]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for task in wanted:
                waiting.append((task, pool.submit(life, task)))
                if len(waiting) > 2 * workers:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            for _, future in waiting:
                future.cancel()
