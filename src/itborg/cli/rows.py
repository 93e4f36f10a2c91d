"""A plain table of rows with the same keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .output import console


def show_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print some columns of rows: numbers to the right, the last column takes the room that is left."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for column in columns:
        last = column == columns[-1]
        right = any(isinstance(row.get(column), int | float) for row in rows)
        table.add_column(column, justify="right" if right else "left", no_wrap=not last, overflow="fold")
    for row in rows:
        table.add_row(*(cell(row.get(column)) for column in columns))
    console().print(table)


def cell(value: Any) -> str:
    """Return a value as a table shows it; a dash for nothing.

    >>> cell(0.25), cell(None), cell(7)
    ('0.25', '-', '7')
    """
    from rich.markup import escape

    if value is None:
        return "-"
    return f"{value:g}" if isinstance(value, float) else escape(str(value))
