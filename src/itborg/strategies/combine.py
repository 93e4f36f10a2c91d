"""Several strategies at once: how two that turn the same lever combine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from itborg.strategies.levers import LEVERS, Lever, levers_at_rest
from itborg.strategies.shapes import Values


def combined(schedules: Sequence[np.ndarray], days: int) -> np.ndarray:
    """Return the levers that several schedules of `days` rows turn together.

    The order of the schedules makes no difference, to the last bit, and one that is at rest adds
    nothing. A sum may leave its lever's range: a strategy's schedule keeps it inside.
    """
    rows = levers_at_rest(days)
    for lever in LEVERS:
        turned = [one[lever.name] for one in schedules if (one[lever.name] != lever.rest).any()]
        if turned:
            rows[lever.name] = _combined(np.sort(np.stack(turned), axis=0), lever)
    return rows


def _combined(ordered: Values, lever: Lever) -> Values:
    total: Values = ordered[0]
    for values in ordered[1:]:
        both = _pair(total, values, lever)
        total = np.where(total == lever.rest, values, np.where(values == lever.rest, total, both))
    return total


def _pair(a: Values, b: Values, lever: Lever) -> Values:
    match lever.combine:
        case "max":
            return np.maximum(a, b)
        case "min":
            return np.minimum(a, b)
        case "sum":
            return a + (b - lever.rest)
        case "product":
            return a * b
        case "gap":
            return a + (lever.high - a) * (b - lever.rest) / (lever.high - lever.rest)
    raise ValueError(f"lever '{lever.name}' combines by no known rule: '{lever.combine}'")
