"""Printing: results to stdout, everything else to stderr."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

#: Widest table we draw, and the width when nobody looks (a pipe or a file).
WIDEST, PIPED = 140, 100


def console() -> Console:
    """Return the console of stdout: as wide as the terminal, 100 columns in a pipe."""
    import os

    from rich.console import Console

    found = Console(highlight=False, soft_wrap=False)
    if not found.is_terminal and "COLUMNS" not in os.environ:
        return Console(highlight=False, width=PIPED)
    return found if found.width <= WIDEST else Console(highlight=False, width=WIDEST)


def note(message: str, quiet: bool = False) -> None:
    """Tell the user something on stderr, unless asked to be quiet."""
    if not quiet:
        click.echo(message, err=True)


def warn_unusual(parameters: Mapping[str, float] | None, quiet: bool = False) -> None:
    """Tell on stderr which parameters were set beyond their plausible range; what was asked is run all the same."""
    from ..comparison.unusual import warnings

    for sentence in warnings(parameters):
        note(f"warning: {sentence}", quiet)


def print_json(data: Any) -> None:
    """Print data as JSON; it holds no NaN."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))


def print_csv(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print rows of equal keys as CSV with a header."""
    listed = list(rows)
    if not listed:
        return
    writer = csv.DictWriter(sys.stdout, fieldnames=list(listed[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
