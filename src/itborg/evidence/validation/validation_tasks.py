"""The tasks of a validation: what is computed from one run cache, and how tasks are run on threads.

One task is one replication: all values that it needs share one run cache. Tasks are independent of each other, and the
kernel releases the interpreter lock, so threads use all cores.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Any, NamedTuple

from ...analysis.plausible import PLAUSIBLE, parameter_points
from ...organisation.load import load
from ...organisation.synthetic.generate import generate
from ...organisation.types import Organisation
from .network_perturbations import relative_changes
from .pattern import Check, Pattern
from .patterns import IN_OTHER_ORGANISATIONS, PATTERNS, baseline_checks
from .run_cache import RunCache
from .targets import REPORTED, estimators

#: Numbers of people of the generated organisations, and names of the real ones, which need the extra `data`.
SIZES = (20, 100, 300, 1000)
REAL = ("workfrance", "email")
#: Values of one replication: by check, by id of a target, or by the name of a group of values.
Values = dict[Any, Any]


@dataclass(frozen=True)
class Task:
    """One run cache and what is computed from it.

    kind       "replication", "organisation", "parameter_point" or "knockout"
    name       which organisation, parameter point or knock-out; "" for the organisation that is validated
    run_cache  sets up the run cache
    compute    computes the values
    """

    kind: str
    name: str
    run_cache: Callable[[], RunCache]
    compute: Callable[[RunCache], Values]

    def __call__(self) -> Values:
        """Return the values; the run cache and its runs are released afterwards."""
        return self.compute(self.run_cache())


class Size(NamedTuple):
    """Numbers of replications and parameter points.

    name             "quick" or "full"
    replications     paired replications behind every check at the default parameters
    long_runs        of these for checks that need runs of several years
    perturbations    of these for perturbations of the network
    points           points of the Latin hypercube
    point_runs       replications at every point
    by_people        replications in another organisation: (up to so many people, replications), ascending
    """

    name: str
    replications: int
    long_runs: int
    perturbations: int
    points: int
    point_runs: int
    by_people: tuple[tuple[int, int], ...]

    def replications_for(self, people: int) -> int:
        """Return the number of replications in another organisation of so many people.

        >>> QUICK.replications_for(1000) < QUICK.replications_for(20)
        True
        """
        return next((count for most, count in self.by_people if people <= most), self.by_people[-1][1])


QUICK = Size("quick", 20, 8, 8, 24, 1, ((50, 16), (150, 8), (400, 4), (10**9, 2)))
FULL = Size("full", 200, 80, 60, 120, 2, ((50, 120), (150, 60), (400, 30), (10**9, 12)))


def default_tasks(
    organisation: Organisation, patterns: Sequence[Pattern], size: Size, seed: int, changes: dict[str, float]
) -> list[Task]:
    """Return one task a replication: checks, targets and perturbations in the organisation that is validated.

    organisation  in which the patterns are checked
    patterns      whose checks are computed
    size          numbers of replications; the first ones also compute checks that need long runs, and perturbations
    seed          random seed
    changes       changed parameters by name

    Values are keyed by check, by id of a target, and by "network_perturbations".
    """

    def task(replication: int) -> Task:
        def compute(run_cache: RunCache) -> Values:
            found = _check_values(_checks(patterns, replication < size.long_runs))(run_cache)
            found |= {name: estimate(run_cache) for name, estimate in estimators().items()}
            found |= {name: value(run_cache) for name, value in REPORTED.items()}
            return found | (
                {"network_perturbations": relative_changes(run_cache)} if replication < size.perturbations else {}
            )

        return Task("replication", "", partial(RunCache, organisation, replication, seed, changes), compute)

    return [task(replication) for replication in range(size.replications)]


def organisation_tasks(size: Size, seed: int, changes: dict[str, float]) -> list[Task]:
    """Return one task a replication in each other organisation, generated or real: checks of the baseline.

    size     larger organisations have fewer replications
    seed     random seed of runs and of generated organisations
    changes  changed parameters by name

    Values are keyed by check. Real organisations are left out if their data are not installed (extra `data`).
    """
    checks = [check for name in IN_OTHER_ORGANISATIONS for check in baseline_checks(PATTERNS[name])]
    named: list[tuple[str, Callable[[], Organisation]]] = [
        (f"generated, {people} people", partial(generate, people, seed)) for people in SIZES
    ]
    if find_spec("onadata"):
        named += [(name, partial(load, name)) for name in REAL]

    def tasks(name: str, organisation: Organisation) -> list[Task]:
        count = size.replications_for(len(organisation.people))
        return [
            Task("organisation", name, partial(RunCache, organisation, number, seed, changes), _check_values(checks))
            for number in range(count)
        ]

    return [task for name, make in named for task in tasks(name, make())]


def point_tasks(
    organisation: Organisation, patterns: Sequence[Pattern], size: Size, seed: int, group: str = "core"
) -> list[Task]:
    """Return the tasks of the Latin hypercube; all points share the same replications.

    organisation  in which the patterns are checked
    patterns      whose checks are computed; those that need long runs are left out
    size          number of points and of replications at each
    seed          random seed of points and runs
    group         "core" or "all": which parameters are varied

    Values are keyed by check and by "plausibility". Parameters of a point replace the defaults; changed parameters of
    the validation do not apply to them.
    """
    check_values = _check_values(_checks(patterns, long_runs=False))

    def compute(run_cache: RunCache) -> Values:
        return {"plausibility": plausibility_measures(run_cache)} | check_values(run_cache)

    return [
        Task("parameter_point", str(number), partial(RunCache, organisation, n, seed, point), compute)
        for number, point in enumerate(parameter_points(size.points, seed, group))
        for n in range(size.point_runs)
    ]


def _check_values(checks: Iterable[Check]) -> Callable[[RunCache], Values]:
    """Return the function that computes the value of each check."""
    listed = list(checks)
    return lambda run_cache: {check: check.value(run_cache) for check in listed}


def _checks(patterns: Sequence[Pattern], long_runs: bool) -> list[Check]:
    """Return the checks of patterns, with or without those that need long runs."""
    return [check for one in patterns for check in one.checks if long_runs or not check.long_run]


#: Called with (tasks finished, all tasks).
Progress = Callable[[int, int], None]
#: Finished tasks and their values, in the order of the tasks.
Finished = list[tuple[Task, Values]]


def run_tasks(
    tasks: Sequence[Task], finished: Finished, threads: int | None = None, progress: Progress | None = None
) -> None:
    """Run tasks on threads and append (task, values) to `finished` in their order.

    tasks     to run
    finished  filled in place
    threads   None for all cores; the values do not depend on it
    progress  called with (tasks finished, all tasks)

    Few tasks run ahead of the oldest unfinished one, so that few run caches are in memory. After KeyboardInterrupt
    `finished` holds the tasks up to then. An exception of a task is raised here.
    """
    workers = threads or os.cpu_count() or 1
    waiting: deque[tuple[Task, Future[Values]]] = deque()

    def take() -> None:
        task, future = waiting.popleft()
        finished.append((task, future.result()))
        if progress:
            progress(len(finished), len(tasks))

    with ThreadPoolExecutor(workers) as pool:
        try:
            for task in tasks:
                waiting.append((task, pool.submit(task)))
                if len(waiting) > 2 * workers:
                    take()
            while waiting:
                take()
        finally:
            for _, future in waiting:
                future.cancel()


def plausibility_measures(run_cache: RunCache) -> dict[str, float]:
    """Return the measures of the baseline by which a parameter point is called plausible, by name.

    All of them are shares from 0 to 1: targets met, work spent on firefighting, and the rating by the business.
    """
    return {name: run_cache.measure(name) for name in PLAUSIBLE}
