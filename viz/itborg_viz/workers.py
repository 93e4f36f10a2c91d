"""Processes that run jobs, so that the server always responds: they are started again when one ends, and die with it.

A worker takes one job at a time, at low priority. A running job is cancelled by ending its process; new ones are forked
from a process that has everything loaded, where the system can do that, so a replacement takes milliseconds.

A future calls back those who wait for it, and they may hold locks of their own; so no future is completed while the
lock of the queue is held.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

from itborg.common.lifeline import end_with_parent

from .fair_queue import Duration, FairQueue, Queued

#: Lower priority than the server by this much.
NICE = 10
#: What the process loads from which workers are forked.
LOADED = ["itborg_viz.worker_start"]


class Limit(NamedTuple):
    """What a job may need at most: seconds, and memory beyond that of a worker at rest, MB (where the system can)."""

    seconds: float
    megabytes: int


class ExceededError(Exception):
    """A job needed more time, or more memory, than its limit."""


class EndedError(RuntimeError):
    """The process of a job has ended before the job."""


class Task(Queued):
    """A job, its future, and the process that runs it."""

    def __init__(self, visitor: str, work: Callable[[], Any], duration: Duration, limit: Limit | None) -> None:
        """Begin without a process."""
        super().__init__(visitor, work, duration)
        self.limit = limit
        self.future: Future[Any] = Future()
        self.process: Any = None
        self.cancelled = False


class Workers:
    """Several worker processes and the queue before them; processes start with the first job."""

    def __init__(self, count: int) -> None:
        """Prepare `count` workers, at least 2: one of them never takes a long job."""
        self.queue = FairQueue(most_long=max(1, count - 1))
        self.changed = threading.Condition()
        self.closed = False
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(max(2, count))]
        self.started = self.warm = False

    def submit(
        self, visitor: str, work: Callable[[], Any], duration: Duration = Duration.SHORT, limit: Limit | None = None
    ) -> Task:
        """Queue a job and return it.

        visitor   whose turn it takes
        work      a function of a module, or a partial of one; it and its result are pickled
        duration  how long it may take
        limit     beyond it the job fails with ExceededError; its process ends with it, so that its memory is free again
        """
        task = Task(visitor, work, duration, limit)
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
            waited = self.queue.drop(task)
            if task.process is not None:
                task.process.kill()
        if waited:
            task.future.cancel()

    def close(self) -> None:
        """End all workers at once."""
        with self.changed:
            self.closed = True
            running = [job for job in self.queue.running if isinstance(job, Task)]
            waiting = [job for jobs in self.queue.waiting.values() for job in jobs if isinstance(job, Task)]
            self.changed.notify_all()
        for task in running + waiting:
            self.cancel(task)
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
            try:
                process = self._run(task, process)
            except Exception as error:  # no process can be started
                process = None
                _fail(task, error)
            with self.changed:
                self.queue.ended(task, time.monotonic() - start)
                self.changed.notify_all()

    def _run(self, task: Task, process: Any) -> Any:
        """Run a job and complete its future; return the process and its connection, None if it has ended.

        process  of the job before; None or one that has ended is replaced
        """
        if process is None or not process[0].is_alive():
            try:
                process = _start()
            except (EOFError, OSError):  # the process that forks has ended: a new one is started
                process = _start()
        with self.changed:
            task.process = process[0]
        done, value, remains = (False, CancelledError(), True) if task.cancelled else _result_of(task, process[1])
        with self.changed:
            cancelled, task.process = task.cancelled, None  # a later cancellation would end the process of another job
        self.warm = self.warm or done
        if cancelled or task.limit is not None:
            process[0].kill()
        if cancelled:
            _fail(task, CancelledError())
        elif done:
            task.future.set_result(value)
        else:
            _fail(task, value)
        return process if remains and not cancelled and task.limit is None else None

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


def _fail(task: Task, error: BaseException) -> None:
    if not task.future.done():
        task.future.set_exception(error)


def _result_of(task: Task, connection: Connection) -> tuple[bool, Any, bool]:
    """Run a job in a process; return whether it succeeded, its result or exception, and whether the process remains."""
    limit = task.limit
    try:
        connection.send(task.work if limit is None else partial(_within, limit.megabytes, task.work))
        if limit is not None and not connection.poll(limit.seconds):
            return False, ExceededError(f"more than {limit.seconds:g} s"), False
        return (*connection.recv(), True)
    except (EOFError, OSError) as error:
        return False, EndedError(f"a worker process has ended: {error!r}"), False
    except Exception as error:  # the job cannot be pickled
        return False, error, True


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
    ours.recv()  # it is ready: the time until then is not that of a job
    return process, ours


def serve(connection: Connection) -> None:
    """Run jobs from a connection until it ends or the server has; called in the worker."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(NICE)
    with suppress(EOFError, OSError):
        connection.send("ready")
        while True:
            connection.send(_result(connection.recv()))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _within(megabytes: int, work: Callable[[], Any]) -> Any:
    """Run a job with limited memory. Raises ExceededError if that is not enough."""
    with suppress(ImportError, OSError, ValueError):  # a system without such limits
        import resource

        kilobytes = int(re.findall(r"VmData:\s+(\d+)", Path("/proc/self/status").read_text())[0])
        most = kilobytes * 1024 + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.RLIM_INFINITY))
    try:
        return work()
    except MemoryError:
        raise ExceededError(f"more than {megabytes} MB of memory") from None


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
