"""Printing: results to stdout, everything else to stderr.

Commands print through these functions, so that tables, JSON and CSV look the same everywhere and a pipe gets results
only. Relies on rich for tables, which is imported when a table is printed.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

#: Columns of the widest table, and the width of output into a pipe or a file.
WIDEST, PIPED = 140, 100


def console() -> Console:
    """Return the console of stdout: as wide as the terminal up to 140 columns, 100 columns in a pipe.

    The environment variable COLUMNS sets another width of at most 140 columns, also in a pipe.
    """
    import os

    from rich.console import Console

    found = Console(highlight=False, soft_wrap=False)
    if not found.is_terminal and "COLUMNS" not in os.environ:
        return Console(highlight=False, width=PIPED)
    return found if found.width <= WIDEST else Console(highlight=False, width=WIDEST)


def blank_table() -> Table:
    """Return an empty table in the style of all commands: a rule under the heads, no border.

    Columns and rows are added by the caller.
    """
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)


def note(message: str, quiet: bool = False) -> None:
    """Print a message to stderr unless `quiet`."""
    if not quiet:
        click.echo(message, err=True)


def warn_implausible(parameters: Mapping[str, float] | None, quiet: bool = False) -> None:
    """Print a warning to stderr for each parameter outside its plausible range; the run goes ahead.

    parameters  changed values by name; None: none
    quiet       no warnings
    """
    from ..analysis.comparison.provenance import warnings

    for sentence in warnings(parameters):
        note(f"warning: {sentence}", quiet)


def print_json(data: Any) -> None:
    """Print data as indented JSON to stdout; raise ValueError for NaN and infinity, which JSON cannot hold."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))


def print_csv(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print rows as CSV with a header to stdout; all rows have the keys of the first.

    Nothing is printed without rows. None becomes an empty field.

    Raises ValueError if a row has another key.
    """
    listed = list(rows)
    if not listed:
        return
    writer = csv.DictWriter(sys.stdout, fieldnames=list(listed[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], output_format: str = "table") -> None:
    """Print rows to stdout in one of the formats.

    columns        columns of the table, in their order; JSON and CSV have all keys
    output_format  "table", "json" or "csv"
    """
    if output_format == "json":
        print_json(rows)
    elif output_format == "csv":
        print_csv(rows)
    else:
        _print_table(rows, columns)


def _print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print a table with numbers to the right; the last column takes the rest of the width.

    A row may lack columns; these cells show a dash.
    """
    table = blank_table()
    for column in columns:
        last = column == columns[-1]
        right = any(isinstance(row.get(column), int | float) for row in rows)
        table.add_column(column, justify="right" if right else "left", no_wrap=not last, overflow="fold")
    for row in rows:
        table.add_row(*(cell(row.get(column)) for column in columns))
    console().print(table)


def cell(value: Any) -> str:
    """Return a value as text of a table cell; a dash for None.

    Floats have up to six significant digits. Marks of rich in a text are escaped.

    >>> cell(0.25), cell(None), cell(7)
    ('0.25', '-', '7')
    """
    from rich.markup import escape

    if value is None:
        return "-"
    return f"{value:g}" if isinstance(value, float) else escape(str(value))
