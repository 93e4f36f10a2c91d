"""Work for all visitors: a bounded pool of threads, and a memory of what has been worked out before."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import solara
import solara.lab

#: Results kept; the oldest unused ones are forgotten. A recorded run is the largest, some megabytes.
KEPT = 64
_pool = ThreadPoolExecutor(max(2, os.cpu_count() or 1), thread_name_prefix="itborg")
_known: OrderedDict[Hashable, Future[Any]] = OrderedDict()
_lock = threading.Lock()


def submit[T](key: Hashable, work: Callable[[], T]) -> Future[T]:
    """Return the future of a piece of work; whoever asks for the same key shares it.

    Work that failed is forgotten, so that the next one who asks tries again.
    """
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
        future = _known[key] = _pool.submit(work)
        while len(_known) > KEPT:
            _known.popitem(last=False)
    future.add_done_callback(lambda done: _forget(key, done))
    return future


def _forget(key: Hashable, done: Future[Any]) -> None:
    if done.cancelled() or done.exception() is not None:
        with _lock:
            if _known.get(key) is done:
                del _known[key]


def use_job[T](
    key: Hashable, work: Callable[[], T], after: solara.lab.Task[[], Any] | None = None
) -> solara.lab.Task[[], T]:
    """Work in the pool whenever the key changes; the task's value is the result, None while it is pending.

    key    what the result depends on, all of it
    work   a function without arguments; it must not touch the visitor
    after  do nothing before this other task has a result
    """
    ready = after is None or (after.value is not None and not after.pending)

    def wait() -> T | None:
        return submit(key, work).result() if ready else None

    return solara.lab.use_task(wait, dependencies=[key, ready], raise_error=False)
