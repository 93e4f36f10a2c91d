"""itborg replay: a run of a results folder as one HTML file that plays.

`itborg.report.playback` records the run again and writes the page; the player is part of the package `itborg_viz`.
"""

from __future__ import annotations

from pathlib import Path

import click

from ..common.errors import InputError, install
from . import options


@click.command(
    epilog=options.examples(
        "itborg replay results/20260701-120000-run-grab_at_pizza",
        "itborg replay results/my-comparison --strategy itil --out itil.html",
    )
)
@click.argument("results", metavar="RESULTS")
@click.option(
    "--strategy",
    default=None,
    metavar="NAME|FILE",
    help="Strategy of a comparison to replay. [default: that with most net value]",
)
@click.option(
    "--org", "organisation", default=None, metavar="NAME|PATH", help="Organisation, if it is no longer where it was."
)
@click.option("--out", default=None, metavar="FILE", help="File to write. [default: replay.html in the folder]")
@options.threads()
@options.quiet()
def replay(
    results: str, strategy: str | None, organisation: str | None, out: str | None, threads: int | None, quiet: bool
) -> None:
    """Write replay.html: the network day by day in one file, with controls to play and pause.

    The first run of the results is re-simulated with the same seed and recorded daily.
    """
    click.echo(str(write_replay(Path(results), Path(out) if out else None, strategy, organisation, threads, quiet)))


def write_replay(
    results: Path, out: Path | None, strategy: str | None, organisation: str | None, threads: int | None, quiet: bool
) -> Path:
    """Write the replay of a results folder and return its path; raise InputError without the extra `viz`.

    results       folder of `itborg run` or `itborg compare`
    out           file to write; None: replay.html in the folder
    strategy      of a comparison; None: the one with the highest net value
    organisation  name or path; None: as stored
    threads       None: one per core
    quiet         no notes

    Raises InputError also if the folder has no such run, or if the file cannot be written.
    """
    from ..common.files import write_atomically
    from ..report.playback.find_run import find_run, record_again
    from ..report.playback.replay_page import replay_page
    from .output import note
    from .progress import announce_compiling

    script, sheet = player()
    stored = find_run(str(results), organisation, strategy)
    if stored.remark:
        note(f"note: {stored.remark}", quiet)
    announce_compiling(quiet)
    note(f"re-simulating {stored.days} days of {stored.organisation.name} under {stored.strategy.name}", quiet)
    target = out or results / "replay.html"
    write_atomically(target, replay_page(record_again(stored, threads), script, sheet))
    return target


def player() -> tuple[str, str]:
    """Return the script and the style sheet of the player; raise InputError without the extra `viz`."""
    try:
        from itborg_viz.theme import style_sheet
        from itborg_viz.widgets.bundle import bundle
    except ImportError:
        raise InputError(f"the player is not in this installation: {install('viz')}") from None
    return bundle("player"), style_sheet()
