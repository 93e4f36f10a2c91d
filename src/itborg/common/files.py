"""Folders and files that appear whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import InputError

if TYPE_CHECKING:
    pass


@contextmanager
def atomic_folder(wanted: Path) -> Iterator[tuple[Path, Path]]:
    """Give (folder to fill, name it will have); it gets its name only when all went well.

    The name is `wanted`, or with a number behind it if something is there already; an empty folder that is there is
    filled file by file, as somebody may stand in it. Whatever goes wrong, also a Ctrl-C, nothing is left behind.
    Raises InputError if the place cannot be written.
    """
    with _fresh(wanted) as fresh:
        target = free_name(wanted)
        yield fresh, target
        _settle(fresh, target)


@contextmanager
def new_folder(wanted: Path) -> Iterator[Path]:
    """Give a folder to fill, which gets the name `wanted` and no other when all went well.

    An empty folder may be there already. Raises InputError if `wanted` is a file, has something
    in it, or cannot be written; then, as after any exception, nothing is left behind.
    """
    if wanted.is_dir() and any(wanted.iterdir()):
        raise InputError(f"{wanted}: the folder has something in it; name a new one")
    if wanted.exists() and not wanted.is_dir():
        raise InputError(f"{wanted}: there is a file of this name")
    with _fresh(wanted) as fresh:
        yield fresh
        _settle(fresh, wanted)


@contextmanager
def _fresh(wanted: Path) -> Iterator[Path]:
    """Give a fresh folder beside `wanted`, of which nothing is left afterwards. InputError if it cannot be written."""
    fresh = _beside(wanted.absolute())
    try:
        fresh.mkdir(parents=True)
        yield fresh
    except OSError as error:
        raise InputError(f"{wanted}: cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _settle(fresh: Path, target: Path) -> None:
    place = target.absolute()
    if not place.exists():
        fresh.rename(place)
        return
    if any(place.iterdir()):
        raise InputError(f"{target}: there is something in it meanwhile; name another folder")
    for path in sorted(fresh.iterdir()):  # the empty folder may be the one that somebody stands in: it stays
        os.replace(path, place / path.name)


def _beside(place: Path) -> Path:
    """Return a hidden name in the same folder, and so on the same disk, that nobody else uses."""
    return place.with_name(f".{place.name}-{uuid.uuid4().hex[:8]}")


def refuse_unwritable(wanted: Path) -> None:
    """Raise InputError if a folder could not be written there: asked before hours of work, not after."""
    place = wanted.absolute().parent
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place, prefix=f".{wanted.name}-"):
            return
    except OSError as error:
        raise InputError(f"{wanted}: cannot be written ({error.strerror or error})") from error


def free_name(wanted: Path) -> Path:
    """Return `wanted` if nothing (or an empty folder) is there, else wanted-2, wanted-3, ..."""
    found, number = wanted, 1
    while found.exists() and not (found.is_dir() and not any(found.iterdir())):
        number += 1
        found = wanted.with_name(f"{wanted.name}-{number}")
    return found


def write_atomically(path: Path, text: str) -> None:
    """Write a text file in one step. Raises InputError if the place cannot be written."""
    in_one_step(path, lambda fresh: fresh.write_text(text, encoding="utf-8"))


def in_one_step(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file that then gets its name: a reader sees the old file or the new one, never a half.

    Folders that are missing are made. Raises InputError if the place cannot be written.
    """
    fresh = _beside(path.absolute())
    try:
        fresh.parent.mkdir(parents=True, exist_ok=True)
        write(fresh)
        os.replace(fresh, path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        with suppress(OSError):
            fresh.unlink()


def write_json(path: Path, data: Any) -> None:
    """Write data as JSON that people can read."""
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")
