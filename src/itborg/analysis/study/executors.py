"""Executors of the tasks of a study: threads of this process, or processes of a Dask cluster.

Threads compute in parallel because the compiled kernel releases the global interpreter lock. Results do not depend on
the executor: the random numbers of a task follow from its own keys.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import Any

from ...common.errors import InputError, install
from ...common.own_code import portable
from .run_id import model_version
from .study import Study
from .tasks import Outcome, Task, TaskRunner

FinishedTask = tuple[Task, list[Outcome]]
#: Runs tasks and yields them with their outcomes as they finish, in any order.
Workers = Callable[[TaskRunner, Iterable[Task]], Iterable[FinishedTask]]


def on_threads(threads: int | None = None) -> Workers:
    """Return an executor with a pool of threads; at most two tasks for each thread are queued.

    threads  None: one for each core

    When the caller stops iterating or is interrupted, queued tasks are cancelled; those in progress end first.
    """
    count = threads or os.cpu_count() or 1

    def work(runner: TaskRunner, wanted: Iterable[Task]) -> Iterator[FinishedTask]:
        coming = iter(wanted)
        waiting: dict[Future[list[Outcome]], Task] = {}
        with ThreadPoolExecutor(count) as pool:
            try:
                while True:
                    waiting |= {pool.submit(runner, task): task for task in islice(coming, 2 * count - len(waiting))}
                    if not waiting:
                        return
                    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                        yield waiting.pop(future), future.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    return work


#: Runs in a batch, and batches queued for each thread of the cluster.
BATCH, AHEAD = 100, 3
#: Seconds to wait for a scheduler.
TIMEOUT = 30
#: Workers that may be lost on one batch before its runs count as failed.
MAX_LOST_WORKERS = 10


@contextmanager
def on_cluster(address: str, workers: int | None = None) -> Iterator[Workers]:
    """Return a context that gives an executor on a Dask cluster.

    address  of a scheduler, such as tcp://host:8786; "local": a cluster started on this machine
    workers  processes of a local cluster; None: one for each core. Ignored for an address

    Tasks are sent in batches of about 100 runs. A batch whose workers are lost more than 10 times fails: each of its
    runs is recorded as an error. Raises InputError if Dask is not installed, no scheduler answers within 30 s, or the
    workers have another version of itborg.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise InputError(f"--cluster needs Dask: {install('cluster')}") from None
    with dask.config.set({"distributed.scheduler.allowed-failures": MAX_LOST_WORKERS}):
        if address == "local":
            count = workers or os.cpu_count() or 1
            with (
                LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=":0") as cluster,
                Client(cluster) as client,
            ):
                yield _workers_of(client)
            return
        try:
            client = Client(address, timeout=TIMEOUT)
        except (OSError, ValueError, TimeoutError) as error:
            raise InputError(f"--cluster {address}: no Dask scheduler answers there ({error})") from None
        with client:
            yield _workers_of(client)


def _workers_of(client: Any) -> Workers:
    """Return the executor of a connected client; InputError for workers with another version."""
    _check_versions(client)

    def work(runner: TaskRunner, wanted: Iterable[Task]) -> Iterator[FinishedTask]:
        from distributed import as_completed

        study = client.submit(pickle.loads, portable(runner.study), pure=False)
        coming = _batches(wanted, max(1, BATCH // len(runner.study.names)))
        waiting: dict[Any, list[Task]] = {}

        def send(count: int) -> list[Any]:
            sent = {client.submit(run_batch, study, batch, pure=False): batch for batch in islice(coming, count)}
            waiting.update(sent)
            return list(sent)

        queue = as_completed(send(_ahead(client)), loop=client.loop)
        for future in queue:
            tasks = waiting.pop(future)
            yield from zip(tasks, _outcomes(future, tasks), strict=True)
            for new in send(max(0, _ahead(client) - len(waiting))):
                queue.add(new)

    return work


def _ahead(client: Any) -> int:
    """Return how many batches are queued at a time: three for each thread of the cluster."""
    threads: int = sum(client.nthreads().values())
    return AHEAD * max(1, threads)


def _batches(wanted: Iterable[Task], size: int) -> Iterator[list[Task]]:
    """Yield tasks in lists of at most `size`."""
    coming = iter(wanted)
    while batch := list(islice(coming, size)):
        yield batch


def _outcomes(future: Any, tasks: list[Task]) -> list[list[Outcome]]:
    """Return the outcomes of a batch; if it failed as a whole (its workers were lost), each run has that error.

    future  of `run_batch`, finished
    tasks   of the batch, in the same order
    """
    error = future.exception()
    if error is None:
        found: list[list[Outcome]] = future.result()
        return found
    message = f"{type(error).__name__}: {error}"
    return [[Outcome(at, (), message, 0.0) for at in task.strategies] for task in tasks]


def _check_versions(client: Any) -> None:
    """Raise InputError if a worker has another version or other sources of itborg than this process."""
    client.wait_for_workers(1, timeout=TIMEOUT)
    here = model_version()
    for worker, there in client.run(model_version, on_error="return").items():
        if there != here:
            raise InputError(
                f"worker {worker} has itborg {there}, this process {here}; install the same version on all"
            )


_RUNNERS: dict[int, TaskRunner] = {}
_LOCK = threading.Lock()


def run_batch(study: Study, batch: list[Task]) -> list[list[Outcome]]:
    """Return the outcomes of some tasks, one list for each task; it runs in a worker process.

    study  a worker caches the task runner of the last study that it received
    """
    with _LOCK:
        if id(study) not in _RUNNERS:
            _RUNNERS.clear()
            _RUNNERS[id(study)] = TaskRunner(study)
        runner = _RUNNERS[id(study)]
    return [runner(task) for task in batch]
