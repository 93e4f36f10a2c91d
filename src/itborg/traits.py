"""Traits: what a handle reads and writes in the tables, checked at the door.

Whoever writes between two days also corrects what was remembered last evening, so that the next
day begins as if the trait had been so in the evening.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .day.relations import mean_trust
from .errors import InputError
from .rows import position
from .rules.talk import records
from .world.start import honesty_of, set_communication, set_mean_trust, shift_understanding
from .world.state import BUSINESS, IT, World

if TYPE_CHECKING:
    from .agents import Colleague

#: Honesty at which the priority trait of a manager is one half.
HALF_HONEST = 0.16
PASSES = 8  # over services, so that a shift meets its goal although some are clipped


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

    def __get__(self, agent: Colleague | None, owner: type | None = None) -> Any:
        """Return the number; of the class, the attribute itself."""
        if agent is None:
            return self
        return float(agent.model.world.people[self.name][agent.row])

    def __set__(self, agent: Colleague, value: object) -> None:
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


def remember_trust(w: World, i: int) -> None:
    """Set the remembered mean trust of a person to what its stereotype and ties say now."""
    o = w.organisation[0]
    side, size = (BUSINESS, o.people - o.it) if w.people[i].side == IT else (IT, o.it)
    w.people[i].trust = mean_trust(w, i, side, size)


def write_trust(w: World, i: int, value: float) -> None:
    """Shift trust of a person in all of the other side to a mean (components stay in .02 to .98)."""
    set_mean_trust(w, i, BUSINESS if w.people[i].side == IT else IT, value)


def read_communication(w: World, i: int) -> float:
    """Return the geometric mean of language and listening."""
    return math.sqrt(w.people[i].language * w.people[i].listening)


def write_communication(w: World, i: int, value: float) -> None:
    """Scale language and listening so that their geometric mean is `value`; out of nothing, both become it."""
    x = w.people[i]
    if read_communication(w, i) > 0.0:
        set_communication(x, value, True, True)
    else:
        x.language = x.listening = value


def honesty_to_priority(honesty: float) -> float:
    """Return the priority trait of a manager, 0 to 1."""
    return honesty / (honesty + HALF_HONEST)


def write_honesty(w: World, i: int, priority: float) -> None:
    """Set the honesty of a manager by its priority trait (from .99 on, honesty is as good as perfect)."""
    w.people[i].honesty = honesty_of(priority)


def write_mean_understanding(w: World, i: int, value: float) -> None:
    """Shift what an IT person understands of all services to a mean."""
    before = w.understanding[i].copy()
    for _ in range(PASSES):
        shift_understanding(w, i, value - float(w.understanding[i].mean()))
    remember_understanding(w, w.understanding[i] - before)


def write_understanding(w: World, i: int, services: Iterable[int], values: NDArray[np.float64]) -> None:
    """Set what an IT person understands of some services."""
    before = w.understanding[i].copy()
    w.understanding[i, list(services)] = values
    remember_understanding(w, w.understanding[i] - before)


def write_it_understanding(w: World, i: int, value: float) -> None:
    """Set what a manager understands of IT."""
    o = w.organisation[0]
    o.business_understanding += (value - w.people[i].it_understanding) / (o.people - o.it)
    w.people[i].it_understanding = value
    _remember_records(w)


def remember_understanding(w: World, gains: NDArray[np.float64]) -> None:
    """Correct the means of last evening by what one IT person gained, service by service."""
    o = w.organisation[0]
    w.services["understood"] += gains / o.it
    o.understanding += gains.mean() / o.it
    _remember_records(w)


def _remember_records(w: World) -> None:
    o = w.organisation[0]
    o.records = records(w.parameters[0].records_need_people, o.understanding, o.business_understanding)
