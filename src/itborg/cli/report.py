"""itborg report: the HTML report of results again, without running anything."""

from __future__ import annotations

from pathlib import Path

import click

from . import options


@click.command(epilog=options.examples("itborg report results/20260701-120000-compare-grab_at_pizza"))
@click.argument("results", metavar="RESULTS")
@click.option("--out", default=None, metavar="FILE", help="Where to write it. [default: report.html in the folder]")
def report(results: str, out: str | None) -> None:
    """Write report.html again from the tables of a results folder."""
    from ..report.atomic import write_whole
    from ..report.html import page
    from ..report.store import read

    found, command = read(results)
    target = Path(out) if out else Path(results) / "report.html"
    write_whole(target, page(found, command))
    click.echo(str(target))
