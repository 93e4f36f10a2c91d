"""A new folder that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from itborg.errors import InputError


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give a fresh folder beside `target`; when all went well, it becomes `target`.

    An empty folder may be there already. Raises InputError if `target` is a file, has something
    in it, or cannot be written; then, as after any exception, nothing is left behind.
    """
    _refuse(target)
    place = target.absolute()
    fresh = place.parent / f".{place.name}-{uuid.uuid4().hex[:8]}"
    try:
        fresh.mkdir(parents=True)
        yield fresh
        _settle(fresh, place)
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _refuse(target: Path) -> None:
    if target.is_dir() and any(target.iterdir()):
        raise InputError(f"{target}: the folder has something in it; name a new one")
    if target.exists() and not target.is_dir():
        raise InputError(f"{target}: there is a file of this name")


def _settle(fresh: Path, place: Path) -> None:
    if not place.exists():
        fresh.rename(place)
        return
    for path in sorted(fresh.iterdir()):
        os.replace(path, place / path.name)
