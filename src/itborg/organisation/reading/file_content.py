"""The bytes of a file that a user names: unpacked, limited in size, and not of a kind that is no table.

A file may be gzipped. Size is limited before and after unpacking, so that a small file cannot fill the memory.
"""

from __future__ import annotations

import io
import re
import zlib
from gzip import GzipFile
from os.path import isdir
from pathlib import Path

#: Largest size of a file, and of its content when it is unpacked, in bytes.
MAX_BYTES = 128 * 2**20
#: Beginnings of files that people take for tables, and the advice for each.
_OTHER_KINDS = (
    (rb"%PDF", "this is a PDF; export the table as CSV"),
    (rb"\xd0\xcf\x11\xe0", "this is a workbook of the old kind .xls; save it as .xlsx or CSV"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8", "this is a picture; export the table as CSV"),
    (rb"\s*(<!doctype html|<html|<head|<body|<table)", "this is a web page, not a table; did the site ask to sign in?"),
    (rb"\s*[{\[]\s*[\"{\[]", "this is JSON; export the table as CSV"),
    (rb"PAR1", "this is a Parquet file; export the table as CSV"),
    (rb"7z\xbc\xaf|Rar!|BZh|\xfd7zXZ", "this is an archive; unpack it first"),
)  # fmt: skip


class UnreadableError(Exception):
    """The reason why a file cannot be read, as a sentence for the user.

    line    1-based, or None where no line can be named
    column  name of a column, or ""
    """

    def __init__(self, message: str, line: int | None = None, column: str = "") -> None:
        """Store the reason and its place."""
        super().__init__(message)
        self.line, self.column = line, column


def read_bytes(path: Path) -> tuple[bytes, bool]:
    """Return the content of a file, unpacked if it is gzipped, and whether it was.

    Raises UnreadableError if the file cannot be read, is empty, is larger than MAX_BYTES, is cut short, or is of a kind
    that holds no table (a web page, PDF, JSON).
    """
    try:
        with path.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableError(_cannot_be_read(path, error)) from None
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"the file is larger than {MAX_BYTES // 2**20} MB")
    packed = data[:2] == b"\x1f\x8b"
    if packed:
        data = _unpacked(data)
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise UnreadableError("the file is empty")
    for beginning, advice in _OTHER_KINDS:
        if re.match(beginning, data[:200].removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE):
            raise UnreadableError(advice)
    return data, packed


def _cannot_be_read(path: Path, error: OSError | ValueError) -> str:
    """Return the message for a file that is missing, is a folder or cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, OSError) and isdir(path):
        return "this is a folder; expected a file"
    return f"this file cannot be read ({getattr(error, 'strerror', None) or error})"


def _unpacked(data: bytes) -> bytes:
    """Return the content of gzipped data. Raises UnreadableError if it is cut short, broken or too large."""
    try:
        with GzipFile(fileobj=io.BytesIO(data)) as packed:
            content = packed.read(MAX_BYTES + 1)
    except EOFError:
        raise UnreadableError("the compressed file is cut short; download it again") from None
    except (OSError, zlib.error) as error:
        raise UnreadableError(f"the compressed file is broken ({error})") from None
    if len(content) > MAX_BYTES:
        raise UnreadableError(f"the compressed file unpacks to more than {MAX_BYTES // 2**20} MB")
    return content
