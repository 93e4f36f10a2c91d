"""What `sensitivity`, `discover`, `calibrate` and `optimise` share: options, the folder of the runs, the output.

The four commands read a study file or build a study from options, run it in a folder in which finished runs are kept,
and write and print a result. Options of a command are passed on by name, so that a default is stated in one place: the
function of the analysis. An option that the user did not name is None and is left out by `supplied`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..analysis.analysis_result import AnalysisResult
    from ..analysis.study.evaluate import RunSource
    from ..analysis.study.factors import Factor
    from ..analysis.study.study import Study

WIDEST_TEXT = 110


def study_argument() -> options.Decorator:
    """Return the argument [STUDY.toml], a study file instead of the options that define a study."""
    return click.argument("study", required=False, default=None, metavar="[STUDY.toml]")


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where an analysis is run, stored and printed.

    These are --out, --cluster, --threads, --format and --quiet; none of them changes the result. The name of the
    command's function is the name of the command in the help text of --out.
    """
    folder = f"Folder for results and runs; finished runs are reused. [default: results/...-{command.__name__}-...]"
    for option in (
        options.quiet(),
        options.output_format(),
        options.threads(),
        options.cluster(),
        click.option("--out", default=None, metavar="DIR", help=folder),
    ):
        command = option(command)
    return command


def factor_option(
    flag: str = "--factor",
    text: str = "Factor to vary, over its plausible range unless another is given; `core` and `all` stand for the "
    "core parameters and for every parameter; repeatable.",
) -> options.Decorator:
    """Return --factor NAME or NAME=LOW..HIGH, repeatable.

    The command gets a tuple of texts as `factors`, see `read_factors`.

    flag  name of the option, for a command that calls its factors otherwise
    text  help text
    """
    return click.option(flag, "factors", multiple=True, metavar="NAME[=LOW..HIGH]", help=text)


def read_factors(texts: tuple[str, ...]) -> list[str | Factor] | None:
    """Return factors from texts such as "demand" or "demand=0.6..1.4", None if there are none.

    A name without bounds stays a text, and gets its plausible range when the study is built; the name is not checked
    here.

    Raises InputError for bounds that are no numbers, or not in ascending order.
    """
    from ..analysis.study.factors import Factor
    from ..common.errors import InputError

    found: list[str | Factor] = []
    for text in texts:
        name, equals, span = text.partition("=")
        if not equals:
            found.append(name.strip())
            continue
        low, dots, high = span.partition("..")
        try:
            if not dots or not float(low) < float(high):
                raise ValueError
            found.append(Factor(name.strip(), float(low), float(high)))
        except ValueError:
            raise InputError(f"--factor {text}: expected NAME=LOW..HIGH, such as demand=0.6..1.4") from None
    return found or None


def read_study_file(study: str | None) -> Study | None:
    """Return the study of a file, or None.

    study  path of a TOML file; None if the command has options instead

    Raises InputError that lists what is wrong with the file.
    """
    from ..analysis.study.study_file import read_study

    if study is None:
        return None
    return read_study(study)


def plan_and_outcome(
    study: str | None, arguments: dict[str, Any], factors: tuple[str, ...], build: Callable[..., Study]
) -> tuple[Study, dict[str, Any]]:
    """Return the study to run, and which strategies and measure of it to analyse.

    A study file takes the place of all options but --strategy, --versus and --measure.

    study      path of a study file, or None
    arguments  options of the command; strategy, versus and measure are taken out
    factors    texts of --factor
    build      returns a study from the options if there is no file; it gets those that the user supplied

    Raises InputError for an unreadable study file, factor or option.
    """
    from ..analysis.measures.log_indicators import known_names
    from ..common.errors import InputError
    from ..engine.own_rules import behaviour_of

    outcome = supplied(**{name: arguments.pop(name) for name in ("strategy", "versus", "measure")})
    own = behaviour_of(arguments.get("behaviour"))  # first, so that its parameters are known as factors
    if study is not None and own is not None:
        raise InputError('--behaviour does not go with a study file; name it there: behaviour = "mine.py:behaviour"')
    if "measure" in outcome:
        outcome["measure"] = known_names([outcome["measure"]])[0]
    plan = read_study_file(study) or build(**supplied(**outcome, **arguments, factors=read_factors(factors)))
    warn_of_extremes(plan)
    return plan, outcome


def warn_of_extremes(plan: Study) -> None:
    """Print a warning for each setting, and each end of a factor, that lies outside its plausible range."""
    from .output import warn_implausible

    for values in plan.extremes:
        warn_implausible(values)


def supplied(**values: Any) -> dict[str, Any]:
    """Return the values that the user supplied: all but None and empty tuples."""
    return {name: value for name, value in values.items() if value is not None and value != ()}


def analysis_folder(out: str | None, kind: str, name: str, study: Study | None) -> Path:
    """Return the folder of an analysis; raise InputError if it cannot be written or holds other results.

    The folder is created if it is missing. It may hold runs of an interrupted analysis, which are then reused.

    out   value of --out; None: a new folder in results/, named after the time
    kind  name of the command
    name  last part of the default folder's name
    study that is run, if there is one
    """
    from ..report.results_folder import default_folder
    from . import request

    folder = Path(out) if out else default_folder(name, kind)
    options.check_writable(str(folder / "parts"))
    request.claim(folder, request.current(study))
    return folder


@contextmanager
def run_source(folder: Path, label: str, cluster: str | None, threads: int | None, quiet: bool) -> Iterator[RunSource]:
    """Yield what runs the studies of an analysis, on threads or a cluster, with a progress bar.

    The model is compiled first if it is not cached. Finished runs are stored in the folder and read from it.

    folder   of the analysis
    label    of the progress bar, such as "discover, runs"
    cluster  address of a Dask scheduler, or "local"; None: threads of this process
    threads  None: one per core
    quiet    no progress bar

    Raises InputError if the cluster cannot be reached.
    """
    from ..analysis.study.evaluate import RunSource
    from ..analysis.study.executors import on_threads
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    if cluster is None:
        executor: Any = nullcontext(on_threads(threads))
    else:
        from ..analysis.study.executors import on_cluster

        executor = on_cluster(cluster, threads)
    with executor as workers, progress(label, quiet) as advance:
        yield RunSource(folder, workers, threads, advance)


def write_and_print(
    result: AnalysisResult, folder: Path, inputs: Mapping[str, Any], output_format: str, quiet: bool
) -> None:
    """Write the result of an analysis to its folder and print it.

    As a table the sentences are printed, at most WIDEST_TEXT characters wide; as JSON the document; as CSV the first
    table.

    inputs         what the manifest records beside the command line
    output_format  "table", "json" or "csv"

    Raises InputError if a file cannot be written.
    """
    from ..report.presentation import document, save, sentences
    from . import request
    from .output import console, note, print_json

    save(result, folder, request.command_line(), inputs)
    if output_format == "json":
        print_json(document(result))
    elif output_format == "csv":
        click.echo(next(iter(result.tables().values())).to_csv(index=False), nl=False)
    else:
        width = min(console().width, WIDEST_TEXT)
        click.echo()
        for line in sentences(result):
            click.echo(click.wrap_text(line, width=width, subsequent_indent="  "))
        click.echo()
    note(f"written to {folder}: text, tables, charts", quiet)


def interrupted(folder: Path) -> int:
    """Report an interruption and return the exit code, 130.

    folder  where the finished runs are
    """
    from .output import note

    note(f"interrupted: finished runs are in {folder}; the same command with --out {folder} continues")
    return 130
