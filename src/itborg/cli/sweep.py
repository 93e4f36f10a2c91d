"""itborg sweep: a study, run and resumed.

`itborg.analysis.study.runner` runs what is missing, and `study_output` writes and prints the results.
"""

from __future__ import annotations

import re
import shlex
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..common.errors import InputError
from . import options

if TYPE_CHECKING:
    from ..analysis.study.shard_lock import Shard
    from ..analysis.study.study import Study

Count = int | str | None


@click.command(
    epilog=options.examples(
        "itborg sweep experiments/when_does_a_framework_help.toml",
        "itborg sweep mine.toml --out results/mine --shard 1/4",
        "itborg sweep mine.toml --cluster tcp://10.0.0.5:8786",
    )
)
@click.argument("study", metavar="STUDY.toml")
@click.option("--out", default=None, metavar="DIR", help="Folder of the study. [default: results/<name of the study>]")
@options.replications(
    1,
    None,
    "Number of paired replications per design point; `auto` stops at a given precision. [default: as in the study]",
    auto=True,
)
@click.option(
    "--half-width",
    type=float,
    default=None,
    metavar="X",
    help="Precision for `auto`: half-width of the 95 % interval of each paired difference.",
)
@click.option("--shard", default=None, metavar="I/N", help="Part of the study to run; `itborg merge` merges the parts.")
@options.cluster()
@options.threads()
@options.output_format()
@options.quiet()
def sweep(
    study: str, out: str | None, replications: Count, half_width: float | None, shard: str | None, cluster: str | None,
    threads: int | None, output_format: str, quiet: bool,
) -> int:  # fmt: skip
    """Run a study: design points x organisations x strategies x replications.

    Strategies are paired by common random numbers. Each finished run is stored in the folder of the study. After
    Ctrl-C or any other stop, the same command continues, and ends with the same result.
    """
    from ..analysis.study.study_file import read_study
    from . import request
    from .output import warn_implausible
    from .study_output import write_and_print

    planned = _with_replications(read_study(study), replications, half_width)
    for values in planned.extremes:
        warn_implausible(values, quiet)
    folder = Path(out) if out else Path("results") / _safe_name(planned.name)
    options.check_writable(str(folder / "parts"))
    request.claim(folder, request.current(planned))
    complete = _run(planned, folder, _shard(shard, planned), cluster, threads, quiet)
    code = write_and_print(planned, folder, _command(study, replications, half_width), output_format, quiet)
    return code if complete else 130


def _with_replications(study: Study, replications: Count, half_width: float | None) -> Study:
    """Return the study with the number of replications, or the precision, of the command line.

    replications  an integer, "auto", or None for what the study states
    half_width    precision in the unit of the study's first measure; None: that of the study, if it has one

    Raises InputError for a half-width that is not above 0, or that does not go with the replications.
    """
    from ..analysis.study.study import MAX_REPLICATIONS

    own = study.replications
    if half_width is not None and not half_width > 0:
        raise InputError(f"--half-width {half_width:g} is not above 0")
    if isinstance(replications, int):
        if half_width is not None:
            raise InputError("--half-width goes with --replications auto")
        return replace(study, replications=replace(own, maximum=replications, half_width=None))
    if replications == "auto" and half_width is None and own.half_width is None:
        raise InputError(f"--replications auto needs --half-width X, in the unit of {study.measures[0]}")
    if replications is None and half_width is None:
        return study
    most = own.maximum if own.half_width is not None else MAX_REPLICATIONS
    precision = half_width if half_width is not None else own.half_width
    return replace(study, replications=replace(own, maximum=most, half_width=precision, measure=study.measures[0]))


def _run(study: Study, folder: Path, shard: Shard, cluster: str | None, threads: int | None, quiet: bool) -> bool:
    """Run what is missing; return False if interrupted.

    folder   of the study; finished runs in it are not repeated
    shard    the part of the study to run
    cluster  address of a Dask scheduler, or "local"; None: threads of this process
    threads  None: one per core
    """
    from ..analysis.study.runner import neighbours, run_study
    from .output import note
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    note(_size(study), quiet)
    try:
        with _workers(cluster, threads) as workers, progress(f"{study.name}, runs", quiet) as advance:
            run_study(study, folder, shard=shard, workers=workers, progress=advance, known=neighbours(folder))
    except KeyboardInterrupt:
        note(f"interrupted: finished runs are in {folder}; the same command continues")
        return False
    return True


def _workers(cluster: str | None, threads: int | None) -> Any:
    """Return a context that gives the workers of a study: threads, or a Dask cluster."""
    from ..analysis.study.executors import on_threads

    if cluster is None:
        return nullcontext(on_threads(threads))
    from ..analysis.study.executors import on_cluster

    return on_cluster(cluster, threads)


def _size(study: Study) -> str:
    """Return the size of a study in a line: design points, strategies, replications, runs and days."""
    from ..report.formatting import counted

    auto = study.replications.half_width is not None
    replications = f"{'up to ' if auto else ''}{study.replications.maximum}"
    most = "at most " if auto else ""
    return (
        f"{study.name}: {counted(len(study.design_points), 'design point')} x {len(study.names)} strategies x "
        f"{replications} replications, {most}{study.max_runs} runs of {study.days} days"
    )


def _shard(text: str | None, study: Study) -> Shard:
    """Return the part of a study that --shard names; raise InputError if there is no such part.

    text  I/N with I from 1 to N; None: the complete study
    """
    from ..analysis.study.runner import ALL_TASKS
    from ..analysis.study.shard_lock import Shard

    if text is None:
        return ALL_TASKS
    numbers = re.fullmatch(r"(\d+)/(\d+)", text)
    if not numbers or not 1 <= int(numbers[1]) <= int(numbers[2]):
        raise InputError(f"--shard {text}: expected I/N with I from 1 to N, such as 1/4")
    if study.replications.half_width is not None and int(numbers[2]) > len(study.design_points):
        raise InputError(
            f"--shard {text}: `auto` needs a design point per shard at least, and has {len(study.design_points)}"
        )
    return Shard(int(numbers[1]), int(numbers[2]))


def _command(study: str, replications: Count, half_width: float | None) -> str:
    """Return the command that gives the same numbers; the study is named without its folder.

    Shard, threads and cluster are left out, because they do not change the complete results.
    """
    words = ["itborg", "sweep", Path(study).name]
    words += [] if replications is None else ["--replications", str(replications)]
    words += [] if half_width is None else ["--half-width", f"{half_width:g}"]
    return shlex.join(words)


def _safe_name(name: str) -> str:
    """Return the name of a study as that of a folder; characters other than letters, digits and _.- are replaced."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip("_.") or "study"
