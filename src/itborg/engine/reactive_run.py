"""Carrying out strategies that react: live to the next look, look, turn the levers, live on."""

from __future__ import annotations

from ..common.periods import MONTH
from ..strategies.base import Strategy
from ..strategies.levers import levers_at_rest
from ..strategies.reactive import Observation, Reactive, observe
from .simulation import Run, Setup, copy_world, run_planned, run_until
from .state import World
from .table import array_of, column


def run_reactive(world: World, strategy: Strategy, setup: Setup) -> World:
    """Return a copy of a burnt-in world, lived to the end under a strategy, whether it reacts or not."""
    if not isinstance(strategy, Reactive):
        return run_planned(world, strategy, setup)
    end = setup.burn_in + setup.days
    world = copy_world(world)._replace(levers=levers_at_rest(end))
    looks: list[Observation] = []
    for day in strategy.observation_days(setup.days):
        now = setup.burn_in + day
        world = run_until(world, now)
        looks.append(
            observe(array_of(world.history)[max(0, now - MONTH) : now], int(column(world.organisation, "it")[0]))
        )
        array_of(world.levers)[now:] = strategy.levers_after(looks, setup.days)[day:]
    return run_until(world, end)


def decided(strategy: Reactive, run: Run) -> list[tuple[int, str]]:
    """Return what a strategy began and stopped in a run, and when (days from 1), from what it could see there."""
    days = strategy.observation_days(len(run.history) - run.burn_in)
    looks = [observe(run.history[max(0, run.burn_in + day - MONTH) : run.burn_in + day], run.it) for day in days]
    told: list[tuple[int, str]] = []
    for one, done in zip(strategy.responses, strategy.active(looks), strict=True):
        what = one.part.name if one.part.name != strategy.name else ", ".join(sorted(one.part.levers))
        for at, day in enumerate(days):
            if done[at] != (at > 0 and done[at - 1]):
                seen = f" ({one.when.observable} is {looks[at][one.when.observable]:.2g})" if one.when else ""
                told.append((day + 1, f"{strategy.name} {'begins' if done[at] else 'stops'} {what}{seen}."))
    return sorted(told)
