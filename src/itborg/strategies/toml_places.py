"""On which line of a strategy file a key stands, so that a mistake can be found."""

from __future__ import annotations

import re
from collections import Counter

_TABLE = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*[=.]""")
Place = tuple[str, int, str]


def places(text: str) -> dict[Place, int]:
    r"""Return the line of each (table, which of its kind, key), found by a simple reading.

    >>> places('dose = 1\n[[intervention]]\nlever = "visits"')
    {('', 0, 'dose'): 1, ('intervention', 0, ''): 2, ('intervention', 0, 'lever'): 3}
    """
    lines: dict[Place, int] = {}
    seen: Counter[str] = Counter()
    table, index = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if opened := _TABLE.match(line):
            table = opened[1]
            index = seen[table]
            seen[table] += 1
            lines.setdefault((table, index, ""), number)
        elif key := _KEY.match(line):
            lines.setdefault((table, index, key[1]), number)
    return lines
