"""What was asked for, kept in a results folder: the command, the text of every file it names, and what it ran with.

`request.json` is written before the first run. By it a folder knows its own study, so that no other command overwrites
it, and `itborg rerun` repeats the result.
"""

from __future__ import annotations

import json
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..common.errors import InputError

if TYPE_CHECKING:
    from ..analysis.study.study import Study

REQUEST = "request.json"
#: Largest text file that is kept, bytes.
LARGEST = 2_000_000
#: Suffixes of files that a study names.
_NAMED = (".toml", ".csv", ".py")
#: Options that change where and how an analysis is run and shown, but not its result.
_WITHOUT_EFFECT = ("out", "shard", "cluster", "threads", "output_format", "quiet")


def current(study: Study | None = None, command: str = "") -> dict[str, Any]:
    """Return the request of the running command.

    study    of the command; its name and question tell whether a folder is its own
    command  "": the command line of the user, see `command_line`

    Keys: command, study {name, question}, files (text by name), model, versions, parameters (default of each).
    """
    from ..analysis.study.run_id import model_version
    from ..common.version import versions
    from ..mechanisms.registry import PARAMETERS

    return {
        "command": command or command_line(),
        "study": {"name": study.name, "question": study.question} if study else {},
        "files": dict(_files()),
        "model": model_version(),
        "versions": versions(),
        "parameters": {name: one.default for name, one in PARAMETERS.items()},
    }


def write(folder: Path, request: Mapping[str, Any]) -> None:
    """Write a request into a results folder, with its checksum if the folder has checksums."""
    from ..common.checksums import record, recorded
    from ..common.files import write_atomically

    write_atomically(folder / REQUEST, json.dumps(request, indent=2, ensure_ascii=False) + "\n")
    if recorded(folder):
        record(folder, [REQUEST])


def read(folder: Path) -> dict[str, Any] | None:
    """Return the request of a folder; None if there is none. Raises InputError for a damaged one."""
    path = folder / REQUEST
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        known: dict[str, Any] = {**found, "command": str(found["command"]), "files": dict(found["files"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: damaged ({error})") from error
    return known


def claim(folder: Path, request: Mapping[str, Any]) -> None:
    """Write the request of a study or an analysis into its folder, before anything is run.

    A study may continue in its folder when it was changed or extended; an analysis, only with the same command.

    Raises InputError if the folder holds something else, and changes nothing then.
    """
    holds = _other_content(folder, request)
    if holds:
        raise InputError(f"{folder}: this folder holds {holds}; name another one with --out")
    write(folder, request)


def _other_content(folder: Path, request: Mapping[str, Any]) -> str:
    """Return what a folder holds that the request would overwrite; "" if there is nothing such."""
    known = read(folder)
    if known is not None:
        old, new = known["command"].split(), str(request["command"]).split()
        if known.get("study") != request["study"]:
            name = known.get("study", {}).get("name", "")
            return f"results of `{known['command']}`" + (f", the study '{name}'" if name else "")
        same = old[:2] == new[:2] and (new[1] == "sweep" or old == new)
        return "" if same else f"results of `{known['command']}`"
    kind = _kind(folder)
    if kind and kind != {"sweep": "study"}.get(str(request["command"]).split()[1]):
        return f"results of another command ({kind})"
    strangers = [path.name for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []
    if not kind and strangers and not (folder / "parts").is_dir():
        return f"other files ({', '.join(sorted(strangers)[:3])})"
    return ""


def _kind(folder: Path) -> str:
    """Return the kind in the manifest of a folder; "" if there is none that can be read."""
    try:
        return str(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["kind"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _files() -> Iterator[tuple[str, str]]:
    """Yield name and text of every file that the running command names, and of those that a study names beside it."""
    from ..analysis.study.ready_studies import study_path

    for value in click.get_current_context().params.values():
        for one in value if isinstance(value, tuple) else (value,):
            if not isinstance(one, str):
                continue
            yield from _code(one, Path())
            if not _is_text(path := study_path(one)):
                continue
            text = path.read_text(encoding="utf-8")
            yield path.name, text
            for name in _named_in(text) if path.suffix == ".toml" else ():
                yield from _code(name, path.parent)
                if _is_text(path.parent / name):
                    yield name, (path.parent / name).read_text(encoding="utf-8")


def _code(spec: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of the file that FILE.py:NAME names, and of those beside it that it imports."""
    from ..common.own_code import files_of, names_code

    place = spec.rpartition(":")[0]
    file = folder / place if (folder / place).is_file() else Path(place)
    if names_code(spec) and file.suffix == ".py" and _is_text(file):
        for one in files_of(file):
            yield str(one.relative_to(file.parent)), one.read_text(encoding="utf-8")


def _is_text(path: Path) -> bool:
    """Return whether a path is a file of UTF-8 text that is small enough."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return False
        path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return True


def _named_in(text: str) -> Iterator[str]:
    """Yield the values of a TOML text that may name files: with a suffix, within its own folder, or FILE.py:NAME."""
    try:
        waiting: list[Any] = [tomllib.loads(text)]
    except tomllib.TOMLDecodeError:
        return
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping | list):
            waiting += one.values() if isinstance(one, Mapping) else one
        elif (
            isinstance(one, str)
            and Path(one.partition(":")[0]).suffix in (".toml", ".csv", ".py")
            and not one.startswith(("/", ".."))
        ):
            yield one


def command_line() -> str:
    """Return the command that gives the same result: the options the user named, files without their folders.

    Options without effect on the result, such as --threads, are left out. It needs the context of a running command.
    """
    context = click.get_current_context()
    words = ["itborg", str(context.info_name)]
    for one in context.command.params:
        name = str(one.name)
        typed = context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if name in _WITHOUT_EFFECT or not typed:
            continue
        values = context.params[name] if one.multiple or one.nargs != 1 else [context.params[name]]
        for value in values:
            text = Path(value).name if isinstance(value, str) and "/" in value else str(value)
            words += [text] if isinstance(one, click.Argument) else [one.opts[0], text]
    return shlex.join(words)
