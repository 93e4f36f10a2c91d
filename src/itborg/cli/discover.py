"""itborg discover: where a strategy loses."""

from __future__ import annotations

from typing import Any

import click

from . import analysis_command as answering
from . import options


@click.command(
    epilog=options.examples(
        "itborg discover                                        where does itil lose?",
        "itborg discover --strategy csi_programme --versus brm_style",
        "itborg discover --strategy itil --case wins --factor demand=0.5..1.5",
        "itborg discover experiments/trust_and_load.toml --strategy vocr_board",
    )
)
@answering.study_argument()
@click.option("--strategy", default=None, metavar="NAME", help="Who loses. [default: itil, or the study's last]")
@click.option("--versus", default=None, metavar="NAME", help="Against whom. [default: none, or the study's baseline]")
@click.option("--measure", default=None, metavar="NAME", help="By what. [default: net_value]")
@click.option(
    "--case",
    type=options.Word("loses", "wins"),
    default="loses",
    show_default=True,
    metavar="loses|wins",
    help="What is looked for.",
)
@click.option(
    "--margin",
    type=float,
    default=0.0,
    metavar="X",
    help="Count it only if it does by X or more, in the measure's unit.",
)
@answering.factors_option()
@click.option("--samples", type=options.Whole(40, 1_000_000), default=None, metavar="N", help="Points. [default: 240]")
@click.option(
    "--replications",
    type=options.Whole(1, 10_000),
    default=None,
    metavar="N",
    help="Runs per point and strategy. [default: 6]",
)
@options.organisation()
@click.option(
    "--days", type=options.Whole(1, 100_000), default=240, show_default=True, metavar="N", help="Working days of a run."
)
@options.seed()
@answering.running
def discover(
    study: str | None, factors: tuple[str, ...], case: str, margin: float, out: str | None, cluster: str | None,
    threads: int | None, shape: str, quiet: bool, **asked: Any,
) -> int:  # fmt: skip
    """Say in words in which region a strategy loses to another, or wins: scenario discovery with PRIM.

    Density says how often it does there, coverage how much of all that lies there; both are judged on points that
    had no part in the search.
    """
    from ..analysis.discovery.discover import discover as answer
    from ..analysis.discovery.discover import discovery_study

    wanted = answering.read(study)
    which = answering.given(strategy=asked.pop("strategy"), minus=asked.pop("versus"), measure=asked.pop("measure"))
    if wanted is None:
        wanted = discovery_study(**answering.given(**which, **asked, factors=answering.read_factors(factors)))
    folder = answering.place(out, "discover", wanted.name)
    try:
        with answering.living(folder, "discover, runs", cluster, threads, quiet) as living:
            found = answer(wanted, **which, case=case, by=margin, living=living)
    except KeyboardInterrupt:
        return answering.interrupted(folder)
    answering.tell(found, folder, {"study": study, **which, **asked, "case": case, "by": margin}, shape, quiet)
    return 0
