"""What the rest of the package needs of numba: `rule`, `compiled`, `by_reference`, and the cache of machine code.

`rule` marks a small function that stays plain Python for people, tests and debuggers and is compiled when a kernel
calls it. `compiled` makes a kernel. There are two ways to compile, with the same results bit for bit: a fast one
(`numba_fast.py`) that relies on internals of numba and is used with the releases it was tested on, and a portable one
(`numba_portable.py`) that uses documented functions only. ITBORG_NUMBA=fast or ITBORG_NUMBA=portable chooses by hand.

numba's own cache checks only the file of the kernel itself. The cache folder is therefore named by a hash of everything
that the kernels import, of the versions and of the machine: an edited rule never runs as old machine code. When a new
version gets its folder, those of versions that are no longer used are removed (`compiled_versions`).
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

import numba
import numpy as np
from numba import config
from numba.extending import register_jitable

from .compiled_versions import opened, remove_unused
from .source_hash import source_hash

_PACKAGE = Path(__file__).parents[1]
#: Files that define kernels; what they import, directly or indirectly, ends up in machine code.
KERNEL_FILES = ("engine/day/one_day.py", "engine/initial_state.py", "engine/taking_stock.py")
#: Releases of numba for which the fast way was tested.
FAST_RELEASES = ("0.61", "0.62", "0.63", "0.64", "0.65", "0.66", "0.67", "0.68")
#: numba keeps one index file for each kernel.
_INDEX_FILES = "*.nbi"


def note_once(text: str) -> None:
    """Print one line on standard error, once in this process and in those that it starts."""
    already = os.environ.get("ITBORG_NOTED", "")
    if text not in already:
        os.environ["ITBORG_NOTED"] = f"{already}{text}\n"
        print(f"itborg: {text}", file=sys.stderr)


def fast_way(release: str, wanted: str = "") -> bool:
    """Return whether to compile the fast way.

    release  of numba, such as "0.68.1"
    wanted   "fast", "portable", or "" to decide by the release
    """
    if wanted:
        return wanted == "fast"
    return release.startswith(tuple(f"{tested}." for tested in FAST_RELEASES))


FAST = fast_way(numba.__version__, os.environ.get("ITBORG_NUMBA", ""))

if FAST and not config.DISABLE_JIT:
    from .numba_fast import KERNEL, RULE, by_reference
else:
    from .numba_portable import KERNEL, RULE, by_reference

    if not (FAST or config.DISABLE_JIT or os.environ.get("ITBORG_NUMBA")):
        note_once(
            f"numba {numba.__version__} is not among the releases that were tested ({', '.join(FAST_RELEASES)}): "
            "the model compiles and runs more slowly, with the same results"
        )

__all__ = ["by_reference", "cache_folder", "compiled", "is_cached", "private_cache", "rule"]


def rule[T: Callable[..., Any]](function: T) -> T:
    """Mark a rule: plain Python when called from Python, compiled when called from a kernel.

    function  typed for numba: numbers, records and arrays; no keyword-only arguments

    The function itself is returned, so calls from Python run uncompiled.
    """
    return cast(T, register_jitable(**RULE)(function))


def compiled[T: Callable[..., Any]](function: T) -> T:
    """Compile a kernel: cached on disk, without the interpreter lock, with IEEE arithmetic.

    The first call compiles, or loads the machine code from the cache folder.
    """
    return cast(T, numba.njit(cache=True, nogil=True, error_model="numpy", **KERNEL)(function))


def cache_root() -> Path:
    """Return the folder for compiled code of all versions: ITBORG_CACHE, else XDG_CACHE_HOME, else ~/.cache.

    The folder need not exist; `cache_folder` creates it.
    """
    named = os.environ.get("ITBORG_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return Path(named) / "itborg" if named else Path.home() / ".cache" / "itborg"


def kernel_hash() -> str:
    """Return a hash of the compiled sources, the way to compile, the versions and the machine: 16 characters.

    Comments and docstrings of the sources do not count.
    """
    versions = (sys.version, numba.__version__, np.__version__, FAST, config.BOUNDSCHECK)
    machine = (platform.machine(), platform.processor())
    return hashlib.sha256(repr((source_hash(_PACKAGE, KERNEL_FILES), versions, machine)).encode()).hexdigest()[:16]


@cache
def cache_folder() -> Path:
    """Return the folder of the machine code that belongs to exactly these sources.

    Where the user's cache cannot be written, this is a folder of the user's among the temporary files, the same in
    every run; one line on standard error names it. Raises FileNotFoundError if nothing can be written anywhere.
    """
    name = kernel_hash()
    try:
        return _writable(cache_root() / name)
    except (OSError, RuntimeError):  # RuntimeError: there is no home folder
        folder = _temporary_folder(name)
    note_once(f"cannot write to the usual folder for compiled code, using {folder} (ITBORG_CACHE names another)")
    return folder


def _temporary_folder(name: str) -> Path:
    """Return a folder among the temporary files that only this user can write to, the same one every time.

    Names that something else has already are passed over in a fixed order.
    """
    for spare in ("", *(f"-{n}" for n in range(1, 10))):
        own = Path(tempfile.gettempdir()) / f"itborg-{_user()}{spare}"
        try:
            own.mkdir(mode=0o700, exist_ok=True)
            if own.is_symlink() or (hasattr(os, "getuid") and own.stat().st_uid != os.getuid()):
                continue
            return _writable(own / name)
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="itborg-"))


@contextmanager
def private_cache(name: str) -> Iterator[None]:
    """Return a context in which kernels are declared whose machine code has a folder of its own.

    name  of the folder, inside `cache_folder`; numba tells kernels apart by file and function only

    Not for several threads at a time.
    """
    before = config.CACHE_DIR
    if not config.DISABLE_JIT:
        config.CACHE_DIR = str(cache_folder() / name)
    try:
        yield
    finally:
        config.CACHE_DIR = before


def _user() -> str:
    """Return a name of the user for a folder among the temporary files."""
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")


def _writable(folder: Path) -> Path:
    """Return a folder of one version, made if missing; raise OSError if no file can be written to it."""
    new = not folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        opened(folder)
    if new:
        remove_unused(folder.parent, folder)
    return folder


def is_cached() -> bool:
    """Return whether all kernels have been compiled before for exactly these sources.

    Used to announce a first run, which takes about half a minute longer.
    """
    own = [file for file in cache_folder().rglob(_INDEX_FILES) if "own-" not in str(file.relative_to(cache_folder()))]
    return config.DISABLE_JIT or len(own) >= len(KERNEL_FILES)


if not config.DISABLE_JIT:
    config.CACHE_DIR = str(cache_folder())
