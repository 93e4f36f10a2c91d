"""Folders and files that are either written completely or not at all.

A reader, or a run that is interrupted, never meets half a folder or file. Functions for folders and the two for atomic
files raise InputError for a path that cannot be written; `write_json` and `write_csv` leave OSError to them.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from .errors import InputError


@contextmanager
def atomic_folder(wanted: Path) -> Iterator[tuple[Path, Path]]:
    """Yield (folder to fill, its final path); the folder is moved to its final path when the block succeeds.

    The final path is `wanted`, or `wanted` with a number appended if something is there already. An empty folder
    that exists is filled file by file, because it may be the current folder of a process. After any exception,
    Ctrl-C included, nothing is left behind. Raises InputError if the path cannot be written.
    """
    with _temporary(wanted) as temporary:
        target = free_name(wanted)
        yield temporary, target
        _move(temporary, target)


@contextmanager
def new_folder(wanted: Path) -> Iterator[Path]:
    """Yield a folder to fill, which is moved to `wanted` when the block succeeds.

    `wanted` may be an empty folder. Raises InputError if it is a file, is not empty or cannot be written; then, as
    after any exception, nothing is left behind.
    """
    if wanted.is_dir() and any(wanted.iterdir()):
        raise InputError(f"{wanted}: the folder is not empty; name a new one")
    if wanted.exists() and not wanted.is_dir():
        raise InputError(f"{wanted}: there is a file of this name")
    with _temporary(wanted) as temporary:
        yield temporary
        _move(temporary, wanted)


@contextmanager
def _temporary(wanted: Path) -> Iterator[Path]:
    """Yield a new folder beside `wanted` and remove it at the end. Raises InputError if it cannot be written."""
    temporary = _beside(wanted.absolute())
    try:
        temporary.mkdir(parents=True)
        yield temporary
    except OSError as error:
        raise _unwritable(wanted, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _move(temporary: Path, target: Path) -> None:
    """Move a filled folder to its final path. Raises InputError if another process has written there meanwhile."""
    path = target.absolute()
    if not path.exists():
        temporary.rename(path)
        return
    if any(path.iterdir()):
        raise InputError(f"{target}: another process has written to this folder; name another one")
    for file in sorted(temporary.iterdir()):  # the empty folder may be a process's current folder, so it stays
        os.replace(file, path / file.name)


def _beside(path: Path) -> Path:
    """Return an unused hidden name in the same folder, and so on the same disk."""
    return path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")


def _unwritable(path: Path, error: OSError) -> InputError:
    """Return the error for a path that cannot be written, with the reason that the system gives."""
    return InputError(f"{path}: cannot be written ({error.strerror or error})")


def refuse_unwritable(wanted: Path) -> None:
    """Raise InputError if a folder cannot be written at this path; for a check before a long computation.

    wanted  the folder to be written; parents are created, the folder itself is not
    """
    parent = wanted.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent, prefix=f".{wanted.name}-"):
            return
    except OSError as error:
        raise _unwritable(wanted, error) from error


def free_name(wanted: Path) -> Path:
    """Return `wanted` if nothing or an empty folder is there, else the first free of wanted-2, wanted-3, ..."""
    path, number = wanted, 1
    while path.exists() and not (path.is_dir() and not any(path.iterdir())):
        number += 1
        path = wanted.with_name(f"{wanted.name}-{number}")
    return path


def write_atomically(path: Path, text: str) -> None:
    """Write a UTF-8 text file in one step. Raises InputError if it cannot be written.

    path  file to write; an existing one is replaced, missing folders are created
    """
    replace_atomically(path, lambda temporary: temporary.write_text(text, encoding="utf-8"))


def replace_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a temporary file and move it to `path`; a reader sees the old file or the new one.

    Missing folders are created. Raises InputError if the file cannot be written.

    write  called once with the path of the temporary file, in the same folder
    """
    temporary = _beside(path.absolute())
    try:
        temporary.parent.mkdir(parents=True, exist_ok=True)
        write(temporary)
        os.replace(temporary, path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_json(path: Path, data: Any) -> None:
    """Write data as indented UTF-8 JSON. Raises ValueError for NaN and infinity, which JSON lacks.

    Not atomic: use it inside `atomic_folder` or `new_folder`. Accepts what the json module accepts.
    """
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")


def write_csv(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    """Write rows as a UTF-8 CSV file with commas and line feeds, and return its path; the first row is the header.

    Not atomic, as write_json. None becomes an empty field; floats are written with all digits that identify them.
    """
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)
    return path
