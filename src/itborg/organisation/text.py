"""From the bytes of a file to clean text, or to the one reason why not."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from itborg.errors import Problem

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    """Return the text of a file, or None and add the reason to `problems`.

    UTF-8 with or without a byte order mark is understood. Letters with accents are brought into
    one form (NFC), so that an id typed on two machines is the same id.

    path   where the file is
    shown  what the user calls it
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(Problem(shown, None, "", _unreadable(path, error)))
        return None
    trouble = _not_text(data)
    if trouble:
        problems.append(Problem(shown, *trouble))
        return None
    return unicodedata.normalize("NFC", data.decode("utf-8-sig"))


def _unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return (
            "this file is missing; an organisation needs organisation.toml, people.csv, ties.csv "
            "(`itborg org import` makes one of people.csv and ties.csv)"
        )
    if path.is_dir():
        return "this is a folder where a file was expected"
    return f"this file cannot be read ({error.strerror})"


def _not_text(data: bytes) -> tuple[int | None, str, str] | None:
    """Return line, column and message of what keeps bytes from being UTF-8 text, or None."""
    if data.startswith(_UTF16):
        return 1, "", "the file is UTF-16 (Excel calls it 'Unicode text'); save it as UTF-8"
    if b"\x00" in data:
        at = data.index(b"\x00")
        return _line(data, at), "", f"byte {at} is NUL, so this is not text; save it as UTF-8"
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        return None, "", "the file is empty"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
        return _line(data, at), "", f"byte {at} (0x{data[at]:02x}) is not UTF-8; save it as UTF-8"
    return None


def _line(data: bytes, at: int) -> int:
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
