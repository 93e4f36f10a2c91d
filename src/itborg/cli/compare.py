"""itborg compare: every strategy against the baseline.

`itborg.analysis.comparison` does the work, `results_folder` writes the folder of results, and `comparison_table` prints
the table.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from . import options
from .parameter_types import Integer

#: The baseline of equal spend and of decompositions.
NOTHING = "none"

if TYPE_CHECKING:
    from ..analysis.comparison.accumulator import Accumulator
    from ..analysis.comparison.plan import Plan, Progress, ResourceKind
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
    from ..analysis.comparison.plan import plan
    from ..analysis.comparison.result import Comparison
    from ..analysis.measures.registry import measure_rows
    from ..common.errors import unknown
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
    del accumulator  # its daily series are the largest part of memory
    if complete and not no_robustness:
        found = _how_sure(found, what, quiet)
    if complete and decompose:
        found = replace(found, decompositions=_decompositions(what, decompose, quiet))
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
    try:
        title = f"comparing {len(what.names) - 1} strategies with {what.names[0]}, replications"
        with progress(title, quiet) as advance:
            collect(what, accumulator, advance)
    except KeyboardInterrupt:
        if len(accumulator) < 2:
            raise
        note(f"interrupted: the results are those of the {len(accumulator)} finished replications")
        return accumulator, False
    return accumulator, True


def _how_sure(found: Comparison, what: Plan, quiet: bool) -> Comparison:
    """Return a comparison with plausible parameter sets, the ranking at equal spend, and small decompositions.

    Ctrl-C stops these and keeps the comparison. Only strategies that gain significantly are ranked at equal spend, and
    the first three of them are decomposed, unless the baseline reacts to the run.
    """
    from ..analysis.comparison.equal_spend import equal_spend
    from ..analysis.comparison.parameter_sets import parameter_sets
    from .output import note
    from .progress import progress

    if len(found.strategies) < 2:
        return found
    try:
        with _decomposing(_leaders(found, what), quiet) as decompositions:
            with progress("plausible parameter sets", quiet) as advance:
                found = replace(found, parameter_sets=parameter_sets(what, progress=advance))
            if what.equal_resources is None:
                with progress("ranking at equal spend, pilot replications", quiet) as advance:
                    found = replace(found, equal_spend=equal_spend(found, what, progress=advance))
            found = replace(found, decompositions=decompositions())
    except KeyboardInterrupt:
        note("interrupted: the comparison is complete, how sure it is was not computed to the end")
    return found


@contextmanager
def _decomposing(what: Plan, quiet: bool) -> Iterator[Callable[[], tuple[dict[str, Any], ...]]]:
    """Yield a function that returns small decompositions, which a thread of their own computes meanwhile.

    Most of a decomposition holds the lock of the interpreter, so two of them at once take as long as one after the
    other; beside runs, which hold it rarely, one costs no time of its own. With `--threads 1` nothing runs beside.
    """
    from .repeat_command import SMALL

    if what.threads == 1:
        yield lambda: _decompositions(what, SMALL[1], quiet)
        return
    left = Event()

    def goes_on(_done: int, _planned: int) -> None:
        if left.is_set():
            raise CancelledError

    with ThreadPoolExecutor(1) as beside:
        task = beside.submit(_decomposed, replace(what, threads=1), SMALL[1], goes_on)
        try:
            yield lambda: _finished(task, quiet)
        finally:
            left.set()


def _finished(task: Future[tuple[dict[str, Any], ...]], quiet: bool) -> tuple[dict[str, Any], ...]:
    from .progress import progress

    with progress("decomposing effects", quiet):
        return task.result()


def _leaders(found: Comparison, what: Plan) -> Plan:
    """Return the plan of the baseline and the first strategies of the ranking that gain significantly.

    It has the baseline alone if that reacts to the run.
    """
    from .repeat_command import SMALL

    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    best = [name for name in ranked if found.difference(name).low > 0][: SMALL[0]]
    by_name = dict(zip(what.names, what.strategies, strict=True))
    reacts = {name for name, one in by_name.items() if getattr(one, "reacts", False)}
    chosen = [] if what.names[0] in reacts else [name for name in best if name not in reacts]
    kept = (what.strategies[0], *(by_name[name] for name in chosen))
    return replace(what, strategies=kept, names=tuple(one.name for one in kept))


def _decompositions(what: Plan, replications: int, quiet: bool) -> tuple[dict[str, Any], ...]:
    """Return the decomposed effect of each strategy as plain dictionaries.

    replications  number of paired replications, at least 2; each needs 14 extra runs
    """
    from .progress import progress

    with progress("decomposing effects, replications", quiet) as advance:
        return _decomposed(what, replications, advance)


def _decomposed(what: Plan, replications: int, advance: Progress) -> tuple[dict[str, Any], ...]:
    """Return what `_decompositions` does, with progress as in `decompose_plan`."""
    from ..analysis.decomposition import decompose_plan

    return tuple(one.plain() for one in decompose_plan(what, replications, advance))


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
