"""Background jobs for all visitors: worker processes, a few threads, and a cache of results.

A job never reads the state of a visitor: its key and its function hold everything it depends on, so visitors share
results. Pages use `use_job`; `submit` is for code outside a page. Results stay in memory within MAX_RESULTS and
MAX_MEGABYTES, and are lost when the server ends.
"""

from __future__ import annotations

import os
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, cast

import solara

from itborg.common.numba_support import is_cached

from .fair_queue import Duration
from .workers import Limit, Task, Workers

#: Limits of the cache: number of results and their total size. The least recently requested result is dropped first.
MAX_RESULTS, MAX_MEGABYTES = 96, 200.0
CORES = os.cpu_count() or 1
#: Seconds for which a job goes on when nobody waits for it: long enough to come back from another page.
GRACE = 0.5
_threads = ThreadPoolExecutor(max(2, CORES), thread_name_prefix="itborg")
_results: OrderedDict[Hashable, Future[Any]] = OrderedDict()
_lock = threading.Lock()
#: One for short jobs, and two or more for long ones, of which a visitor never has all.
_workers = Workers(max(3, CORES))
#: The jobs of workers that have not ended, and how many visitors wait for each key.
_tasks: dict[Future[Any], Task] = {}
_waiting: Counter[Hashable] = Counter()


def submit[T](
    key: Hashable,
    work: Callable[[], T],
    duration: Duration = Duration.SHORT,
    here: bool = False,
    visitor: str = "",
    limit: Limit | None = None,
) -> Future[T]:
    """Return the future of a job; all requests with the same key share it.

    A failed job is dropped, so that the next request starts it again.

    key       everything that the result depends on
    work      the job: a function of a module or a partial of one, which can be pickled, and its result too
    duration  how long it may take
    here      run in a thread of this process instead; `work` can then be anything
    visitor   whose turn it takes
    limit     of time and memory; beyond it the job fails

    Returns at once. The exception of a failed job is in its future.
    """
    with _lock:
        if key in _results:
            _results.move_to_end(key)
            return _results[key]
        if here:
            future = _threads.submit(work)
        else:
            task = _workers.submit(visitor, work, duration, limit)
            future = task.future
            _tasks[future] = task
        _results[key] = future
    future.add_done_callback(lambda done: _clean_up(key, done))
    return future


def wanted(key: Hashable, still: bool, keep: bool = True) -> None:
    """State that a visitor waits for a job, or does so no longer.

    A job that nobody waits for after GRACE seconds is cancelled, unless it was submitted for nobody in particular.

    keep  whether its result stays in the cache then
    """
    with _lock:
        _waiting[key] += 1 if still else -1
        if _waiting[key] > 0:
            return
    timer = threading.Timer(GRACE, _cancel_unwanted, [key, keep])
    timer.daemon = True
    timer.start()


def _cancel_unwanted(key: Hashable, keep: bool) -> None:
    with _lock:
        if _waiting[key] > 0:
            return
        del _waiting[key]
        future = _results.get(key)
        if future is not None and future.done() and not keep:
            del _results[key]
        task = None if future is None else _tasks.get(future)
        if task is None or task.future.done() or not task.visitor:
            return
        del _results[key]
    _workers.cancel(task)


def compiling() -> bool:
    """Return whether the model may still be compiled: there was no compiled code, and no worker has finished a job."""
    return not (_was_compiled() or _workers.warm)


@cache
def _was_compiled() -> bool:
    return is_cached()


def close() -> None:
    """Cancel all jobs and end all workers, so that the server ends at once. Running threads are not waited for."""
    _threads.shutdown(wait=False, cancel_futures=True)
    _workers.close()


def _clean_up(key: Hashable, done: Future[Any]) -> None:
    """Drop a failed job, and the oldest results if the cache exceeds its limits.

    key   key of the job that has ended
    done  its future
    """
    with _lock:
        _tasks.pop(done, None)
        if (done.cancelled() or done.exception() is not None) and _results.get(key) is done:
            del _results[key]
        while len(_results) > MAX_RESULTS or (sum(map(_size, _results.values())) > MAX_MEGABYTES and len(_results) > 1):
            _results.popitem(last=False)


def _succeeded(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _size(future: Future[Any]) -> float:
    """Return the approximate size of a result, MB; large results have an attribute `megabytes`."""
    if not _succeeded(future):
        return 0.0
    result = future.result()
    return sum(getattr(one, "megabytes", 0.0) for one in (result if isinstance(result, list) else [result]))


def result(key: Hashable) -> Any:
    """Wait for a job and return its result; None if it failed or is not in the cache.

    key  key of a job that has been submitted
    """
    with _lock:
        future = _results.get(key)
    try:
        return None if future is None or future.exception() is not None else future.result()
    except CancelledError:
        return None


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
    duration: Duration = Duration.SHORT,
    here: bool = False,
    limit: Limit | None = None,
    keep: bool = True,
) -> Job[T]:
    """Run a job in the background whenever its key changes; a cached result is returned at once.

    The job is cancelled when the page is left or its key changes, unless another visitor waits for it.

    key        everything that the result depends on
    work       the job; it must not read the visitor's state. With `continues` it takes the result of that job
    after      wait until this other job has a result
    continues  key of a job of the same component whose result `work` continues; the page is not drawn in between
    duration   how long it may take; the page must do without the result of a long job for a while
    here       run in a thread of this process; otherwise `work` must be a function of a module, or a partial of one
    limit      of time and memory; beyond it the job fails with ExceededError
    keep       whether the result stays in the cache when no page shows it
    """
    ready = after is None or (after.value is not None and not after.pending)
    at_once = ready and continues is None
    visitor = solara.get_kernel_id()
    # Start the job before the page is drawn.
    solara.use_memo(lambda: submit(key, work, duration, here, visitor, limit) if at_once else None, [key, at_once])
    ended = solara.use_ref(cast("tuple[Hashable, Job[T]] | None", None))
    _, draw_again = solara.use_state(cast(object, None))

    def waiting() -> Callable[[], None]:
        wanted(key, True)
        return lambda: wanted(key, False, keep)

    def follow() -> Callable[[], None]:
        left = threading.Event()

        def wait() -> None:
            job: Callable[[], T] = work if continues is None else partial(work, result(continues))
            if left.is_set():
                return
            found = _outcome(submit(key, job, duration, here, visitor, limit))
            if not left.is_set():
                ended.current = key, found
                draw_again(object())

        if ready and (ended.current is None or ended.current[0] != key):
            threading.Thread(target=wait, daemon=True).start()
        return left.set

    solara.use_effect(waiting, [key])
    solara.use_effect(follow, [key, ready])
    with _lock:
        future = _results.get(key)
    if ready and future is not None and _succeeded(future):
        ended.current = key, _outcome(future)
    return ended.current[1] if ended.current is not None and ended.current[0] == key else Job(None, True, None)


def together(*jobs: Job[Any]) -> Job[Any]:
    """Return several jobs as one: its value is that of all, once each of them has one."""
    values = tuple(job.value for job in jobs)
    complete = all(value is not None for value in values)
    return Job(values if complete else None, any(job.pending for job in jobs), None)


def _outcome[T](future: Future[T]) -> Job[T]:
    """Wait for a job, and return how it ended; one that was cancelled has neither a value nor an exception."""
    try:
        return Job(future.result(), False, None)
    except CancelledError:
        return Job(None, False, None)
    except Exception as error:
        return Job(None, False, error)
