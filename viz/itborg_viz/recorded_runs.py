"""Runs that pages show: recordings, bands of many replications, paired replications of several strategies.

The bridge between pages and model: pages name what they want in a RunRequest, which is also the key of the job. Nothing
here knows Solara, so long jobs can run in another process.
"""

from __future__ import annotations

import json
import pickle
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from itborg.analysis.measures.registry import measure
from itborg.analysis.statistics import Floats
from itborg.engine.ensemble import ensemble
from itborg.organisation.types import Organisation
from itborg.report.playback.indicators import INDICATORS, indicator_band, indicators
from itborg.report.playback.pack import Packed, pack, pack_band
from itborg.report.playback.record import Recording, StrategyChange, record
from itborg.strategies.specification import strategy as strategy_of

from .fair_queue import Duration

BAND_REPLICATIONS = 60
#: People times days beyond which one recorded run is a long job; measured: 25 microseconds each.
LONG_RUN = 40_000


class RunRequest(NamedTuple):
    """Everything that a run depends on.

    strategy  specification of a strategy, such as "itil+brm_style@120"
    days      length after the burn-in, working days
    change    (day, strategy): day on which the run changes to another strategy, or None
    levers    (name, value) of levers that are fixed from that day on
    """

    organisation: Organisation
    strategy: str
    seed: int = 1
    days: int = 240
    change: tuple[int, str] | None = None
    levers: tuple[tuple[str, float], ...] = ()

    @property
    def duration(self) -> Duration:
        """How long one recorded run may take."""
        return Duration.LONG if len(self.organisation.people) * self.days > LONG_RUN else Duration.SHORT

    def plan(self) -> Any:
        """Return the strategy, or the change from one strategy to another."""
        first = strategy_of(self.strategy)
        if self.change is None:
            return first
        day, then = self.change
        return StrategyChange(first, day, strategy_of(then), dict(self.levers))

    def for_all_seeds(self) -> RunRequest:
        """Return the request that stands for many replications, such as those of a band.

        >>> from itborg.organisation import load
        >>> RunRequest(load("grab_at_pizza"), "itil", seed=7).for_all_seeds().seed
        0
        """
        return self._replace(seed=0)


class RecordedRun(NamedTuple):
    """A recording packed for the browser, and what Python needs of it later.

    message  the recording as the browser gets it: {"meta", "data"}, with meta as JSON, which is written only once
    people   row of each person, by id
    details  `recording` without the parts that only the browser needs, pickled and compressed: it is read only when a
             person is selected or two runs are compared
    """

    message: dict[str, Any]
    people: Mapping[str, int]
    details: bytes

    @property
    def recording(self) -> Recording:
        """The recording, without ties, items, queues and channels."""
        return _unpacked(self.details)

    @property
    def megabytes(self) -> float:
        """Approximate memory, MB: the packed run is kept once, and copied when it is sent."""
        return (2.0 * len(self.message["data"]) + len(self.details)) / 2**20


@lru_cache(maxsize=4)
def _unpacked(details: bytes) -> Recording:
    found: Recording = pickle.loads(zlib.decompress(details))  # our own process has written it
    return found


def record_run(request: RunRequest) -> RecordedRun:
    """Run one replication, recorded daily. Raises InputError for an unknown strategy.

    The recording stays in Python for the story and the changes of trust; the packed copy goes to the browser.
    """
    recording = record(request.organisation, request.plan(), days=request.days, seed=request.seed)
    small: Any = {"ties": None, "items": [], "queues": None, "resistance": None, "channels": None, "brokers": None}
    details = zlib.compress(pickle.dumps(replace(recording, **small), protocol=5), level=1)
    packed = pack(recording)
    message = {"meta": json.dumps(packed.meta), "data": packed.data}
    return RecordedRun(message, dict(recording.rows.row_of), details)


def record_runs(requests: Sequence[RunRequest]) -> list[RecordedRun]:
    """Run one replication of each request, recorded daily."""
    return [record_run(request) for request in requests]


def replication_band(request: RunRequest, replications: int = BAND_REPLICATIONS) -> Packed:
    """Run many replications and return the band of every daily series.

    request       run to repeat; its seed is not used
    replications  number of replications
    """
    runs = ensemble(
        request.organisation, [request.plan()], replications=range(replications), days=request.days, threads=1
    )
    return pack_band(indicator_band(np.stack([indicators(run) for _, (run,) in runs])))


def strategy_bands(series: Floats) -> list[Packed]:
    """Return the band of each strategy.

    series  array (replications, strategies, series, days)
    """
    return [pack_band(indicator_band(series[:, row])) for row in range(series.shape[1])]


class PairedReplications(NamedTuple):
    """Results of several strategies in paired replications (common random numbers).

    measures  names along the last axis of `values`
    values    array (replications, strategies, measures)
    series    array (replications, strategies, series, days), in the order of `run_paired(series=...)`
    """

    measures: tuple[str, ...]
    values: Floats
    series: Floats

    def followed_by(self, more: PairedReplications) -> PairedReplications:
        """Return these replications and further ones of the same strategies and measures."""
        values, series = (np.concatenate(both) for both in zip(self[1:], more[1:], strict=True))
        return PairedReplications(self.measures, values, series)


def run_paired(
    organisation: Organisation,
    plans: Sequence[Any],
    measures: Sequence[str],
    *,
    days: int,
    replications: range,
    seed: int = 1,
    parameters: tuple[tuple[str, float], ...] = (),
    threads: int | None = None,
    series: Sequence[str] = tuple(INDICATORS),
) -> PairedReplications:
    """Run several strategies with common random numbers.

    plans         strategies, or changes of strategy
    days          length after the burn-in, working days
    replications  numbers of the replications; range(12, 60) continues range(12)
    parameters    (name, value) of parameters that differ from their defaults
    threads       threads of the engine; None: all cores
    series        names of the daily series to keep
    """
    values, daily = [], []
    for _, runs in ensemble(
        organisation,
        plans,
        replications=replications,
        days=days,
        seed=seed,
        parameters=dict(parameters),
        threads=threads,
    ):
        values.append([[measure(run, measures)[name] for name in measures] for run in runs])
        daily.append([indicators(run, series) for run in runs])
    return PairedReplications(tuple(measures), np.array(values), np.array(daily))
