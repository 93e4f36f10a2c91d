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


def announce_compiling(quiet: bool = False) -> None:
    """Say that the model is compiled for this machine, and do it, if this is the first time."""
    from ..compiled import is_cached

    if not is_cached():
        from ..simulation import compile_kernels

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

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Lines:
    """One line now and then, for a log."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._next = time.monotonic() + PAUSE

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() >= self._next:
            note(f"{self._label}: {done} of {total}")
            self._next = time.monotonic() + PAUSE
