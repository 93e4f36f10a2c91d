"""itborg optimise: which interventions, when and how much, under a budget."""

from __future__ import annotations

from typing import Any

import click

from . import analysis_command as answering
from . import options


@click.command(
    epilog=options.examples(
        "itborg optimise --budget 100",
        "itborg optimise --budget 150 --objective worst-case --intervention itil",
        "itborg optimise --budget 80 --org ./my-company --measure business_rating",
    )
)
@answering.study_argument()
@click.option(
    "--budget", type=float, default=None, metavar="KEUR", help="Direct cost over the whole time, kEUR. [default: 150]"
)
@click.option(
    "--intervention",
    "interventions",
    multiple=True,
    metavar="NAME",
    help="A strategy that may be part of it; repeatable. [default: eight]",
)
@click.option(
    "--uncertain",
    "factors",
    multiple=True,
    metavar="NAME[=LOW..HIGH]",
    help="A factor that differs between worlds; repeatable. [default: seven]",
)
@click.option(
    "--posterior", default=None, metavar="FILE", help="Worlds from posterior.csv of `itborg calibrate` instead."
)
@click.option(
    "--objective",
    type=options.Word("mean", "worst-case"),
    default=None,
    metavar="mean|worst-case",
    help="Best on average over worlds, or over the worst quarter of them.",
)
@click.option("--measure", default=None, metavar="NAME", help="What is to be good. [default: net_value]")
@click.option("--trials", type=options.Whole(8, 100_000), default=None, metavar="N", help="Plans to try. [default: 64]")
@click.option(
    "--scenarios",
    type=options.Whole(1, 10_000),
    default=None,
    metavar="N",
    help="Worlds that each plan is tried on. [default: 6]",
)
@click.option(
    "--replications",
    type=options.Whole(1, 10_000),
    default=None,
    metavar="N",
    help="Runs per plan and world. [default: 2]",
)
@click.option("--org", "organisation", default=None, metavar="NAME|PATH", help="Organisation. [default: grab_at_pizza]")
@click.option(
    "--days", type=options.Whole(1, 100_000), default=None, metavar="N", help="Working days of a run. [default: 240]"
)
@click.option("--seed", type=options.Whole(0, 2**62), default=None, metavar="N", help="Root of all luck. [default: 1]")
@answering.running
def optimise(
    study: str | None, factors: tuple[str, ...], posterior: str | None, out: str | None, cluster: str | None,
    threads: int | None, shape: str, quiet: bool, **asked: Any,
) -> int:  # fmt: skip
    """Find the best interventions, their order and doses under a budget, robust over uncertain worlds.

    The finalists and what people would do without a search are then compared on fresh worlds and fresh luck, with
    intervals and regret. A study, if given, names organisation, days, strategies and factors.
    """
    from ..analysis.optimisation.optimise import optimise as answer
    from ..analysis.study.factors import read_points

    wanted = answering.read(study)
    question = answering.given(**asked, uncertain=answering.read_factors(factors))
    if "objective" in question:
        question["aim"] = "worst" if question.pop("objective") == "worst-case" else "mean"
    if "scenarios" in question:
        question["worlds"] = question.pop("scenarios")
    if posterior is not None:
        from pathlib import Path

        question["table"] = read_points(Path(posterior))
    folder = answering.place(out, "optimise", wanted.name if wanted else "plan")
    try:
        with answering.living(folder, "optimise, runs of this batch", cluster, threads, quiet) as living:
            found = answer(wanted, living=living, **question)
    except KeyboardInterrupt:
        return answering.interrupted(folder)
    inputs = {"study": study, "posterior": posterior, **answering.given(**asked)}
    answering.tell(found, folder, inputs, shape, quiet)
    return 0
