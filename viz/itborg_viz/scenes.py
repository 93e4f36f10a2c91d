"""What pages ask for: recorded runs, bands of many runs, paired differences. Worked out in the pool, kept for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from itborg.analysis.measures.registry import measure
from itborg.analysis.statistics import Floats
from itborg.engine.simulation import ensemble
from itborg.organisation.types import Organisation
from itborg.report.playback.gauges import GAUGES, gauge_band, gauges
from itborg.report.playback.pack import Packed, pack, pack_band
from itborg.report.playback.record import Recording, StrategyChange, record
from itborg.strategies.specification import strategy as strategy_of

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

    def plan(self) -> Any:
        """Return what is followed: a strategy, or a turn from one to another."""
        first = strategy_of(self.strategy)
        return StrategyChange(first, self.turn[0], strategy_of(self.turn[1]), dict(self.levers)) if self.turn else first


def of_all(ask: Ask) -> Ask:
    """Return the same for what belongs to all luck, such as a band or a verdict.

    >>> from itborg.organisation import load
    >>> of_all(Ask(load("grab_at_pizza"), "itil", seed=7)).seed
    0
    """
    return ask._replace(seed=0)


class Scene(NamedTuple):
    """A recorded run, and the same packed for the browser."""

    recording: Recording
    packed: Packed

    @property
    def megabytes(self) -> float:
        """About how much memory it takes: measured as 8 to 13 times what is packed, at 300 and at 40 people."""
        return 13.0 * len(self.packed.data) / 2**20


def recorded(ask: Ask) -> Scene:
    """Record a run."""
    found = record(ask.organisation, ask.plan(), days=ask.days, seed=ask.seed)
    return Scene(found, pack(found))


def banded(ask: Ask, replications: int = BAND_RUNS) -> Packed:
    """Run many times, each with luck of its own, and return the band of every line."""
    many = ensemble(ask.organisation, [ask.plan()], replications=range(replications), days=ask.days, threads=1)
    return pack_band(gauge_band(np.stack([gauges(one) for _, (one,) in many])))


def bands_of(lines: Floats) -> list[Packed]:
    """Return the band of each strategy from the lines of many pairs, (pairs, strategies, lines, days)."""
    return [pack_band(gauge_band(lines[:, row])) for row in range(lines.shape[1])]


class Pairs(NamedTuple):
    """Many pairs of runs.

    values  (pairs, strategies, measures)
    lines   (pairs, strategies, lines, days), in the order that was asked for
    """

    measures: tuple[str, ...]
    values: Floats
    lines: Floats

    def and_then(self, more: Pairs) -> Pairs:
        """Return these pairs and more of the same."""
        values, lines = (np.concatenate(both) for both in zip(self[1:], more[1:], strict=True))
        return Pairs(self.measures, values, lines)


def paired(
    organisation: Organisation,
    plans: Sequence[Any],
    measures: Sequence[str],
    *,
    days: int,
    replications: int,
    first: int = 0,
    seed: int = 1,
    parameters: tuple[tuple[str, float], ...] = (),
    threads: int | None = None,
    drawn: Sequence[str] = tuple(GAUGES),
) -> Pairs:
    """Run several strategies side by side on the same luck, many times: pairs number `first` up to `runs`.

    drawn  lines that are kept of every day
    """
    values, lines = [], []
    for _, found in ensemble(
        organisation,
        plans,
        replications=range(first, replications),
        days=days,
        seed=seed,
        parameters=dict(parameters),
        threads=threads,
    ):
        values.append([[measure(run, measures)[name] for name in measures] for run in found])
        lines.append([gauges(run, drawn) for run in found])
    return Pairs(tuple(measures), np.array(values), np.array(lines))
