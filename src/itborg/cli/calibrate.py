"""itborg calibrate: parameters that reproduce values of real organisations.

Shares options and output with the other analyses (`analysis_command`); `itborg.evidence.calibration` does the work.
"""

from __future__ import annotations

from typing import Any

import click

from . import analysis_command as analysis
from . import options
from .parameter_types import Integer


@click.command(
    epilog=options.examples(
        "itborg calibrate                               the bundled targets",
        "itborg org import --incidents export.csv --out ours.toml",
        "itborg calibrate --targets ours.toml --org ./my-company",
        "itborg calibrate --factor desk_trained --factor hazard=0.1..0.6 --waves 4",
    )
)
@analysis.study_argument()
@click.option(
    "--targets", default=None, metavar="FILE.toml", help="Values to reproduce. [default: the bundled targets]"
)
@click.option(
    "--hold-out",
    "held_out",
    multiple=True,
    metavar="ID",
    help="Target that is not fitted but used to check the fit; repeatable.",
)
@analysis.factor_option()
@click.option(
    "--strategy", default=None, metavar="NAME", help="Strategy of the organisation meanwhile. [default: none]"
)
@click.option(
    "--points", type=Integer(20, 100_000), default=None, metavar="N", help="Number of points per wave. [default: 80]"
)
@click.option(
    "--waves", type=Integer(1, 20), default=None, metavar="N", help="Number of waves of history matching. [default: 3]"
)
@options.replications(2, None, "Number of replications per point. [default: 3]")
@options.organisation(None)
@options.days(None, 240)
@options.seed(None)
@options.behaviour()
@analysis.run_options
def calibrate(
    study: str | None, targets: str | None, held_out: tuple[str, ...], factors: tuple[str, ...], out: str | None,
    cluster: str | None, threads: int | None, output_format: str, quiet: bool, **arguments: Any,
) -> int:  # fmt: skip
    """Fit parameters to values of real organisations, or of your own incident log, as a posterior distribution.

    Without --factor a screening chooses up to twelve parameters of the core: those on which the targets depend most.
    New runs with other random numbers check the fit against the fitted targets and those held out. The result is
    posterior.csv, which `itborg optimise --posterior` and a study with a design of kind table can read.
    """
    from ..engine.own_rules import behaviour_of
    from ..evidence.calibration.calibrate import calibrate as analyse
    from ..evidence.calibration.targets_file import bundled, hold_out, read_targets

    behaviour_of(arguments["behaviour"])  # first, so that its parameters are known as factors
    plan = analysis.read_study_file(study)
    if plan:
        analysis.warn_of_extremes(plan)
    aims = hold_out(bundled() if targets is None else read_targets(targets), held_out)
    specification = analysis.supplied(**arguments, free=analysis.read_factors(factors))
    folder = analysis.analysis_folder(out, "calibrate", plan.name if plan else "targets", plan)
    try:
        with analysis.run_source(folder, "calibrate, runs of this wave", cluster, threads, quiet) as run_source:
            result = analyse(plan, targets=aims, run_source=run_source, **specification)
    except KeyboardInterrupt:
        return analysis.interrupted(folder)
    inputs = {"study": study, "targets": [one._asdict() for one in aims], **analysis.supplied(**arguments)}
    analysis.write_and_print(result, folder, inputs, output_format, quiet)
    return 0
