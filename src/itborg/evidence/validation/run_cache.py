"""One luck, many runs: whatever several checks ask for is run once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...analysis.measures.handoffs import concentration, handoff_statistics
from ...analysis.measures.registry import measure_window
from ...analysis.measures.window import Window
from ...engine.simulation import (
    DAYS,
    Run,
    Setup,
    after_burn_in,
    collect_run,
    prepare,
    run_seed,
    run_until,
    with_strategy,
)
from ...engine.state import World
from ...mechanisms.registry import PARAMETERS
from ...organisation.types import Organisation
from ...strategies.base import Strategy
from ...strategies.specification import strategy
from .what_if_experiments import ACTS

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Arm:
    """What a run is made with.

    strategy  its name, or the strategy itself
    days      working days after the strategy's start
    act       name of an experiment on the world (acts.ACTS), "" for none
    without   mechanisms that are switched off
    changes   parameters that differ from those of the lab
    """

    strategy: str | Strategy
    days: int
    act: str
    without: tuple[str, ...]
    changes: tuple[tuple[str, float], ...]


class RunCache:
    """One organisation with one luck and one set of parameters, in which any experiment can be made.

    All runs of a lab share their luck, so any two of them are a pair.
    """

    def __init__(
        self, organisation: Organisation, replication: int, seed: int, parameters: Mapping[str, float] | None = None
    ) -> None:
        """Open a lab; nothing is run before it is asked for."""
        self._organisation = organisation
        self._luck = run_seed(seed, replication)
        self._parameters = dict(parameters or {})
        self._done: dict[Arm, tuple[Run, World]] = {}
        self._burnt: dict[tuple[Any, ...], tuple[Setup, World]] = {}
        self._known: dict[Any, Any] = {}

    def parameter(self, name: str) -> float:
        """Return a parameter's value in this lab."""
        return self._parameters.get(name, PARAMETERS[name].default)

    def run(self, strategy: str | Strategy = "none", **with_: Any) -> Run:
        """Return the run of an arm: `days`, `act`, `without`, and changed parameters by name."""
        return self._of(_arm(strategy, **with_))[0]

    def world(self, strategy: str | Strategy = "none", **with_: Any) -> World:
        """Return the world of an arm on its last evening."""
        return self._of(_arm(strategy, **with_))[1]

    def measure(
        self, name: str, strategy: str | Strategy = "none", between: tuple[int, int] | None = None, **with_: Any
    ) -> float:
        """Return a measure of all days after the start, or of days `between` (first, last + 1)."""
        run = self.run(strategy, **with_)
        window = self.once((id(run), between), lambda: Window.between(run, *between) if between else Window.of(run))
        return measure_window(window, [name])[name]

    def gain(self, name: str, strategy: str | Strategy, **with_: Any) -> float:
        """Return a measure under a strategy minus the same under none."""
        return self.measure(name, strategy, **with_) - self.measure(name, **with_)

    def column(
        self, name: str, strategy: str | Strategy = "none", between: tuple[int, int] | None = None, **with_: Any
    ) -> Floats:
        """Return a column of the daily history, days counted from the strategy's start."""
        run = self.run(strategy, **with_)
        first, last = between or (0, len(run.history) - run.burn_in)
        return np.asarray(run.history[name][run.burn_in + first : run.burn_in + last], dtype=float)

    def handoffs(self) -> dict[str, float]:
        """Return the hand-off statistics of the untreated organisation."""
        return dict(self.once("handoffs", lambda: handoff_statistics(self.run())))

    def concentration(self) -> dict[str, float]:
        """Return the concentration of pain in the untreated organisation."""
        return dict(self.once("concentration", lambda: concentration(self.run())))

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return what `make` makes, made once for each key."""
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]

    def _of(self, arm: Arm) -> tuple[Run, World]:
        if arm not in self._done:
            self._done[arm] = self._live(arm)
        return self._done[arm]

    def _live(self, arm: Arm) -> tuple[Run, World]:
        setup, evening = self._burnt_in(arm)
        chosen = arm.strategy if isinstance(arm.strategy, Strategy) else strategy(arm.strategy)
        world = with_strategy(evening, chosen, setup)
        for day, act in ACTS[arm.act] if arm.act else ():
            world = act(run_until(world, setup.burn_in + day))
        world = run_until(world, setup.burn_in + arm.days)
        return collect_run(world, setup), world

    def _burnt_in(self, arm: Arm) -> tuple[Setup, World]:
        """Return the evening before day 0: it is shared by all arms with the same rules and length."""
        key = (arm.days, arm.without, arm.changes)
        if key not in self._burnt:
            changed = self._parameters | dict(arm.changes)
            setup = prepare(self._organisation, days=arm.days, parameters=changed, without=arm.without)
            self._burnt[key] = (setup, after_burn_in(setup, self._luck))
        return self._burnt[key]


def _arm(
    strategy: str | Strategy, days: int = DAYS, act: str = "", without: tuple[str, ...] = (), **changes: float
) -> Arm:
    return Arm(strategy, days, act, tuple(sorted(without)), tuple(sorted(changes.items())))


class Size(NamedTuple):
    """Numbers of lucks and points.

    name    what it is called
    lucks   pairs of runs behind every check at the default parameters
    dear    of these for checks that take runs of years
    shocks  of these for shocks to the network
    points  points of the Latin hypercube
    each    lucks at every point
    people  lucks in an organisation of about so many people, at most; (people, lucks), ascending
    """

    name: str
    lucks: int
    dear: int
    shocks: int
    points: int
    each: int
    people: tuple[tuple[int, int], ...]

    def lucks_for(self, people: int) -> int:
        """Return how many lucks an organisation of this size gets.

        >>> QUICK.lucks_for(1000) < QUICK.lucks_for(20)
        True
        """
        return next((lucks for most, lucks in self.people if people <= most), self.people[-1][1])


QUICK = Size("quick", 20, 8, 8, 24, 1, ((50, 16), (150, 8), (400, 4), (10**9, 2)))
FULL = Size("full", 200, 80, 60, 120, 2, ((50, 120), (150, 60), (400, 30), (10**9, 12)))
