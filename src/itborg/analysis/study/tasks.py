"""Tasks of a study: all strategies of one design point and replication, with common random numbers.

The strategies of a task share the burn-in, so it is simulated once. A task needs nothing but the study and its own
keys; it can run in any thread or process.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...engine.history import COLUMNS
from ...engine.reactive_run import react
from ...engine.simulation import Setup, after_burn_in, prepare, run_seed
from ...mechanisms.registry import parameter_record, parameters_without
from ...organisation.synthetic.generate import generate
from ...organisation.synthetic.network import NetworkDesign
from ...organisation.types import Organisation
from ..comparison.series import SERIES, daily
from ..measures.log_indicators import observed
from ..measures.own import declared
from ..measures.registry import MEASURES
from .factors import VARIABLES, parts, scheduling
from .study import DesignPoint, Study

if TYPE_CHECKING:
    from ...engine.simulation import Run
    from ...engine.state import World
    from ...strategies.base import Strategy


#: A stand-in for the model in tests: (values of factors, strategy, seed) -> measures.
Model = Callable[[Mapping[str, float], str, int], Mapping[str, float]]
#: Prepared organisations that one process keeps in memory.
CACHED_SETUPS = 16


class Task(NamedTuple):
    """The unit of work: some strategies of one design point and replication.

    point        design point
    replication  number from 0; with the seed of the study it fixes all random numbers
    strategies   positions in the study
    """

    point: DesignPoint
    replication: int
    strategies: tuple[int, ...]


class Outcome(NamedTuple):
    """Outcome of one run.

    strategy  position in the study
    values    measures of the study, in order; empty if the run failed
    error     "" if the run succeeded, else type and message of the exception
    seconds   wall time
    days      stored daily series, one piece for each of `Study.stored_series`; () if the run failed
    """

    strategy: int
    values: tuple[float, ...]
    error: str
    seconds: float
    days: tuple[bytes, ...] = ()


class TaskRunner:
    """Runs tasks of a study. A run that fails gives an outcome with an error; it never raises."""

    def __init__(self, study: Study, model: Model | None = None) -> None:
        """Prepare for the tasks of a study.

        model  replaces the model, for tests
        """
        self.study = study
        for one in study.own_measures:
            declared(one, MEASURES)
        self._model = model
        self._lock = threading.Lock()
        self._setups = lru_cache(CACHED_SETUPS)(self._prepared)
        self._strategies: dict[tuple[int, tuple[tuple[str, float], ...]], Strategy] = {}

    def __call__(self, task: Task) -> list[Outcome]:
        """Return the outcome of each run of a task, in the order of its strategies; it never raises."""
        if self._model is not None:
            return [self._run_model(task, at) for at in task.strategies]
        began = time.perf_counter()
        try:
            setup = self._setup(task.point, task.replication)
            world = after_burn_in(setup, run_seed(self.study.seed, task.replication))
        except Exception as error:
            return [Outcome(at, (), _message(error), 0.0) for at in task.strategies]
        shared = (time.perf_counter() - began) / len(task.strategies)
        return [self._run(setup, world, task.point, at, shared) for at in task.strategies]

    def strategy(self, point: DesignPoint, at: int) -> Strategy:
        """Return the strategy at a position in the study, for one design point.

        Dose, start and ramp of the design point apply to all but the baseline, which has position 0, and to the
        strategy that they name.
        """
        found = scheduling(parts(point.values).strategy, self.study.names[at], baseline=not at)
        changes = tuple(found.items())
        if (at, changes) not in self._strategies:
            self._strategies[at, changes] = replace(self.study.strategies[at], **found)  # type: ignore[arg-type]
        return self._strategies[at, changes]

    def _run(self, setup: Setup, world: World, point: DesignPoint, at: int, shared: float) -> Outcome:
        """Return the outcome of one run; `shared` is its part of the wall time of the burn-in."""
        began = time.perf_counter()
        try:
            run = react(world, self.strategy(point, at), setup).run()
            row, days = observed(run, self.study.measures), retained(run, self.study)
        except Exception as error:
            return Outcome(at, (), _message(error), shared + time.perf_counter() - began)
        values = tuple(row[name] for name in self.study.measures)
        return Outcome(at, values, "", shared + time.perf_counter() - began, days)

    def _run_model(self, task: Task, at: int) -> Outcome:
        """Return the outcome of one run of the function that replaces the model."""
        assert self._model is not None
        try:
            seed = run_seed(self.study.seed, task.replication)
            row = self._model(task.point.values, self.study.names[at], seed)
            return Outcome(at, tuple(float(row[name]) for name in self.study.measures), "", 0.0)
        except Exception as error:
            return Outcome(at, (), _message(error), 0.0)

    def _setup(self, point: DesignPoint, replication: int) -> Setup:
        """Return the setup of a design point: the tables of its organisation with its parameters.

        A synthetic organisation has the number of the replication as random seed, unless `generated.seed` is a factor.
        """
        split = parts(point.values)
        recipe = tuple(sorted({"seed": float(replication), **split.generated}.items()))
        generated = self.study.organisations[point.organisation] is None
        with self._lock:
            bare = self._setups(point.organisation, recipe if generated else ())
        own = self.study.behaviour.mechanisms if self.study.behaviour else ()
        record = parameter_record(parameters_without(self.study.without, split.parameters), own)
        return replace(bare, world=bare.world._replace(parameters=record))

    def _prepared(self, name: str, recipe: tuple[tuple[str, float], ...]) -> Setup:
        """Return the setup of an organisation with default parameters.

        name    in the study
        recipe  sorted factors of a synthetic organisation; () for another one
        """
        organisation = self.study.organisations[name]
        if organisation is None:
            organisation = generated_organisation(dict(recipe))
        return prepare(organisation, days=self.study.days, burn_in=self.study.burn_in, behaviour=self.study.behaviour)


def generated_organisation(recipe: Mapping[str, float]) -> Organisation:
    """Return the synthetic organisation of `generated.*` factors.

    recipe  values by name without that prefix; missing ones have the defaults of VARIABLES. "seed" fixes its random
            numbers
    """
    defaults = {name.removeprefix("generated."): one.default for name, one in VARIABLES.items() if "." in name}
    one = {**defaults, **recipe}
    network = {key: v for key, v in recipe.items() if key not in ("people", "seed", "it_share")}
    return generate(int(one["people"]), int(one["seed"]), one["it_share"], NetworkDesign(**network))


def _message(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def retained(run: Run, study: Study) -> tuple[bytes, ...]:
    """Return the daily series of a run that are stored, in the order of `Study.stored_series`, little-endian f4.

    Days count from the strategy's start; a full history has all columns of `itborg.engine.history.COLUMNS`, one after
    the other.
    """
    built_in = [name for name in study.daily_series if name in SERIES]
    series = dict(zip(built_in, daily(run.history, run.burn_in, built_in), strict=True)) | dict(run.reported)
    found = [_packed(series[name]) for name in study.daily_series]
    if study.full_histories:
        found.append(_packed([run.history[name][run.burn_in :] for name in COLUMNS]))
    return tuple(found)


def _packed(numbers: Any) -> bytes:
    return np.asarray(numbers, dtype="<f4").tobytes()


def tasks(study: Study, points: Sequence[DesignPoint], replications: range) -> Iterator[Task]:
    """Yield tasks replication by replication: whenever it stops, all design points have about as many.

    points        design points to run
    replications  numbers of the replications
    """
    every = tuple(range(len(study.names)))
    return (Task(point, replication, every) for replication in replications for point in points)
