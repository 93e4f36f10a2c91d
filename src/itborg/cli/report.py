"""itborg report: the HTML report of existing results, without running anything.

Reads the tables of a folder back; useful after an update of the package that changes reports.
"""

from __future__ import annotations

from pathlib import Path

import click

from . import options


@click.command(
    epilog=options.examples(
        "itborg report results/20260701-120000-compare-grab_at_pizza", "itborg report results/trust_and_demand"
    )
)
@click.argument("results", metavar="RESULTS")
@click.option("--out", default=None, metavar="FILE", help="File to write. [default: report.html in the folder]")
def report(results: str, out: str | None) -> None:
    """Rewrite report.html from the tables in a results folder of `itborg compare` or `itborg sweep`."""
    from ..analysis.study.study_store import is_study
    from ..common.checksums import record
    from ..common.files import write_atomically

    target = Path(out) if out else Path(results) / "report.html"
    write_atomically(target, _study_page(results) if is_study(results) else _comparison_page(results))
    if target.parent.resolve() == Path(results).resolve():
        record(target.parent, [target.name])
    click.echo(str(target))


def _comparison_page(results: str) -> str:
    """Return the page of a comparison; raise InputError if the folder holds no results."""
    from ..report.comparison_page import page
    from ..report.results_folder import read

    return page(*read(results))


def _study_page(results: str) -> str:
    """Return the page of a study; raise InputError if its tables are damaged."""
    from ..analysis.study.study_store import read_back
    from ..report.study_page import page

    return page(*read_back(results))
