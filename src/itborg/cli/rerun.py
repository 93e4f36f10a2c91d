"""itborg rerun: a result repeated from its own folder, and compared with it bit for bit.

The command and the texts of its files come from the request of the folder, see `request`.
"""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import click

from ..common.errors import InputError
from . import options

#: Files with the results themselves; reports and figures follow from them.
_DATA = (".parquet", ".csv")
_DOCUMENTS = (
    "comparison.json", "result.json", "run.json", "story.md", "validation.json", "knockouts.json", "network.json",
)  # fmt: skip
_RUNS, _WALL_TIME = "runs.parquet", "wall_seconds"


@click.command(
    epilog=options.examples(
        "itborg rerun results/trust_and_demand", "itborg rerun downloaded/results --inputs my-organisations"
    )
)
@click.argument("results", metavar="RESULTS")
@click.option("--out", default=None, metavar="DIR", help="Folder that keeps the new results. [default: none]")
@click.option(
    "--inputs", default=".", metavar="DIR", help="Folder of organisations that the command names. [default: this one]"
)
@options.quiet()
def rerun(results: str, out: str | None, inputs: str, quiet: bool) -> int:
    """Repeat a result from its own folder and say whether it is the same, bit for bit, and if not, why.

    Study files, strategies and tables are taken from the folder; an organisation of your own is looked for in --inputs.
    The exit code is 1 if a result differs.
    """
    from . import request
    from .output import note

    folder = Path(results)
    if not folder.is_dir():
        raise InputError(f"{results}: no such folder")
    known = request.read(folder)
    if known is None:
        raise InputError(f"{results}: no {request.REQUEST} here, so what was run is not known")
    note(f"running {known['command']}", quiet)
    with tempfile.TemporaryDirectory() as place:
        target = Path(out) if out else Path(place) / "again"
        if target.exists():
            raise InputError(f"{target}: the folder exists; name a new one")
        code = _run(known, Path(place), Path(inputs), target)
        if not (target / request.REQUEST).exists() or code not in (0, 1):
            raise InputError(f"{results}: the command failed (exit code {code}), so there is nothing to compare")
        differing, same = _compared(folder, target)
        new = request.read(target) or {}
    click.echo(_summary(differing, same))
    for line in _reasons(known, new) if differing else ():
        click.echo(line)
    return 1 if differing else 0


def _run(known: Mapping[str, Any], place: Path, inputs: Path, target: Path) -> int:
    """Run the command of a request and return its exit code; what it prints is dropped.

    place   folder for the texts of its files
    inputs  folder of other files that it names
    target  folder of the new results
    """
    from . import execute

    for name, text in known["files"].items():
        path = (place / name).resolve()
        if place.resolve() not in path.parents:
            raise InputError(f"{name}: a file outside the folder is not written")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    words = [_placed(word, known, place, inputs) for word in shlex.split(known["command"])[1:]]
    if words[0] in ("rerun", "app"):
        raise InputError(f"`{known['command']}` writes no results")
    with redirect_stdout(StringIO()):
        return execute([*words, "--out", str(target), "--quiet"])


def _placed(word: str, known: Mapping[str, Any], place: Path, inputs: Path) -> str:
    """Return a word of the command, or the path of the file or folder that it names."""
    for name in (word, f"{word}.toml"):  # a ready study may be named without its suffix
        if name in known["files"]:
            return str(place / name)
    code, colon, attribute = word.rpartition(":")
    if colon and code in known["files"]:
        return f"{place / code}:{attribute}"
    return str(inputs / word) if not word.startswith("-") and (inputs / word).is_dir() else word


def _compared(old: Path, new: Path) -> tuple[dict[str, str], int]:
    """Return the result files that differ, with what differs, and the number of those that are the same."""
    from ..common.checksums import damaged

    changed = damaged(old)
    differing, same = {}, 0
    names = sorted({name for folder in (old, new) for name in _results(folder)})
    for name in names:
        one, other = old / name, new / name
        if name in changed:
            differing[name] = f"{changed[name]} since it was written"
        elif not (one.exists() and other.exists()):
            differing[name] = "only in one of the two"
        elif not _equal(one, other):
            differing[name] = "other values"
        else:
            same += 1
    return differing, same


def _results(folder: Path) -> Iterator[str]:
    """Yield the names of the files with results in a folder."""
    for path in folder.iterdir():
        if path.suffix in _DATA or path.name in _DOCUMENTS:
            yield path.name


def _equal(one: Path, other: Path) -> bool:
    """Return whether two files are the same to the last bit; wall times do not count."""
    if one.name != _RUNS:
        return one.read_bytes() == other.read_bytes()
    import pandas as pd

    frames = [pd.read_parquet(path).drop(columns=_WALL_TIME, errors="ignore") for path in (one, other)]
    return bool(frames[0].equals(frames[1]))


def _summary(differing: Mapping[str, str], same: int) -> str:
    """Return in one line whether the results are the same."""
    from ..report.formatting import counted

    if not differing:
        return f"the same, bit for bit: {counted(same, 'file')} of results"
    files = ", ".join(f"{name} ({what})" for name, what in differing.items())
    return f"not the same: {files}; {same} other files are"


def _reasons(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return what has changed since the first run: the model, defaults of parameters, libraries."""
    lines = []
    if old.get("model") != new.get("model"):
        lines.append(f"the model has changed: {old.get('model')} then, {new.get('model')} now")
    for key, what in (("parameters", "parameter"), ("versions", "version of")):
        then, now = old.get(key, {}), new.get(key, {})
        lines += [
            f"{what} {name}: {then.get(name, 'none')} then, {now.get(name, 'none')} now"
            for name in sorted({*then, *now})
            if then.get(name) != now.get(name)
        ]
    return lines or [
        "model, parameters and libraries are the same, so a file was changed or the machine computes otherwise"
    ]
