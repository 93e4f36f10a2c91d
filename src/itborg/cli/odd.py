"""itborg odd: the ODD protocol of the installed model.

`itborg.report.odd` writes the page from the registries.
"""

from __future__ import annotations

from pathlib import Path

import click

from . import options


@click.command(epilog=options.examples("itborg odd > odd.md", "itborg odd --out odd.md"))
@click.option("--out", default=None, metavar="FILE", help="File to write. [default: the terminal]")
def odd(out: str | None) -> None:
    """Write the ODD protocol of the model: entities, schedule, design concepts, submodels, every parameter.

    Elements are named as in Grimm et al. (2020). The page is Markdown.
    """
    from ..common.files import write_atomically
    from ..report.odd import page

    if out is None:
        click.echo(page(), nl=False)
    else:
        write_atomically(Path(out), page())
        click.echo(out)
