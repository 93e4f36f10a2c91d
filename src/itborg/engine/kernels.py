"""The kernels of a run: those of the model as it is, or private ones in which rules of a user replace built-in ones.

A private kernel is compiled from copies of the modules `mechanisms` and `engine` under another package name. In the
copies a rule is replaced wherever it is bound; the model as it is stays untouched, and both run in one process. The
machine code is cached in a folder named by the hash of the rules, so it is compiled once for each text of a rule.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

from ..common.numba_support import private_cache, rule
from .day.one_day import run_days
from .initial_state import start
from .state import World

_PACKAGE = Path(__file__).parents[1]
#: Rooms whose modules are copied; all others are shared with the model as it is.
_COPIED = ("engine", "mechanisms")
_LOADING = Lock()
_LOADED: dict[str, Kernels] = {}


class Kernels(NamedTuple):
    """What is compiled.

    start     draws the initial state of a world
    run_days  simulates days until a day, and returns the next one
    """

    start: Callable[[World], None]
    run_days: Callable[[World, int], int]


BUILT_IN = Kernels(start, run_days)


def kernels_with(rules: Mapping[str, Callable[..., Any]], identity: str) -> Kernels:
    """Return kernels in which rules are replaced; loaded once in a process, compiled when first called.

    rules     functions by the name of the rule that each replaces, such as "labels.utility"
    identity  hash of the rules, letters and digits: it names the copies and the folder of their machine code
    """
    if not rules:
        return BUILT_IN
    with _LOADING:
        if identity not in _LOADED:
            with private_cache(f"own-{identity}"):
                _LOADED[identity] = _copy(rules, f"itborg_own_{identity}")
        return _LOADED[identity]


def _copy(rules: Mapping[str, Callable[..., Any]], package: str) -> Kernels:
    """Return the kernels of a copy of the engine, in which rules are replaced.

    package  name of the copy
    """
    root = ModuleType(package)
    root.__path__ = [str(_PACKAGE)]
    sys.modules[package] = root
    own = __name__.partition(".")[0]
    for name, module in list(sys.modules.items()):
        room = name.removeprefix(f"{own}.").partition(".")[0]
        if name.startswith(f"{own}.") and room not in _COPIED:
            sys.modules[package + name.removeprefix(own)] = module
    engine = [import_module(f"{package}.engine.{name}") for name in ("day.one_day", "initial_state")]
    copies = [module for name, module in list(sys.modules.items()) if name.startswith(tuple(_rooms(package)))]
    for name, function in rules.items():
        mechanism, _, what = name.partition(".")
        old = getattr(sys.modules[f"{package}.mechanisms.{mechanism}"], what)
        compilable(function)
        for module in copies:
            for key in [key for key, value in vars(module).items() if value is old]:
                setattr(module, key, function)
    return Kernels(engine[1].start, engine[0].run_days)


def _rooms(package: str) -> Iterable[str]:
    return (f"{package}.{room}." for room in _COPIED)


def compilable(function: Callable[..., Any], seen: set[Any] | None = None) -> None:
    """Mark a function of a user, and the plain functions of the same file that it calls, as rules for the compiler."""
    seen = set() if seen is None else seen
    if function in seen or not isinstance(function, FunctionType):
        return
    seen.add(function)
    rule(function)
    for name in function.__code__.co_names:
        called = function.__globals__.get(name)
        if isinstance(called, FunctionType) and called.__module__ == function.__module__:
            compilable(called, seen)
