"""itborg org import --incidents: a service desk's export becomes targets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..common.errors import InputError

if TYPE_CHECKING:
    from ..evidence.incident_log.log import Figure
    from ..evidence.incident_log.read_log import Imported


def import_incidents(
    export: str,
    files: tuple[str, ...],
    columns: tuple[str, ...],
    people: int,
    day_first: bool | None,
    out: Path,
    seed: int,
) -> None:
    """Read an export, write its figures as targets, and say how it was understood."""
    from ..common.files import write_atomically
    from ..evidence.calibration.targets_file import targets_text
    from ..evidence.incident_log.columns import pairs
    from ..evidence.incident_log.log import figures
    from ..evidence.incident_log.read_log import read_incidents

    if files:
        raise InputError(f"--incidents goes alone: {' '.join(files)} is for an organisation of its own")
    if out.suffix != ".toml":
        raise InputError(
            f"--out {out}: with --incidents a file of targets is written, such as {out.name or 'ours'}.toml"
        )
    if out.exists():
        raise InputError(f"{out}: is there already")
    found = read_incidents(export, pairs(columns), day_first=day_first, people=people)
    told = figures(found.log, seed)
    what = f"{len(found.log)} closed incidents of {found.log.workdays:.0f} working days"
    write_atomically(out, targets_text(told, Path(export).name, what))
    _say(found, told, out)


def _say(found: Imported, told: list[Figure], out: Path) -> None:
    from .output import show_rows

    shape = "one row an event" if found.events else "one row an incident"
    roles = ", ".join(f"{role}: {column}" for role, column in found.columns.items())
    click.echo(f"{len(found.log)} closed incidents, {shape}; understood as {roles}.")
    if found.skipped:
        click.echo(f"{found.skipped} left out: not closed, or without dates.")
    show_rows(
        [{"figure": one.id, "value": round(one.value, 4), "±": round(2 * one.error, 4)} for one in told],
        ("value", "±", "figure"),
    )
    if not found.log.people:
        click.echo("How many people work on them is not in the export: say --it-people N to fit demand as well.")
    click.echo(f"{out} is written. Now: itborg calibrate --targets {out} --org NAME|PATH")
