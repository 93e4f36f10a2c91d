"""Tables of HTML pages as data: heads, rows and cells that the template `parts.html` writes; and Markdown tables.

Cells are texts: numbers are formatted before, so that a table has nothing to compute. A kind is the class of the style
sheet `page.css`; "" is a column of numbers, aligned to the right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .formatting import half, number


class Head(NamedTuple):
    """The head of a column.

    name  first line; "" leaves it empty
    unit  a second line in small type
    kind  class of the style sheet: "name" for a column of names
    """

    name: str = ""
    unit: str = ""
    kind: str = ""


class Cell(NamedTuple):
    """A cell.

    text   what it shows
    half   half of a 95 % interval, or ""
    mark   "up" or "down": significantly better or worse
    kind   class of the style sheet: "name" for a name, "text" for a sentence
    title  shown while the mouse rests on it
    """

    text: str = ""
    half: str = ""
    mark: str = ""
    kind: str = ""
    title: str = ""


class Row(NamedTuple):
    """A row with one cell for each column; its kind is a class of the style sheet, such as "baseline"."""

    cells: Sequence[Cell]
    kind: str = ""


class Table(NamedTuple):
    """A table; its kind is a class of the style sheet, such as "ranking"."""

    heads: Sequence[Head]
    rows: Sequence[Row]
    kind: str = ""


def name_cell(name: str, title: str = "") -> Cell:
    """Return the cell of a name.

    title  shown while the mouse rests on it; "" for nothing
    """
    return Cell(name, kind="name", title=title)


def estimate(
    mean: float, low: float, high: float, places: int, better: str | None = None, *, signed: bool = False
) -> Cell:
    """Return the cell of an estimate with half of its interval.

    mean       MISSING is shown for NaN
    low, high  ends of the 95 % interval; NaN: not known, so no half is shown
    places     decimals of both
    better     "higher" or "lower": the estimate is marked as better or worse if its interval excludes 0; None: never
    signed     with a plus sign where the mean is not negative
    """
    if not math.isfinite(mean):
        return Cell(number(mean))
    width = half(low, high)
    shown = number(width, places) if math.isfinite(width) else ""
    return Cell(number(mean, places, signed), shown, mark(low, high, better))


def mark(low: float, high: float, better: str | None) -> str:
    """Return "up" for an interval that is entirely better than 0, "down" for worse, else "".

    better  "higher" or "lower"; None: neither is better, so ""

    >>> mark(0.1, 0.3, "higher"), mark(0.1, 0.3, "lower"), mark(-0.1, 0.3, "higher"), mark(0.1, 0.3, None)
    ('up', 'down', '', '')
    """
    if better is None or not (low > 0 or high < 0):
        return ""
    return "up" if (low > 0) == (better == "higher") else "down"


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[str]], alignment: str = "") -> list[str]:
    r"""Return the lines of a Markdown table, with an empty line after it; "None." instead of a table without rows.

    alignment  "l" or "r" for each column; by default all columns are left-aligned

    >>> markdown_table(["a", "b"], [["x|y", "1"]], "lr")
    ['| a | b |', '|---|--:|', '| x\\|y | 1 |', '']
    >>> markdown_table(["a", "b"], [])
    ['None.', '']
    """
    marks = ["--:" if side == "r" else "---" for side in alignment or "l" * len(heads)]
    lines = [["", *heads, ""], *(["", *(cell.replace("|", "\\|") for cell in row), ""] for row in rows)]
    if len(lines) == 1:
        return ["None.", ""]
    head, *body = [" | ".join(line).strip() for line in lines]
    return [head, f"|{'|'.join(marks)}|", *body, ""]
