"""One task of a study lived: every strategy of one cell and replicate, on the same luck."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...engine.history import COLUMNS
from ...engine.reactive_run import run_reactive
from ...engine.simulation import Setup, after_burn_in, collect_run, prepare, run_seed
from ...mechanisms.registry import parameter_record, parameters_without
from ...organisation.synthetic.generate import generate
from ...organisation.synthetic.network import NetworkDesign
from ...organisation.types import Organisation
from ..comparison.series import daily
from ..measures.log_indicators import observed
from .factors import VARIABLES, parts
from .study import Cell, Study

if TYPE_CHECKING:
    from ...engine.simulation import Run
    from ...engine.state import World
    from ...strategies.base import Strategy


def kept(run: Run, study: Study) -> tuple[bytes, ...]:
    """Return what is kept of every day of a run, in the order of the study's `every_day`."""
    found = [_packed(one) for one in daily(run.history, run.burn_in, study.daily)]
    if study.full_histories:
        found.append(_packed([run.history[name][run.burn_in :] for name in COLUMNS]))
    return tuple(found)


def _packed(numbers: Any) -> bytes:
    return np.asarray(numbers, dtype="<f4").tobytes()


#: A stand-in for the model: (values of factors, strategy, seed) -> measures. For tests against known truth.
Model = Callable[[Mapping[str, float], str, int], Mapping[str, float]]
#: Stages of organisations that one process keeps.
KEPT_STAGES = 16


class Task(NamedTuple):
    """What one worker does at a time: the named strategies (by position) of one cell and replicate."""

    cell: Cell
    replication: int
    strategies: tuple[int, ...]


class Outcome(NamedTuple):
    """How one run ended.

    strategy  position in the study
    values    the study's measures, in order; empty if it failed
    error     "" if it did not fail
    days      what is kept of every day, a piece for each of the study's `every_day`; () if it failed
    """

    strategy: int
    values: tuple[float, ...]
    error: str
    seconds: float
    days: tuple[bytes, ...] = ()


class TaskRunner:
    """Lives tasks of a study; a run that fails is told of, never raised."""

    def __init__(self, study: Study, model: Model | None = None) -> None:
        """Prepare for the tasks of a study."""
        self.study = study
        self._model = model
        self._lock = threading.Lock()
        self._stages = lru_cache(KEPT_STAGES)(self._laid_out)
        self._strategies: dict[tuple[int, tuple[tuple[str, float], ...]], Strategy] = {}

    def __call__(self, task: Task) -> list[Outcome]:
        """Return how each run of a task ended."""
        if self._model is not None:
            return [self._toy(task, at) for at in task.strategies]
        began = time.perf_counter()
        try:
            setup = self._stage(task.cell, task.replication)
            world = after_burn_in(setup, run_seed(self.study.seed, task.replication))
        except Exception as error:
            return [Outcome(at, (), _told(error), 0.0) for at in task.strategies]
        shared = (time.perf_counter() - began) / len(task.strategies)
        return [self._under(setup, world, task.cell, at, shared) for at in task.strategies]

    def strategy(self, cell: Cell, at: int) -> Strategy:
        """Return a strategy as this cell has it: dose, start and ramp act on all but the baseline."""
        changes = tuple(parts(cell.values).strategy.items()) if at else ()
        if (at, changes) not in self._strategies:
            numbers = {key: int(v) if VARIABLES[key].whole else v for key, v in changes}
            self._strategies[at, changes] = replace(self.study.strategies[at], **numbers)  # type: ignore[arg-type]
        return self._strategies[at, changes]

    def _under(self, setup: Setup, world: World, cell: Cell, at: int, shared: float) -> Outcome:
        began = time.perf_counter()
        try:
            strategy = self.strategy(cell, at)
            run = collect_run(run_reactive(world, strategy, setup), setup)
            row, days = observed(run, self.study.measures), kept(run, self.study)
        except Exception as error:
            return Outcome(at, (), _told(error), shared + time.perf_counter() - began)
        values = tuple(row[name] for name in self.study.measures)
        return Outcome(at, values, "", shared + time.perf_counter() - began, days)

    def _toy(self, task: Task, at: int) -> Outcome:
        assert self._model is not None
        try:
            seed = run_seed(self.study.seed, task.replication)
            row = self._model(task.cell.values, self.study.names[at], seed)
            return Outcome(at, tuple(float(row[name]) for name in self.study.measures), "", 0.0)
        except Exception as error:
            return Outcome(at, (), _told(error), 0.0)

    def _stage(self, cell: Cell, replication: int) -> Setup:
        """Return the tables of a cell: those of its organisation, with its parameters."""
        split = parts(cell.values)
        generated = tuple(sorted({"seed": float(replication), **split.generated}.items()))
        invented = self.study.organisations[cell.organisation] is None
        with self._lock:
            bare = self._stages(cell.organisation, generated if invented else ())
        record = parameter_record(parameters_without(self.study.without, split.parameters))
        return Setup(bare.world._replace(parameters=record), bare.burn_in, bare.days)

    def _laid_out(self, name: str, generated: tuple[tuple[str, float], ...]) -> Setup:
        organisation = self.study.organisations[name]
        if organisation is None:
            organisation = invented(dict(generated))
        return prepare(organisation, days=self.study.days, burn_in=self.study.burn_in)


def invented(recipe: Mapping[str, float]) -> Organisation:
    """Return the organisation of `generated.*` factors (named without that prefix)."""
    usual = {name.removeprefix("generated."): one.default for name, one in VARIABLES.items() if "." in name}
    one = {**usual, **recipe}
    wired = {key: v for key, v in recipe.items() if key not in ("people", "seed", "it_share")}
    return generate(int(one["people"]), int(one["seed"]), one["it_share"], NetworkDesign(**wired))


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def tasks(study: Study, cells: Sequence[Cell], replications: range) -> Iterator[Task]:
    """Yield tasks, replicate by replicate: stopped anywhere, all cells have about as many pairs."""
    every = tuple(range(len(study.names)))
    return (Task(cell, replication, every) for replication in replications for cell in cells)
