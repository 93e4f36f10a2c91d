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
from .run_cache import Lab, Size
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
    lab: Callable[[], Lab]
    ask: Callable[[Lab], Answers]

    def __call__(self) -> Answers:
        """Open the lab, ask, and let the lab go."""
        return self.ask(self.lab())


def answers(checks: Iterable[Check]) -> Callable[[Lab], Answers]:
    """Return what asks a lab for the value of each check."""
    listed = list(checks)
    return lambda lab: {check: check.value(lab) for check in listed}


def checks_of(patterns: Sequence[Pattern], dear: bool) -> list[Check]:
    """Return all checks of patterns, those that take years only if wanted."""
    return [check for one in patterns for check in one.checks if dear or not check.dear]


def lucks(
    organisation: Organisation, patterns: Sequence[Pattern], size: Size, seed: int, changes: dict[str, float]
) -> list[Task]:
    """Return the labs of the organisation that is validated: one a luck."""

    def task(replicate: int) -> Task:
        def ask(lab: Lab) -> Answers:
            found = answers(checks_of(patterns, replicate < size.dear))(lab)
            found |= {name: estimate(lab) for name, estimate in estimators().items()}
            found |= {name: told(lab) for name, told in TOLD.items()}
            return found | ({"network": costs(lab)} if replicate < size.shocks else {})

        return Task("luck", "", partial(Lab, organisation, replicate, seed, changes), ask)

    return [task(replicate) for replicate in range(size.lucks)]


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
            Task("place", name, partial(Lab, organisation, number, seed, changes), answers(asked))
            for number in range(count)
        ]

    return [task for name, make in named for task in tasks(name, make())]


def sweep(organisation: Organisation, patterns: Sequence[Pattern], size: Size, seed: int) -> list[Task]:
    """Return the labs of the hypercube: every point with the same few lucks."""
    ask_checks = answers(checks_of(patterns, dear=False))

    def ask(lab: Lab) -> Answers:
        return {"looks": looks(lab)} | ask_checks(lab)

    return [
        Task("point", str(number), partial(Lab, organisation, n, seed, point), ask)
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
