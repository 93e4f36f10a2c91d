"""itborg kit: everything that a facilitator of the game prints, as one HTML file.

`itborg_viz.workshop.kit` writes the page.
"""

from __future__ import annotations

from pathlib import Path

import click

from ..common.errors import InputError, install
from . import options
from .parameter_types import Number, Word

FORMS = ("60", "90", "180")


@click.command(epilog=options.examples("itborg kit", "itborg kit --form 180 --out kit.html"))
@options.organisation()
@click.option(
    "--form",
    type=Word(*FORMS),
    default="90",
    show_default=True,
    metavar="60|90|180",
    help="Length of the session in minutes.",
)
@click.option(
    "--budget", type=Number(0, 1e6), default=180.0, show_default=True, metavar="N", help="Budget of the game, kEUR."
)
@options.seed()
@click.option("--out", default="kit.html", show_default=True, metavar="FILE", help="File to write.")
@options.quiet()
def kit(organisation: str, form: str, budget: float, seed: int, out: str, quiet: bool) -> None:
    """Write the facilitator's kit of the game: print it from a browser.

    It has the agenda, notes, the briefing, role cards, wall sheets and debrief questions, on A4.
    """
    from ..common.files import write_atomically
    from ..organisation.load import load
    from .progress import announce_compiling

    try:
        from itborg_viz.workshop.kit import kit_page
    except ImportError:
        raise InputError(f"the game is not in this installation: {install('viz')}") from None
    found = load(organisation)
    announce_compiling(quiet)
    write_atomically(Path(out), kit_page(found, seed, budget, form))
    click.echo(out)
