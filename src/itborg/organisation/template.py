"""The folder that somebody starts from to describe their own organisation."""

from __future__ import annotations

import shutil
from pathlib import Path

from itborg.atomic import new_folder

_TEMPLATE = Path(__file__).parent / "corner_pizza"


def new(path: str | Path) -> Path:
    """Write a small valid organisation with comments and a survey sheet, and return its path.

    Raises InputError if the folder has something in it or cannot be written.
    """
    target = Path(path)
    with new_folder(target) as fresh:
        for file in sorted(_TEMPLATE.iterdir()):
            shutil.copyfile(file, fresh / file.name)
    return target
