"""itborg optimise: interventions, their times and doses under a budget.

Shares options and output with the other analyses (`analysis_command`); `itborg.analysis.optimisation` does the work.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from . import analysis_command as analysis
from . import options
from .parameter_types import Integer, Word


@click.command(
    epilog=options.examples(
        "itborg optimise --budget 100",
        "itborg optimise --budget 150 --objective worst-case --intervention itil",
        "itborg optimise --measure net_value --also business_rating",
        "itborg optimise --budget 80 --org ./my-company --measure business_rating",
    )
)
@analysis.study_argument()
@click.option(
    "--budget", type=float, default=None, metavar="KEUR", help="Total direct cost of a plan, kEUR. [default: 150]"
)
@click.option(
    "--intervention",
    "interventions",
    multiple=True,
    metavar="NAME",
    help="Strategy that may be part of a plan; repeatable. [default: eight strategies]",
)
@analysis.factor_option("--uncertain", "Factor that differs between scenarios; repeatable. [default: seven factors]")
@click.option(
    "--posterior", default=None, metavar="FILE", help="Scenarios from posterior.csv of `itborg calibrate` instead."
)
@click.option(
    "--objective",
    type=Word("mean", "worst-case"),
    default=None,
    metavar="mean|worst-case",
    help="Mean over all scenarios, or over the worst quarter of them. [default: mean]",
)
@options.measure("Outcome measure to improve.")
@click.option(
    "--also",
    default=None,
    metavar="NAME",
    help="Second measure to improve: the result is the set of plans that cannot be improved in both.",
)
@click.option(
    "--trials", type=Integer(8, 100_000), default=None, metavar="N", help="Number of plans to try. [default: 64]"
)
@click.option(
    "--scenarios",
    type=Integer(1, 10_000),
    default=None,
    metavar="N",
    help="Number of scenarios in which each plan is run. [default: 6]",
)
@options.replications(1, None, "Number of replications per plan and scenario. [default: 2]")
@options.organisation(None)
@options.days(None, 240)
@options.seed(None)
@options.behaviour()
@analysis.run_options
def optimise(
    study: str | None, factors: tuple[str, ...], posterior: str | None, out: str | None, cluster: str | None,
    threads: int | None, output_format: str, quiet: bool, **arguments: Any,
) -> int:  # fmt: skip
    """Search for the best interventions, their order and doses under a budget, robust over uncertain scenarios.

    The finalists and the plans that people would choose without a search are then compared in new scenarios with new
    random numbers, with intervals and regret. A study, if given, sets organisation, days, strategies and factors.
    """
    from ..analysis.optimisation.optimise import optimise as analyse
    from ..analysis.study.point_table import read_points
    from ..engine.own_rules import behaviour_of

    behaviour_of(arguments["behaviour"])  # first, so that its parameters are known as factors
    plan = analysis.read_study_file(study)
    if plan:
        analysis.warn_of_extremes(plan)
    specification = analysis.supplied(**arguments, uncertain=analysis.read_factors(factors))
    if posterior is not None:
        specification["table"] = read_points(Path(posterior))
    folder = analysis.analysis_folder(out, "optimise", plan.name if plan else "plan", plan)
    try:
        with analysis.run_source(folder, "optimise, runs of this batch", cluster, threads, quiet) as run_source:
            result = analyse(plan, run_source=run_source, **specification)
    except KeyboardInterrupt:
        return analysis.interrupted(folder)
    inputs = {"study": study, "posterior": posterior, **analysis.supplied(**arguments)}
    analysis.write_and_print(result, folder, inputs, output_format, quiet)
    return 0
