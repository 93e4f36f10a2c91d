"""On which line of a TOML file a key stands."""

from __future__ import annotations

import re
from collections import Counter

_TABLE = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*[=.]""")


class Places:
    r"""Lines of keys, found by a simple reading of the text.

    Keys inside an inline table have the line of that table, a table that of its first header.

    >>> places = Places('name = "x"\n[[service]]\nowner = "y"')
    >>> places.line("", 0, "name"), places.line("service", 0, "owner")
    (1, 3)
    >>> places.line("service", 0, "rhythm"), places.line("calendar", 0, "start")
    (2, None)
    """

    def __init__(self, text: str) -> None:
        """Note the first line of each key in the text of a file."""
        self._lines: dict[tuple[str, int, str], int] = {}
        seen: Counter[str] = Counter()
        table, index = "", 0
        for number, line in enumerate(text.split("\n"), start=1):
            if opened := _TABLE.match(line):
                table = opened[2].strip("\"'")
                index = seen[table]
                seen[table] += 1
                self._lines.setdefault((table, index, ""), number)
            elif key := _KEY.match(line):
                name = key[1] or key[2] or key[3]
                self._lines.setdefault((table, index, name), number)

    def line(self, table: str, index: int, key: str) -> int | None:
        """Return the line of a key, else of its table, else of the inline table, else None.

        table  name of the table, "" for the top of the file
        index  which of the [[table]]s, from 0
        """
        places = [(table, index, key), (table, index, ""), ("", 0, table)]
        if not table:
            places.append((key, 0, ""))
        return next((self._lines[place] for place in places if place in self._lines), None)
