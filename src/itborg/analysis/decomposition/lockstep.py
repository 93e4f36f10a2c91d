"""Runs of one strategy that advance day by day beside the matched baseline run, with some mediators fixed at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...engine.growing import enlarged, trial_world
from ...engine.simulation import (
    Course,
    Run,
    Setup,
    after_burn_in,
    run_until,
    with_strategy,
)
from ...engine.state import World
from ...engine.table import array_of, column
from ...strategies.none import NoStrategy
from .mediators import CAPACITY, MEDIATORS, BaselineDay, BaselineTies, StatedLabels, capacity, working_round_it

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
    baseline = setup.begin(with_strategy(start, NoStrategy(), setup), NoStrategy())
    courses = [setup.begin(_own_parameters(with_strategy(start, strategy, setup)), strategy) for _ in variants]
    labels = StatedLabels()
    for day in range(setup.burn_in, setup.burn_in + setup.days):
        closed = int(column(baseline.world.organisation, "closed")[0])
        world = baseline.run_until(day + 1)
        labels.record(world, closed)
        here = BaselineDay(world, BaselineTies(world), labels, working_round_it(world))
        for course, fixed in zip(courses, variants, strict=True):
            _next_day(course, fixed, here, day)
    return [course.run() for course in (baseline, *courses)]


def _own_parameters(w: World) -> World:
    """Return the world with copies of parameters and levers, which fixing a mediator may change.

    The other tables were copied by `with_strategy`.
    """
    return w._replace(parameters=array_of(w.parameters).copy(), levers=array_of(w.levers).copy())


def _next_day(course: Course, fixed: Fixed, baseline: BaselineDay, day: int) -> None:
    """Simulate one day of a run, with the named mediators fixed."""
    if CAPACITY in fixed:
        _with_baseline_capacity(course, baseline.world, day)
    else:
        course.run_until(day + 1)
    if not fixed:
        return
    w = enlarged(course.world, {name: len(getattr(baseline.world, name)) for name in ("causes", "components")})
    for name in MEDIATORS:
        if name in fixed:
            MEDIATORS[name].fix(w, baseline)
    course.world = w


def _with_baseline_capacity(course: Course, baseline: World, day: int) -> None:
    """Simulate one day of a run with as much working capacity as the baseline run had.

    A first run of the day measures the capacity, a second one corrects it. A day without any capacity (a workshop
    for all) cannot be corrected. What agents of a user do on that day is not in the first run.
    """
    wanted = capacity(baseline, day)
    before = course.world.columns[day].copy()
    there = capacity(run_until(trial_world(course.world), day + 1, course.setup.kernels), day)
    course.world.columns[day] = before
    if there != wanted and there > 0.0:
        column(course.world.levers, "capacity_factor")[day] *= wanted / there
    course.run_until(day + 1)
