"""A run cache: the runs of one replication, each simulated once however many checks need it.

Runs of one cache share the burn-in wherever parameters and length agree, so an arm costs only the days after the
strategy's start. A cache holds every run that it simulated; it is released as a whole after its task.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...analysis.measures.handoffs import concentration, handoff_statistics
from ...analysis.measures.registry import measure_window
from ...analysis.measures.window import Window
from ...analysis.statistics import Floats
from ...engine.simulation import (
    DAYS,
    Run,
    Setup,
    after_burn_in,
    collect_run,
    initial_world,
    prepare,
    run_seed,
    run_until,
    with_strategy,
)
from ...engine.state import World
from ...mechanisms.registry import PARAMETERS
from ...organisation.structures import restructured
from ...organisation.types import Organisation
from ...strategies.base import Strategy
from ...strategies.specification import strategy
from .what_if_experiments import EXPERIMENTS


@dataclass(frozen=True)
class Arm:
    """The conditions of one run.

    strategy    its name, or the strategy itself
    days        working days after the strategy's start
    experiment  name of a what-if experiment (what_if_experiments.EXPERIMENTS), "" for none
    structure   of the network (organisation.structures.STRUCTURES) from before the burn-in, "" for that of the data
    without     mechanisms that are knocked out
    changes     parameters that differ from those of the run cache
    """

    strategy: str | Strategy
    days: int
    experiment: str
    structure: str
    without: tuple[str, ...]
    changes: tuple[tuple[str, float], ...]


class RunCache:
    """All runs of one replication of one organisation at one set of parameters.

    All runs use common random numbers, so any two of them are paired. Methods that take `**conditions` accept `days`,
    `experiment`, `structure` and `without` as in `Arm`, and any parameter by its name.
    """

    def __init__(
        self, organisation: Organisation, replication: int, seed: int, parameters: Mapping[str, float] | None = None
    ) -> None:
        """Set up the cache; a run is simulated when it is first needed.

        organisation  of all runs
        replication   number of the replication, from 0; with `seed` it fixes all random numbers
        seed          random seed of the validation
        parameters    changed parameters by name
        """
        self._organisation = organisation
        self._seed = run_seed(seed, replication)
        self._replication = replication
        self._parameters = dict(parameters or {})
        self._runs: dict[Arm, tuple[Run, World]] = {}
        self._initial: dict[tuple[Any, ...], tuple[Setup, World]] = {}
        self._values: dict[Any, Any] = {}

    def parameter(self, name: str) -> float:
        """Return the value of a parameter in this cache: the changed one, else the default. KeyError if unknown."""
        return self._parameters.get(name, PARAMETERS[name].default)

    def run(self, strategy: str | Strategy = "none", **conditions: Any) -> Run:
        """Return the run of a strategy under some conditions.

        strategy    its name, a combination such as "itil+brm_style", or a Strategy; it must not react to the run
        conditions  days, experiment, structure, without, or parameters by name

        Raises InputError for an unknown strategy, structure, mechanism or parameter, KeyError for an unknown
        experiment.
        """
        return self._of(_arm(strategy, **conditions))[0]

    def world(self, strategy: str | Strategy = "none", **conditions: Any) -> World:
        """Return the state at the end of the last day of a run; it belongs to the cache and must not be changed."""
        return self._of(_arm(strategy, **conditions))[1]

    def first_day(self) -> World:
        """Return the baseline organisation in its initial state, before the burn-in."""
        found: World = self.once("first day", lambda: initial_world(self._setup(_arm("none")), self._seed))
        return found

    def start(self) -> World:
        """Return the baseline organisation at the end of the burn-in; it belongs to the cache."""
        return self._after_burn_in(_arm("none"))[1]

    def measure(
        self, name: str, strategy: str | Strategy = "none", between: tuple[int, int] | None = None, **conditions: Any
    ) -> float:
        """Return a measure of a run, in the measure's own unit; NaN where it is undefined.

        name        of analysis.measures.registry
        strategy    as in `run`
        between     (first, last + 1) day after the strategy's start; None: all of them
        conditions  as in `run`

        Raises InputError for an unknown name and days outside the run.
        """
        run = self.run(strategy, **conditions)
        window = self.once((id(run), between), lambda: Window.between(run, *between) if between else Window.of(run))
        return measure_window(window, [name])[name]

    def effect(self, name: str, strategy: str | Strategy, **conditions: Any) -> float:
        """Return a measure under a strategy minus the same measure in the baseline run.

        name, strategy  as in `measure`
        conditions      as in `run`, and `between`; they apply to both runs, so the difference is that of the strategy
                        alone
        """
        return self.measure(name, strategy, **conditions) - self.measure(name, **conditions)

    def column(
        self, name: str, strategy: str | Strategy = "none", between: tuple[int, int] | None = None, **conditions: Any
    ) -> Floats:
        """Return a column of the daily history as floats, (days,).

        name     column of engine.history
        between  (first, last + 1) day after the strategy's start, negative in the burn-in; None: all after the start
        """
        run = self.run(strategy, **conditions)
        first, last = between or (0, len(run.history) - run.burn_in)
        return np.asarray(run.history[name][run.burn_in + first : run.burn_in + last], dtype=float)

    def handoffs(self) -> dict[str, float]:
        """Return the hand-off statistics of the baseline run, by the part of a target's id after "handoffs."."""
        return dict(self.once("handoffs", lambda: handoff_statistics(self.run())))

    def concentration(self) -> dict[str, float]:
        """Return the concentration of hours and incidents in the baseline run, by the part of a target's id."""
        return dict(self.once("concentration", lambda: concentration(self.run())))

    def once(self, key: Any, compute: Callable[[], Any]) -> Any:
        """Return the value of `compute`, which is called once for each key.

        key      hashable; one key must always stand for the same value
        compute  without arguments

        A cache belongs to one thread; there is no lock.
        """
        if key not in self._values:
            self._values[key] = compute()
        return self._values[key]

    def _of(self, arm: Arm) -> tuple[Run, World]:
        """Return the run of an arm and its last state, simulated if it is not in the cache."""
        if arm not in self._runs:
            self._runs[arm] = self._simulate(arm)
        return self._runs[arm]

    def _simulate(self, arm: Arm) -> tuple[Run, World]:
        """Return the run of an arm and its last state.

        The changes of an experiment are applied at the start of their days.
        """
        setup, start = self._after_burn_in(arm)
        chosen = arm.strategy if isinstance(arm.strategy, Strategy) else strategy(arm.strategy)
        world = with_strategy(start, chosen, setup)
        for day, change in EXPERIMENTS[arm.experiment] if arm.experiment else ():
            if day >= arm.days:
                break
            world = change(run_until(world, setup.burn_in + day))
        world = run_until(world, setup.burn_in + arm.days)
        return collect_run(world, setup), world

    def _after_burn_in(self, arm: Arm) -> tuple[Setup, World]:
        """Return the state after the burn-in; arms with the same structure, parameters and length share it."""
        key = (arm.days, arm.structure, arm.without, arm.changes)
        if key not in self._initial:
            setup = self._setup(arm)
            self._initial[key] = (setup, after_burn_in(setup, self._seed))
        return self._initial[key]

    def _setup(self, arm: Arm) -> Setup:
        """Return the organisation of an arm, prepared for its runs; a random structure is that of the replication."""
        organisation = restructured(self._organisation, arm.structure, self._replication)
        changed = self._parameters | dict(arm.changes)
        return prepare(organisation, days=arm.days, parameters=changed, without=arm.without)


def _arm(
    strategy: str | Strategy,
    days: int = DAYS,
    experiment: str = "",
    structure: str = "",
    without: tuple[str, ...] = (),
    **changes: float,
) -> Arm:
    """Return the conditions of a run in a form in which equal conditions are equal: names in sorted order."""
    return Arm(strategy, days, experiment, structure, tuple(sorted(without)), tuple(sorted(changes.items())))
