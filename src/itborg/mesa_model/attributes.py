"""Attributes of handles: numbers that stand in the tables, checked at the door."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..common.errors import InputError
from ..engine.row_names import position

if TYPE_CHECKING:
    from .person import Person


def number(who: str, trait: str, value: object, low: float = 0.0, high: float = 1.0) -> float:
    """Return a value as a float; InputError names person, trait, value and range.

    >>> number("Ann", "trust", 2)
    Traceback (most recent call last):
    itborg.errors.InputError: trust of Ann = 2 is not a number from 0 to 1
    """
    expected = f"a number from {low:g} to {high:g}" if high < math.inf else f"a finite number, {low:g} or more"
    mistake = InputError(f"{trait} of {who} = {value!r} is not {expected}")
    if isinstance(value, bool | str | bytes):
        raise mistake
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise mistake from None
    if not low <= found <= high or math.isinf(found):
        raise mistake
    return found


class InTable:
    """An attribute of a handle that is one number of its row in the table of people.

    meaning  what it says; becomes its docstring
    high     largest value that may be written, 1 for a share
    """

    def __init__(self, meaning: str, high: float = 1.0) -> None:
        """Keep the meaning and the range."""
        self.__doc__ = meaning
        self.high = high
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Read and write the column that is called like the attribute."""
        self.name = name

    def __get__(self, agent: Person | None, owner: type | None = None) -> Any:
        """Return the number; of the class, the attribute itself."""
        if agent is None:
            return self
        return float(agent.model.world.people[self.name][agent.row])

    def __set__(self, agent: Person, value: object) -> None:
        """Write the number, if it is in range."""
        agent.model.world.people[self.name][agent.row] = number(agent.name, self.name, value, high=self.high)


class ByName(Mapping[Any, float]):
    """Shares of one person by name: a live view that can be written to.

    >>> view = ByName("Ann", "understanding", ("Web", "Pay"), lambda: np.array([0.2, 0.4]), lambda n, x: None)
    >>> view["Pay"], np.asarray(view).mean()
    (0.4, np.float64(0.30000000000000004))
    """

    def __init__(
        self, who: str, trait: str, names: Sequence[Any], read: Callable[[], NDArray[np.float64]],
        write: Callable[[Iterable[int], NDArray[np.float64]], None],
    ) -> None:  # fmt: skip
        """Remember whose numbers these are, and how to read and write them."""
        self._who, self._trait, self._names, self._read, self._write = who, trait, names, read, write

    def __getitem__(self, name: Any) -> float:
        """Return the number of one name."""
        return float(self._read()[position(f"entry in {self._trait}", name, self._names)])

    def __setitem__(self, name: Any, value: object) -> None:
        """Write the number of one name."""
        place = position(f"entry in {self._trait}", name, self._names)
        self._write([place], np.array([number(self._who, f"{self._trait} ({name})", value)]))

    def __iter__(self) -> Iterator[Any]:
        """Iterate over names."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._names)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[np.float64]:
        """Return a copy of the numbers."""
        return np.array(self._read(), dtype=dtype)

    def __repr__(self) -> str:
        """Show names and numbers."""
        return repr(dict(self))

    def assign(self, values: Any) -> None:
        """Write one number for all, numbers by name, or one number each."""
        if isinstance(values, Mapping):
            for name, value in values.items():
                self[name] = value
            return
        each = [values] * len(self) if np.ndim(values) == 0 else list(values)
        if len(each) != len(self):
            raise InputError(f"{self._trait} of {self._who}: {len(each)} numbers given, {len(self)} expected")
        checked = [number(self._who, f"{self._trait} ({n})", x) for n, x in zip(self._names, each, strict=True)]
        self._write(range(len(self)), np.array(checked))
