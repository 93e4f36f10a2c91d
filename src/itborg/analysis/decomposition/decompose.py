"""The account: a strategy's gain over doing nothing, split by the channels it goes through.

What a channel is worth depends on which others act as well, so it is asked twice, on the same luck:
last in   gain of the strategy, minus gain with this channel alone held at the untreated path
first in  gain with all other channels held, minus gain with all of them held
Its part is the mean of both (the two ends of what Shapley's value averages over). Money is exact. What is
left with all channels held is what the levers do through none of them; the rest is interplay, and is shown.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...engine.simulation import (
    Run,
    Setup,
    after_burn_in,
    collect_run,
    copy_world,
    grow_tables,
    prepare,
    run_seed,
    run_until,
    with_strategy,
)
from ...engine.state import World
from ...engine.table import array_of, column
from ...strategies.base import Strategy
from ...strategies.none import NoStrategy
from ..measures.registry import measure
from ..statistics import Floats, Interval, interval
from .mediators import CAPACITY, CHANNELS, Evening, Stated, Ties, capacity

if TYPE_CHECKING:
    from ...strategies.base import Strategy
    from ..comparison.plan import Plan

Held = frozenset[str]


def lockstep(setup: Setup, strategy: Strategy, seed: int, variants: Sequence[Held]) -> list[Run]:
    """Return the run of the untreated twin, then one treated run for each set of channels held."""
    base = after_burn_in(setup, seed)
    baseline = with_strategy(base, NoStrategy(), setup)
    worlds = [_own_parameters(with_strategy(base, strategy, setup)) for _ in variants]
    stated = Stated()
    for day in range(setup.burn_in, setup.burn_in + setup.days):
        closed = int(column(baseline.organisation, "closed")[0])
        baseline = run_until(baseline, day + 1)
        stated.remember(baseline, closed)
        evening = Evening(baseline, Ties(baseline), stated)
        worlds = [_next(w, held, evening, day) for w, held in zip(worlds, variants, strict=True)]
    return [collect_run(w, setup) for w in (baseline, *worlds)]


def _next(w: World, held: Held, evening: Evening, day: int) -> World:
    """Live one day, and hold what is held."""
    w = _lived_with_capacity(w, evening.baseline, day) if CAPACITY in held else run_until(w, day + 1)
    while held and len(w.causes) < len(evening.baseline.causes):
        w = grow_tables(w)
    for name in CHANNELS:
        if name in held:
            CHANNELS[name].hold(w, evening)
    return w


def _lived_with_capacity(w: World, baseline: World, day: int) -> World:
    """Live one day with as much working capacity as the twin had: once to see how much there is, once to have it.

    A day that is wholly taken (a workshop for all) cannot be given back.
    """
    wanted = capacity(baseline, day)
    trial = run_until(copy_world(w), day + 1)
    there = capacity(trial, day)
    if there == wanted or there <= 0.0:
        return trial
    column(w.levers, "capacity_factor")[day] *= wanted / there
    return run_until(w, day + 1)


def _own_parameters(w: World) -> World:
    """Give a world parameters and levers of its own, which a hold may change."""
    return w._replace(parameters=array_of(w.parameters).copy(), levers=array_of(w.levers).copy())


PAIRS = 20
ALL: Held = frozenset(CHANNELS)
#: What is held in the runs of one pair, in their order: nothing, all, each alone, all but each.
VARIANTS: tuple[Held, ...] = (
    frozenset(),
    ALL,
    *(frozenset({name}) for name in CHANNELS),
    *(ALL - {name} for name in CHANNELS),
)
Progress = Callable[[int, int], None]


class Entry(NamedTuple):
    """One line of a ledger, kEUR per working day.

    part      what went through it
    last_in, first_in   the two ends its part is the mean of; None for lines that are not channels
    """

    name: str
    meaning: str
    part: Interval
    last_in: Interval | None = None
    first_in: Interval | None = None


@dataclass(frozen=True)
class Decomposition:
    """Through what one strategy gains.

    gain     net value of the strategy minus that of doing nothing; the parts of all entries sum to it
    entries  money, channels, levers alone, interplay
    """

    strategy: str
    pairs: int
    days: int
    gain: Interval
    entries: tuple[Entry, ...]

    def plain(self) -> dict[str, Any]:
        """Return it as dictionaries and numbers."""
        return {
            "strategy": self.strategy,
            "pairs": self.pairs,
            "days": self.days,
            "unit": "kEUR/day",
            "gain": self.gain._asdict(),
            "entries": [
                {
                    "name": one.name,
                    "meaning": one.meaning,
                    **{key: value._asdict() for key, value in one._asdict().items() if isinstance(value, Interval)},
                }
                for one in self.entries
            ],
        }


def decompositions(what: Plan, pairs: int = PAIRS, progress: Progress | None = None) -> list[Decomposition]:
    """Return the ledger of each strategy of a comparison but the baseline, over the first pairs of its luck."""
    from ..comparison.paired_runs import model_inputs

    setup = prepare(what.organisation, days=what.days, **model_inputs(what))
    jobs = [(one, number) for one in what.strategies[1:] for number in range(pairs)]
    rows: list[Floats] = []
    for row in _in_order(setup, jobs, what.seed, what.threads):
        rows.append(row)
        if progress:
            progress(len(rows), len(jobs))
    tables = [np.array(rows[at : at + pairs]) for at in range(0, len(rows), pairs)]
    return [_account(one, table, setup) for one, table in zip(what.strategies[1:], tables, strict=True)]


def ledger(strategy: Any, *, pairs: int = PAIRS, **asked: Any) -> Decomposition:
    """Return through what a strategy gains: see `itborg.analysis.comparison.plan` for what else can be asked."""
    from ..comparison.plan import plan

    return decompositions(plan([strategy], replications=pairs, **asked), pairs)[0]


def _in_order(setup: Setup, jobs: Sequence[tuple[Strategy, int]], seed: int, threads: int | None) -> Iterator[Floats]:
    def one(job: tuple[Strategy, int]) -> Floats:
        runs = lockstep(setup, job[0], run_seed(seed, job[1]), VARIANTS)
        return np.array([_net(run) for run in runs])

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        yield from pool.map(one, jobs)


def _net(run: Run) -> float:
    return measure(run, ["net_value"])["net_value"]


def _account(strategy: Strategy, net: Floats, setup: Setup) -> Decomposition:
    """Return the ledger of one strategy.

    net  (pairs, 1 + variants) net value of the twin and of every variant
    """
    none, full, bare = net[:, 0], net[:, 1], net[:, 2]
    alone, but = net[:, 3 : 3 + len(CHANNELS)], net[:, 3 + len(CHANNELS) :]
    last, first = full[:, None] - alone, but - bare[:, None]
    parts = (last + first) / 2
    money = np.full(len(net), -_direct(strategy, setup))
    levers = bare - none - money
    interplay = full - none - money - levers - parts.sum(axis=1)
    channels = [
        Entry(one.name, one.meaning, *(interval(column[:, at]) for column in (parts, last, first)))
        for at, one in enumerate(CHANNELS.values())
    ]
    entries = (
        Entry("money", "its cost, and staff it saves", interval(money)),
        *channels,
        Entry("levers", "its levers, through none of these", interval(levers)),
        Entry("interplay", "only together, or instead of each other", interval(interplay)),
    )
    return Decomposition(strategy.name, len(net), setup.days, interval(full - none), entries)


def _direct(strategy: Strategy, setup: Setup) -> float:
    """Return what a strategy costs, and adds to the cost of staff, kEUR per working day."""
    levers, world = strategy.schedule(setup.days), setup.world
    staff = float(column(world.parameters, "staff_cost")[0]) * int(column(world.organisation, "it")[0])
    own = levers["running_cost"] + levers["one_off_cost"] + staff * (levers["staff_cost_factor"] - 1.0)
    return float(own.mean())
