"""Parameters that were set beyond their plausible range: allowed for experiments, and said."""

from __future__ import annotations

from collections.abc import Mapping

from ..parameters import PARAMETERS


def unusual(parameters: Mapping[str, float] | None) -> dict[str, tuple[float, float]]:
    """Return the plausible range of each changed parameter that lies outside it.

    parameters  value by name; names that are not registered, as in results of an older version, have no range

    >>> unusual({"honesty": 0.2}), unusual({"honesty": 3.0}), unusual({"of an older version": 1.0})
    ({}, {'honesty': (0.05, 0.35)}, {})
    """
    ranges = {name: (PARAMETERS[name].low, PARAMETERS[name].high) for name in parameters or {} if name in PARAMETERS}
    return {name: (low, high) for name, (low, high) in ranges.items() if not low <= (parameters or {})[name] <= high}


def warnings(parameters: Mapping[str, float] | None) -> list[str]:
    """Return a sentence for each parameter outside its plausible range.

    >>> warnings({"honesty": 3.0})
    ['honesty = 3 lies outside its plausible range, 0.05 to 0.35 utility']
    """
    return [
        f"{name} = {(parameters or {})[name]:g} lies outside its plausible range, {low:g} to {high:g} "
        f"{PARAMETERS[name].unit}".rstrip()
        for name, (low, high) in unusual(parameters).items()
    ]
