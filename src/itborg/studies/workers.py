"""Who lives the tasks of a study: threads of this process, which compute side by side as the kernel needs no lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from .life import Lives, Outcome, Task

Lived = tuple[Task, list[Outcome]]
#: Lives tasks and yields them with their outcomes as they are finished, in any order.
Workers = Callable[[Lives, Iterable[Task]], Iterable[Lived]]


def on_threads(threads: int | None = None) -> Workers:
    """Return workers that are threads, one a core unless said otherwise; memory holds a few tasks at a time."""
    count = threads or os.cpu_count() or 1

    def work(life: Lives, wanted: Iterable[Task]) -> Iterator[Lived]:
        coming = iter(wanted)
        waiting: dict[Future[list[Outcome]], Task] = {}
        with ThreadPoolExecutor(count) as pool:
            try:
                while True:
                    waiting |= {pool.submit(life, task): task for task in islice(coming, 2 * count - len(waiting))}
                    if not waiting:
                        return
                    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                        yield waiting.pop(future), future.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    return work
