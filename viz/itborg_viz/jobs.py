"""Work for all visitors: a few threads, one calm process beside them, and a memory of what was worked out before."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Any

import solara
import solara.lab

#: Results kept, and megabytes that they may take together; what was asked for longest ago is forgotten.
KEPT, ROOM = 64, 300.0
CORES = os.cpu_count() or 1
_quick = ThreadPoolExecutor(max(2, CORES), thread_name_prefix="itborg")
_known: OrderedDict[Hashable, Future[Any]] = OrderedDict()
_lock = threading.Lock()
_beside: ProcessPoolExecutor | None = None


def submit[T](key: Hashable, work: Callable[[], T], slow: bool = False) -> Future[T]:
    """Return the future of a piece of work; whoever asks for the same key shares it.

    Work that failed is forgotten, so that the next one who asks tries again.
    """
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
        future = _known[key] = _started(work, slow)
    future.add_done_callback(lambda done: _finished(key, done))
    return future


def _started[T](work: Callable[[], T], slow: bool) -> Future[T]:
    global _beside
    if not slow:
        return _quick.submit(work)
    for _ in range(2):
        try:
            return _pool_beside().submit(work)
        except BrokenProcessPool:  # somebody ended the process: a new one takes over
            _beside = None
    return _quick.submit(work)


def _pool_beside() -> Executor:
    """Return processes for what would keep the server from answering: hundreds of runs at low priority."""
    global _beside
    if _beside is None:
        spawn = multiprocessing.get_context("spawn")
        _beside = ProcessPoolExecutor(max(1, CORES // 2), mp_context=spawn, initializer=_be_calm)
    return _beside


def close() -> None:
    """Give up what nobody will see any more, so that the server ends at once and not when all runs are through."""
    _quick.shutdown(wait=False, cancel_futures=True)
    if _beside is not None:
        _beside.shutdown(wait=False, cancel_futures=True)
    for child in multiprocessing.active_children():
        child.terminate()


def _be_calm() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(5)


def _finished(key: Hashable, done: Future[Any]) -> None:
    """Forget what failed, and what there is no more room for."""
    with _lock:
        if (done.cancelled() or done.exception() is not None) and _known.get(key) is done:
            del _known[key]
        while len(_known) > KEPT or (sum(map(_megabytes, _known.values())) > ROOM and len(_known) > 1):
            _known.popitem(last=False)


def _megabytes(future: Future[Any]) -> float:
    """Return about how much memory a result takes; only recorded runs are large, and they say so."""
    if not future.done() or future.cancelled() or future.exception() is not None:
        return 0.0
    found = future.result()
    return sum(getattr(one, "megabytes", 0.0) for one in (found if isinstance(found, list) else [found]))


def known(key: Hashable) -> Any:
    """Wait for the result of a piece of work; None if it failed, or if nobody has asked for it of late."""
    with _lock:
        future = _known.get(key)
    return None if future is None or future.exception() is not None else future.result()


@dataclass(frozen=True)
class Job[T]:
    """A piece of work as a page sees it: its value, None while it is pending and where it failed."""

    value: T | None
    pending: bool
    exception: BaseException | None

    @property
    def error(self) -> bool:
        """Whether it failed."""
        return self.exception is not None


def use_job[T](
    key: Hashable,
    work: Callable[..., T],
    after: Job[Any] | None = None,
    behind: Hashable | None = None,
    slow: bool = False,
) -> Job[T]:
    """Work in the background whenever the key changes; what was worked out before is there at once.

    key    what the result depends on, all of it
    work   a function; it must not touch the visitor, and takes what went first where `behind` names it, else nothing
    after  do nothing before this other job has a result
    behind key of work of the same component that goes first; unlike `after`, nothing is drawn in between
    slow   hundreds of runs, that nobody waits for to see something: done in a process beside the server, so `work`
           must be a partial of a function of a module
    """
    ready = after is None or (after.value is not None and not after.pending)
    at_once = ready and behind is None
    # Asked for before the page is drawn, not after.
    solara.use_memo(lambda: submit(key, work, slow) if at_once else None, [key, at_once])
    wanted = solara.use_ref(key)
    wanted.current = key

    def wait() -> T | None:
        todo: Callable[[], T] = work if behind is None else partial(work, known(behind))
        return submit(key, todo, slow).result() if ready and wanted.current == key else None

    task = solara.lab.use_task(wait, dependencies=[key, ready], raise_error=False)
    with _lock:
        future = _known.get(key)
    if ready and future is not None and future.done() and future.exception() is None:
        return Job(future.result(), False, None)
    return Job(task.value, task.pending, task.exception)
