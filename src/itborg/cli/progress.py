"""A bar for people, lines for logs, silence for the quiet; compilation is announced once."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .output import note

#: Seconds a log waits between two lines.
PAUSE = 10.0
#: Seconds that compiling the model takes on an ordinary machine.
COMPILING = 40
#: How many must be seen done before the time that is left is told.
ENOUGH = 3


def announce_compiling(quiet: bool = False) -> None:
    """Say that the model is compiled for this machine, and do it, if this is the first time."""
    from ..common.numba_support import is_cached

    if not is_cached():
        from ..engine.simulation import compile_kernels

        note(f"compiling the model for this machine, once, about {COMPILING} s", quiet)
        compile_kernels()


@contextmanager
def progress(label: str, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Give a function (done, total) that shows how far we are, on stderr."""
    if quiet:
        yield lambda _done, _total: None
    elif sys.stderr.isatty():
        with _bar(label) as advance:
            yield advance
    else:
        yield _Lines(label)


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
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
        task, pace = bar.add_task(label, total=None, rate=""), Pace()
        yield lambda done, total: bar.update(task, completed=done, total=total, rate=pace.rate(done))


class Pace:
    """How fast it goes, by what was done since the first look: what was there before does not count."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._first: tuple[int, float] | None = None
        self._speed = 0.0
        self._seen = 0

    def rate(self, done: int) -> str:
        """Return the speed so far, such as "41/s"; "" at the first look."""
        now = time.monotonic()
        if self._first is None:
            self._first = (done, now)
        begun, since = self._first
        self._seen = done - begun
        self._speed = (done - begun) / (now - since) if now > since else 0.0
        if not self._speed:
            return ""
        return f"{self._speed:.0f}/s" if self._speed >= 10 else f"{self._speed:.1f}/s"

    def left(self, done: int, total: int) -> str:
        """Return the time that is left at the last speed, such as "2 min left"; "" while too little is seen to tell."""
        if not self._speed or self._seen < ENOUGH:
            return ""
        seconds = (total - done) / self._speed
        return f"{seconds:.0f} s left" if seconds < 100 else f"{seconds / 60:.0f} min left"


class _Lines:
    """One line now and then, for a log."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._next = time.monotonic() + PAUSE
        self._pace = Pace()

    def __call__(self, done: int, total: int) -> None:
        rate = self._pace.rate(done)
        if time.monotonic() >= self._next:
            note(", ".join(filter(None, (f"{self._label}: {done} of {total}", rate, self._pace.left(done, total)))))
            self._next = time.monotonic() + PAUSE
