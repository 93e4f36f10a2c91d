"""itborg sweep: a study, run, resumed, told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..common.errors import InputError
from . import options

if TYPE_CHECKING:
    from ..analysis.study.runner import Shard
    from ..analysis.study.study import Study


@click.command(
    epilog=options.examples(
        "itborg sweep experiments/when_does_a_framework_help.toml",
        "itborg sweep mine.toml --out results/mine --shard 1/4",
        "itborg sweep mine.toml --cluster tcp://10.0.0.5:8786",
    )
)
@click.argument("study", metavar="STUDY.toml")
@click.option("--out", default=None, metavar="DIR", help="Folder of the study. [default: results/<name of the study>]")
@click.option(
    "--replications",
    type=options.Whole(1, 1_000_000, "auto"),
    default=None,
    metavar="N|auto",
    help="Pairs of runs per cell instead of the study's; auto stops when differences are known well enough.",
)
@click.option(
    "--half-width", type=float, default=None, metavar="X", help="With auto: how well they are to be known, ±X at 95 %."
)
@click.option(
    "--shard", default=None, metavar="I/N", help="Run only the I-th of N parts; merge them with `itborg merge`."
)
@click.option(
    "--cluster", default=None, metavar="ADDRESS|local", help="Run on a Dask cluster, such as tcp://host:8786."
)
@options.threads()
@options.shape()
@options.quiet()
def sweep(
    study: str,
    out: str | None,
    replications: int | str | None,
    half_width: float | None,
    shard: str | None,
    cluster: str | None,
    threads: int | None,
    shape: str,
    quiet: bool,
) -> int:
    """Run a study: points x organisations x strategies x replicates, all on common luck.

    Finished runs are kept in the study's folder as they come. The same command again goes on where it was
    stopped, by Ctrl-C or otherwise, and ends with the same result.
    """
    from ..analysis.study.study_file import read_study
    from .output import warn_unusual
    from .study_output import tell

    asked = _asked(read_study(study), replications, half_width)
    warn_unusual(asked.settings, quiet)
    folder = Path(out) if out else Path("results") / _letters(asked.name)
    options.check_place(str(folder / "parts"))
    collect_run = _run(asked, folder, _shard(shard, asked), cluster, threads, quiet)
    told = tell(asked, folder, _command(study, replications, half_width, out), shape, quiet)
    return told if collect_run else 130


def _asked(study: Study, replications: int | str | None, half_width: float | None) -> Study:
    """Return the study with the replicates of the command line."""
    own = study.replications
    if half_width is not None and not half_width > 0:
        raise InputError(f"--half-width {half_width:g} is not above 0")
    if isinstance(replications, int):
        if half_width is not None:
            raise InputError("--half-width goes with --replications auto")
        return replace(study, replications=replace(own, most=replications, half_width=None))
    if replications == "auto" and half_width is None and own.half_width is None:
        raise InputError("--replications auto needs --half-width X, in the unit of " + study.measures[0])
    if replications == "auto" or half_width is not None:
        from ..analysis.study.study import MOST_AUTO

        most = own.most if own.half_width is not None else MOST_AUTO
        wanted = half_width if half_width is not None else own.half_width
        return replace(study, replications=replace(own, most=most, half_width=wanted, measure=study.measures[0]))
    return study


def _run(study: Study, folder: Path, shard: Shard, cluster: str | None, threads: int | None, quiet: bool) -> bool:
    """Run what is missing and return whether it came to its end."""
    from ..analysis.study.runner import run_study
    from .output import note
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    note(_size(study), quiet)
    try:
        with _workers(cluster, threads) as workers, progress(f"{study.name}, runs", quiet) as advance:
            run_study(study, folder, shard=shard, workers=workers, progress=advance)
    except KeyboardInterrupt:
        note(f"interrupted: what is finished is kept in {folder}; the same command again goes on")
        return False
    return True


def _workers(cluster: str | None, threads: int | None) -> Any:
    from contextlib import nullcontext

    from ..analysis.study.executors import on_threads

    if cluster is None:
        return nullcontext(on_threads(threads))
    from ..analysis.study.executors import on_cluster

    return on_cluster(cluster, threads)


def _size(study: Study) -> str:
    auto = study.replications.half_width is not None
    pairs = f"{'up to ' if auto else ''}{study.replications.most}"
    cells, most = len(study.cells), "at most " if auto else ""
    return (
        f"{study.name}: {cells} cell{'s' * (cells != 1)} x {len(study.names)} strategies x {pairs} replicates, "
        f"{most}{study.most_runs} runs of {study.days} days"
    )


def _shard(text: str | None, study: Study) -> Shard:
    from ..analysis.study.runner import WHOLE, Shard

    if text is None:
        return WHOLE
    numbers = re.fullmatch(r"(\d+)/(\d+)", text)
    if not numbers or not 1 <= int(numbers[1]) <= int(numbers[2]):
        raise InputError(f"--shard {text}: expected I/N with I from 1 to N, such as 1/4")
    if study.replications.half_width is not None and int(numbers[2]) > len(study.cells):
        raise InputError(f"--shard {text}: with auto whole cells are dealt out, and there are {len(study.cells)}")
    return Shard(int(numbers[1]), int(numbers[2]))


def _command(study: str, replications: int | str | None, half_width: float | None, out: str | None) -> str:
    """Return the command that gives the same numbers; it names no place of this machine but those asked for."""
    import shlex

    del out
    words = ["itborg", "sweep", Path(study).name]
    words += [] if replications is None else ["--replications", str(replications)]
    words += [] if half_width is None else ["--half-width", f"{half_width:g}"]
    return shlex.join(words)


def _letters(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip("_.") or "study"


@click.command(
    epilog=options.examples(
        "itborg merge mine.toml results/mine                     shards of one folder",
        "itborg merge mine.toml shard1 shard2 --out results/mine  shards that do not",
    )
)
@click.argument("study", metavar="STUDY.toml")
@click.argument("folders", nargs=-1, required=True, metavar="DIR...")
@click.option("--out", default=None, metavar="DIR", help="Folder of the whole study. [default: the first]")
@options.shape()
@options.quiet()
def merge(study: str, folders: tuple[str, ...], out: str | None, shape: str, quiet: bool) -> int:
    """Bring shards of a study together and write its results, without running anything.

    A run that is in several shards counts once.
    """
    from ..analysis.study.runner import PARTS
    from ..analysis.study.study_file import read_study
    from ..analysis.study.study_store import take_over
    from .study_output import tell

    asked = read_study(study)
    for folder in folders:
        if not (Path(folder) / PARTS).is_dir():
            raise InputError(f"{folder}: no runs of a study here (no folder '{PARTS}')")
    target = Path(out or folders[0])
    take_over([Path(folder) for folder in folders], target)
    return tell(asked, target, f"itborg sweep {Path(study).name}", shape, quiet)
