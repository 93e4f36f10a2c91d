"""Attributes of agents that read and write the tables of the engine; values are checked before they are written."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..common.errors import InputError
from ..engine.row_names import position
from ..engine.table import column

if TYPE_CHECKING:
    from .world_access import TableRow


def number(who: str, trait: str, value: object, low: float = 0.0, high: float = 1.0) -> float:
    """Return a value as a float from `low` to `high`.

    Raises InputError, which names the person, the trait, the value and the range. NaN, infinity, texts and
    booleans are rejected.

    >>> number("Ann", "trust", 2)
    Traceback (most recent call last):
    itborg.common.errors.InputError: trust of Ann = 2 is not a number from 0 to 1
    """
    expected = f"a number from {low:g} to {high:g}" if high < math.inf else f"a finite number, {low:g} or more"
    mistake = InputError(f"{trait} of {who} = {value!r} is not {expected}")
    if isinstance(value, bool | str | bytes):
        raise mistake
    try:
        checked = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise mistake from None
    if not low <= checked <= high or math.isinf(checked):
        raise mistake
    return checked


class InTable:
    """A descriptor: one number in the agent's row of the table of people, in the column of the same name.

    meaning  what the number means, with its range; becomes the docstring of the attribute
    high     largest value that may be written, 1 for a share; the smallest is 0
    """

    def __init__(self, meaning: str, high: float = 1.0) -> None:
        """Store the meaning and the range."""
        self.__doc__ = meaning
        self.high = high
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Use the column that has the name of the attribute."""
        self.name = name

    def __get__(self, agent: TableRow | None, owner: type | None = None) -> Any:
        """Return the number; on the class, return the descriptor."""
        if agent is None:
            return self
        return float(column(agent.world.people, self.name)[agent.row])

    def __set__(self, agent: TableRow, value: object) -> None:
        """Write the number. Raises InputError if it is out of range."""
        column(agent.world.people, self.name)[agent.row] = number(agent.name, self.name, value, high=self.high)


class ByName(Mapping[Any, float]):
    """Shares of one person by name, such as understanding by service: a view that can also be written.

    who, trait  for messages
    names       the keys, in the order of the columns
    read        returns the values, shape (names,)
    write       writes values, shape (columns,), to the given columns

    >>> view = ByName("Ann", "understanding", ("Web", "Pay"), lambda: np.array([0.2, 0.4]), lambda n, x: None)
    >>> view["Pay"], np.asarray(view).mean()
    (0.4, np.float64(0.30000000000000004))
    """

    def __init__(
        self, who: str, trait: str, names: Sequence[Any], read: Callable[[], NDArray[np.float64]],
        write: Callable[[Iterable[int], NDArray[np.float64]], None],
    ) -> None:  # fmt: skip
        """Store whose values these are and how to read and write them."""
        self._who, self._trait, self._names, self._read, self._write = who, trait, names, read, write

    def __getitem__(self, name: Any) -> float:
        """Return the value for one name. Raises InputError for an unknown name."""
        return float(self._read()[self._column(name)])

    def __setitem__(self, name: Any, value: object) -> None:
        """Write the value for one name, 0 to 1. Raises InputError for an unknown name or a value out of range."""
        self._write([self._column(name)], np.array([number(self._who, f"{self._trait} ({name})", value)]))

    def _column(self, name: Any) -> int:
        return position(f"entry in {self._trait}", name, self._names)

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the names."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self._names)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[np.float64]:
        """Return a copy of the values, shape (names,)."""
        return np.array(self._read(), dtype=dtype)

    def __repr__(self) -> str:
        """Show names and values like a dict."""
        return repr(dict(self))

    def assign(self, values: Any) -> None:
        """Write one value for all names, a mapping of some names, or one value per name in order.

        Raises InputError for an unknown name, a value out of range or a wrong number of values.
        """
        if isinstance(values, Mapping):
            for name, value in values.items():
                self[name] = value
            return
        each = [values] * len(self) if np.ndim(values) == 0 else list(values)
        if len(each) != len(self):
            raise InputError(f"{self._trait} of {self._who}: found {len(each)} numbers, expected {len(self)}")
        checked = [number(self._who, f"{self._trait} ({n})", x) for n, x in zip(self._names, each, strict=True)]
        self._write(range(len(self)), np.array(checked))
