"""Shards of a study, and the locks by which processes in one folder do not run the same shard twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import gcd
from pathlib import Path
from typing import NamedTuple

from ...common.errors import InputError
from ...common.file_lock import AVAILABLE, lock

_PREFIX, _SUFFIX = ".shard-", ".lock"


class Shard(NamedTuple):
    """The part of a study that is run here: number 1 to `of`.

    Shards of one study may run on several machines into several folders; `itborg merge` joins them.
    """

    number: int = 1
    of: int = 1

    def overlaps(self, other: Shard) -> bool:
        """Return whether a task may belong to both shards.

        >>> Shard(1, 4).overlaps(Shard(2, 4)), Shard(1, 4).overlaps(Shard(1, 2)), Shard().overlaps(Shard(3, 4))
        (False, True, True)
        """
        return (self.number - other.number) % gcd(self.of, other.of) == 0


@contextmanager
def held(parts: Path, shard: Shard) -> Iterator[None]:
    """Hold a shard of the study in a folder while the block runs.

    parts  folder of the journal, created if it is missing

    Raises InputError if another process holds an overlapping shard, and OSError if the folder cannot be written.
    """
    parts.mkdir(parents=True, exist_ok=True)
    path = parts / f"{_PREFIX}{shard.number}-{shard.of}{_SUFFIX}"
    with _first(parts):
        own = lock(path)
        others = [one for one in _held_by_others(parts, path) if one.overlaps(shard)]
        if own is None or others:
            if own is not None:
                own.close()
            one = shard if own is None else others[0]
            part = "this study" if one.of == 1 else f"shard {one.number}/{one.of} of this study"
            raise InputError(
                f"{parts.parent}: another process is running {part} here; wait for it, or share the work: stop it and "
                "start each process with its own --shard I/N"
            )
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        own.close()


@contextmanager
def _first(parts: Path) -> Iterator[None]:
    """Let one process at a time look for the shards of others."""
    with lock(parts / f"{_PREFIX}any{_SUFFIX}", wait=True) or parts.open():
        yield


def _held_by_others(parts: Path, own: Path) -> list[Shard]:
    """Return the shards that other processes hold; lock files of processes that have ended are removed."""
    found = []
    for path in parts.glob(f"{_PREFIX}*-*{_SUFFIX}") if AVAILABLE else ():
        if path == own:
            continue
        free = lock(path)
        if free is None:
            number, of = path.name.removeprefix(_PREFIX).removesuffix(_SUFFIX).split("-")
            found.append(Shard(int(number), int(of)))
        else:
            path.unlink(missing_ok=True)
            free.close()
    return found
