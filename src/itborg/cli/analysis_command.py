"""What the commands that answer questions share: where runs are kept, who lives them, how the answer is shown."""

from __future__ import annotations

import shlex
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


def study_argument() -> options.Decorator:
    """[STUDY.toml]: a study file, where the question is not asked by options alone."""
    return click.argument("study", required=False, default=None, metavar="[STUDY.toml]")


def running(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how an answer is run, kept and shown."""
    folder = f"Folder of the answer; its runs are kept and not run again. [default: results/{command.__name__}-...]"
    for option in reversed((
        click.option("--out", default=None, metavar="DIR", help=folder),
        click.option("--cluster", default=None, metavar="ADDRESS|local", help="Run on a Dask cluster."),
        options.threads(),
        options.shape(),
        options.quiet(),
    )):  # fmt: skip
        command = option(command)
    return command


def factors_option() -> options.Decorator:
    """--factor NAME or NAME=LOW..HIGH, repeatable."""
    text = "Factor to vary, between its registered bounds unless others are given; repeatable."
    return click.option("--factor", "factors", multiple=True, metavar="NAME[=LOW..HIGH]", help=text)


def read_factors(texts: tuple[str, ...]) -> list[str | Factor] | None:
    """Return factors as they were asked for, None if none were."""
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


def read(study: str | None) -> Study | None:
    """Return the study of a file, None where none was named; what it sets beyond its plausible range is said."""
    from ..analysis.study.study_file import read_study
    from .output import warn_unusual

    if study is None:
        return None
    found = read_study(study)
    warn_unusual(found.settings)
    return found


def given(**asked: Any) -> dict[str, Any]:
    """Return what the user said: everything but None and empty lists."""
    return {name: value for name, value in asked.items() if value is not None and value != ()}


def place(out: str | None, kind: str, name: str) -> Path:
    """Return the folder of an answer, having made sure that it can be written."""
    from ..report.results_folder import default_folder

    folder = Path(out) if out else default_folder(name, kind)
    options.check_place(str(folder / "parts"))
    return folder


@contextmanager
def living(folder: Path, label: str, cluster: str | None, threads: int | None, quiet: bool) -> Iterator[RunSource]:
    """Give what lives the studies of an answer, with a progress bar."""
    from ..analysis.study.evaluate import RunSource
    from ..analysis.study.executors import on_threads
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    if cluster is None:
        workers: Any = nullcontext(on_threads(threads))
    else:
        from ..analysis.study.executors import on_cluster

        workers = on_cluster(cluster, threads)
    with workers as who, progress(label, quiet) as advance:
        yield RunSource(folder, who, threads, advance)


def tell(answer: AnalysisResult, folder: Path, inputs: Mapping[str, Any], shape: str, quiet: bool) -> None:
    """Write an answer and print it."""
    from ..report.presentation import document, save, sentences
    from .output import note, print_json

    save(answer, folder, command_line(), inputs)
    if shape == "json":
        print_json(document(answer))
    elif shape == "csv":
        click.echo(next(iter(answer.tables().values())).to_csv(index=False), nl=False)
    else:
        click.echo()
        for line in sentences(answer):
            click.echo(click.wrap_text(line, width=_width(), subsequent_indent="  "))
        click.echo()
    note(f"written to {folder}: words, tables, figures", quiet)


def interrupted(folder: Path) -> int:
    """Say that what is finished is kept, and return the exit code."""
    from .output import note

    note(f"interrupted: what is finished is kept in {folder}; the same command with --out {folder} goes on")
    return 130


def _width() -> int:
    from .output import console

    return min(console().width, 110)


#: Options that decide where and how an answer is computed and shown, and not what it is.
_ASIDE = ("out", "cluster", "threads", "shape", "quiet")


def command_line() -> str:
    """Return the command that gives the same answer: what the user named, files without their folders."""
    context = click.get_current_context()
    words = ["itborg", str(context.info_name)]
    for one in context.command.params:
        name = str(one.name)
        if name in _ASIDE or context.get_parameter_source(name) is not click.core.ParameterSource.COMMANDLINE:
            continue
        values = context.params[name] if one.multiple or one.nargs != 1 else [context.params[name]]
        for value in values:
            text = Path(value).name if isinstance(value, str) and "/" in value else str(value)
            words += [text] if isinstance(one, click.Argument) else [one.opts[0], text]
    return shlex.join(words)
