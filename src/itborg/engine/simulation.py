"""One run, many runs: an organisation becomes a world, days go by, a history is left."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..common import streams
from ..common.random_numbers import key_of
from ..mechanisms.registry import parameter_record, parameters_without
from ..organisation.load import load
from ..organisation.types import Organisation
from ..strategies.base import Strategy
from ..strategies.levers import levers_at_rest
from .day.one_day import live
from .initial_state import start
from .layout import empty_world
from .state import World
from .working_calendar import campaign_days

BURN_IN = 120
DAYS = 480
SETTLING = 80  # days of the burn-in whose deliveries set the benefit stock


@dataclass(frozen=True, eq=False)
class Run:
    """What one run leaves behind.

    history   (burn_in + days,) records of itborg.history.COLUMNS, one row a day
    closed    records of closed incidents (world.state.CLOSED), in the order they closed
    handoffs  (teams, teams) hand-offs between teams since the strategy's start
    burn_in   days lived through before the strategy's start
    it        number of IT people; business: number of business people
    scale     people who solve incidents, relative to the 21 of the reference
    """

    history: Any
    closed: Any
    handoffs: NDArray[np.int64]
    burn_in: int
    it: int
    business: int
    scale: float


@dataclass(frozen=True, eq=False)
class Stage:
    """An organisation set up for runs of one length: tables laid out, nothing drawn yet."""

    world: World
    burn_in: int
    days: int


#: How a strategy is carried out in a copy of a burnt-in world, to the end.
type Carry = Callable[[World, Strategy, Stage], World]


def stage(
    organisation: Organisation,
    *,
    days: int = DAYS,
    burn_in: int = BURN_IN,
    parameters: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
) -> Stage:
    """Lay an organisation out for runs; `without` names mechanisms to switch off."""
    record = parameter_record(parameters_without(without, parameters or {}))
    world = empty_world(organisation, record, campaign_days(organisation.calendar, burn_in, days))
    return Stage(world, burn_in, days)


def run_seed(seed: int, replicate: int) -> int:
    """Return the root of luck of one replicate: the same for every strategy."""
    with quiet_arithmetic():
        return int(key_of(streams.RUN, seed, replicate))


def quiet_arithmetic() -> AbstractContextManager[Any]:
    """Return a context in which interpreted 64-bit mixing may overflow, as it must."""
    return np.errstate(over="ignore")


def open_world(staged: Stage, seed: int) -> World:
    """Return a fresh world on its first evening, with nobody turning a lever yet."""
    world = copied(staged.world)._replace(levers=levers_at_rest(staged.burn_in + staged.days))
    world.organisation["seed"] = seed
    with quiet_arithmetic():
        start(world)
    return world


#: Tables whose rows fill up from the first on, and the scalar that counts the rows ever used.
_FILLING = {
    "components": "components",
    "causes": "cause_rows",
    "incidents": "incident_rows",
    "people_seen": "incident_rows",
    "teams_seen": "incident_rows",
    "changes": "change_rows",
    "closed": "closed",
}
#: Tables that no day writes to.
_CONSTANT = ("parameters", "levers", "desk", "delivery", "given", "given_trust", "campaign")


def copied(world: World) -> World:
    """Return an independent copy of a world; the copy lives on as the original would."""
    tables = {
        name: table if name in _CONSTANT else table.copy()
        for name, table in world._asdict().items()
        if name not in _FILLING
    }
    for name, count in _FILLING.items():
        table, used = getattr(world, name), int(world.organisation[count][0])
        tables[name] = np.zeros(table.shape, table.dtype)  # pages never written to cost nothing
        tables[name][:used] = table[:used]
    history = tables["history"]
    tables["columns"] = history.view(np.float64).reshape(len(history), -1)
    return World(**tables)


def lived(world: World, until: int) -> World:
    """Live through days up to day `until`; tables that fill up are enlarged, and life goes on."""
    with quiet_arithmetic():
        while live(world, until) < until:
            world = enlarged(world)
    return world


def enlarged(world: World) -> World:
    """Return the same world with twice the room in the tables that grow."""
    return world._replace(**{name: _doubled(getattr(world, name)) for name in _FILLING})


def _doubled(table: Any) -> Any:
    room = np.zeros((2 * len(table), *table.shape[1:]), dtype=table.dtype)
    room[: len(table)] = table
    return room


def burnt_in(staged: Stage, seed: int) -> World:
    """Return a world on the evening before day 0, its benefit stock at what its deliveries sustain."""
    world = lived(open_world(staged, seed), staged.burn_in)
    if staged.burn_in > 0:
        recent = world.history["delivered_value"][max(0, staged.burn_in - SETTLING) : staged.burn_in]
        world.organisation["benefit"] = recent.mean() * world.parameters["benefit_life"]
        world.history["benefit"][staged.burn_in - 1] = world.organisation["benefit"][0]
    world.handoffs[:] = 0
    return world


def under(world: World, strategy: Strategy, staged: Stage) -> World:
    """Return a copy of a burnt-in world in which a strategy turns its levers from day 0 on."""
    return steered(copied(world), strategy, staged)


def steered(world: World, strategy: Strategy, staged: Stage) -> World:
    """Return a burnt-in world itself, from day 0 on in the hands of a strategy."""
    levers = levers_at_rest(staged.burn_in + staged.days)
    levers[staged.burn_in :] = strategy.schedule(staged.days)
    return world._replace(levers=levers)


def compile_kernels() -> None:
    """Compile both kernels side by side, the smaller one in a process of its own, and keep the machine code.

    Should that process fail, the kernel is compiled here when it is first called.
    """
    order = [sys.executable, "-c", "from itborg.simulation import _compile_start; _compile_start()"]
    with subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as other:
        gc.disable()
        try:
            live(_smallest_world(), 0)
        except BaseException:
            other.kill()
            raise
        finally:
            gc.enable()


def _compile_start() -> None:
    gc.disable()
    with quiet_arithmetic():
        start(_smallest_world())


def _smallest_world() -> World:
    staged = stage(load("grab_at_pizza"), days=1, burn_in=1)
    return staged.world._replace(levers=levers_at_rest(2))


def finished(world: World, staged: Stage) -> Run:
    """Return what a world leaves behind at the end of its run."""
    o = world.organisation[0]
    return Run(
        world.history,
        world.closed[: o.closed],
        world.handoffs,
        staged.burn_in,
        int(o.it),
        int(o.people - o.it),
        float(o.scale),
    )


def simulate(
    organisation: Organisation,
    strategy: Strategy,
    *,
    days: int = DAYS,
    burn_in: int = BURN_IN,
    seed: int = 1,
    parameters: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
) -> Run:
    """Run one organisation under one strategy. The same seed gives the same history."""
    staged = stage(organisation, days=days, burn_in=burn_in, parameters=parameters, without=without)
    world = steered(burnt_in(staged, run_seed(seed, 0)), strategy, staged)
    return finished(lived(world, burn_in + days), staged)


def carried(world: World, strategy: Strategy, staged: Stage) -> World:
    """Return a copy of a burnt-in world, lived to the end under a strategy that is settled beforehand."""
    return lived(under(world, strategy, staged), staged.burn_in + staged.days)


def replicate(staged: Stage, strategies: Sequence[Strategy], seed: int, carry: Carry = carried) -> list[Run]:
    """Run every strategy from the same burnt-in world, with the same luck.

    carry  how a strategy is carried out; one that reacts needs reacting.carried_out
    """
    world = burnt_in(staged, seed)
    return [finished(carry(world, strategy, staged), staged) for strategy in strategies]


def ensemble(
    organisation: Organisation,
    strategies: Sequence[Strategy],
    *,
    runs: range,
    days: int = DAYS,
    burn_in: int = BURN_IN,
    seed: int = 1,
    parameters: Mapping[str, object] | None = None,
    threads: int | None = None,
    without: Sequence[str] = (),
    carry: Carry = carried,
) -> Iterator[tuple[int, list[Run]]]:
    """Yield (replicate, one run per strategy) in order; memory holds a few replicates at a time."""
    staged = stage(organisation, days=days, burn_in=burn_in, parameters=parameters, without=without)
    workers = threads or os.cpu_count() or 1
    waiting: deque[tuple[int, Future[list[Run]]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for number in runs:
                waiting.append((number, pool.submit(replicate, staged, strategies, run_seed(seed, number), carry)))
                if len(waiting) > 2 * workers:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            for _, future in waiting:
                future.cancel()
