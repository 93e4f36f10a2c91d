"""What is asked of one lab, and the labs there are: the smallest pieces in which a validation is done."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Any

from ...organisation.load import load
from ...organisation.synthetic.generate import generate
from ...organisation.types import Organisation
from .pattern import Check, Pattern
from .patterns import EVERYWHERE, PATTERNS, untreated_checks
from .robustness import costs, looks, points
from .run_cache import RunCache, Size
from .targets import TOLD, estimators

#: Sizes of generated organisations, and names of the real ones that come with the extra `data`.
SIZES = (20, 100, 300, 1000)
REAL = ("workfrance", "email")
Answers = dict[Any, Any]


@dataclass(frozen=True)
class Task:
    """One lab and what is asked of it.

    kind   "luck", "place" or "point"
    name   which organisation or which point; "" for the organisation that is validated
    lab    opens the lab
    ask    asks it
    """

    kind: str
    name: str
    run_cache: Callable[[], RunCache]
    ask: Callable[[RunCache], Answers]

    def __call__(self) -> Answers:
        """Open the lab, ask, and let the lab go."""
        return self.ask(self.run_cache())


def answers(checks: Iterable[Check]) -> Callable[[RunCache], Answers]:
    """Return what asks a lab for the value of each check."""
    listed = list(checks)
    return lambda run_cache: {check: check.value(run_cache) for check in listed}


def checks_of(patterns: Sequence[Pattern], dear: bool) -> list[Check]:
    """Return all checks of patterns, those that take years only if wanted."""
    return [check for one in patterns for check in one.checks if dear or not check.dear]


def lucks(
    organisation: Organisation, patterns: Sequence[Pattern], size: Size, seed: int, changes: dict[str, float]
) -> list[Task]:
    """Return the labs of the organisation that is validated: one a luck."""

    def task(replication: int) -> Task:
        def ask(run_cache: RunCache) -> Answers:
            found = answers(checks_of(patterns, replication < size.dear))(run_cache)
            found |= {name: estimate(run_cache) for name, estimate in estimators().items()}
            found |= {name: told(run_cache) for name, told in TOLD.items()}
            return found | ({"network": costs(run_cache)} if replication < size.shocks else {})

        return Task("luck", "", partial(RunCache, organisation, replication, seed, changes), ask)

    return [task(replication) for replication in range(size.lucks)]


def places(size: Size, seed: int, changes: dict[str, float]) -> list[Task]:
    """Return the labs of other organisations, generated and real, with nobody turning a lever."""
    asked = [check for name in EVERYWHERE for check in untreated_checks(PATTERNS[name])]
    named: list[tuple[str, Callable[[], Organisation]]] = [
        (f"generated, {people} people", partial(generate, people, seed)) for people in SIZES
    ]
    if find_spec("onadata"):
        named += [(name, partial(load, name)) for name in REAL]

    def tasks(name: str, organisation: Organisation) -> list[Task]:
        count = size.lucks_for(len(organisation.people))
        return [
            Task("place", name, partial(RunCache, organisation, number, seed, changes), answers(asked))
            for number in range(count)
        ]

    return [task for name, make in named for task in tasks(name, make())]


def sweep(organisation: Organisation, patterns: Sequence[Pattern], size: Size, seed: int) -> list[Task]:
    """Return the labs of the hypercube: every point with the same few lucks."""
    ask_checks = answers(checks_of(patterns, dear=False))

    def ask(run_cache: RunCache) -> Answers:
        return {"looks": looks(run_cache)} | ask_checks(run_cache)

    return [
        Task("point", str(number), partial(RunCache, organisation, n, seed, point), ask)
        for number, point in enumerate(points(size.points, seed))
        for n in range(size.each)
    ]


Progress = Callable[[int, int], None]
Done = list[tuple[Task, Answers]]


def collect(tasks: Sequence[Task], done: Done, threads: int | None = None, progress: Progress | None = None) -> None:
    """Do the tasks and append (task, answers) to `done` in their order; few labs are open at a time."""
    workers = threads or os.cpu_count() or 1
    waiting: deque[tuple[Task, Future[Answers]]] = deque()

    def take() -> None:
        task, future = waiting.popleft()
        done.append((task, future.result()))
        if progress:
            progress(len(done), len(tasks))

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
