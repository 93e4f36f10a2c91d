"""itborg org import --incidents: targets for calibration from the incident log of a service desk.

`itborg.evidence.incident_log` reads the log and computes the statistics; the targets are in the format of
`itborg calibrate --targets`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..common.errors import InputError
from .table_import import report_receipts, write_receipts

if TYPE_CHECKING:
    from ..evidence.incident_log.log import Indicator
    from ..evidence.incident_log.read_log import ImportedLog
    from ..organisation.importing.tables_and_graphs import Stated


def import_incidents(
    export: str,
    files: Sequence[str],
    stated: Stated,
    out: Path,
    seed: int,
    people: int = 0,
    day_first: bool | None = None,
    top: str = "",
    as_json: bool = False,
) -> None:
    """Read an incident log, write its statistics as targets, and print how the export was understood.

    export     a table or an XES file
    files      other files of the command, which must be empty
    stated     columns with an unusual name, and the form of the file
    out        a new TOML file; the receipt is written beside it, with the suffix .import.json
    seed       for the bootstrap of standard errors
    people     number of people who work on the incidents, 0 if unknown
    day_first  whether 03/04 is 3 April; None to infer it
    top        the highest priority, "" to infer it
    as_json    print the receipt as JSON, and nothing else to stdout

    Where the texts do not tell day from month or the highest priority, the user chooses if stdin is a terminal.

    Raises InputError for other files, if `out` exists or is not named .toml, or if the log cannot be understood.
    """
    from ..common.files import write_atomically
    from ..evidence.calibration.targets_file import targets_text
    from ..evidence.incident_log.log import indicators
    from ..evidence.incident_log.read_log import read_incidents

    if files:
        raise InputError(f"--incidents takes no other files: {' '.join(files)} belongs to an import of an organisation")
    if out.suffix != ".toml":
        raise InputError(
            f"--out {out}: with --incidents a file of targets is written, such as {out.name or 'ours'}.toml"
        )
    if out.exists():
        raise InputError(f"{out}: exists already")
    found = read_incidents(
        export, stated.columns, day_first=day_first, people=people, top=top, read_as=stated.read_as,
        prompt=choose if sys.stdin.isatty() else None,
    )  # fmt: skip
    statistics = indicators(found.log, seed)
    if not statistics:
        raise InputError(f"{export}: this export has no column from which a target could be computed")
    source = f"{len(found.log)} closed incidents of {found.log.workdays:.0f} working days"
    write_atomically(out, targets_text(statistics, Path(export).name, source))
    receipt = found.receipt
    receipt.facts["targets"] = len(statistics)
    report_receipts([receipt])
    text = write_receipts([receipt], out.with_suffix(".import.json"))
    if as_json:
        click.echo(text, nl=False)
    else:
        _report(found, statistics, out)


def choose(question: str, choices: Sequence[str]) -> str:
    """Return which of some choices the user picks in the terminal (stderr), by its number or its name."""
    for at, choice in enumerate(choices, start=1):
        click.echo(f"  {at}  {choice}", err=True)
    answer: str = click.prompt(question, type=_Choice(choices), err=True)
    return answer


class _Choice(click.ParamType[Any] if TYPE_CHECKING else click.ParamType):  # type: ignore[misc]
    """One of some choices, by its number from 1 or by its name."""

    name = "choice"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the choice. A name counts before a number, because names can be numbers."""
        if value in self.choices:
            return str(value)
        if not (value.isdecimal() and len(value) < 4 and 1 <= int(value) <= len(self.choices)):
            raise click.BadParameter(f"type a number from 1 to {len(self.choices)}", ctx, param)
        return self.choices[int(value) - 1]


def _report(found: ImportedLog, statistics: Sequence[Indicator], out: Path) -> None:
    """Print how many incidents were read, and each target with two standard errors."""
    from .output import print_rows

    unit = "several rows an incident" if found.events else "one row an incident"
    facts = found.receipt.facts
    click.echo(f"{len(found.log)} closed incidents, {unit}; {facts['open']} are still open and not counted as closed.")
    print_rows(
        [{"target": one.id, "value": round(one.value, 4), "±": round(2 * one.error, 4)} for one in statistics],
        ("value", "±", "target"),
    )
    if not found.log.people:
        click.echo("The log does not say how many people work on incidents: --it-people N adds demand as a target.")
    click.echo(f"{out} is written. Next: itborg calibrate --targets {out} --org NAME|PATH")
