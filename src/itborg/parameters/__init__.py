"""The registry of parameters: everything that is a number in the model, named once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..errors import InputError, unknown
from .causes import CAUSES, PRESSURE
from .changes import CHANGES
from .incidents import INCIDENTS
from .people import COMMUNICATION, FRAMEWORK, LABELS, LEARNING, MONEY, TRUST
from .registry import Parameter
from .routing import EXPERTISE, ROUTING

FAMILIES: Mapping[str, tuple[Parameter, ...]] = {
    "changes": CHANGES,
    "root causes": CAUSES,
    "pressure": PRESSURE,
    "incidents": INCIDENTS,
    "expertise": EXPERTISE,
    "routing": ROUTING,
    "labels": LABELS,
    "framework": FRAMEWORK,
    "communication": COMMUNICATION,
    "learning": LEARNING,
    "trust": TRUST,
    "money": MONEY,
}
PARAMETERS: Mapping[str, Parameter] = {p.name: p for family in FAMILIES.values() for p in family}
SYMBOLS: Mapping[str, str] = {p.symbol: p.name for p in PARAMETERS.values() if p.symbol}

PARAMETER_DTYPE = np.dtype((np.record, [(name, np.float64) for name in PARAMETERS]))


def canonical(name: str) -> str:
    """Return the registered name for a name or a symbol of the equations.

    >>> canonical("phi0")
    'honesty'
    """
    if name in PARAMETERS:
        return name
    if name in SYMBOLS:
        return SYMBOLS[name]
    raise unknown("parameter", name, PARAMETERS)


#: What the model divides by, or takes the logarithm of.
ABOVE_ZERO = frozenset({"impact", "benefit_life", "analysis_learning", "tie_reference"})


def checked(name: str, value: object) -> tuple[str, float]:
    """Return the registered name and the value as a float inside its plausible range.

    Values outside [low, high] are accepted down to 0 for experiments (a mechanism switched off, an
    extreme); negative, infinite and missing values are not.
    """
    known = canonical(name)
    p = PARAMETERS[known]
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise InputError(
            f"parameter {known} = {value!r} is not a number; expected {p.low} to {p.high} {p.unit}"
        ) from None
    if not np.isfinite(number) or number < 0:
        raise InputError(f"parameter {known} = {number} must be 0 or more; plausible: {p.low} to {p.high} {p.unit}")
    if number == 0 and known in ABOVE_ZERO:
        raise InputError(f"parameter {known} = 0 must be above 0; plausible: {p.low} to {p.high} {p.unit}")
    if p.unit in ("share", "probability") and number > 1:
        raise InputError(f"parameter {known} = {number} is a {p.unit}; expected 0 to 1")
    return known, number


def parameter_record(changes: Mapping[str, object] | None = None) -> Any:
    """Return a one-row record array of all parameters, `changes` applied to the defaults."""
    record = np.zeros(1, dtype=PARAMETER_DTYPE)
    for name, parameter in PARAMETERS.items():
        record[name] = parameter.default
    for name, value in (changes or {}).items():
        known, number = checked(name, value)
        record[known] = number
    return record
