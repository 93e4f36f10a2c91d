"""itborg org import --incidents: targets for calibration from the incident log of a service desk.

`itborg.evidence.incident_log` reads the log and computes the statistics; the targets are in the format of
`itborg calibrate --targets`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..common.errors import InputError

if TYPE_CHECKING:
    from ..evidence.incident_log.log import Indicator
    from ..evidence.incident_log.read_log import ImportedLog


def import_incidents(
    export: str, files: Sequence[str], columns: Sequence[str], people: int, day_first: bool | None, out: Path, seed: int
) -> None:
    """Read an incident log, write its statistics as targets, and print how the columns were understood.

    export     CSV or XES file
    files      other files of the command, which must be empty
    columns    ROLE=COLUMN for columns with an unusual name
    people     number of people who work on the incidents, 0 if unknown
    day_first  whether 03/04 is 3 April; None to infer it
    out        a new TOML file
    seed       for the bootstrap of standard errors

    Raises InputError for other files, if `out` exists or is not named .toml, or if the log cannot be understood.
    """
    from ..common.files import write_atomically
    from ..evidence.calibration.targets_file import targets_text
    from ..evidence.incident_log.columns import stated_roles
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
    found = read_incidents(export, stated_roles(columns), day_first=day_first, people=people)
    statistics = indicators(found.log, seed)
    source = f"{len(found.log)} closed incidents of {found.log.workdays:.0f} working days"
    write_atomically(out, targets_text(statistics, Path(export).name, source))
    _report(found, statistics, out)


def _report(found: ImportedLog, statistics: Sequence[Indicator], out: Path) -> None:
    """Print how the log was understood, and each target with two standard errors."""
    from .output import print_rows

    unit = "one row per event" if found.events else "one row per incident"
    roles = ", ".join(f"{role}: {column}" for role, column in found.columns.items())
    click.echo(f"{len(found.log)} closed incidents, {unit}; columns understood as {roles}.")
    click.echo(f"Hand-offs are {found.handoff_definition}; those of the model are changes of team or person.")
    if found.skipped:
        click.echo(f"{found.skipped} left out: not closed, or without dates.")
    print_rows(
        [{"target": one.id, "value": round(one.value, 4), "±": round(2 * one.error, 4)} for one in statistics],
        ("value", "±", "target"),
    )
    if not found.log.people:
        click.echo("The log does not say how many people work on incidents: --it-people N adds demand as a target.")
    click.echo(f"{out} is written. Next: itborg calibrate --targets {out} --org NAME|PATH")
