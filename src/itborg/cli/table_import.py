"""itborg org import PEOPLE.csv TIES.csv: an organisation from tables with any columns, and the receipt of the import.

`itborg.organisation.importing` reads the tables. The receipt is printed and, as import.json, written
beside the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..common.errors import InputError
from .it_teams import prompt_for_it_teams

if TYPE_CHECKING:
    from ..organisation.importing.tables_and_graphs import Stated
    from ..organisation.reading.receipt import Receipt
    from ..organisation.types import Organisation

#: File beside the result that holds the receipts.
RECEIPT = "import.json"


def stated_tables(columns: Sequence[str], delimiter: str, encoding: str) -> Stated:
    """Return what the options --map, --delimiter and --encoding state about tables."""
    from ..organisation.importing.tables_and_graphs import Stated
    from ..organisation.reading.column_roles import stated_columns
    from ..organisation.reading.table_form import ReadAs

    return Stated(stated_columns(columns), ReadAs(delimiter, encoding))


def read_organisation(
    people: Path,
    ties: Path | None,
    it_teams: Sequence[str],
    name: str,
    stated: Stated,
    shown: tuple[str, str] | None = None,
) -> tuple[Organisation, list[Receipt]]:
    """Return the organisation of two tables, and how they were read.

    ties      None: the reporting lines in the table of people are the ties
    it_teams  teams that are IT; () to take the sides of the table, or to ask the user
    shown     names of the two files for messages; None: their paths

    Raises InputError that lists the errors, at most 20.
    """
    from ..organisation.importing.tables_and_graphs import read_tables
    from ..organisation.reading.messages import listing

    teams = it_teams or prompt_for_it_teams(people, stated)
    found = read_tables(people, ties, teams, name, shown or (str(people), str(ties or people)), stated)
    if found.organisation is None:
        raise InputError(listing([problem for problem in found.problems if not problem.warning]))
    return found.organisation, found.receipts


def report_receipts(receipts: Sequence[Receipt]) -> None:
    """Print receipts to stderr."""
    for receipt in receipts:
        for line in receipt.lines():
            click.echo(line, err=True)


def write_receipts(receipts: Sequence[Receipt], path: Path, anonymous: bool = False) -> str:
    """Write receipts as JSON, a list with one entry a file, and return the text.

    Raises InputError if the file cannot be written.

    anonymous  whether names of columns are left out, because those of a survey can be names of people
    """
    import json

    from ..common.files import write_atomically

    texts = [receipt.as_json() for receipt in receipts]
    for text in texts if anonymous else ():
        for key in ("columns", "columns_ignored", "repeat", "missing"):
            del text[key]
    written = json.dumps(texts, indent=2, ensure_ascii=False) + "\n"
    write_atomically(path, written)
    return written
