"""itborg merge: shards of a study brought together.

The counterpart of `itborg sweep --shard`; the results are written by `study_output`.
"""

from __future__ import annotations

from pathlib import Path

import click

from ..common.errors import InputError
from . import options


@click.command(
    epilog=options.examples(
        "itborg merge mine.toml results/mine    shards in one folder",
        "itborg merge mine.toml shard1 shard2 --out results/mine",
    )
)
@click.argument("study", metavar="STUDY.toml")
@click.argument("folders", nargs=-1, required=True, metavar="DIR...")
@click.option("--out", default=None, metavar="DIR", help="Folder for the complete study. [default: the first DIR]")
@options.output_format()
@options.quiet()
def merge(study: str, folders: tuple[str, ...], out: str | None, output_format: str, quiet: bool) -> int:
    """Merge shards of a study and write its results, without running anything.

    A run that is in several shards counts once.
    """
    from ..analysis.study.runner import PARTS
    from ..analysis.study.study_file import read_study
    from ..analysis.study.study_store import copy_runs
    from . import request
    from .study_output import write_and_print

    planned = read_study(study)
    for folder in folders:
        if not (Path(folder) / PARTS).is_dir():
            raise InputError(f"{folder}: no runs of a study here (no folder '{PARTS}')")
    target = Path(out or folders[0])
    command = f"itborg sweep {Path(study).name}"
    request.claim(target, request.current(planned, command))
    copy_runs([Path(folder) for folder in folders], target)
    return write_and_print(planned, target, command, output_format, quiet)
