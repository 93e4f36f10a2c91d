"""itborg verify: which files of a results folder are as they were written.

`itborg.common.checksums` compares the files with their recorded checksums, `itborg.analysis.study.journal` the parts.
"""

from __future__ import annotations

from pathlib import Path

import click

from ..common.errors import InputError
from . import options


@click.command(epilog=options.examples("itborg verify results/trust_and_demand"))
@click.argument("results", metavar="RESULTS")
def verify(results: str) -> int:
    """Check every file in a results folder against its checksum.

    Damaged files are listed and the exit code is 1. Runs in a damaged part are run again by the next `itborg sweep` in
    the folder; `sha256sum --check SHA256SUMS` checks the other files without itborg.
    """
    from ..analysis.study.journal import PART_SUFFIX, damaged_parts
    from ..common.checksums import damaged, recorded

    folder = Path(results)
    if not folder.is_dir():
        raise InputError(f"{results}: no such folder")
    wrong = damaged(folder)
    count = len(recorded(folder))
    for parts in sorted(folder.rglob("parts")):
        count += len(list(parts.glob(f"*{PART_SUFFIX}")))
        wrong |= {(parts / name).relative_to(folder).as_posix(): "changed" for name in damaged_parts(parts)}
    if not count:
        raise InputError(f"{results}: nothing to verify; no file here has a checksum")
    for name, what in sorted(wrong.items()):
        click.echo(f"{name}: {what}")
    click.echo(f"{count - len(wrong)} of {count} files are as they were written")
    return 1 if wrong else 0
