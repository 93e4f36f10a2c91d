"""itborg merge: shards of one study become its results."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import InputError
from . import options


@click.command(
    epilog=options.examples(
        "itborg merge mine.toml results/mine                     shards of one folder",
        "itborg merge mine.toml shard1 shard2 --out results/mine  shards that do not",
    )
)
@click.argument("study", metavar="STUDY.toml")
@click.argument("folders", nargs=-1, required=True, metavar="DIR...")
@click.option("--out", default=None, metavar="DIR", help="Folder of the whole study. [default: the first]")
@options.shape()
@options.quiet()
def merge(study: str, folders: tuple[str, ...], out: str | None, shape: str, quiet: bool) -> int:
    """Bring shards of a study together and write its results, without running anything.

    A run that is in several shards counts once.
    """
    from ..studies import read_study
    from ..studies.runner import PARTS
    from ..studies.store import take_over
    from .study_output import tell

    asked = read_study(study)
    for folder in folders:
        if not (Path(folder) / PARTS).is_dir():
            raise InputError(f"{folder}: no runs of a study here (no folder '{PARTS}')")
    target = Path(out or folders[0])
    take_over([Path(folder) for folder in folders], target)
    return tell(asked, target, f"itborg sweep {Path(study).name}", shape, quiet)
