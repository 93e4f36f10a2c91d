"""Prepare an organisation, simulate its burn-in, and run a strategy.

Every strategy of a replication starts from the same world after the burn-in and uses common random numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..common import streams
from ..common.periods import WEEK
from ..common.random_numbers import key_of, start_of
from ..mechanisms.registry import parameter_record, parameters_without
from ..organisation.load import load
from ..organisation.types import Organisation
from ..strategies.base import Strategy
from ..strategies.levers import levers_at_rest
from ..strategies.specification import strategy as strategy_of
from .growing import copy_world, grow_tables
from .kernels import BUILT_IN, Kernels
from .layout import empty_world
from .measured_trust import HeldTrust
from .outsourcing import is_due, outsourced
from .own_rules import OwnRules, behaviour_of
from .state import World
from .table import array_of, column
from .working_calendar import campaign_days

BURN_IN = 120
DAYS = 480
SETTLING = 80  # last days of the burn-in, whose deliveries set the benefit stock


@dataclass(frozen=True, eq=False)
class Run:
    """The result of one run.

    history   (burn_in + days,) records of engine.history.COLUMNS, one row a day
    closed    records of closed incidents (engine.state.CLOSED), in the order in which they closed
    handoffs  (teams, teams) hand-offs between teams since the start of the strategy
    burn_in   days simulated before the start of the strategy
    it        number of IT people; business: number of business people
    scale     people who solve incidents, relative to the 21 of the reference
    levers    levers of each day after the burn-in, as in strategies.levers; None where they are not known
    reported  values of reporters of a user by name, (days,) each, from the strategy's start
    """

    history: Any
    closed: Any
    handoffs: NDArray[np.int64]
    burn_in: int
    it: int
    business: int
    scale: float
    levers: Any = None
    reported: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Setup:
    """An organisation prepared for runs of one length: tables are laid out, nothing is drawn yet.

    burn_in       days before the start of the strategy; days: days after it
    organisation  what the tables were laid out for
    behaviour     rules, mechanisms and agents of a user; None: none
    """

    world: World
    burn_in: int
    days: int
    organisation: Organisation
    behaviour: OwnRules | None = None

    @property
    def kernels(self) -> Kernels:
        """What draws the initial state and simulates days."""
        return self.behaviour.kernels if self.behaviour else BUILT_IN

    def begin(self, world: World, strategy: Strategy) -> Course:
        """Return a run of a world that has the levers of a strategy, from its day on."""
        if self.behaviour is not None and self.behaviour.acts:
            course: Course = self.behaviour.begin(world, strategy, self)
            return course
        return Course(world, self)


class Course:
    """A run in progress.

    world     its tables now
    reported  values of reporters of a user by name, one for each day since the strategy's start
    """

    def __init__(self, world: World, setup: Setup) -> None:
        """Start from a world."""
        self.world, self.setup = world, setup
        self.reported: Mapping[str, Sequence[float]] = {}

    def run_until(self, until: int) -> World:
        """Simulate days up to day `until`, counted from the start of the burn-in, and return the world."""
        self.world = run_until(self.world, until, self.setup.kernels)
        return self.world

    def run(self) -> Run:
        """Return what has been recorded."""
        reported = {name: np.array(values, dtype=float) for name, values in self.reported.items()}
        return replace(collect_run(self.world, self.setup), reported=reported)


#: Runs a strategy to the end, in a copy of a world after the burn-in.
type StrategyRunner = Callable[[World, Strategy, Setup], Course]


def prepare(
    organisation: Organisation | str | Path,
    *,
    days: int = DAYS,
    burn_in: int = BURN_IN,
    parameters: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
    behaviour: OwnRules | str | None = None,
) -> Setup:
    """Return an organisation prepared for runs.

    organisation  a name, a folder, or an Organisation: people, services, ties and calendar
    days          days under the strategy, 1 or more; burn_in: days before it
    parameters    changed parameters by name or symbol
    without       names of knock-outs, applied on top of them
    behaviour     an itborg.Behaviour, or the name of one such as "mine.py:behaviour"

    Raises InputError for unknown names and values out of range.
    """
    own = behaviour_of(behaviour)
    record = parameter_record(parameters_without(without, parameters or {}), own.mechanisms if own else ())
    organisation = organisation if isinstance(organisation, Organisation) else load(organisation)
    world = empty_world(organisation, record, campaign_days(organisation.calendar, burn_in, days))
    return Setup(world, burn_in, days, organisation, own)


def run_seed(seed: int, replication: int) -> int:
    """Return the random seed of one replication: the same for every strategy (common random numbers).

    seed         random seed of the study
    replication  number of the replication, 0 or more
    """
    with quiet_arithmetic():
        return int(key_of(streams.RUN, seed, replication))


def quiet_arithmetic() -> AbstractContextManager[Any]:
    """Return a context in which the 64-bit arithmetic of random numbers may overflow, as it must."""
    return np.errstate(over="ignore")


def initial_world(setup: Setup, seed: int) -> World:
    """Return a new world in its initial state, all levers at rest; `seed` is that of the replication."""
    return _drawn(copy_world(setup.world), setup, seed)


def _drawn(world: World, setup: Setup, seed: int) -> World:
    """Return a world whose initial state is drawn in place, all levers at rest."""
    world = world._replace(levers=levers_at_rest(setup.burn_in + setup.days))
    column(world.organisation, "seed")[:] = seed
    with quiet_arithmetic():
        world.streams[:] = start_of(seed, np.arange(streams.COUNT))  # type: ignore[arg-type]
        setup.kernels.start(world)
    return world


def run_until(world: World, until: int, kernels: Kernels = BUILT_IN) -> World:
    """Simulate days up to day `until` and return the world; tables grow where they fill up.

    kernels  of its setup

    The world passed in is changed. Use the one returned: after an enlargement, or after a decision to outsource that is
    carried out, it has other tables.
    """
    with quiet_arithmetic():
        while kernels.run_days(world, until) < until:
            world = outsourced(world) if is_due(world) else grow_tables(world)
    return world


def after_burn_in(setup: Setup, seed: int) -> World:
    """Return a world at the end of the burn-in, its benefit stock at the level that its deliveries sustain.

    seed  seed of the replication

    The burn-in forgets the assumed initial state: queues, root causes, ties and trust settle. Trust that the data
    supply is no assumption: the burn-in returns to it every week (`measured_trust`). Benefits live longer
    than it lasts, so their stock is set to the mean value delivered per day over the last SETTLING days x
    `benefit_life`. Hand-offs are counted, and managers vote on outsourcing, from the start of the strategy.
    """
    return _settled(initial_world(setup, seed), setup)


def _settled(world: World, setup: Setup) -> World:
    """Return a world at the end of the burn-in, from its initial state; see `after_burn_in`."""
    held = HeldTrust.of(world)
    for day in range(WEEK, setup.burn_in + WEEK, WEEK):
        if held is not None:
            world = run_until(world, min(day, setup.burn_in), setup.kernels)
            held.restore(world)
    world = run_until(world, setup.burn_in, setup.kernels)
    if setup.burn_in > 0:
        recent = column(world.history, "delivered_value")[max(0, setup.burn_in - SETTLING) : setup.burn_in]
        column(world.organisation, "benefit")[:] = recent.mean() * column(world.parameters, "benefit_life")
        column(world.history, "benefit")[setup.burn_in - 1] = column(world.organisation, "benefit")[0]
    world.handoffs[:] = 0
    column(world.organisation, "voting")[:] = 1
    return world


def with_strategy(world: World, strategy: Strategy, setup: Setup) -> World:
    """Return a copy of a world after the burn-in in which a strategy sets the levers from day 0 on."""
    return apply_strategy(copy_world(world), strategy, setup)


def apply_strategy(world: World, strategy: Strategy, setup: Setup) -> World:
    """Return a world after the burn-in, not a copy, with the levers of a strategy from day 0 on.

    The world passed in shares its tables.
    """
    levers = levers_at_rest(setup.burn_in + setup.days)
    levers[setup.burn_in :] = strategy.schedule(setup.days)
    return world._replace(levers=levers)


def collect_run(world: World, setup: Setup) -> Run:
    """Return the result of a run from its world at the end. Its arrays are those of the world, not copies."""
    o = world.organisation[0]
    closed, levers = array_of(world.closed)[: o.closed], array_of(world.levers)[setup.burn_in :]
    sizes = int(o.it), int(o.people - o.it), float(o.scale)
    return Run(world.history, closed, world.handoffs, setup.burn_in, *sizes, levers)


def simulate(
    organisation: Organisation | str | Path,
    strategy: Strategy | str | Path = "none",
    *,
    days: int = DAYS,
    burn_in: int = BURN_IN,
    seed: int = 1,
    parameters: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
    behaviour: OwnRules | str | None = None,
) -> Run:
    """Run one organisation under one strategy and return the run. The same seed gives the same history.

    strategy  a name, a combination such as "brm_style+itil@120", a file, or a Strategy with a schedule
    seed      random seed, any integer; the run is that of replication 0
    Other arguments as in `prepare`. Raises InputError for unknown names.

    >>> simulate("grab_at_pizza", "none", days=5, burn_in=5).history.shape
    (10,)
    """
    chosen = strategy_of(strategy)
    setup = prepare(
        organisation, days=days, burn_in=burn_in, parameters=parameters, without=without, behaviour=behaviour
    )
    world = _settled(_drawn(setup.world, setup, run_seed(seed, 0)), setup)  # used once, so no copy
    world = apply_strategy(world, chosen, setup)
    course = setup.begin(world, chosen)
    course.run_until(burn_in + days)
    return course.run()


def run_planned(world: World, strategy: Strategy, setup: Setup) -> Course:
    """Run a strategy whose schedule is fixed in advance to the end, in a copy of a world after the burn-in."""
    course = setup.begin(with_strategy(world, strategy, setup), strategy)
    course.run_until(setup.burn_in + setup.days)
    return course


def run_replication(
    setup: Setup, strategies: Sequence[Strategy], seed: int, runner: StrategyRunner = run_planned
) -> list[Run]:
    """Run every strategy from the same world after the burn-in, on common random numbers; return one run each.

    seed    seed of the replication, see `run_seed`
    runner  runs a strategy to the end; one that reacts needs reactive_run.react
    """
    return list(runs_of_replication(setup, strategies, seed, runner))


def runs_of_replication(
    setup: Setup, strategies: Sequence[Strategy], seed: int, runner: StrategyRunner = run_planned
) -> Iterator[Run]:
    """Yield what `run_replication` returns one by one: a run is simulated when it is asked for."""
    world = after_burn_in(setup, seed)
    for strategy in strategies:
        yield runner(world, strategy, setup).run()
