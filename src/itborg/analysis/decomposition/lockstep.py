"""Runs of one strategy that advance day by day beside the matched baseline run, with some mediators fixed at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...engine.growing import Trial, enlarged
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
    beside = [_Beside(course, fixed) for course, fixed in zip(courses, variants, strict=True)]
    for day in range(setup.burn_in, setup.burn_in + setup.days):
        closed = int(column(baseline.world.organisation, "closed")[0])
        world = baseline.run_until(day + 1)
        labels.record(world, closed)
        here = BaselineDay(world, BaselineTies(world), labels, working_round_it(world))
        for one in beside:
            one.next_day(here, day)
    return [course.run() for course in (baseline, *courses)]


def _own_parameters(w: World) -> World:
    """Return the world with copies of parameters and levers, which fixing a mediator may change.

    The other tables were copied by `with_strategy`.
    """
    return w._replace(parameters=array_of(w.parameters).copy(), levers=array_of(w.levers).copy())


class _Beside:
    """A run beside the baseline run, with some mediators fixed."""

    def __init__(self, course: Course, fixed: Fixed) -> None:
        """Start from the world of a run."""
        self._course, self._fixed = course, fixed
        self._trial: Trial | None = None

    def next_day(self, baseline: BaselineDay, day: int) -> None:
        """Simulate one day, and fix the mediators at the end of the same day in the baseline run."""
        if CAPACITY in self._fixed:
            self._adjust_capacity(baseline.world, day)
        w = self._course.run_until(day + 1)
        if not self._fixed:
            return
        w = enlarged(w, {name: len(getattr(baseline.world, name)) for name in ("causes", "components")})
        for name in MEDIATORS:
            if name in self._fixed:
                MEDIATORS[name].fix(w, baseline)
        self._course.world = w

    def _adjust_capacity(self, baseline: World, day: int) -> None:
        """Set the capacity factor of a day so that IT works as much as in the baseline run.

        A trial of the day measures the capacity. A day without any (a workshop for all) cannot be corrected. What
        agents of a user do on that day is not in the trial.
        """
        world = self._course.world
        if self._trial is None or self._trial.of is not world:
            self._trial = Trial(world)
        wanted = capacity(baseline, day)
        before = world.columns[day].copy()
        there = capacity(run_until(self._trial.begin(), day + 1, self._course.setup.kernels), day)
        world.columns[day] = before
        if there != wanted and there > 0.0:
            column(world.levers, "capacity_factor")[day] *= wanted / there
