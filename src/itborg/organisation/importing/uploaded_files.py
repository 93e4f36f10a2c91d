"""Files uploaded in a browser: limited in size, never executed, unpacked into memory.

An upload is a zip file of a folder, or single files. Of an archive the three files of an organisation are extracted, by
their names; if it has none of them, its tables and network files. No path in it is followed.

Limits are MAX_BYTES for each file and MAX_MEMBERS for an archive. Messages show names of files through `shown`, because
a visitor chooses them, and have a remedy in the page (`in_page`).
"""

from __future__ import annotations

import io
import lzma
import re
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ...common.errors import InputError, Problem
from ..networks.read_network import KINDS
from ..reading.folder import PEOPLE, SETTINGS, TIES, read_folder
from ..types import Organisation
from .tables_and_graphs import read_csvs

FILES = (SETTINGS, PEOPLE, TIES)
#: Extensions of the files that can be read, also with .gz behind them, and of an archive of them.
READABLE, ARCHIVE = (".csv", ".tsv", ".txt", ".xlsx", ".toml", ".xes", *KINDS), ".zip"
#: Largest size of one unpacked file: enough for ten thousand people with fifty ties each.
MAX_BYTES = 20_000_000
#: Largest number of files in an archive.
MAX_MEMBERS = 1000
#: Largest number of files that are read from it.
MAX_READ = 8
#: Exceptions of the standard library for archives that are broken, encrypted or of an unknown compression.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError,
)  # fmt: skip
#: Names of teams that suggest IT, also with another word, and names that suggest it only on their own.
_IT_WORDS = ("it", "ict", "infrastructure", "development", "developers", "service desk", "helpdesk")
_IT_ALONE = ("operations", "support")  # not "kitchen operations" or "customer support"
#: Text in a message that names a terminal command or option -> what the page offers instead.
_REMEDIES = (
    (r"; if it is column '(.+?)', add --map .*$", r"; choose '\1' as the column, above"),
    (r"; name it with --map .*?; the columns are (.*)$", r"; the columns are \1; choose one above"),
    (r"; name it with --map respondent=COLUMN", "; choose the column above"),
    (r"; name it with --team NAME, or name a table.*$", "; choose it above, or upload a table of the people as well"),
    (r", or use `itborg org import --it TEAM`", ", or choose the teams that are IT"),
    (r" \(`itborg org import`[^)]*\)", ""),
    (r", or name the encoding with --encoding", ""),
)


class Team(NamedTuple):
    """A team of people.csv: name, number of people, and whether the name suggests IT."""

    name: str
    people: int
    suggests_it: bool


def unpack(name: str, data: bytes) -> dict[str, bytes]:
    """Return the files in an upload, by their plain names.

    name  name of the uploaded file: a zip file, a table, a network file, or organisation.toml
    data  its content

    Raises InputError if there are none, or if the upload is too large or cannot be unpacked.

    Of several files of the same name in an archive, the one nearest to the top counts; folders of macOS are left out.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown(name)} is larger than {megabytes(MAX_BYTES)}, the limit for a file")
    if name.lower().endswith(ARCHIVE) or (zipfile.is_zipfile(io.BytesIO(data)) and not _is_readable(name)):
        return _from_zip(name, data)
    if _is_readable(name):
        return {_plain(name): data}
    raise InputError(f"{shown(name)} is none of the kinds that can be read: {', '.join(READABLE)}, or a zip of them")


def chosen_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files among the chosen ones that can be read, by their plain names.

    Others, such as the sheet of `org new`, are left out if there are readable ones. Raises InputError if there is none.

    files  content of each file by its name as the browser reports it, with or without folders
    """
    ours = {name: data for name, data in files.items() if _is_readable(name) or name.lower().endswith(ARCHIVE)}
    return {plain: content for name, data in (ours or files).items() for plain, content in unpack(name, data).items()}


def _is_readable(name: str) -> bool:
    """Return whether the extension of a file is that of a table, a network file or organisation.toml."""
    return _plain(name).lower().removesuffix(".gz").endswith(READABLE)


def _plain(name: str) -> str:
    """Return the name of a file without folders, of which both kinds of slash are known; FILES in lower case."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    return plain.lower() if plain.lower() in FILES else plain


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


def shown(name: str) -> str:
    """Return the name of a file in a form that is safe to show: one line of at most 60 printable characters.

    >>> shown("a" * 100 + chr(10))
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'
    """
    plain = "".join(letter for letter in name if letter.isprintable())
    return plain if len(plain) <= 60 else plain[:59] + "…"


def in_page(problem: Problem, places: Mapping[str, str], own: Mapping[str, str]) -> Problem:
    """Return a problem with the visitor's names of files, and with a remedy in the page.

    places  path -> name of each file
    own     name of a file of an organisation's folder -> the visitor's name for it, "" for none
    """
    message, file = problem.message, problem.file
    for path, name in places.items():
        if message.startswith(f"{path}: "):
            file, message = name, message.removeprefix(f"{path}: ")
        message = message.replace(path, shown(name)).replace(Path(path).name, shown(name))
    for pattern, remedy in _REMEDIES:
        message = re.sub(pattern, remedy, message)
    return replace(problem, file=own.get(file) or file, message=message)


def megabytes(size: int) -> str:
    """Return a number of bytes as text in MB, rounded up to one decimal place.

    >>> megabytes(8_000_000), megabytes(8_000_001)
    ('8 MB', '8.1 MB')
    """
    return f"{-(-size // 100_000) / 10:g} MB"


def suggests_it(team: str) -> bool:
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
    """Return the members named in FILES, else those that can be read. Raises InputError for too many or none."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise InputError(f"{shown(name)} contains {len(members)} files; at most {MAX_MEMBERS} are allowed")
    readable: dict[str, zipfile.ZipInfo] = {}
    for member in sorted(members, key=lambda one: one.filename.count("/")):
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if _is_readable(path.name) and "__MACOSX" not in path.parts and not path.name.startswith("."):
            readable.setdefault(_plain(path.name), member)
    wanted = {plain: member for plain, member in readable.items() if plain in FILES} or readable
    inner = next((one.filename for one in members if one.filename.lower().endswith(ARCHIVE)), "")
    if not wanted and inner:
        raise InputError(f"{shown(name)} contains another zip, {shown(inner)}; unpack it and upload what is in it")
    if not wanted:
        raise InputError(f"{shown(name)} contains none of {', '.join(FILES)}, nor other tables or network files")
    if len(wanted) > MAX_READ:
        raise InputError(f"{shown(name)} contains {len(wanted)} tables and network files; at most {MAX_READ} are read")
    return {plain: _read(archive, member) for plain, member in wanted.items()}


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return the content of one member; the size stated in the archive is not trusted."""
    with archive.open(member) as handle:
        data = handle.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown(member.filename)} unpacks to more than {megabytes(MAX_BYTES)}, the limit for a file")
    return data
