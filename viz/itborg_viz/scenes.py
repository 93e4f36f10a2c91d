"""What pages ask for: recorded runs, bands of many runs, comparisons. Worked out in the pool, remembered for all."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple

import numpy as np

from itborg.organisation import Organisation
from itborg.recording import Recording, Turn, record
from itborg.recording.gauges import gauge_band, gauges
from itborg.recording.pack import Packed, pack, pack_band
from itborg.simulation import ensemble
from itborg.strategies import strategy as strategy_of

BAND_RUNS = 60


class Ask(NamedTuple):
    """Which run: everything that its days depend on.

    turn    (day, strategy) where it leaves its strategy, or None
    levers  levers held by hand from that day on
    """

    organisation: Organisation
    strategy: str
    seed: int = 1
    days: int = 240
    turn: tuple[int, str] | None = None
    levers: tuple[tuple[str, float], ...] = ()

    @property
    def key(self) -> Hashable:
        """What the result depends on."""
        return self

    def turned(self) -> Turn | None:
        """Return where the run leaves its strategy."""
        if self.turn is None:
            return None
        day, name = self.turn
        return Turn(day, strategy_of(name), dict(self.levers))


class Scene(NamedTuple):
    """A recorded run, and the same packed for the browser."""

    recording: Recording
    packed: Packed


def recorded(ask: Ask) -> Scene:
    """Record a run."""
    found = record(
        ask.organisation, strategy_of(ask.strategy), days=ask.days, seed=ask.seed, turn=ask.turned()
    )
    return Scene(found, pack(found))


def banded(organisation: Organisation, strategy: str, days: int, runs: int = BAND_RUNS) -> Packed:
    """Run many times, each with luck of its own, and return the band of every line."""
    lines = [
        gauges(one)
        for _, (one,) in ensemble(organisation, [strategy_of(strategy)], runs=range(runs), days=days, threads=1)
    ]
    return pack_band(gauge_band(np.stack(lines)))


def changed(parameters: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return parameters in a form that can be part of a key."""
    return tuple(sorted(parameters.items()))
