"""Measures of a user: a function of a run, known by its name in this process once it is declared."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...common.errors import InputError
from ...common.own_code import identity_of, named_code, names_code
from .measure import Better, Measure
from .window import Window

if TYPE_CHECKING:
    from ...engine.simulation import Run

#: Measures of users by name.
OWN: dict[str, Measure] = {}


class FunctionOfRun:
    """Turns a function of a run into a function of a window; the window must be that of a whole run."""

    def __init__(self, function: Callable[[Run], float]) -> None:
        """Store the function."""
        self.function = function

    def __call__(self, window: Window) -> float:
        """Return the value; NaN for None."""
        value = self.function(window.run)
        return math.nan if value is None else float(value)


def run_measure(
    function: Callable[[Run], float], *, name: str = "", meaning: str = "", unit: str = "", better: Better = None
) -> Measure:
    """Return a measure of a function of a run.

    function  from a run (`history`, `closed`, `burn_in`, `reported` ...) to a number; NaN where it is undefined
    name      None: that of the function
    meaning   None: the first line of its docstring
    unit      of the number; "share" is 0 to 1
    better    "higher", "lower", or None where neither is better in itself

    >>> run_measure(lambda run: 1.0, name="one", unit="count").name
    'one'
    """
    text = meaning or (inspect.getdoc(function) or "").partition("\n")[0]
    return Measure(name or function.__name__, text or "a measure of a user", unit, better, FunctionOfRun(function))


def declared(given: Any, known: Any, folder: Path | None = None) -> str:
    """Return the name of a measure, and make one of a user known in this process.

    given   a name; "FILE.py:NAME" or "MODULE:NAME"; a function of a run; or a Measure
    known   names of the model, which a measure of a user cannot take
    folder  for relative files

    A function declared again under the same name replaces the earlier one, as in a notebook. Raises InputError for
    anything else.
    """
    found = named_code(given, folder) if names_code(given) else given
    if isinstance(found, str):
        return found
    if callable(found) and not isinstance(found, Measure):
        found = run_measure(found)
    if not isinstance(found, Measure):
        raise InputError(f"measure {given!r} is neither a name nor a function of a run")
    if not found.name.isidentifier() or found.name in known:
        raise InputError(f"'{found.name}' cannot be the name of a measure of your own: choose another name")
    measure_identity(found)  # of the file as it is loaded now
    OWN[found.name] = found
    return found.name


def own_measures(names: Any) -> tuple[Measure, ...]:
    """Return the measures of users among some names, to be declared in another process."""
    return tuple(OWN[name] for name in names if name in OWN)


def measure_identity(one: Measure) -> str:
    """Return name and hash of the source of a measure of a user."""
    function = one.function.function if isinstance(one.function, FunctionOfRun) else one.function
    return identity_of(function)
