"""itborg compare: every strategy against the baseline.

`itborg.analysis.comparison` does the work, `results_folder` writes the folder of results, and `comparison_table` prints
the table.
"""

from __future__ import annotations

import shlex
from dataclasses import replace
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any

import click

from . import options
from .parameter_types import Integer

#: The baseline of equal spend and of decompositions.
NOTHING = "none"

if TYPE_CHECKING:
    from ..analysis.comparison.accumulator import Accumulator
    from ..analysis.comparison.plan import Plan, ResourceKind
    from ..analysis.comparison.result import Comparison


@click.command(
    epilog=options.examples(
        "itborg compare                                which strategies help?",
        "itborg compare itil brm_style --replications auto",
        "itborg compare --org ./my-company             in your own organisation",
        "itborg compare itil --set honesty=0.1         if people exaggerate more?",
        "itborg compare itil --demand 0.7              if IT is less busy?",
        "itborg compare itil --without trust_asymmetry",
        "itborg compare itil brm_style --equal-budget  at the same cost?",
        "itborg compare go_and_see meetings --equal-hours    in the same time?",
        "itborg compare brm_style+itil@240 itil+brm_style@240    which first?",
    )
)
@click.argument("strategies", nargs=-1, metavar="[STRATEGY]...")
@options.organisation()
@options.replications(
    1,
    200,
    "Number of paired replications; `auto` stops when the ranking is statistically significant, or at 400.",
    auto=True,
)
@options.run_inputs
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="NAME",
    help="Measure to rank by as well, or FILE.py:NAME, one of your own (docs/own_behaviour.md); repeatable.",
)
@options.equal_resources
@click.option(
    "--decompose",
    type=Integer(2, options.MOST_REPLICATIONS),
    default=None,
    metavar="N",
    help="Also decompose each effect by mediator, with N replications (see `itborg decompose`).",
)
@click.option(
    "--no-robustness",
    is_flag=True,
    help="Skip plausible parameter sets, the ranking at equal spend and the small decomposition.",
)
@click.option(
    "--baseline", default="none", show_default=True, metavar="STRATEGY", help="Strategy to compare the others with."
)
@options.output_format()
@options.out("Folder for report, tables and manifest")
@options.quiet()
def compare(
    strategies: tuple[str, ...], output_format: str, out: str | None, quiet: bool, decompose: int | None,
    no_robustness: bool, measures: tuple[str, ...],
    changes: tuple[str, ...], equal_budget: bool, equal_hours: bool, amount: float | None, **arguments: Any,
) -> int:  # fmt: skip
    """Compare strategies with the baseline, paired by common random numbers.

    STRATEGY is a name, a combination such as itil+brm_style, or a TOML file of your own. The default is every
    strategy that an organisation might choose: all but the control strategies (external_approval, go_and_see,
    meetings) and pdca. The baseline `none` is always included.
    """
    from ..analysis.comparison.equal_resources import PILOT
    from ..analysis.comparison.plan import plan
    from ..analysis.comparison.result import Comparison
    from ..analysis.measures.registry import measure_rows
    from ..common.errors import unknown
    from .how_sure import decompositions_of, how_sure
    from .output import note, warn_implausible
    from .repeat_command import compare_command

    options.check_writable(out)
    own_measures = [one for one in measures if ":" in one]
    rank_by = [one for one in measures if ":" not in one]
    for name in rank_by:
        if name not in measure_rows():
            raise unknown("measure", name, measure_rows())
    resource = options.resource_kind(equal_budget, equal_hours, amount)
    what = plan(options.strategy_words(strategies) or None, parameters=options.settings(changes), measures=own_measures,
                **arguments)  # fmt: skip
    warn_implausible(what.parameters, quiet)
    if decompose or resource:
        options.refuse_reactive(what.strategies, "--decompose" if decompose else f"--equal-{resource}")
    if resource is not None:
        what = _at_equal_resources(what, resource, amount, quiet)
    accumulator, complete = _run(what, quiet)
    found = Comparison.of(what, accumulator)
    outcomes = accumulator.outcomes(PILOT)
    del accumulator  # its daily series are the largest part of memory
    if complete and not no_robustness:
        found = how_sure(found, what, outcomes, quiet)
    if complete and decompose:
        found = replace(found, decompositions=decompositions_of(what, decompose, quiet))
    own = options.own_code(arguments["behaviour"], own_measures)
    command = " ".join([compare_command(found, what.organisation.source), *map(shlex.quote, own)])
    folder = _save(found, out, command, complete)
    _print(found, output_format, decompose is not None)
    for name in rank_by if output_format == "table" else ():
        from .comparison_table import show_measure

        show_measure(found, name)
    note(f"written to {folder}; {folder}/report.html explains the results", quiet)
    return 0 if complete else 130


def _at_equal_resources(what: Plan, resource: ResourceKind, amount: float | None, quiet: bool) -> Plan:
    """Return the plan with doses at which all strategies use the same resources, found by pilot replications.

    resource  "budget" (money and priced time) or "hours" (working time)
    amount    kEUR or person-days over all days; None: the one at which most strategies are themselves

    Raises InputError if none of the strategies uses any of the resource.
    """
    from ..analysis.comparison.equal_resources import at_equal_resources
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    with progress(f"finding doses of equal {resource}, pilot replications", quiet) as advance:
        return at_equal_resources(what, resource, amount, advance)


def _run(what: Plan, quiet: bool) -> tuple[Accumulator, bool]:
    """Run the replications and return them, and whether all are finished.

    Ctrl-C keeps the finished replications if there are at least two; else KeyboardInterrupt is raised. With `auto` the
    number of replications depends on the results.
    """
    from ..analysis.comparison.paired_runs import blank_accumulator, collect
    from .output import note
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    accumulator = blank_accumulator(what)
    Thread(target=_load_what_follows).start()
    try:
        title = f"comparing {len(what.names) - 1} strategies with {what.names[0]}, replications"
        with progress(title, quiet) as advance:
            collect(what, accumulator, advance)
    except KeyboardInterrupt:
        if len(accumulator) < 2:
            raise
        note(
            f"interrupted: the results are those of the {len(accumulator)} finished replications; "
            "the same command starts again with the first one and writes another folder. "
            "A study continues where it stopped: `itborg sweep`, docs/studies.md"
        )
        return accumulator, False
    return accumulator, True


def _load_what_follows() -> None:
    """Import what statistics and the report need, beside the runs, which hold the lock of the interpreter rarely."""
    for name in ("pandas", "pyarrow.parquet", "..report.results_folder", "..report.comparison_page"):
        import_module(name, __package__)


def _save(found: Comparison, out: str | None, command: str, complete: bool) -> str:
    """Write the folder of results and return its path.

    out      value of --out; None: a new folder in results/
    command  the command line that computes the same numbers
    """
    from ..report.results_folder import default_folder, save
    from . import request

    folder = save(found, out or default_folder(found.provenance.organisation), command, complete)
    request.write(folder, request.current())
    return str(folder)


def _print(found: Comparison, output_format: str, decomposed: bool) -> None:
    """Print a comparison to stdout: JSON document, CSV with one row for each strategy and measure, or tables.

    decomposed  whether a table of decompositions was wanted
    """
    from .output import print_json

    if output_format == "json":
        print_json(found.to_dict())
    elif output_format == "csv":
        click.echo(found.frame().to_csv(index=False), nl=False)
    else:
        from .comparison_table import show
        from .decompose import show_contributions

        show(found)
        if found.decompositions and decomposed:
            show_contributions(found.decompositions)
