"""The form of a table: what a user states about it, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from .file_content import UnreadableError

_DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True)
class ReadAs:
    """What a user states about the form of a table; "" for what is to be found.

    delimiter  one character, or "tab"
    encoding   a name that Python knows
    """

    delimiter: str = ""
    encoding: str = ""

    def checked_delimiter(self) -> str:
        """Return the delimiter as one character, "" if none is stated. Raises UnreadableError for another text."""
        wanted = {"tab": "\t", "\\t": "\t", "space": " "}.get(self.delimiter.lower(), self.delimiter)
        if len(wanted) > 1 or wanted in ('"', "\r", "\n"):
            raise UnreadableError(f"--delimiter {self.delimiter}: expected one character, such as ; or tab")
        return wanted


@dataclass(frozen=True)
class Form:
    """How a table is written, for the receipt of an import.

    kind       "CSV", "XLSX" or "XES"
    encoding   of the text as Python names it, "" if there is none
    delimiter  one character, "" if there is none
    titles     number of lines above the header that were left out
    packed     whether the file was gzipped
    notes      what else was done to read it, one sentence each
    """

    kind: str
    encoding: str = ""
    delimiter: str = ""
    titles: int = 0
    packed: bool = False
    notes: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Return the form in one line.

        >>> Form("CSV", "cp1252", ";", 2).sentence()
        'CSV, cp1252, delimiter semicolon, 2 title lines above the header'
        """
        parts = [
            self.kind + (", gzipped" if self.packed else ""),
            {"utf-8-sig": "utf-8"}.get(self.encoding, self.encoding),
        ]
        if self.delimiter:
            parts.append(f"delimiter {_DELIMITER_NAMES.get(self.delimiter, repr(self.delimiter))}")
        if self.titles:
            parts.append(f"{self.titles} title line{'s' * (self.titles > 1)} above the header")
        return ", ".join(part for part in (*parts, *self.notes) if part)
