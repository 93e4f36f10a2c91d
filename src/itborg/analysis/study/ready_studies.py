"""The studies that are ready: files of the folder `experiments`, in a checkout and in the installed package."""

from __future__ import annotations

import re
import tomllib
from os.path import exists, isfile  # unlike those of Path, they take names of any length
from pathlib import Path

from ...common.errors import did_you_mean

#: Folder of the ready studies, as users name it.
EXPERIMENTS = "experiments"
_PACKAGE = Path(__file__).parents[2]


def ready_studies() -> dict[str, Path]:
    """Return the files of the ready studies by name, sorted; {} if this installation has none."""
    for folder in (_PACKAGE / EXPERIMENTS, _PACKAGE.parents[1] / EXPERIMENTS):
        if folder.is_dir():
            return {path.stem: path for path in sorted(folder.glob("*.toml"))}
    return {}


def question_of(study: Path) -> str:
    """Return the question of a study file, without reading the rest of it. Raises OSError or ValueError if damaged."""
    return str(tomllib.loads(study.read_text(encoding="utf-8"))["question"])


def study_path(name: str | Path) -> Path:
    """Return the path of a study file: that of a ready study if no file has this name.

    name  a path, or a ready study: NAME, NAME.toml or experiments/NAME.toml
    """
    path = Path(name)
    ready = {f"{EXPERIMENTS}/{one}.toml": file for one, file in ready_studies().items()}
    named = path.as_posix() if path.suffix == ".toml" else f"{path.as_posix()}.toml"
    found = ready.get(f"{EXPERIMENTS}/{named}") or ready.get(path.as_posix())
    return path if exists(path) or found is None else found


def nearest_study(file: Path) -> str:
    """Return a hint: the file with its suffix, else the most similar name in its folder, or a bundled study."""
    beside = file.with_name(file.name + ".toml")
    if isfile(beside):
        return f"did you mean '{beside}'?"
    folder = file.parent if len(file.parts) > 1 else Path(EXPERIMENTS)
    known = sorted(
        {one.stem for one in folder.glob("*.toml")} or (ready_studies() if folder == Path(EXPERIMENTS) else ())
    )
    near = did_you_mean(file.stem, known)
    return re.sub(r"'(.*)'", rf"'{folder}/\1.toml'", near) if "'" in near else f"in {folder} {near}"
