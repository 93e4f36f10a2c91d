"""Organisations uploaded in a browser: limited in size, never executed, read like any folder.

An upload is a zip file of a folder, or single files. Only the three files of an organisation are extracted, by their
names and into memory; no other member of an archive is read, and no path in it is followed.

Limits are MAX_BYTES for each file and MAX_MEMBERS for an archive. Messages show names of files through `shown`, because
a visitor chooses them.
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
#: Largest size of one unpacked file: enough for ten thousand people with fifty ties each.
MAX_BYTES = 20_000_000
#: Largest number of files in an archive.
MAX_MEMBERS = 1000
#: Exceptions of the standard library for archives that are broken, encrypted or of an unknown compression.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError,
)  # fmt: skip
#: Names of teams that suggest IT, also with another word, and names that suggest it only on their own.
_IT_WORDS = ("it", "ict", "infrastructure", "development", "developers", "service desk", "helpdesk")
_IT_ALONE = ("operations", "support")  # not "kitchen operations" or "customer support"


class Team(NamedTuple):
    """A team of people.csv: name, number of people, and whether the name suggests IT."""

    name: str
    people: int
    suggests_it: bool


def unpack(name: str, data: bytes) -> dict[str, bytes]:
    """Return the files of an organisation in an upload, by their plain names.

    name  name of the uploaded file: a zip file, or one of the three files
    data  its content

    Raises InputError if there are none, or if the upload is too large or cannot be unpacked.

    The keys are among FILES, in lower case. Of several files of the same name in an archive, the one nearest to the top
    counts; folders of macOS are left out.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown(name)} has {len(data)} bytes; at most {MAX_BYTES} are allowed")
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _from_zip(name, data)
    if _plain(name) in FILES:
        return {_plain(name): data}
    raise InputError(f"{shown(name)} is neither a zip file nor one of {', '.join(FILES)}")


def chosen_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an organisation among the chosen ones, by their plain names.

    If one of the three files is among them, others such as the survey of `org new` are ignored. Raises InputError if
    there is none.

    files  content of each file by its name as the browser reports it, with or without folders
    """
    ours = {name: data for name, data in files.items() if _plain(name) in FILES} or files
    return {plain: content for name, data in ours.items() for plain, content in unpack(name, data).items()}


def _plain(name: str) -> str:
    """Return the name of a file without folders, in lower case; both kinds of slash separate folders."""
    return PurePosixPath(name.replace("\\", "/")).name.lower()


def read_files(files: Mapping[str, bytes], it_teams: Collection[str] = ()) -> tuple[Organisation | None, list[Problem]]:
    """Return the organisation of uploaded files (None after an error) and all problems.

    it_teams  the teams that are IT, for tables without a side; used only without organisation.toml

    files  content by plain name, as `unpack` returns it; a missing table is a problem

    Nothing stays on disk: the files are read from a temporary folder. Names in messages are the plain names.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in FILES:
            if name in files:
                (folder / name).write_bytes(files[name])
        if SETTINGS in files:
            return read_folder(folder, "")
        return read_csvs(folder / PEOPLE, folder / TIES, it_teams, "My organisation", (PEOPLE, TIES))


def teams(files: Mapping[str, bytes]) -> list[Team]:
    """Return the teams of people.csv, largest first, if the user has to choose which are IT; else an empty list.

    files  content by plain name
    """
    if SETTINGS in files or PEOPLE not in files:
        return []
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / PEOPLE
        path.write_bytes(files[PEOPLE])
        table = read_table(path, PEOPLE, ("id", "team"), OPTIONAL, [])
    if table is None or all(table.column("side")):
        return []
    counted = Counter(team for team in table.column("team") if team)
    return [Team(name, count, _suggests_it(name)) for name, count in counted.most_common()]


def shown(name: str) -> str:
    """Return the name of a file in a form that is safe to show: one line of at most 60 printable characters.

    >>> shown("a" * 100 + chr(10))
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'
    """
    plain = "".join(letter for letter in name if letter.isprintable())
    return plain if len(plain) <= 60 else plain[:59] + "…"


def _suggests_it(team: str) -> bool:
    """Return whether the name of a team suggests IT; only a default for the visitor, who decides."""
    words = team.lower()
    if words in _IT_ALONE:
        return True
    return any(words == one or words.startswith(f"{one} ") or words.endswith(f" {one}") for one in _IT_WORDS)


def _from_zip(name: str, data: bytes) -> dict[str, bytes]:
    """Return the files of an organisation in a zip file. Raises InputError if it is broken, encrypted or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _members(name, archive)
    except InputError:
        raise
    except _BROKEN as error:
        raise InputError(f"{shown(name)} cannot be unpacked: {error}") from error


def _members(name: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the content of the members named in FILES. Raises InputError for too many members, or none so named."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise InputError(f"{shown(name)} contains {len(members)} files; at most {MAX_MEMBERS} are allowed")
    wanted: dict[str, zipfile.ZipInfo] = {}
    for member in sorted(members, key=lambda one: one.filename.count("/")):
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.name in FILES and "__MACOSX" not in path.parts:
            wanted.setdefault(path.name, member)
    if not wanted:
        raise InputError(f"{shown(name)} contains none of {', '.join(FILES)}")
    return {plain: _read(archive, member) for plain, member in wanted.items()}


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return the content of one member; the size stated in the archive is not trusted."""
    with archive.open(member) as handle:
        data = handle.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown(member.filename)} unpacks to more than {MAX_BYTES} bytes")
    return data
