"""The result that README.md shows: the two tables that the executed lesson on equal budgets prints."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from .lesson_pages import OutOfDateError, printed

LESSON = "6-relationship-or-framework.ipynb"
_SHOWN = re.compile(r"(<!-- result: .*? -->\n```text\n)(.*?)(```\n<!-- end of result -->)", re.DOTALL)
#: How the tables begin, and the line after the last.
FIRST, AFTER = "as described", "cannot be brought"


def tables(course: Path) -> str:
    """Return the two tables of the executed lesson.

    course  folder of the executed notebooks
    """
    text = printed(nbformat.read(course / LESSON, as_version=4))
    lines = text[text.index(FIRST) : text.index(AFTER)].splitlines()
    return "".join(f"{line.partition(', better in')[0].rstrip()}\n" for line in lines)


def check(readme: Path, course: Path, *, write: bool) -> None:
    """Compare the result in README.md with the executed lesson, or write it.

    Raises OutOfDateError if they differ and it is not written.
    """
    text = readme.read_text(encoding="utf-8")
    wanted = tables(course)
    found = _SHOWN.search(text)
    if found is None:
        raise OutOfDateError("README.md has no place for a result")
    if found.group(2) == wanted:
        return
    if not write:
        raise OutOfDateError("README.md shows another result than lesson 6: `python -m docs.site --write` writes it")
    readme.write_text(_SHOWN.sub(lambda m: m.group(1) + wanted + m.group(3), text), encoding="utf-8")
