"""Processes that run jobs, so that the server always responds: they are started again when one ends, and die with it.

A worker takes one job at a time, at low priority. A running job is cancelled by ending its process; new ones are forked
from a process that has everything loaded, where the system can do that, so a replacement takes milliseconds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from .fair_queue import FairQueue, Queued

#: Lower priority than the server by this much.
NICE = 10
#: What the process loads from which workers are forked.
LOADED = ["itborg_viz.worker_start"]


class Task(Queued):
    """A job, its future, and the process that runs it."""

    def __init__(self, visitor: str, work: Callable[[], Any], heavy: bool) -> None:
        """Begin without a process."""
        super().__init__(visitor, work, heavy)
        self.future: Future[Any] = Future()
        self.process: Any = None
        self.cancelled = False


class Workers:
    """Several worker processes and the queue before them; processes start with the first job."""

    def __init__(self, count: int) -> None:
        """Prepare `count` workers, at least 2: one of them never takes a heavy job."""
        self.queue = FairQueue(most_heavy=max(1, count - 1))
        self.changed = threading.Condition()
        self.closed = False
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(max(2, count))]
        self.started = self.warm = False

    def submit(self, visitor: str, work: Callable[[], Any], heavy: bool = False) -> Task:
        """Queue a job and return it.

        visitor  whose turn it takes
        work     a function of a module, or a partial of one; it and its result are pickled
        heavy    it may take longer than a second
        """
        task = Task(visitor, work, heavy)
        with self.changed:
            if not self.started:
                self.started = True
                for one in self.threads:
                    one.start()
            self.queue.put(task)
            self.changed.notify_all()
        return task

    def cancel(self, task: Task) -> None:
        """Remove a job from the queue, or end the process that runs it; its future is then cancelled."""
        with self.changed:
            task.cancelled = True
            if self.queue.drop(task):
                task.future.cancel()
            elif task.process is not None and not task.future.done():
                task.process.kill()

    def close(self) -> None:
        """End all workers at once."""
        with self.changed:
            self.closed = True
            for job in self.queue.running:
                if isinstance(job, Task):
                    job.cancelled = True
                    if job.process is not None:
                        job.process.kill()
            for jobs in self.queue.waiting.values():
                for one in jobs:
                    if isinstance(one, Task):
                        one.future.cancel()
            self.changed.notify_all()
        for child in multiprocessing.active_children():
            child.kill()

    def _work(self) -> None:
        """Run jobs in one process after another, for ever."""
        process: Any = None
        while True:
            task = self._next()
            if task is None:
                return
            start = time.monotonic()
            if process is None or not process[0].is_alive():
                process = _start()
            task.process = process[0]
            if task.cancelled:
                task.future.set_exception(CancelledError())
            elif not _run(self, task, process[1]):
                process = None
            with self.changed:
                self.queue.ended(task, time.monotonic() - start)
                self.changed.notify_all()

    def _next(self) -> Task | None:
        with self.changed:
            while not self.closed:
                task = self.queue.take()
                if task is not None:
                    assert isinstance(task, Task)
                    task.future.set_running_or_notify_cancel()
                    return task
                self.changed.wait()
        return None


def _run(workers: Workers, task: Task, connection: Connection) -> bool:
    """Run a job in a process and complete its future; return whether the process is still there."""
    try:
        connection.send(task.work)
        done, value = connection.recv()
    except (EOFError, OSError) as error:
        reason = CancelledError() if task.cancelled else RuntimeError(f"a worker process has ended: {error!r}")
        task.future.set_exception(reason)
        return False
    except Exception as error:  # the job cannot be pickled
        task.future.set_exception(error)
        return True
    if done:
        workers.warm = True
        task.future.set_result(value)
    else:
        task.future.set_exception(value)
    return True


def _start() -> tuple[Any, Connection]:
    """Start a worker; return its process and the connection to it."""
    ways = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
    if "forkserver" in ways:
        context.set_forkserver_preload(LOADED)
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def serve(connection: Connection) -> None:
    """Run jobs from a connection until it ends or the server has; called in the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(NICE)
    with suppress(EOFError, OSError):
        while True:
            connection.send(_result(connection.recv()))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _result(work: Callable[[], Any]) -> tuple[bool, Any]:
    """Return (True, result) or (False, exception) of a job."""
    try:
        return True, work()
    except Exception as error:
        try:
            multiprocessing.reduction.ForkingPickler.dumps(error)
        except Exception:
            return False, RuntimeError(f"{type(error).__name__}: {error}")
        return False, error
