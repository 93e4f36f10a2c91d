"""Progress on stderr: a bar in a terminal, a line every ten seconds in a log, nothing with --quiet.

Functions that take long accept a function `advance(done, total)`, which `progress` yields; they know nothing of
terminals. `announce_compiling` comes before, so that compilation does not count as slow progress.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .output import note

#: Seconds between two lines in a log.
INTERVAL = 10.0
#: Seconds that compiling the model takes on an ordinary machine.
COMPILE_SECONDS = 40
#: Number of finished units before the remaining time is estimated.
ENOUGH = 3


def announce_compiling(quiet: bool = False) -> None:
    """Compile the model if no compiled code is cached, and print a note before.

    It takes about COMPILE_SECONDS seconds once, and again after an update of the package.
    """
    from ..common.numba_support import is_cached

    if not is_cached():
        from ..engine.compilation import compile_kernels

        note(f"compiling the model for this machine, once, about {COMPILE_SECONDS} s", quiet)
        compile_kernels()


@contextmanager
def progress(label: str, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Yield a function (done, total) that shows the progress on stderr.

    The numbers are of units that the label names, such as replications; the total may change while they are counted.
    At the end, memory that the stage no longer uses goes back to the system.

    label  what is counted, such as "comparing 5 strategies, replications"
    quiet  show nothing
    """
    try:
        if quiet:
            yield lambda _done, _total: None
        elif sys.stderr.isatty():
            with _bar(label) as advance:
                yield advance
        else:
            yield _Lines(label)
    finally:
        release_memory()


@contextmanager
def step(name: str, at: int, count: int, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Yield a function (done, total) for one step of a command: a line as it begins, and below it a bar in a terminal.

    name       what the step does
    at, count  its number, from 1, and the number of steps
    quiet      show nothing
    """
    note(f"step {at} of {count}: {name}", quiet)
    with progress(name, quiet or not sys.stderr.isatty()) as advance:
        yield advance


def release_memory() -> None:
    """Return freed memory to the system, where the C library can (glibc); elsewhere do nothing.

    Each thread that simulates leaves freed tables with the C library, in pieces between others. Without this call a
    command of several stages holds the largest need of each of them at once. It takes some milliseconds.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function that moves a progress bar, which disappears at the end."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task, speed = bar.add_task(label, total=None, rate=""), Speed()
        yield lambda done, total: bar.update(task, completed=done, total=total, rate=speed.rate(done))


class Speed:
    """Units per second since the first call; units that were finished before do not count."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._first: tuple[int, float] | None = None
        self._per_second = 0.0
        self._seen = 0

    def rate(self, done: int) -> str:
        """Return the speed so far, such as "41/s"; "" at the first call.

        The mean since the first call is given, with one decimal below 10.

        done  number of finished units, earlier ones included
        """
        now = time.monotonic()
        if self._first is None:
            self._first = (done, now)
        first, since = self._first
        self._seen = done - first
        self._per_second = self._seen / (now - since) if now > since else 0.0
        if not self._per_second:
            return ""
        return f"{self._per_second:.0f}/s" if self._per_second >= 10 else f"{self._per_second:.1f}/s"

    def left(self, done: int, total: int) -> str:
        """Return the remaining time at the last speed, such as "2 min left"; "" before three units are seen.

        done   number of finished units
        total  number of all units
        """
        if not self._per_second or self._seen < ENOUGH:
            return ""
        seconds = (total - done) / self._per_second
        return f"{seconds:.0f} s left" if seconds < 100 else f"{seconds / 60:.0f} min left"


class _Lines:
    """A line on stderr at most every INTERVAL seconds, for a log: units done, speed, remaining time.

    The first line comes after INTERVAL seconds, so that a short computation writes none.
    """

    def __init__(self, label: str) -> None:
        self._label = label
        self._next = time.monotonic() + INTERVAL
        self._speed = Speed()

    def __call__(self, done: int, total: int) -> None:
        rate = self._speed.rate(done)
        if time.monotonic() >= self._next:
            note(", ".join(filter(None, (f"{self._label}: {done} of {total}", rate, self._speed.left(done, total)))))
            self._next = time.monotonic() + INTERVAL
