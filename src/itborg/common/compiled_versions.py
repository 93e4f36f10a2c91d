"""The folders of compiled code, one for each version of the sources: those that nobody uses any more are removed.

A folder counts as used when a process opens it, which sets the time of its last change. Whatever another process does
at the same time is harmless: numba compiles again what it does not find, and makes a folder again to save it.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

#: Days without use after which a folder is removed, and number of folders that stay, the most recently used ones.
DAYS_KEPT, MOST_KEPT = 90, 20
#: Days after its last use in which a folder is never removed: a process may still need it.
DAYS_IN_USE = 1
DAY = 24 * 60 * 60  #: seconds
#: Names of folders of compiled code; nothing else is removed.
_NAME = re.compile(r"[0-9a-f]{16}")


def opened(folder: Path) -> None:
    """Record that a folder is used now; no error if that is not allowed.

    folder  of the compiled code of one version, which exists
    """
    with suppress(OSError):
        os.utime(folder)


def remove_unused(root: Path, own: Path) -> None:
    """Remove folders of versions not used for DAYS_KEPT, and all but the MOST_KEPT most recently used.

    root  folder of the versions
    own   the folder that this process uses, which stays whatever its age

    Folders used within DAYS_IN_USE stay. Folders that cannot be removed stay, without an error.
    """
    now = time.time()
    for place, (used, folder) in enumerate(sorted(_versions(root), reverse=True)):
        days = (now - used) / DAY
        if folder != own and days > DAYS_IN_USE and (days > DAYS_KEPT or place >= MOST_KEPT):
            shutil.rmtree(folder, ignore_errors=True)


def held(root: Path) -> tuple[int, int]:
    """Return the number of versions whose compiled code is kept, and its size in bytes; what vanishes counts as 0.

    root  folder of the versions
    """
    versions, size = _versions(root), 0
    for _, folder in versions:
        for place, _, names in os.walk(folder):
            for name in names:
                with suppress(OSError):
                    size += (Path(place) / name).stat().st_size
    return len(versions), size


def _versions(root: Path) -> list[tuple[float, Path]]:
    """Return the folders of all versions, each behind the time of its last use in seconds; [] without a root."""
    found = []
    with suppress(OSError):
        for folder in root.iterdir():
            with suppress(OSError):
                if _NAME.fullmatch(folder.name) and folder.is_dir():
                    found.append((folder.stat().st_mtime, folder))
    return found
