"""Checksums of the files of a results folder, in the form that `sha256sum --check` reads.

The file SHA256SUMS has one line a file: SHA-256 in hexadecimal digits, two spaces, path relative to the folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from .errors import InputError
from .files import write_atomically

SHA256SUMS = "SHA256SUMS"
#: Characters that separate the checksum from the path.
_GAP = "  "


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def recorded(folder: Path) -> dict[str, str]:
    """Return the recorded checksums of a folder by relative path; {} without the file.

    Lines in another form are skipped.
    """
    try:
        lines = (folder / SHA256SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    pairs = (line.partition(_GAP) for line in lines)
    return {name: digest for digest, gap, name in pairs if gap and name}


def record(folder: Path, paths: Iterable[str] | None = None) -> None:
    """Write the checksums of a folder; the file is replaced in one step.

    paths  relative paths whose checksums are added or replaced; the others stay. None: all files of the folder, hidden
           ones and folders "parts" left out

    A path without a file loses its line. Raises InputError if the file cannot be written.
    """
    found = {} if paths is None else recorded(folder)
    for name in _files(folder) if paths is None else paths:
        found.pop(name, None)
        if (folder / name).is_file():
            found[name] = sha256(folder / name)
    lines = [f"{found[name]}{_GAP}{name}\n" for name in sorted(found)]
    write_atomically(folder / SHA256SUMS, "".join(lines))


def damaged(folder: Path, paths: Iterable[str] | None = None) -> dict[str, str]:
    """Return what is wrong with recorded files, by relative path: "missing" or "changed"; {} if none is.

    paths  the files to check; None: all recorded ones. A path without a recorded checksum is not checked
    """
    known = recorded(folder)
    wrong = {}
    for name in known if paths is None else [one for one in paths if one in known]:
        try:
            if sha256(folder / name) != known[name]:
                wrong[name] = "changed"
        except OSError:
            wrong[name] = "missing"
    return wrong


def require_unchanged(folder: Path, paths: Iterable[str]) -> None:
    """Raise InputError if one of these files is not as it was written; files without a checksum are not checked."""
    for name, what in damaged(folder, paths).items():
        raise InputError(f"{folder}/{name}: {what} since it was written; `itborg verify {folder}` lists all such files")


def _files(folder: Path) -> list[str]:
    """Return the relative paths of all files of a folder, sorted, with slashes."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(
        one.as_posix()
        for one in found
        if not any(part == "parts" or part.startswith(".") for part in one.parts) and one.name != SHA256SUMS
    )
