"""Refuse what the model would ignore: an edit either acts or raises an error that names the way to do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import wraps
from inspect import get_annotations
from typing import Any

import numpy as np

from ..common.errors import InputError, integer
from ..mechanisms.registry import PARAMETERS, SYMBOLS, canonical

MAX_SEED = 2**62
#: Methods of an agent that the model calls, if a subclass has them.
HOOKS = ("start_of_day", "end_of_day")
#: Attributes of a model that are set when it is made, and the way to another value.
FIXED: Mapping[str, str] = {
    "organisation": "Model(organisation)",
    "strategy": "model.branch(strategy), or Model(strategy=...)",
    "behaviour": "Model(behaviour=...)",
    "burn_in": "Model(burn_in=...)",
    "seed": "Model(rng=...)",
    "parameters": "Model(parameters={...})",
    "people": "another organisation: Model(organisation)",
    "rows": "another organisation: Model(organisation)",
    "today": "model.run_for(days)",
    "network": "traits of agents, such as agent.trust",
}
_LIBRARIES = ("itborg.", "mesa.")


def seed_of(rng: Any, seed: Any = None) -> int:
    """Return a random seed from what Mesa takes: an integer, integers, a Generator, a BitGenerator, a SeedSequence.

    rng, seed  two names of the same argument, of which one may be given. None draws a seed

    A Generator is moved on, so two models from one Generator differ; a SeedSequence gives the same seed each time.
    Raises InputError for both arguments at once, for anything else, and for integers outside 0 to 2**62.

    >>> seed_of(42), seed_of(np.random.SeedSequence(7)) == seed_of(None, np.random.SeedSequence(7))
    (42, True)
    """
    if rng is not None and seed is not None:
        raise InputError("rng and seed are two names of the same argument; give one of them")
    source = seed if rng is None else rng
    if source is None:
        return int(np.random.default_rng().integers(2**31))
    if isinstance(source, np.random.BitGenerator):
        source = np.random.Generator(source)
    if isinstance(source, np.random.Generator):
        return int(source.integers(2**31))
    if isinstance(source, list | tuple):
        source = np.random.SeedSequence(source)
    if isinstance(source, np.random.SeedSequence):
        return int(source.generate_state(1, np.uint64)[0] >> np.uint64(2))
    return integer("rng", source, 0, MAX_SEED)


def check_methods(kind: type) -> None:
    """Raise InputError if a subclass of an agent has a method or attribute by which the model would not be changed.

    kind  subclass of BusinessManager or ITStaff

    The engine calls `start_of_day` and `end_of_day` of an agent and nothing else; an attribute of a base class stands
    for a value in the tables of the engine.
    """
    if kind.__module__.startswith(_LIBRARIES):
        return
    for name in vars(kind):
        if name.startswith("__") or name in HOOKS:
            continue
        owner = next((base for base in kind.__mro__[1:] if name in vars(base)), None)
        if owner is not None and owner.__module__.startswith(_LIBRARIES):
            raise InputError(
                f"{kind.__name__}.{name} replaces what {owner.__name__} has, and the model never calls it: act in "
                f"{' or '.join(HOOKS)}, replace a rule (docs/own_behaviour.md), or choose another name"
            )
        if close := get_close_matches(name, HOOKS, 1, 0.85):
            raise InputError(f"{kind.__name__}.{name} is never called; did you mean '{close[0]}'?")


def check_attribute(thing: Any, name: str, fixed: Mapping[str, str], ways: str) -> None:
    """Raise InputError if a new attribute would be set that nothing reads.

    thing  agent or model, already made
    name   of the attribute
    fixed  attributes that cannot be set, with the way to another value
    ways   what an unknown attribute may have been meant to be, for the message

    Attributes of the class, those annotated in it, and those set in `__init__` may be set.
    """
    kind = type(thing)
    what = "a model" if fixed is FIXED else f"an agent of class {kind.__name__}"
    if name in fixed:
        raise InputError(f"{name} of {what} is set when it is made; for another one use {fixed[name]}")
    if name in vars(thing) or any(name in vars(base) or name in get_annotations(base) for base in kind.__mro__):
        return
    if name in PARAMETERS or name in SYMBOLS:
        raise InputError(f"{name} is a parameter: Model(parameters={{{SYMBOLS.get(name, name)!r}: ...}}) sets it")
    near = get_close_matches(name, [*(one for one in dir(thing) if not one.startswith("_")), *PARAMETERS], 1)
    meant = f"; did you mean '{near[0]}'?" if near else "."
    raise InputError(
        f"{what} has no attribute '{name}'{meant} {ways} An attribute of your own is declared in the class or set in "
        "its __init__"
    )


class RunParameters(Mapping[str, float]):
    """The parameters of a run by name, to be read."""

    def __init__(self, record: Any) -> None:
        """Store the record of parameters, shape (1,)."""
        self._record = record

    def __getitem__(self, name: str) -> float:
        """Return the value of a parameter by name or symbol. Raises InputError for an unknown name."""
        if name in self._record.dtype.names:
            return float(self._record[name][0])
        return float(self._record[canonical(name)][0])

    def __setitem__(self, name: str, value: object) -> None:
        """Raise InputError: parameters are constant during a run."""
        raise InputError(
            f"parameters are constant during a run; Model(parameters={{{canonical(name)!r}: {value!r}}}) makes a model "
            "with another value, and levers of a strategy change by the day"
        )

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names, in the order of the record."""
        return iter(self._record.dtype.names)

    def __len__(self) -> int:
        """Return the number of parameters."""
        return len(self._record.dtype.names)

    def __repr__(self) -> str:
        """Show names and values like a dict."""
        return repr(dict(self))


def sealing(initialise: Callable[..., None]) -> Callable[..., None]:
    """Return the `__init__` of a subclass of Model, after which new attributes are refused."""

    @wraps(initialise)
    def made(self: Any, *arguments: Any, **named: Any) -> None:
        initialise(self, *arguments, **named)
        if type(self).__init__ is made:
            self.__dict__["_sealed"] = True

    return made
