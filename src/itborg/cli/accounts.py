"""The VOCR account of a run beside the mean of many: value, outcome, cost and risk of what was delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..simulation import Run

#: What each figure is, and its unit.
SAID: Mapping[str, tuple[str, str]] = {
    "value": ("value added per delivered change", "kEUR/day"),
    "outcome": ("fit of delivered changes, all days", "share"),
    "cost": ("work per change", "pd"),
    "risk": ("changes that left a root cause", "share"),
    "delivered": ("changes delivered", "1/month"),
    "turned_down": ("requests rejected or lapsed", "share"),
    "choice": ("choice by value for effort (.5: by lot)", "share"),
}


class Accounts:
    """Accounts of both runs, pair by pair."""

    def __init__(self) -> None:
        """Begin with no pair."""
        self._pairs: list[tuple[dict[str, float], dict[str, float]]] = []

    def add(self, runs: Sequence[Run]) -> None:
        """Take the baseline's and the strategy's run of one pair."""
        from ..measures import vocr

        self._pairs.append((vocr(runs[0]), vocr(runs[-1])))

    def rows(self) -> dict[str, dict[str, Any]]:
        """Return each figure: of the first run, mean over all with its interval, paired difference to the baseline."""
        import numpy as np

        from ..comparison.document import plain_number
        from ..statistics import interval

        found: dict[str, dict[str, Any]] = {}
        for name, (meaning, unit) in SAID.items():
            none, ours = (np.array([pair[at][name] for pair in self._pairs]) for at in (0, 1))
            level, step = (
                {key: plain_number(value) for key, value in interval(values)._asdict().items()}
                for values in (ours, ours - none)
            )
            value = plain_number(float(ours[0]))
            found[name] = {"meaning": meaning, "unit": unit, "value": value, **level, "difference": step}
        return found
