"""Decompose effects beside other work, since a decomposition leaves most of a core unused."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .plan import Plan, Progress


@contextmanager
def beside[R](decompose: Callable[[Plan, Progress | None], R], planned: Plan) -> Iterator[Callable[[], R]]:
    """Yield a function that waits for decompositions, which half of the threads compute meanwhile.

    Most of a decomposition holds the lock of the interpreter, so two of them at once take as long as one after the
    other; beside runs, which hold it rarely, one costs no time of its own. With one thread nothing runs beside: the
    function itself decomposes. Leaving the context, as by Ctrl-C, ends decompositions that nobody waits for.

    decompose  called with the plan, for fewer threads, and a function to call after each replication
    """
    threads = planned.threads or os.cpu_count() or 1
    if threads == 1:
        yield lambda: decompose(planned, None)
        return
    left = Event()

    def goes_on(_done: int, _planned: int) -> None:
        if left.is_set():
            raise CancelledError

    with ThreadPoolExecutor(1) as thread:
        task = thread.submit(decompose, replace(planned, threads=threads // 2), goes_on)
        try:
            yield task.result
        finally:
            left.set()
