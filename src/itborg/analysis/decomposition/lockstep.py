"""Runs of one strategy that advance day by day beside the matched baseline run, with some mediators fixed at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...engine.growing import copy_world, enlarged
from ...engine.simulation import (
    Run,
    Setup,
    after_burn_in,
    collect_run,
    run_until,
    with_strategy,
)
from ...engine.state import World
from ...engine.table import array_of, column
from ...strategies.none import NoStrategy
from .mediators import CAPACITY, MEDIATORS, BaselineDay, BaselineTies, StatedLabels, capacity

if TYPE_CHECKING:
    from ...strategies.base import Strategy

#: Names of the mediators that are fixed in a run.
Fixed = frozenset[str]


def lockstep(setup: Setup, strategy: Strategy, seed: int, variants: Sequence[Fixed]) -> list[Run]:
    """Return the baseline run, then one run of the strategy for each set of fixed mediators.

    All runs share the burn-in and the random seed, and advance day by day together, because a mediator is fixed at its
    state in the baseline run at the end of the same day.

    setup     prepared organisation, days and parameters
    strategy  applied from the first day after the burn-in
    seed      random seed of this replication
    variants  sets of names in MEDIATORS; the empty set gives the run of the strategy alone

    Returns 1 + len(variants) runs.
    """
    start = after_burn_in(setup, seed)
    baseline = with_strategy(start, NoStrategy(), setup)
    worlds = [_own_parameters(with_strategy(start, strategy, setup)) for _ in variants]
    labels = StatedLabels()
    for day in range(setup.burn_in, setup.burn_in + setup.days):
        closed = int(column(baseline.organisation, "closed")[0])
        baseline = run_until(baseline, day + 1)
        labels.record(baseline, closed)
        here = BaselineDay(baseline, BaselineTies(baseline), labels)
        worlds = [_next_day(w, fixed, here, day) for w, fixed in zip(worlds, variants, strict=True)]
    return [collect_run(w, setup) for w in (baseline, *worlds)]


def _own_parameters(w: World) -> World:
    """Return the world with copies of parameters and levers, which fixing a mediator may change.

    The other tables were copied by `with_strategy`.
    """
    return w._replace(parameters=array_of(w.parameters).copy(), levers=array_of(w.levers).copy())


def _next_day(w: World, fixed: Fixed, baseline: BaselineDay, day: int) -> World:
    """Return the world one day later, with the named mediators fixed."""
    w = _with_baseline_capacity(w, baseline.world, day) if CAPACITY in fixed else run_until(w, day + 1)
    if fixed:
        w = enlarged(w, {name: len(getattr(baseline.world, name)) for name in ("causes", "components")})
    for name in MEDIATORS:
        if name in fixed:
            MEDIATORS[name].fix(w, baseline)
    return w


def _with_baseline_capacity(w: World, baseline: World, day: int) -> World:
    """Return the world one day later, simulated with as much working capacity as the baseline run had.

    A first run of the day measures the capacity, a second one corrects it. A day without any capacity (a workshop
    for all) cannot be corrected.
    """
    wanted = capacity(baseline, day)
    trial = run_until(copy_world(w), day + 1)
    there = capacity(trial, day)
    if there == wanted or there <= 0.0:
        return trial
    column(w.levers, "capacity_factor")[day] *= wanted / there
    return run_until(w, day + 1)
