"""Locks on files, by which processes see each other.

The system releases a lock when its process ends, however it ends, so a lock never outlives its owner. Where the system
has no such locks (Windows), nothing is ever found locked.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

AVAILABLE = fcntl is not None


def lock(path: Path, *, wait: bool = False) -> IO[bytes] | None:
    """Return a file, open for reading and appending, that this process alone holds; None if another holds it.

    The lock ends when the file is closed or the process ends.

    path  created if it is missing
    wait  whether to wait until the other process releases it

    Raises OSError if the file cannot be opened.
    """
    while True:
        file = path.open("ab+")
        if fcntl is None:
            return file
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        if _same_file(file, path):
            return file
        file.close()  # another process has deleted the file meanwhile


def _same_file(file: IO[bytes], path: Path) -> bool:
    """Return whether an open file is still the one that has this path."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False
