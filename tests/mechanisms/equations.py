"""Equations of rules as Python evaluates them, and random arguments to evaluate them at."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from itborg.mechanisms.arithmetic import clip, power, stretched
from itborg.mechanisms.mechanism import EQUATIONS
from itborg.mechanisms.registry import PARAMETER_DTYPE, PARAMETERS

#: What an equation may use besides the arguments of its rule.
FUNCTIONS: dict[str, Any] = {name: getattr(math, name) for name in ("exp", "log", "sqrt", "erfc", "floor")} | {
    "min": min,
    "max": max,
    "clip": clip,
    "power": power,
    "stretched": stretched,
}
POINTS = 60


def name_of(rule: Callable[..., Any]) -> str:
    """Return mechanism and name of a rule."""
    return f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}"


RULES = {name_of(rule): rule for rule in EQUATIONS}
WITH_EQUATION = {name: rule for name, rule in RULES.items() if EQUATIONS[rule]}


@cache
def compiled(rule: Callable[..., Any]) -> tuple[dict[str, Any], Any, list[tuple[str, Any]]]:
    """Return what an equation may name, its first line, and its definitions, as code."""
    others = {other.__name__: other for other in EQUATIONS if other.__module__ == rule.__module__}
    first, *definitions = EQUATIONS[rule].splitlines()
    parts = [(line.partition("=")[0].strip(), line.partition("=")[2].strip()) for line in definitions]
    code = [(name, compile(expression, rule.__name__, "eval")) for name, expression in parts]
    return FUNCTIONS | others, compile(first, rule.__name__, "eval"), code


def evaluated(rule: Callable[..., Any], arguments: dict[str, Any]) -> float:
    """Return the value of a rule's equation: its definitions one after the other, then its first line."""
    names, first, definitions = compiled(rule)
    space = names | arguments
    for name, expression in definitions:
        space[name] = eval(expression, space)
    return float(eval(first, space))


def records() -> list[Any]:
    """Return a few records of parameters, each drawn from its plausible range."""
    chance = np.random.default_rng(1)
    low, high = (np.array([getattr(one, end) for one in PARAMETERS.values()]) for end in ("low", "high"))
    table = np.zeros(32, dtype=PARAMETER_DTYPE)
    table.view(np.float64).reshape(len(table), -1)[:] = chance.uniform(low, high, (len(table), len(low)))
    return list(table)


RECORDS = records()


@cache
def points(rule: Callable[..., Any], count: int = POINTS) -> list[dict[str, Any]]:
    """Return random arguments of a rule; half of them are inside 0 to 1, the others go beyond."""
    chance = np.random.default_rng([len(rule.__name__), ord(rule.__name__[0])])
    return [
        {name: argument(rule, name, one.annotation, chance, n) for name, one in signature(rule)} for n in range(count)
    ]


def signature(rule: Callable[..., Any]) -> list[tuple[str, inspect.Parameter]]:
    """Return the arguments of a rule."""
    return list(inspect.signature(rule).parameters.items())


#: Arguments that are not any number of 0 or more: their ranges.
RANGES: dict[str, tuple[float, float]] = {
    "z": (-2.5, 2.5), "pair": (-2.5, 2.5), "step": (-1.0, 1.0), "valence": (-1.0, 1.0), "quality": (-1.5, 1.5), "severity": (-2.5, 2.5), "x": (-2.0, 3.0), "revealing.expertise": (0.0, 6.0),
    "appeal": (-2.0, 2.0), "worth": (-3.0, 3.0), "log_today": (-1.0, 2.0), "log_effort": (-4.0, 1.0),
    "log_density": (-2.0, 2.0), "open_incidents": (0.0, 400.0), "common": (-2.5, 2.5), "own": (-2.5, 2.5), "reading": (-2.0, 2.0),
}  # fmt: skip
#: Arguments that are shares, so that what is taken from 1 stays 0 or more.
SHARES = {
    "trust", "understanding", "it_understanding", "business_understanding", "contact", "belief", "fidelity", "listening",
    "language", "language_a", "language_b", "mandate", "objective", "framework", "known", "priority", "expertise",
    "component", "board", "view", "framework_cut", "paperwork_off", "article", "pressure", "article_now", "heard",
}  # fmt: skip


def argument(rule: Callable[..., Any], name: str, annotation: str, chance: np.random.Generator, n: int) -> Any:
    """Return one random argument by name and type."""
    if name == "p":
        return RECORDS[n % len(RECORDS)]
    if annotation == "int":
        return int(chance.integers(-3, 4) if name == "steps" else chance.integers(1, 5))
    if annotation == "bool":
        return bool(chance.integers(2))
    usual = (0.01, 0.99) if name in SHARES or n % 2 else (0.05, 6.0)
    low, high = RANGES.get(f"{rule.__name__}.{name}", RANGES.get(name, usual))
    return float(chance.uniform(low, high))
