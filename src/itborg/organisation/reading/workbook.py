"""The first filled sheet of an .xlsx workbook as records of text; needs openpyxl, which is optional."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

from ...common.errors import install
from .csv_records import Record
from .file_content import MAX_BYTES, UnreadableError

#: Largest number of rows and of columns of a sheet that Excel itself allows.
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384


def read_workbook(data: bytes) -> list[Record]:
    """Return the rows of the first sheet that is not empty; line is the number of the row.

    Dates become ISO 8601, integral numbers have no decimals. Raises UnreadableError if the data are another kind of zip
    file, unpack to more than MAX_BYTES, or openpyxl is not installed.
    """
    _check_archive(data)
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise UnreadableError(
            f"a workbook needs openpyxl, which is not installed: {install('xlsx')}; or save it as CSV"
        ) from None
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
            found = [Record(at, list(map(_text, row))) for at, row in enumerate(rows, 1)]
            if filled := [row for row in found if any(row.cells)]:
                return filled
    except Exception as error:  # openpyxl raises exceptions of many kinds for a broken workbook
        raise UnreadableError(
            f"the workbook cannot be read ({type(error).__name__}); save it again, or as CSV"
        ) from None
    raise UnreadableError("the workbook is empty")


def _check_archive(data: bytes) -> None:
    """Raise UnreadableError unless the data are a zip file with a workbook of at most MAX_BYTES in all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(f"the workbook is broken ({error})") from None
    if not any(member.filename.startswith("xl/") for member in members):
        raise UnreadableError("this is a zip file, not a table; unpack it first")
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise UnreadableError(f"the workbook unpacks to more than {MAX_BYTES // 2**20} MB")


def _text(value: object) -> str:
    """Return the value of a cell as it would be in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
