"""Decompose effects beside other work, since a decomposition leaves most of a core unused."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .plan import Plan, Progress

#: Seconds between two reports of progress.
PAUSE = 0.2


@contextmanager
def beside[R](
    decompose: Callable[[Plan, Progress | None], R], planned: Plan
) -> Iterator[Callable[[Progress | None], R]]:
    """Yield a function that waits for decompositions, and reports on them; half of the threads compute them meanwhile.

    Most of a decomposition holds the lock of the interpreter, so two of them at once take as long as one after the
    other; beside runs, which hold it rarely, one costs no time of its own. With one thread nothing runs beside: the
    function itself decomposes. Leaving the context, as by Ctrl-C, ends decompositions that nobody waits for.

    decompose  called with the plan, for fewer threads, and a function to call after each replication
    """
    threads = planned.threads or os.cpu_count() or 1
    if threads == 1:
        yield lambda advance: decompose(planned, advance)
        return
    left, reached = Event(), (0, 0)

    def goes_on(done: int, of: int) -> None:
        nonlocal reached
        reached = done, of
        if left.is_set():
            raise CancelledError

    with ThreadPoolExecutor(1) as thread:
        task = thread.submit(decompose, replace(planned, threads=threads // 2), goes_on)

        def result(advance: Progress | None) -> R:
            while advance and not task.done():
                wait_for([task], PAUSE)
                advance(*reached)
            return task.result()

        try:
            yield result
        finally:
            left.set()
