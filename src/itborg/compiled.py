"""The one file that knows numba.

`rule` marks a small function that stays plain Python for people, tests and debuggers and is
compiled when a kernel calls it. `compiled` makes a kernel. numba's own cache checks only the
file of the kernel itself, so the cache folder is named by a hash of all sources, of the versions
and of the CPU: an edited rule can never run as old machine code.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numba
import numpy as np
from numba.core import config
from numba.extending import register_jitable

_PACKAGE = Path(__file__).parent
#: Folders whose sources end up in machine code.
_KERNEL = ("rules", "day", "world", "parameters", "strategies/levers.py", "history.py", "luck.py", "compiled.py", "simulate.py")


def _digest() -> str:
    text = hashlib.sha256()
    for part in _KERNEL:
        place = _PACKAGE / part
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            text.update(file.name.encode())
            text.update(file.read_bytes())
    machine = (sys.version, numba.__version__, np.__version__, platform.machine(), platform.processor())
    text.update(repr(machine).encode())
    return text.hexdigest()[:16]


def cache_root() -> Path:
    """Return the folder under which compiled code is kept (ITBORG_CACHE, else the user's cache)."""
    named = os.environ.get("ITBORG_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return Path(named) / "itborg" if named else Path.home() / ".cache" / "itborg"


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="itborg-"))


def cache_folder() -> Path:
    """Return the folder of the machine code that belongs to exactly these sources."""
    return cache_root() / _digest()


if not config.DISABLE_JIT:
    config.CACHE_DIR = str(_writable(cache_folder()))


def rule[T: Callable[..., Any]](function: T) -> T:
    """Mark a rule: plain Python when called from Python, compiled when called from a kernel."""
    return cast(T, register_jitable(function))


def compiled[T: Callable[..., Any]](function: T) -> T:
    """Compile a kernel: cached on disk, without the interpreter lock, IEEE arithmetic kept."""
    return cast(T, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def is_cached() -> bool:
    """Return whether the kernel has been compiled before for exactly these sources."""
    return any(cache_folder().rglob("*.nbi"))
