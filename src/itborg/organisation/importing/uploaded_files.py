"""Files that somebody hands over in a browser: bounded, never executed, read like any folder.

An upload is a zip of a folder, or single files. Only the three files that make up an organisation are
ever taken out, by their names, into memory; nothing else of an archive is looked at, and no path in it
is ever followed.
"""

from __future__ import annotations

import io
import lzma
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ...common.errors import InputError, Problem
from ..reading.csv_table import read_table
from ..reading.folder import PEOPLE, SETTINGS, TIES, read_folder
from ..types import Organisation
from .tables_and_graphs import OPTIONAL, read_csvs

FILES = (SETTINGS, PEOPLE, TIES)
MOST_BYTES = 20_000_000  # of one file, unpacked: ten thousand people with fifty ties each
MOST_MEMBERS = 1000  # files in an archive
#: What Python's own unpacking may say of an archive that is broken, locked or packed in a way it does not know.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError,
)  # fmt: skip
_IT_WORDS = ("it", "ict", "infrastructure", "development", "developers", "service desk", "helpdesk")
_IT_ALONE = ("operations", "support")  # with another word they are as often of the business: kitchen, customer


class Team(NamedTuple):
    """A team of people.csv: its name, how many are in it, and whether its name sounds like IT."""

    name: str
    people: int
    sounds_like_it: bool


def unpacked(name: str, data: bytes) -> dict[str, bytes]:
    """Return the files of an organisation in an upload, by their plain names; InputError if there are none.

    name  what the file is called: a zip, or one of the three files
    """
    if len(data) > MOST_BYTES:
        raise InputError(f"{shown(name)} has {len(data)} bytes; at most {MOST_BYTES} are taken")
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _from_zip(name, data)
    if _plain(name) in FILES:
        return {_plain(name): data}
    raise InputError(f"{shown(name)} is neither a zip nor one of {', '.join(FILES)}")


def chosen_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an organisation among those that were chosen, by their plain names.

    Beside one of the three, what else lies in a folder is left away, such as the survey of `org new`. InputError if
    there are none.
    """
    ours = {name: data for name, data in files.items() if _plain(name) in FILES} or files
    return {plain: content for name, data in ours.items() for plain, content in unpacked(name, data).items()}


def _plain(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name.lower()


def read_files(files: Mapping[str, bytes], it_teams: Collection[str] = ()) -> tuple[Organisation | None, list[Problem]]:
    """Return the organisation of uploaded files, None if there is an error, and all problems.

    it_teams  the teams that are IT, for tables that do not say; only without organisation.toml
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in FILES:
            if name in files:
                (folder / name).write_bytes(files[name])
        if SETTINGS in files:
            return read_folder(folder, "")
        return read_csvs(folder / PEOPLE, folder / TIES, it_teams, "My organisation", (PEOPLE, TIES))


def teams(files: Mapping[str, bytes]) -> list[Team]:
    """Return the teams of people.csv if somebody has to say which are IT, largest first; else nothing."""
    if SETTINGS in files or PEOPLE not in files:
        return []
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / PEOPLE
        path.write_bytes(files[PEOPLE])
        table = read_table(path, PEOPLE, ("id", "team"), OPTIONAL, [])
    if table is None or all(table.column("side")):
        return []
    counted = Counter(team for team in table.column("team") if team)
    return [Team(name, count, _sounds_like_it(name)) for name, count in counted.most_common()]


def shown(name: str) -> str:
    """Return a file's name as it may be shown: one short line.

    >>> shown("a" * 100 + chr(10))
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'
    """
    plain = "".join(letter for letter in name if letter.isprintable())
    return plain if len(plain) <= 60 else plain[:59] + "…"


def _sounds_like_it(team: str) -> bool:
    words = team.lower()
    if words in _IT_ALONE:
        return True
    return any(words == one or words.startswith(f"{one} ") or words.endswith(f" {one}") for one in _IT_WORDS)


def _from_zip(name: str, data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _members(name, archive)
    except InputError:
        raise
    except _BROKEN as error:
        raise InputError(f"{shown(name)} cannot be unpacked: {error}") from error


def _members(name: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise InputError(f"{shown(name)} holds {len(members)} files; at most {MOST_MEMBERS} are taken")
    found: dict[str, zipfile.ZipInfo] = {}
    for member in sorted(members, key=lambda one: one.filename.count("/")):
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.name in FILES and "__MACOSX" not in path.parts:
            found.setdefault(path.name, member)
    if not found:
        raise InputError(f"{shown(name)} holds none of {', '.join(FILES)}")
    return {plain: _read(archive, member) for plain, member in found.items()}


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return one member; what an archive says about sizes is not believed."""
    with archive.open(member) as handle:
        data = handle.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(f"{shown(member.filename)} unpacks to more than {MOST_BYTES} bytes")
    return data
