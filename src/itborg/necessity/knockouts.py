"""The knock-outs: what is switched off, each asked every question on the same lucks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..mechanisms import MECHANISMS, parameters_without
from ..organisation import Organisation
from ..statistics import Floats
from ..validate.lab import Lab
from ..validate.tasks import Answers, Task
from ..validate.work import Done
from .questions import Question

#: Names of a knock-out besides those of mechanisms and of several joined by "+": nothing off, and everything off.
WHOLE, CORE = "", "core"
#: Mechanisms that may stand in for each other, so that only all of them together can be missed.
SUBSTITUTES: Mapping[str, str] = {
    "labels_heeded+escalation": "labels have a say in what IT does",
    "pressure+emergency_changes": "overload makes new root causes",
    "use_hazard+readiness+freeze+announcement": "when something happens matters, and can be known",
    "target_chasing+crowding_out": "a framework may become the objective",
    "trust_in_routing+contact_in_routing+team_homophily": "hand-offs follow the person and not knowledge alone",
    "belief_learning+belief_talk": "people learn who knows what",
    "cold_return+back_channel": "work takes personal ways",
}


def off(name: str) -> tuple[str, ...]:
    """Return the mechanisms that are off in a knock-out.

    Raises InputError for a mechanism that is not known.

    >>> off("freeze+readiness")
    ('freeze', 'readiness')
    """
    names = tuple(MECHANISMS) if name == CORE else tuple(part.strip() for part in name.split("+") if part)
    parameters_without(names, {})
    return names


def jobs(
    organisation: Organisation, lucks: int, seed: int, asked: Sequence[Question], only: Sequence[str] = ()
) -> list[Task]:
    """Return one task per luck and knock-out, luck by luck, so that what is finished is balanced.

    only  mechanisms, or several joined by "+"; by default each alone, substitutes together, and all of them
    """
    wanted = [WHOLE, *(only or [*MECHANISMS, *SUBSTITUTES, CORE])]
    return [_task(organisation, name, luck, seed, asked) for luck in range(lucks) for name in wanted]


def _task(organisation: Organisation, name: str, luck: int, seed: int, asked: Sequence[Question]) -> Task:
    changes: dict[str, float] = {}
    for mechanism in off(name):
        changes |= MECHANISMS[mechanism].off

    def ask(lab: Lab) -> Answers:
        with np.errstate(invalid="ignore", divide="ignore"):
            return {one.key: float(one.value(lab)) for one in asked}

    return Task("knockout", name, lambda: Lab(organisation, luck, seed, changes), ask)


@dataclass(frozen=True, eq=False)
class Knockouts:
    """The answers: one row a luck for each knock-out.

    organisation, seed   of all of them
    asked                the questions
    done                 (task, answers), as many as were finished
    """

    organisation: str
    seed: int
    asked: Sequence[Question]
    done: Done

    def names(self) -> list[str]:
        """Return the knock-outs there are answers for, without the whole model."""
        return [name for name in dict.fromkeys(task.name for task, _ in self.done) if name != WHOLE]

    def values(self, name: str, one: Question) -> Floats:
        """Return one number a luck."""
        return np.array([row[one.key] for row in self._rows(name)], dtype=float)

    def paired(self, name: str, one: Question) -> tuple[Floats, Floats]:
        """Return the numbers with the mechanism and without it, luck by luck."""
        whole, without = self.values(WHOLE, one), self.values(name, one)
        count = min(len(whole), len(without))
        return whole[:count], without[:count]

    def lucks(self) -> int:
        """How many lucks the whole model had."""
        return len(self._rows(WHOLE))

    def _rows(self, name: str) -> list[Answers]:
        return [found for task, found in self.done if task.name == name]
