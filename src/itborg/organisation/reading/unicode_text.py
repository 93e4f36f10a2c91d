"""Read the text of organisation.toml, which is UTF-8 as all TOML is; each problem is reported with its line."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from ...common.errors import Problem
from .encoding import line_of

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    """Return the text of a file, or add the reason to `problems` and return None.

    The file must be UTF-8, with or without a byte order mark. Accented letters are normalised (NFC), so that an id
    typed on two machines is the same id.

    path   path of the file
    shown  name of the file for messages
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(Problem(shown, None, "", _unreadable(path, error)))
        return None
    reason = _not_text(data)
    if reason:
        problems.append(Problem(shown, *reason))
        return None
    return unicodedata.normalize("NFC", data.decode("utf-8-sig"))


def _unreadable(path: Path, error: OSError) -> str:
    """Return the message for a file that is missing, is a folder or cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return (
            "this file is missing; an organisation needs organisation.toml, people.csv, ties.csv "
            "(`itborg org import` creates it from people.csv and ties.csv)"
        )
    if path.is_dir():
        return "this is a folder; expected a file"
    return f"this file cannot be read ({error.strerror})"


def _not_text(data: bytes) -> tuple[int | None, str, str] | None:
    """Return line, column and message of the reason why bytes are not UTF-8 text, or None if they are.

    UTF-16, bytes of value zero, an empty file and bytes that are not UTF-8 are distinguished, each with advice.
    """
    if data.startswith(_UTF16):
        return 1, "", "the file is UTF-16 (Excel calls it 'Unicode text'); save it as UTF-8"
    if b"\x00" in data:
        at = data.index(b"\x00")
        return line_of(data, at), "", f"byte {at} is NUL, so this is not text; save it as UTF-8"
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        return None, "", "the file is empty"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
        return line_of(data, at), "", f"byte {at} (0x{data[at]:02x}) is not UTF-8; save it as UTF-8"
    return None
