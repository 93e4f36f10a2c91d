"""itborg contrast: any two strategies of a finished study compared, without running anything.

`itborg.report.interaction_text` writes the sentences from the tables of the folder.
"""

from __future__ import annotations

import click

from ..common.errors import unknown
from . import options

#: Factors and pairs of factors that are named.
MOST = 8


@click.command(
    epilog=options.examples(
        "itborg contrast results/trust_and_demand brm_style itil",
        "itborg contrast results/trust_and_demand brm_style itil --measure loss",
    )
)
@click.argument("results", metavar="RESULTS")
@click.argument("strategy", metavar="STRATEGY")
@click.argument("versus", required=False, default=None, metavar="[VERSUS]")
@click.option("--measure", default=None, metavar="NAME", help="Outcome measure. [default: the first of the study]")
@options.output_format()
def contrast(results: str, strategy: str, versus: str | None, measure: str | None, output_format: str) -> None:
    """Compare two strategies of a study: difference, factors that change it, interactions of factors.

    RESULTS is a folder of `itborg sweep`; VERSUS is the baseline unless it is named. JSON and CSV have the paired
    difference at every design point.
    """
    from ..analysis.statistics import band
    from ..analysis.study.study_store import load_results
    from ..report.interaction_text import contrast as sentences
    from .output import print_rows

    found = load_results(results)
    study = found.study
    name, other = measure or study.measures[0], versus or study.baseline
    for one in (strategy, other):
        if one not in study.names:
            raise unknown("strategy in this study", one, study.names)
    if name not in study.measures:
        raise unknown("measure in this study", name, study.measures)
    if output_format == "table":
        for line in sentences(found, strategy, other, name, MOST):
            click.echo(line)
        return
    rows = []
    for organisation in study.organisations:
        points = band(found.array(name, strategy, other, organisation).T)
        for at, values in enumerate(study.points):
            ends = {key: float(getattr(points, key)[at]) for key in ("mean", "low", "high")}
            rows.append({"point": at, "organisation": organisation, **values, **ends})
    print_rows(rows, (), output_format)
