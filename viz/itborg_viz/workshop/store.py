"""Workshops in files: written before anything is acknowledged, so that a killed server goes on where it was.

A file is replaced in one step and only its owner can read it, since it holds the tokens. At each new page the state
before is kept as a copy; the last ten remain.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from itborg.common.errors import InputError

from .state import WorkshopState, state_from_json, state_to_json

COPIES = 10
#: Largest file that is read, bytes.
MAX_BYTES = 4_000_000
#: Ids of workshops, which are names of files too.
ID = re.compile(r"[0-9a-f]{12}")


def games_folder() -> Path:
    """Return the folder of the user's own data in which workshops are kept; it need not exist."""
    from platformdirs import user_data_path

    return user_data_path("itborg", appauthor=False) / "games"


class Store:
    """The workshops of one folder."""

    def __init__(self, folder: Path) -> None:
        """Create the folder if it is not there. Raises InputError if that is not possible."""
        self.folder = folder
        self.pages: dict[str, tuple[str, int]] = {}
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"games cannot be saved in '{folder}': {error.strerror}; try --games FOLDER") from None

    def save(self, state: WorkshopState) -> None:
        """Write a workshop, so that it is on the disk when this returns. Raises OSError if it cannot be written."""
        self.write(state.id, text_of(state), (state.phase, state.round))

    def write(self, id: str, text: str, page: tuple[str, int]) -> None:
        """Write the text of a workshop; the file before is kept if the page is another one.

        May run in another thread than the workshop; one at a time.
        """
        path = self.path(id)
        if self.pages.get(id, page) != page and path.exists():
            self._keep(id, path)
        self.pages[id] = page
        number, name = tempfile.mkstemp(dir=self.folder, prefix=f".{id}.")  # mode 0600
        try:
            with os.fdopen(number, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise

    def load(self) -> tuple[list[WorkshopState], list[str]]:
        """Return all workshops of the folder, the one changed last first, and the reasons why files were left out."""
        states, problems = [], []
        for leftover in self.folder.glob(".*"):
            with suppress(OSError):
                leftover.unlink()  # of a server that was killed while it wrote
        files = [path for path in self.folder.glob("*.json") if ID.fullmatch(path.stem)]
        for path in sorted(files, key=lambda one: -_time(one)):
            try:
                state = read(path)
                if state.id != path.stem:
                    raise InputError("the file has another name than the workshop")
                states.append(state)
            except (InputError, OSError) as error:
                problems.append(f"{path.name}: {error}")
        return states, problems

    def path(self, id: str) -> Path:
        """Return the file of a workshop."""
        if not ID.fullmatch(id):
            raise InputError("this is not the id of a workshop")
        return self.folder / f"{id}.json"

    def copies(self, id: str) -> list[Path]:
        """Return the copies of a workshop, the oldest first."""
        found = self.folder.glob(f"{id}.*.json")
        return sorted(found, key=lambda one: int(one.name.split(".")[1]) if one.name.split(".")[1].isdigit() else -1)

    def _keep(self, id: str, path: Path) -> None:
        """Keep the present file as a copy, and the last ten copies only."""
        numbers = [int(one.name.split(".")[1]) for one in self.copies(id) if one.name.split(".")[1].isdigit()]
        copy = self.folder / f"{id}.{max(numbers, default=0) + 1}.json"
        os.replace(path, copy) if not hasattr(os, "link") else os.link(path, copy)
        for old in self.copies(id)[:-COPIES]:
            old.unlink(missing_ok=True)


def _time(path: Path) -> float:
    """Return when a file was changed, 0 for none."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def read(path: Path) -> WorkshopState:
    """Return the workshop of a file. Raises InputError for one that is damaged or too large."""
    if not path.is_file():
        raise InputError("this is not a file")
    if path.stat().st_size > MAX_BYTES:
        raise InputError(f"the file has more than {MAX_BYTES} bytes")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError("the file is not JSON") from error
    return state_from_json(data)


def text_of(state: WorkshopState) -> str:
    """Return a workshop as the text of its file."""
    return json.dumps(state_to_json(state), ensure_ascii=False, allow_nan=False)
