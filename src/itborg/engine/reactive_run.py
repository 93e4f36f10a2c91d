"""Run strategies that observe the organisation and react.

Reacting needs the run to stop on observation days, which a schedule fixed in advance does not; days between are the
same kernel, so a reactive strategy that never reacts gives the run of its schedule bit for bit.
"""

from __future__ import annotations

from ..common.periods import MONTH
from ..strategies.base import Strategy
from ..strategies.levers import levers_at_rest
from ..strategies.reactive import Observation, Reactive, observe
from .growing import copy_world
from .outsourcing import is_outsourced
from .simulation import Course, Run, Setup, run_planned
from .state import World
from .table import array_of


def run_reactive(world: World, strategy: Strategy, setup: Setup) -> World:
    """Return the world at the end of a run, as `react` does; its arguments."""
    return react(world, strategy, setup).world


def react(world: World, strategy: Strategy, setup: Setup) -> Course:
    """Run a strategy to the end, in a copy of a world after the burn-in, whether it reacts or not.

    world     world at the end of the burn-in; it is not changed
    strategy  any strategy; other than reactive ones are run by `simulation.run_planned`
    setup     its days and burn-in set the length

    A strategy that reacts observes the month before each of its observation days and sets its levers from then on. It
    sees indicators of the history, as management does, not the true state. After a decision to outsource that is
    carried out it reacts no more.
    """
    if not isinstance(strategy, Reactive):
        return run_planned(world, strategy, setup)
    end = setup.burn_in + setup.days
    course = setup.begin(copy_world(world)._replace(levers=levers_at_rest(end)), strategy)
    observations: list[Observation] = []
    for day in strategy.observation_days(setup.days):
        now = setup.burn_in + day
        world = course.run_until(now)
        if is_outsourced(world):
            break
        month = array_of(world.history)[max(0, now - MONTH) : now]
        observations.append(observe(month, int(world.organisation[0].it)))
        array_of(world.levers)[now:] = strategy.levers_after(observations, setup.days)[day:]
    course.run_until(end)
    return course


def decided(strategy: Reactive, run: Run) -> list[tuple[int, str]]:
    """Return what a strategy started and stopped in a run: (day from 1, sentence), in the order of days.

    run  a run of that strategy; its history is observed again, so nothing else has to be kept
    """
    days = strategy.observation_days(len(run.history) - run.burn_in)
    months = [slice(max(0, run.burn_in + day - MONTH), run.burn_in + day) for day in days]
    observations = [observe(run.history[month], run.it) for month in months]
    decisions: list[tuple[int, str]] = []
    for one, active in zip(strategy.responses, strategy.active(observations), strict=True):
        part = one.part.name if one.part.name != strategy.name else ", ".join(sorted(one.part.levers))
        for at, day in enumerate(days):
            if active[at] != (at > 0 and active[at - 1]):
                reason = f" ({one.when.observable} is {observations[at][one.when.observable]:.2g})" if one.when else ""
                verb = "starts" if active[at] else "stops"
                decisions.append((day + 1, f"{strategy.name} {verb} {part}{reason}."))
    return sorted(decisions)
