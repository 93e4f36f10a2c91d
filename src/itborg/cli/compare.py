"""itborg compare: every strategy against doing nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..analysis.comparison.accumulator import Accumulator
    from ..analysis.comparison.plan import Plan, ResourceKind
    from ..analysis.comparison.result import Comparison

MOST_RUNS = 1_000_000


@click.command(
    epilog=options.examples(
        "itborg compare                             which strategy helps?",
        "itborg compare itil brm_style --replications auto  as many pairs as it takes",
        "itborg compare --org ./my-company          in your own organisation",
        "itborg compare itil --set honesty=0.1      if people exaggerate more?",
        "itborg compare itil --demand 0.7             if IT is less busy?",
        "itborg compare itil --without trust_asymmetry",
        "itborg compare itil brm_style --equal-budget        at the same price?",
        "itborg compare go_and_see meetings --equal-hours    in the same time?",
        "itborg compare brm_style+itil@240 itil+brm_style@240    which first?",
    )
)
@click.argument("strategies", nargs=-1, metavar="[STRATEGY]...")
@options.organisation()
@click.option(
    "--replications",
    type=options.Whole(1, MOST_RUNS, "auto"),
    default=200,
    show_default=True,
    metavar="N|auto",
    help="Pairs of runs with the same luck; auto stops when the order is clear, or says that it is not.",
)
@options.days()
@options.seed()
@options.threads()
@options.changes()
@options.without()
@options.load()
@options.equal_budget()
@options.equal_hours()
@options.amount()
@click.option(
    "--decompose",
    type=options.Whole(2, MOST_RUNS),
    default=None,
    metavar="N",
    help="Also split each gain by what it goes through, over N pairs (see `itborg decompose`).",
)
@options.shape()
@options.out("Folder for report, tables and manifest")
@options.quiet()
def compare(
    strategies: tuple[str, ...], shape: str, out: str | None, quiet: bool, decompose: int | None, **asked: Any
) -> int:
    """Compare strategies with doing nothing, paired on the same luck.

    Without a STRATEGY all are compared that an organisation might choose, not the controls
    of experiments (external_approval, go_and_see, meetings) and pdca. A STRATEGY is a name, a combination such as
    itil+brm_style, or a TOML file of your own. `none` is always among them.
    """
    from ..analysis.comparison.plan import plan
    from .output import note, warn_unusual
    from .repeat_command import command_line

    asked["parameters"] = options.settings(asked.pop("changes"))
    options.check_place(out)
    terms, amount = options.terms(asked), asked.pop("amount")
    what = plan(strategies or None, **asked)
    warn_unusual(what.parameters, quiet)
    if decompose or terms:
        options.refuse_reactive(what.strategies, "--decompose" if decompose else f"--equal-{terms}")
    if terms is not None:
        what = _on_equal_terms(what, terms, amount, quiet)
    tally, collect_run = _collect(what, quiet)
    found = _result(what, tally)
    if decompose and collect_run:
        found = replace(found, decompositions=_ledgers(what, decompose, quiet))
    folder = _save(found, out, command_line(found, what.organisation.source), collect_run)
    _show(found, shape)
    note(f"written to {folder}; open {folder}/report.html to see why", quiet)
    return 0 if collect_run else 130


def _on_equal_terms(what: Plan, terms: ResourceKind, amount: float | None, quiet: bool) -> Plan:
    from ..analysis.comparison.equal_resources import at_equal_resources
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    with progress(f"finding doses of equal {terms}, pilot pairs", quiet) as advance:
        return at_equal_resources(what, terms, amount, advance)


def _collect(what: Plan, quiet: bool) -> tuple[Accumulator, bool]:
    """Run the pairs; Ctrl-C keeps what is done if at least two pairs are."""
    from ..analysis.comparison.paired_runs import blank_accumulator, collect
    from .output import note
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    tally = blank_accumulator(what)
    try:
        with progress(f"comparing {len(what.names)} strategies, pairs of runs", quiet) as advance:
            collect(what, tally, advance)
    except KeyboardInterrupt:
        if len(tally) < 2:
            raise
        note(f"interrupted: keeping the {len(tally)} pairs that are finished")
        return tally, False
    return tally, True


def _ledgers(what: Plan, pairs: int, quiet: bool) -> tuple[dict[str, Any], ...]:
    from ..analysis.decomposition.decompose import decompose_plan
    from .progress import progress

    with progress("splitting gains by what they go through, pairs", quiet) as advance:
        return tuple(one.plain() for one in decompose_plan(what, pairs, advance))


def _result(what: Plan, tally: Accumulator) -> Comparison:
    from ..analysis.comparison.result import Comparison

    return Comparison.of(what, tally)


def _save(found: Comparison, out: str | None, command: str, collect_run: bool) -> str:
    from ..report.results_folder import default_folder, save

    return str(save(found, out or default_folder(found.provenance.organisation), command, collect_run))


def _show(found: Comparison, shape: str) -> None:
    from .output import print_json

    if shape == "json":
        print_json(found.to_dict())
    elif shape == "csv":
        click.echo(found.frame().to_csv(index=False), nl=False)
    else:
        from .decompose import show_parts
        from .terminal_table import show

        show(found)
        if found.decompositions:
            show_parts(found.decompositions)
