"""itborg sensitivity: the factors that decide an outcome.

Shares options and output with the other analyses (`analysis_command`); `itborg.analysis.sensitivity` does the work.
"""

from __future__ import annotations

from typing import Any

import click

from . import analysis_command as analysis
from . import options
from .parameter_types import Integer, Word


@click.command(
    epilog=options.examples(
        "itborg sensitivity                            which factors decide?",
        "itborg sensitivity --factor all               screening of every parameter",
        "itborg sensitivity --strategy itil --versus none --measure sla_met",
        "itborg sensitivity --method sobol --factor demand --factor honesty",
        "itborg sensitivity experiments/relationship_or_framework.toml",
    )
)
@analysis.study_argument()
@click.option(
    "--strategy",
    default=None,
    metavar="NAME",
    help="Strategy to analyse. [default: brm_style, or the last strategy of the study]",
)
@click.option(
    "--versus",
    default=None,
    metavar="NAME",
    help="Reference strategy, whose outcome is subtracted. [default: itil, or the baseline of the study]",
)
@options.measure()
@analysis.factor_option()
@click.option(
    "--method",
    type=Word("morris", "sobol"),
    default=None,
    metavar="morris|sobol",
    help="morris: screening with few runs; sobol: shares of variance with many runs. [default: morris]",
)
@click.option(
    "--samples",
    type=Integer(4, 100_000),
    default=None,
    metavar="N",
    help="Number of trajectories (morris) or base points (sobol).",
)
@options.replications(1, None, "Number of paired replications per point. [default: 6]")
@options.organisation()
@options.days(240)
@options.seed()
@options.behaviour()
@analysis.run_options
def sensitivity(
    study: str | None, factors: tuple[str, ...], out: str | None, cluster: str | None, threads: int | None,
    output_format: str, quiet: bool, **arguments: Any,
) -> int:  # fmt: skip
    """Rank the factors that decide an outcome, or the difference between two strategies.

    A factor that is not distinguishable from noise gets no rank. Without a study, demand and the core parameters are
    screened by Morris's method. A study needs a design of kind morris or sobol; with a study, only
    --strategy, --versus and --measure are used.
    """
    from ..analysis.sensitivity.sensitivity import sensitivity as analyse
    from ..analysis.sensitivity.sensitivity import sensitivity_study

    plan, outcome = analysis.plan_and_outcome(study, arguments, factors, sensitivity_study)
    folder = analysis.analysis_folder(out, "sensitivity", plan.name, plan)
    try:
        with analysis.run_source(folder, "sensitivity, runs", cluster, threads, quiet) as run_source:
            result = analyse(plan, **outcome, run_source=run_source)
    except KeyboardInterrupt:
        return analysis.interrupted(folder)
    inputs = {"study": study, **outcome, **arguments, "points": len(plan.points)}
    analysis.write_and_print(result, folder, inputs, output_format, quiet)
    return 0
