"""A turn of events: from a day on another strategy, or levers held by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..errors import InputError, unknown
from ..strategies import Strategy
from ..strategies.levers import LEVER


@dataclass(frozen=True, eq=False)
class Turn:
    """A strategy that is left for another one; can be simulated like a strategy.

    first   followed until `day`
    day     days after the start
    then    followed from that day on, which is its own first day
    levers  levers held at a value from that day on, whatever the strategy says
    """

    first: Strategy
    day: int
    then: Strategy
    levers: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check what was asked for."""
        if self.day < 0:
            raise InputError(f"day {self.day} is before the start")
        for name in self.levers:
            if name not in LEVER:
                raise unknown("lever", name, LEVER)

    @property
    def name(self) -> str:
        """What it is called."""
        held = "".join(f", {name} = {value:g}" for name, value in self.levers.items())
        return f"{self.then.name} from day {self.day}{held}"

    def schedule(self, days: int) -> np.ndarray:
        """Return `days` rows of levers."""
        rows = self.first.schedule(days)
        if self.day < days:
            rows[self.day :] = self.then.schedule(days - self.day)
        for name, value in self.levers.items():
            rows[name][self.day :] = np.clip(value, LEVER[name].low, LEVER[name].high)
        return rows
