"""Who lives the tasks of a study: threads of this process, which compute side by side as the kernel needs no lock."""

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
from .run_id import model_version
from .study import Study
from .tasks import Outcome, Task, TaskRunner

Lived = tuple[Task, list[Outcome]]
#: Lives tasks and yields them with their outcomes as they are finished, in any order.
Workers = Callable[[TaskRunner, Iterable[Task]], Iterable[Lived]]


def on_threads(threads: int | None = None) -> Workers:
    """Return workers that are threads, one a core unless said otherwise; memory holds a few tasks at a time."""
    count = threads or os.cpu_count() or 1

    def work(life: TaskRunner, wanted: Iterable[Task]) -> Iterator[Lived]:
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


#: Runs that travel together, and batches on their way for each thread of the cluster.
BATCH, AHEAD = 100, 3
#: Seconds to wait for a scheduler.
PATIENCE = 30
#: Workers that may die over one batch before its runs count as failed.
DEATHS = 10


@contextmanager
def on_cluster(address: str, workers: int | None = None) -> Iterator[Workers]:
    """Give workers of the cluster at an address such as tcp://host:8786, or of one made here ("local").

    workers  processes of a local cluster; None: one a core

    Raises InputError if Dask is not installed, nobody answers, or the workers have another itborg.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise InputError(f"--cluster needs Dask: {install('cluster')}") from None
    with dask.config.set({"distributed.scheduler.allowed-failures": DEATHS}):
        if address == "local":
            count = workers or os.cpu_count() or 1
            with (
                LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=":0") as cluster,
                Client(cluster) as client,
            ):
                yield _workers_of(client)
            return
        try:
            client = Client(address, timeout=PATIENCE)
        except (OSError, ValueError, TimeoutError) as error:
            raise InputError(f"--cluster {address}: no Dask scheduler answers there ({error})") from None
        with client:
            yield _workers_of(client)


def _workers_of(client: Any) -> Workers:
    _check_versions(client)

    def work(life: TaskRunner, wanted: Iterable[Task]) -> Iterator[Lived]:
        from distributed import as_completed

        study = client.submit(pickle.loads, pickle.dumps(life.study), pure=False)
        coming = _batches(wanted, max(1, BATCH // len(life.study.names)))
        waiting: dict[Any, list[Task]] = {}

        def send(count: int) -> list[Any]:
            sent = {client.submit(live_batch, study, batch, pure=False): batch for batch in islice(coming, count)}
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
    threads: int = sum(client.nthreads().values())
    return AHEAD * max(1, threads)


def _batches(wanted: Iterable[Task], size: int) -> Iterator[list[Task]]:
    coming = iter(wanted)
    while batch := list(islice(coming, size)):
        yield batch


def _outcomes(future: Any, tasks: list[Task]) -> list[list[Outcome]]:
    """Return what came back; a batch that cannot be lived (it kills its workers) has failed, and is told of."""
    error = future.exception()
    if error is None:
        found: list[list[Outcome]] = future.result()
        return found
    told = f"{type(error).__name__}: {error}"
    return [[Outcome(at, (), told, 0.0) for at in task.strategies] for task in tasks]


def _check_versions(client: Any) -> None:
    client.wait_for_workers(1, timeout=PATIENCE)
    here = model_version()
    for worker, there in client.run(model_version, on_error="return").items():
        if there != here:
            raise InputError(f"worker {worker} has another itborg: {there}, here {here}; install the same on all")


_LIVES: dict[int, TaskRunner] = {}
_LOCK = threading.Lock()


def live_batch(study: Study, batch: list[Task]) -> list[list[Outcome]]:
    """Return the outcomes of some tasks; a worker keeps what it prepared for a study."""
    with _LOCK:
        if id(study) not in _LIVES:
            _LIVES.clear()
            _LIVES[id(study)] = TaskRunner(study)
        life = _LIVES[id(study)]
    return [life(task) for task in batch]
