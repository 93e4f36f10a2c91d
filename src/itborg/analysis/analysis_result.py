"""What the results of all analyses have in common: they are data, as plain dictionaries and as tables.

Results contain no sentences, colours or files, so that the command line, reports and the app present the same numbers.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame


class AnalysisResult(ABC):
    """Base of the results of sensitivity, discovery, optimisation and calibration.

    Sentences, figures and pages of a result are written by `itborg.report.presentation`.
    """

    #: Name of the command that computes it, such as "sensitivity".
    command: str

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Return the result as dictionaries, lists, strings and finite numbers; None for what is not a number.

        This is the document that `--format json` prints, without its schema version.
        """

    def _repr_html_(self) -> str:
        """Return the first table as HTML, which a notebook shows."""
        return str(next(iter(self.tables().values())).to_html(index=False, max_rows=20))

    @abstractmethod
    def tables(self) -> Mapping[str, DataFrame]:
        """Return tables by name; the first is the one that `--format csv` prints.

        Each table is also written to a results folder, as a file of its name.
        """


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: numpy numbers as Python numbers, None for what is not a finite number.

    value  a number, text, mapping (keys become texts), list or tuple, nested to any depth; missing values of pandas
           become None

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
    """Return the rows of a table as dictionaries for JSON, column -> value; values as in `plain`."""
    rows: list[dict[str, Any]] = plain(frame.to_dict("records"))
    return rows
