"""itborg calibrate: which parameters meet real figures."""

from __future__ import annotations

from typing import Any

import click

from . import analysis_command as answering
from . import options


@click.command(
    epilog=options.examples(
        "itborg calibrate                                       the bundled figures",
        "itborg org import --incidents export.csv --out ours.toml",
        "itborg calibrate --targets ours.toml --org ./my-company",
        "itborg calibrate --factor desk_trained --factor hazard=0.1..0.6 --waves 4",
    )
)
@answering.study_argument()
@click.option("--targets", default=None, metavar="FILE.toml", help="What is to be met. [default: the bundled figures]")
@click.option(
    "--hold-out",
    "held_out",
    multiple=True,
    metavar="ID",
    help="A target that is not fitted but judges the fit; repeatable.",
)
@answering.factors_option()
@click.option("--strategy", default=None, metavar="NAME", help="What the organisation does meanwhile. [default: none]")
@click.option(
    "--points", type=options.Whole(20, 100_000), default=None, metavar="N", help="Points of each wave. [default: 80]"
)
@click.option(
    "--waves", type=options.Whole(1, 20), default=None, metavar="N", help="Waves of history matching. [default: 3]"
)
@click.option(
    "--replications", type=options.Whole(2, 10_000), default=None, metavar="N", help="Runs per point. [default: 3]"
)
@click.option("--org", "organisation", default=None, metavar="NAME|PATH", help="Organisation. [default: grab_at_pizza]")
@click.option(
    "--days", type=options.Whole(1, 100_000), default=None, metavar="N", help="Working days of a run. [default: 240]"
)
@click.option("--seed", type=options.Whole(0, 2**62), default=None, metavar="N", help="Root of all luck. [default: 1]")
@answering.running
def calibrate(
    study: str | None, targets: str | None, held_out: tuple[str, ...], factors: tuple[str, ...], out: str | None,
    cluster: str | None, threads: int | None, shape: str, quiet: bool, **asked: Any,
) -> int:  # fmt: skip
    """Fit parameters to figures of real organisations, or of your own incident log: a posterior, not one number.

    The fit is checked by runs with fresh luck, against the fitted targets and against those held out. What comes
    out is posterior.csv, which `itborg optimise --posterior` and a study's design of kind table read.
    """
    from ..evidence.calibration.calibrate import calibrate as answer
    from ..evidence.calibration.targets_file import bundled, hold_out, read_targets

    wanted = answering.read(study)
    aims = hold_out(bundled() if targets is None else read_targets(targets), held_out)
    question = answering.given(**asked, free=answering.read_factors(factors))
    folder = answering.place(out, "calibrate", wanted.name if wanted else "figures")
    try:
        with answering.living(folder, "calibrate, runs of this wave", cluster, threads, quiet) as living:
            found = answer(wanted, targets=aims, living=living, **question)
    except KeyboardInterrupt:
        return answering.interrupted(folder)
    inputs = {"study": study, "targets": [one._asdict() for one in aims], **answering.given(**asked)}
    answering.tell(found, folder, inputs, shape, quiet)
    return 0
