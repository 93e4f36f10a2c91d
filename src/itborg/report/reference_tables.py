"""Pages of docs/ that are written from the registries: mechanisms.md, practices.md and odd.md.

`python -m itborg.report.reference_tables docs` writes them again; tests compare them with the registries.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..analysis.measures.worst_practices import PRACTICES
from ..common.files import write_atomically
from . import odd
from .mechanisms_page import mechanisms_page

PRACTICES_HEAD = """# Worst practices and their signals

Cards of the ABC of ICT deck (attitude, behaviour, culture; GamingWorks) that workshops choose most often or that the
workshop report names. A month of 20 working days *shows* a card if its signal is beyond its limit. The signal and the
limit of each card are our assumptions. Signals are computed from the history of a run; no rule of the model uses them.
`itborg run` reports which cards the months showed, when and by whom; `itborg list practices` prints this table. The
page is written from the registry, and a test compares the two.

| card | side | signal of the month | shown if |
|---|---|---|---|
"""


def practices_page() -> str:
    """Return docs/practices.md: one row for each worst practice with its card, side, signal and limit."""
    rows = [
        f"| {one.card} (`{one.name}`) | {one.side} | {one.formula} | {one.beyond} {one.limit:.2g} {one.unit} |\n"
        for one in PRACTICES.values()
    ]
    return PRACTICES_HEAD + "".join(rows)


#: Pages by their names in docs/.
PAGES: Mapping[str, Callable[[], str]] = {
    "mechanisms.md": mechanisms_page,
    "practices.md": practices_page,
    "odd.md": odd.page,
}


def write(folder: Any) -> None:
    """Write all pages into a folder, each completely or not at all; pages that exist are replaced.

    folder  such as "docs"

    Raises InputError if a file cannot be written.
    """
    for name, page in PAGES.items():
        write_atomically(Path(folder) / name, page())


if __name__ == "__main__":
    write(sys.argv[1])
