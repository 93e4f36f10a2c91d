"""Background jobs for all visitors: a thread pool, a process pool at low priority, and a cache of results.

A job never reads the state of a visitor: its key and its function hold everything it depends on, so visitors share
results. Pages use `use_job`; `submit` is for code outside a page. Results stay in memory within MAX_RESULTS and
MAX_MEGABYTES, and are lost when the server ends.
"""

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

#: Limits of the cache: number of results and their total size. The least recently requested result is dropped first.
MAX_RESULTS, MAX_MEGABYTES = 64, 300.0
CORES = os.cpu_count() or 1
_threads = ThreadPoolExecutor(max(2, CORES), thread_name_prefix="itborg")
_results: OrderedDict[Hashable, Future[Any]] = OrderedDict()
_lock = threading.Lock()
_processes: ProcessPoolExecutor | None = None


def submit[T](key: Hashable, work: Callable[[], T], slow: bool = False) -> Future[T]:
    """Return the future of a job; all requests with the same key share it.

    A failed job is dropped, so that the next request starts it again.

    key   everything that the result depends on
    work  the job
    slow  run in a separate process at low priority; `work` must be picklable

    Returns at once. The exception of a failed job is in its future.
    """
    with _lock:
        if key in _results:
            _results.move_to_end(key)
            return _results[key]
        future = _results[key] = _start(work, slow)
    future.add_done_callback(lambda done: _clean_up(key, done))
    return future


def _start[T](work: Callable[[], T], slow: bool) -> Future[T]:
    """Start a job in a thread, or, if it is slow, in a process; in a thread if processes cannot be started."""
    global _processes
    if not slow:
        return _threads.submit(work)
    for _ in range(2):
        try:
            return _process_pool().submit(work)
        except BrokenProcessPool:  # a process was ended from outside: start a new pool
            _processes = None
    return _threads.submit(work)


def _process_pool() -> Executor:
    """Return the processes for long jobs, which would otherwise keep the server from responding."""
    global _processes
    if _processes is None:
        spawn = multiprocessing.get_context("spawn")
        _processes = ProcessPoolExecutor(max(1, CORES // 2), mp_context=spawn, initializer=_lower_priority)
    return _processes


def _lower_priority() -> None:
    """Prepare a process of the pool: lower its priority and leave Ctrl-C to the server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(5)


def close() -> None:
    """Cancel all jobs, so that the server ends at once.

    Running threads are not waited for; processes are terminated.
    """
    _threads.shutdown(wait=False, cancel_futures=True)
    if _processes is not None:
        _processes.shutdown(wait=False, cancel_futures=True)
    for child in multiprocessing.active_children():
        child.terminate()


def _clean_up(key: Hashable, done: Future[Any]) -> None:
    """Drop a failed job, and the oldest results if the cache exceeds its limits.

    key   key of the job that has ended
    done  its future
    """
    with _lock:
        if (done.cancelled() or done.exception() is not None) and _results.get(key) is done:
            del _results[key]
        while len(_results) > MAX_RESULTS or (sum(map(_size, _results.values())) > MAX_MEGABYTES and len(_results) > 1):
            _results.popitem(last=False)


def _size(future: Future[Any]) -> float:
    """Return the approximate size of a result, MB; large results have an attribute `megabytes`."""
    if not future.done() or future.cancelled() or future.exception() is not None:
        return 0.0
    result = future.result()
    return sum(getattr(one, "megabytes", 0.0) for one in (result if isinstance(result, list) else [result]))


def result(key: Hashable) -> Any:
    """Wait for a job and return its result; None if it failed or is not in the cache.

    key  key of a job that has been submitted
    """
    with _lock:
        future = _results.get(key)
    return None if future is None or future.exception() is not None else future.result()


@dataclass(frozen=True)
class Job[T]:
    """State of a job on a page.

    value      its result; None while it is pending, and if it failed
    pending    whether it is still running
    exception  why it failed, or None
    """

    value: T | None
    pending: bool
    exception: BaseException | None

    @property
    def error(self) -> bool:
        """Whether the job failed."""
        return self.exception is not None


def use_job[T](
    key: Hashable,
    work: Callable[..., T],
    after: Job[Any] | None = None,
    continues: Hashable | None = None,
    slow: bool = False,
) -> Job[T]:
    """Run a job in the background whenever its key changes; a cached result is returned at once.

    key        everything that the result depends on
    work       the job; it must not read the visitor's state. With `continues` it takes the result of that job
    after      wait until this other job has a result
    continues  key of a job of the same component whose result `work` continues; the page is not drawn in between
    slow       run in a separate process: for hundreds of runs that the page can do without for a while. `work`
               must be a function of a module, or a partial of one
    """
    ready = after is None or (after.value is not None and not after.pending)
    at_once = ready and continues is None
    # Start the job before the page is drawn.
    solara.use_memo(lambda: submit(key, work, slow) if at_once else None, [key, at_once])
    latest = solara.use_ref(key)
    latest.current = key

    def wait() -> T | None:
        job: Callable[[], T] = work if continues is None else partial(work, result(continues))
        return submit(key, job, slow).result() if ready and latest.current == key else None

    task = solara.lab.use_task(wait, dependencies=[key, ready], raise_error=False)
    with _lock:
        future = _results.get(key)
    if ready and future is not None and future.done() and future.exception() is None:
        return Job(future.result(), False, None)
    return Job(task.value, task.pending, task.exception)
