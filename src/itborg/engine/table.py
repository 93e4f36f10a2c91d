"""A table of records: how type checkers see it, how numpy lays it out, how a whole column is read.

Steps of the day read rows, as people think of them; analyses and set-up read columns, as numpy is fast at.
"""

from __future__ import annotations

from typing import Any, Protocol, get_type_hints

import numpy as np
from numpy.typing import NDArray


def record_dtype(record: type) -> np.dtype[Any]:
    """Return the numpy type of a record: `int` fields are int64, `float` fields float64, in the order of the class.

    record  a class with annotations only, as in `records`; a field of any other type raises KeyError
    """
    kinds = {int: np.int64, float: np.float64}
    return np.dtype((np.record, [(name, kinds[kind]) for name, kind in get_type_hints(record).items()]))


class Table[R](Protocol):
    """Rows of a table, as rules and phases see it. For a whole column of numbers use `column`.

    At run time it is a numpy record array of shape (rows,); this protocol gives its rows the type R.
    """

    def __getitem__(self, row: int, /) -> R:
        """Return a row: a live record, not a copy."""

    def __setitem__(self, row: int, value: R, /) -> None:
        """Copy all fields of a record into a row."""

    def __len__(self) -> int:
        """Return the number of rows there is room for."""


def column(table: Table[Any], name: str) -> NDArray[Any]:
    """Return one field of all rows as an array that shares the table's memory.

    Shape (rows,); writing to it changes the table. Raises ValueError for a name that the record does not have.
    """
    array: Any = table
    found: NDArray[Any] = array[name]
    return found


def array_of(table: Table[Any]) -> NDArray[Any]:
    """Return a table as the numpy array of records that it is: for slices, masks and several columns."""
    array: Any = table
    found: NDArray[Any] = array
    return found
