"""itborg discover: the conditions under which a strategy underperforms.

Shares options and output with the other analyses (`analysis_command`); `itborg.analysis.discovery` does the work.
"""

from __future__ import annotations

from typing import Any

import click

from . import analysis_command as analysis
from . import options
from .parameter_types import Integer, Word


@click.command(
    epilog=options.examples(
        "itborg discover                                when does itil lose?",
        "itborg discover --strategy csi_programme --versus brm_style",
        "itborg discover --strategy itil --case wins --factor demand=0.5..1.5",
        "itborg discover experiments/network_structure.toml --strategy itil",
    )
)
@analysis.study_argument()
@click.option(
    "--strategy",
    default=None,
    metavar="NAME",
    help="Strategy that underperforms (or, with --case wins, outperforms). "
    "[default: itil, or the last strategy of the study]",
)
@click.option(
    "--versus",
    default=None,
    metavar="NAME",
    help="Reference strategy. [default: none, or the baseline of the study]",
)
@options.measure()
@click.option(
    "--case",
    type=Word("loses", "wins"),
    default="loses",
    show_default=True,
    metavar="loses|wins",
    help="Case to search for.",
)
@click.option(
    "--margin",
    type=float,
    default=0.0,
    show_default=True,
    metavar="X",
    help="Smallest difference that counts, in the unit of the measure.",
)
@analysis.factor_option()
@click.option(
    "--samples", type=Integer(40, 1_000_000), default=None, metavar="N", help="Number of points. [default: 240]"
)
@options.replications(1, None, "Number of paired replications per point. [default: 6]")
@options.organisation()
@options.days(240)
@options.seed()
@options.behaviour()
@analysis.run_options
def discover(
    study: str | None, factors: tuple[str, ...], case: str, margin: float, out: str | None, cluster: str | None,
    threads: int | None, output_format: str, quiet: bool, **arguments: Any,
) -> int:  # fmt: skip
    """Find the regions in which a strategy underperforms or outperforms: scenario discovery with PRIM.

    Density is the share of points in a region at which it does; coverage is the share of all such points that lie in
    the region. Both are estimated from points that were not used in the search.
    """
    from ..analysis.discovery.discover import discover as analyse
    from ..analysis.discovery.discover import discovery_study

    plan, outcome = analysis.plan_and_outcome(study, arguments, factors, discovery_study)
    folder = analysis.analysis_folder(out, "discover", plan.name, plan)
    try:
        with analysis.run_source(folder, "discover, runs", cluster, threads, quiet) as run_source:
            result = analyse(plan, **outcome, case=case, margin=margin, run_source=run_source)
    except KeyboardInterrupt:
        return analysis.interrupted(folder)
    inputs = {"study": study, **outcome, **arguments, "case": case, "margin": margin}
    analysis.write_and_print(result, folder, inputs, output_format, quiet)
    return 0
