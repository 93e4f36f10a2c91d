"""Carrying out strategies that react: live to the next look, look, turn the levers, live on."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import batched
from typing import Any

from .organisation import Organisation
from .simulation import BURN_IN, DAYS, Run, Stage, burnt_in, copied, finished, lived, run_seed, stage, under
from .strategies.base import Strategy
from .strategies.levers import levers_at_rest
from .strategies.looking import MONTH, Look, look
from .strategies.reactive import Reactive
from .world.state import World


def carried_out(world: World, strategy: Strategy, setting: Stage) -> World:
    """Return a copy of a burnt-in world, lived to the end under a strategy, whether it reacts or not."""
    end = setting.burn_in + setting.days
    if not isinstance(strategy, Reactive):
        return lived(under(world, strategy, setting), end)
    world = copied(world)._replace(levers=levers_at_rest(end))
    looks: list[Look] = []
    for day in strategy.looks_on(setting.days):
        now = setting.burn_in + day
        world = lived(world, now)
        looks.append(look(world.history[max(0, now - MONTH) : now], int(world.organisation["it"][0])))
        world.levers[now:] = strategy.turned(looks, setting.days)[day:]
    return lived(world, end)


def replicate(setting: Stage, strategies: Sequence[Strategy], seed: int) -> list[Run]:
    """Run every strategy from the same burnt-in world, with the same luck; those that react, react."""
    world = burnt_in(setting, seed)
    return [finished(carried_out(world, one, setting), setting) for one in strategies]


def ensemble(
    organisation: Organisation,
    strategies: Sequence[Strategy],
    *,
    runs: range,
    days: int = DAYS,
    seed: int = 1,
    threads: int | None = None,
    **changed: Any,
) -> Iterator[tuple[int, list[Run]]]:
    """Yield (replicate, one run per strategy) in order, as `simulation.ensemble` does where none reacts."""
    setting = stage(organisation, days=days, burn_in=BURN_IN, **changed)
    workers = threads or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        for numbers in batched(runs, 2 * workers):
            found = pool.map(lambda n: replicate(setting, strategies, run_seed(seed, n)), numbers)
            yield from zip(numbers, found, strict=True)


def decided(strategy: Reactive, run: Run) -> list[tuple[int, str]]:
    """Return what a strategy began and stopped in a run, and when (days from 1), from what it could see there."""
    days = strategy.looks_on(len(run.history) - run.burn_in)
    looks = [look(run.history[max(0, run.burn_in + day - MONTH) : run.burn_in + day], run.it) for day in days]
    told: list[tuple[int, str]] = []
    for one, done in zip(strategy.answers, strategy.done(looks), strict=True):
        what = one.part.name if one.part.name != strategy.name else ", ".join(sorted(one.part.levers))
        for at, day in enumerate(days):
            if done[at] != (at > 0 and done[at - 1]):
                seen = f" ({one.when.sight} is {looks[at][one.when.sight]:.2g})" if one.when else ""
                told.append((day + 1, f"{strategy.name} {'begins' if done[at] else 'stops'} {what}{seen}."))
    return sorted(told)
