"""What every answer can do: say itself in words, tables, figures and JSON; and how it is written to disk."""

from __future__ import annotations

import json
import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..common.files import write_atomically
from ..common.version import itborg_version, versions
from .drawing import STYLE

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


class AnalysisResult(ABC):
    """A result that people read and cite."""

    #: The command that gives it.
    command: str

    @abstractmethod
    def words(self) -> list[str]:
        """Return the answer in sentences."""

    @abstractmethod
    def document(self) -> dict[str, Any]:
        """Return the answer as plain dictionaries and numbers."""

    @abstractmethod
    def tables(self) -> Mapping[str, DataFrame]:
        """Return tables by name; the first is the one that is shown."""

    @abstractmethod
    def figures(self) -> Mapping[str, Figure]:
        """Return figures by name."""


def plain(value: Any) -> Any:
    """Return what JSON can say: numpy numbers as numbers, what is not a number as None.

    >>> plain({"a": (1, float("nan")), "b": math.inf})
    {'a': [1, None], 'b': None}
    """
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if hasattr(value, "item"):
        value = value.item()
    if type(value).__name__ == "NAType" or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value


def rows_of(frame: DataFrame) -> list[dict[str, Any]]:
    """Return a table as rows for JSON."""
    rows: list[dict[str, Any]] = plain(frame.to_dict("records"))
    return rows


def save(answer: AnalysisResult, folder: Path, command: str, inputs: Mapping[str, Any]) -> Path:
    """Write an answer into a folder, each file whole or not at all, and return the folder.

    command  the command line that gives it again
    inputs   everything else that decides it
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {
        "kind": answer.command,
        "command": command,
        "version": itborg_version(),
        "versions": versions(),
        "inputs": plain(dict(inputs)),
    }
    write_atomically(folder / "manifest.json", _json(manifest))
    write_atomically(folder / "answer.json", _json(answer.document()))
    write_atomically(folder / "answer.md", "\n\n".join(answer.words()) + "\n")
    for name, frame in answer.tables().items():
        write_atomically(folder / f"{name}.csv", frame.to_csv(index=False))
    _draw(answer, folder / "figures")
    return folder


def _json(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _draw(answer: AnalysisResult, folder: Path) -> None:
    import matplotlib as mpl

    folder.mkdir(exist_ok=True)
    settings: Any = {**STYLE, "svg.hashsalt": answer.command}
    with mpl.rc_context(settings):
        for name, figure in answer.figures().items():
            figure.patch.set_alpha(1.0)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
            figure.savefig(folder / f"{name}.png", dpi=150)
