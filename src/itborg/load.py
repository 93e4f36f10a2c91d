"""The load slider: demand relative to what the organisation is staffed for."""

from __future__ import annotations

import math
from collections.abc import Mapping

from .errors import InputError
from .parameters import PARAMETERS, canonical

#: What rises with load: needs of the business, and incidents of every root cause.
DEMAND = ("request_rate", "hazard")
LEAST, MOST = 0.1, 3.0


def checked_load(load: object) -> float:
    """Return a load, 1 as the organisation is; InputError for what is none."""
    try:
        value = float(load)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        value = math.nan
    if isinstance(load, bool) or not LEAST <= value <= MOST:
        raise InputError(f"load = {load} is not a number from {LEAST:g} to {MOST:g}; 1 is the organisation as it is")
    return value


def at_load(load: float, changes: Mapping[str, object]) -> dict[str, object]:
    """Return parameter changes with demand multiplied by a load, from the first day of the burn-in on.

    >>> at_load(0.5, {"request_rate": 1.0})["request_rate"]
    0.5
    """
    known = {canonical(name): value for name, value in changes.items()}
    if load == 1.0:
        return known
    demand = {name: load * float(known.get(name, PARAMETERS[name].default)) for name in DEMAND}  # type: ignore[arg-type]
    return known | demand
