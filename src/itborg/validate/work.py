"""Tasks over threads, in order; whatever stops the work, what is finished is kept."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from .tasks import Answers, Task

Progress = Callable[[int, int], None]
Done = list[tuple[Task, Answers]]


def collect(tasks: Sequence[Task], done: Done, threads: int | None = None, progress: Progress | None = None) -> None:
    """Do the tasks and append (task, answers) to `done` in their order; few labs are open at a time."""
    workers = threads or os.cpu_count() or 1
    waiting: deque[tuple[Task, Future[Answers]]] = deque()

    def take() -> None:
        task, future = waiting.popleft()
        done.append((task, future.result()))
        if progress:
            progress(len(done), len(tasks))

    with ThreadPoolExecutor(workers) as pool:
        try:
            for task in tasks:
                waiting.append((task, pool.submit(task)))
                if len(waiting) > 2 * workers:
                    take()
            while waiting:
                take()
        finally:
            for _, future in waiting:
                future.cancel()
