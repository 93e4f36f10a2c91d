"""itborg sensitivity: which factors decide."""

from __future__ import annotations

from typing import Any

import click

from . import analysis_command as answering
from . import options


@click.command(
    epilog=options.examples(
        "itborg sensitivity                            what decides who is ahead",
        "itborg sensitivity --factor all --samples 6            a screening of all",
        "itborg sensitivity --strategy itil --versus none --measure sla_met",
        "itborg sensitivity --method sobol --factor load --factor honesty",
        "itborg sensitivity experiments/relationship_or_framework.toml",
    )
)
@answering.study_argument()
@click.option(
    "--strategy", default=None, metavar="NAME", help="Whose outcome. [default: brm_style, or the study's last]"
)
@click.option(
    "--versus", default=None, metavar="NAME", help="Strategy to take off. [default: itil, or the study's baseline]"
)
@click.option("--measure", default=None, metavar="NAME", help="What is moved. [default: net_value]")
@answering.factors_option()
@click.option(
    "--method",
    type=options.Word("morris", "sobol"),
    default=None,
    metavar="morris|sobol",
    help="morris: a screening with few runs (default); sobol: shares of variance, many runs.",
)
@click.option(
    "--samples",
    type=options.Whole(4, 100_000),
    default=None,
    metavar="N",
    help="Trajectories (morris), base points (sobol).",
)
@click.option(
    "--replications",
    type=options.Whole(1, 10_000),
    default=None,
    metavar="N",
    help="Runs per point and strategy. [default: 10]",
)
@options.organisation()
@click.option(
    "--days", type=options.Whole(1, 100_000), default=240, show_default=True, metavar="N", help="Working days of a run."
)
@options.seed()
@answering.running
def sensitivity(
    study: str | None, factors: tuple[str, ...], out: str | None, cluster: str | None, threads: int | None, shape: str,
    quiet: bool, **asked: Any,
) -> int:  # fmt: skip
    """Rank what decides an outcome, or the difference of two strategies; what is not above the noise gets no rank.

    Without a study twenty parameters that strategies argue about are screened by Morris's method. A study must have
    a design of kind morris or sobol; with one, only --strategy, --versus and --measure are looked at.
    """
    from ..analysis.sensitivity.sensitivity import sensitivity as answer
    from ..analysis.sensitivity.sensitivity import sensitivity_study

    wanted = answering.read(study)
    which = answering.given(strategy=asked.pop("strategy"), minus=asked.pop("versus"), measure=asked.pop("measure"))
    if wanted is None:
        wanted = sensitivity_study(**answering.given(**which, **asked, factors=answering.read_factors(factors)))
    folder = answering.place(out, "sensitivity", wanted.name)
    try:
        with answering.living(folder, "sensitivity, runs", cluster, threads, quiet) as living:
            found = answer(wanted, **which, living=living)
    except KeyboardInterrupt:
        return answering.interrupted(folder)
    answering.tell(found, folder, {"study": study, **which, **asked, "points": len(wanted.points)}, shape, quiet)
    return 0
