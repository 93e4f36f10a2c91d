"""The questions: every pattern, target and strategy, with each mechanism off in turn, on the same lucks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..mechanisms import MECHANISMS
from ..organisation import Organisation
from ..statistics import Floats
from ..strategies import listing
from ..validate.lab import Lab
from ..validate.pattern import Check
from ..validate.patterns import PATTERNS
from ..validate.targets import estimators
from ..validate.tasks import Answers, Task
from ..validate.work import Done

#: Names of a knock-out besides those of mechanisms: nothing off, and everything off.
WHOLE, CORE = "", "core"
#: What is off in each.
OFF: Mapping[str, tuple[str, ...]] = {
    WHOLE: (),
    **{name: (name,) for name in MECHANISMS},
    CORE: tuple(MECHANISMS),
}


def strategies() -> list[str]:
    """Return the strategies whose gains are asked for: all but doing nothing and the yardsticks."""
    return [str(row["name"]) for row in listing() if row["levers"] and not row["control"]]


def checks() -> list[Check]:
    """Return every check that decides a verdict."""
    return [check for one in PATTERNS.values() for check in one.checks if not check.aside]


def jobs(organisation: Organisation, lucks: int, seed: int, only: Sequence[str] = (), dear: bool = True) -> list[Task]:
    """Return one task per luck and knock-out, luck by luck, so that what is finished is balanced.

    only  mechanisms; all of them and the core by default
    dear  whether checks that take years are asked as well
    """
    wanted = [WHOLE, *(only or [*MECHANISMS, CORE])]
    asked = [check for check in checks() if dear or not check.dear]
    return [_task(organisation, name, luck, seed, asked) for luck in range(lucks) for name in wanted]


def _task(organisation: Organisation, name: str, luck: int, seed: int, asked: Sequence[Check]) -> Task:
    off: dict[str, float] = {}
    for mechanism in OFF[name]:
        off |= MECHANISMS[mechanism].off

    def ask(lab: Lab) -> Answers:
        with np.errstate(invalid="ignore", divide="ignore"):
            found: dict[Any, float] = {check: check.value(lab) for check in asked}
            found |= {target: float(estimate(lab)) for target, estimate in estimators().items()}
            return found | {one: lab.gain("net_value", one) for one in strategies()}

    return Task("knockout", name, lambda: Lab(organisation, luck, seed, off), ask)


@dataclass(frozen=True, eq=False)
class Knockouts:
    """The answers: one row a luck for each knock-out.

    organisation, seed   of all of them
    done                 (task, answers), as many as were finished
    """

    organisation: str
    seed: int
    done: Done

    def names(self) -> list[str]:
        """Return the knock-outs there are answers for, without the whole model."""
        return [name for name in dict.fromkeys(task.name for task, _ in self.done) if name != WHOLE]

    def values(self, name: str, key: Any) -> Floats:
        """Return one number a luck."""
        return np.array([row[key] for row in self._rows(name) if key in row], dtype=float)

    def paired(self, name: str, key: Any) -> tuple[Floats, Floats]:
        """Return the numbers with the mechanism and without it, luck by luck."""
        whole, without = self.values(WHOLE, key), self.values(name, key)
        count = min(len(whole), len(without))
        return whole[:count], without[:count]

    def lucks(self) -> int:
        """How many lucks the whole model had."""
        return len(self._rows(WHOLE))

    def _rows(self, name: str) -> list[Answers]:
        return [found for task, found in self.done if task.name == name]
