"""The knock-outs: what is switched off, each asked every question on the same lucks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.stats import false_discovery_control, ttest_1samp

from ...analysis.statistics import LEVEL, Floats, Interval, interval
from ...mechanisms.registry import KNOCKOUTS, parameters_without
from ...organisation.types import Organisation
from ..validation.pattern import Check
from ..validation.run_cache import RunCache
from ..validation.targets import within
from ..validation.validation_tasks import Answers, Done, Task
from .outcomes import Kind, Specification

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
    names = tuple(KNOCKOUTS) if name == CORE else tuple(part.strip() for part in name.split("+") if part)
    parameters_without(names, {})
    return names


def jobs(
    organisation: Organisation, lucks: int, seed: int, asked: Sequence[Specification], only: Sequence[str] = ()
) -> list[Task]:
    """Return one task per luck and knock-out, luck by luck, so that what is finished is balanced.

    only  mechanisms, or several joined by "+"; by default each alone, substitutes together, and all of them
    """
    wanted = [WHOLE, *(only or [*KNOCKOUTS, *SUBSTITUTES, CORE])]
    return [
        _task(organisation, name, random_numbers, seed, asked) for random_numbers in range(lucks) for name in wanted
    ]


def _task(
    organisation: Organisation, name: str, random_numbers: int, seed: int, asked: Sequence[Specification]
) -> Task:
    changes: dict[str, float] = {}
    for mechanism in off(name):
        changes |= KNOCKOUTS[mechanism].values

    def ask(run_cache: RunCache) -> Answers:
        with np.errstate(invalid="ignore", divide="ignore"):
            return {one.key: float(one.value(run_cache)) for one in asked}

    return Task("knockout", name, lambda: RunCache(organisation, random_numbers, seed, changes), ask)


@dataclass(frozen=True, eq=False)
class Knockouts:
    """The answers: one row a luck for each knock-out.

    organisation, seed   of all of them
    asked                the questions
    done                 (task, answers), as many as were finished
    """

    organisation: str
    seed: int
    asked: Sequence[Specification]
    done: Done

    def names(self) -> list[str]:
        """Return the knock-outs there are answers for, without the whole model."""
        return [name for name in dict.fromkeys(task.name for task, _ in self.done) if name != WHOLE]

    def values(self, name: str, one: Specification) -> Floats:
        """Return one number a luck."""
        return np.array([row[one.key] for row in self._rows(name)], dtype=float)

    def paired(self, name: str, one: Specification) -> tuple[Floats, Floats]:
        """Return the numbers with the mechanism and without it, luck by luck."""
        whole, without = self.values(WHOLE, one), self.values(name, one)
        count = min(len(whole), len(without))
        return whole[:count], without[:count]

    def lucks(self) -> int:
        """How many lucks the whole model had."""
        return len(self._rows(WHOLE))

    def _rows(self, name: str) -> list[Answers]:
        return [found for task, found in self.done if task.name == name]


#: What keeps more than this part of its size is not called weaker, however clear the change.
KEPT = 0.75
HALF = 0.5


class Need(NamedTuple):
    """One thing that needs a mechanism.

    kind, name   what needs it
    says         what was looked at
    breaks       whether it no longer holds; else it is weaker, or only the level shifts
    whole        with the mechanism; without: without it
    """

    kind: Kind
    name: str
    says: str
    breaks: bool
    whole: Interval
    without: Interval


@dataclass(frozen=True, eq=False)
class Necessity:
    """What needs each mechanism."""

    answers: Knockouts

    @cached_property
    def needs(self) -> dict[str, list[Need]]:
        """What needs each mechanism, by its name, and what the core lacks under the name of the core."""
        return {name: list(self._of(name)) for name in self.answers.names()}

    def unneeded(self) -> list[str]:
        """Return the knock-outs that nothing misses; a level alone is missed by nobody."""
        return [name for name, found in self.needs.items() if all(one.kind == "level" for one in found)]

    def holds(self, one: Specification, name: str = WHOLE) -> bool:
        """Return whether a check holds with its whole interval in a knock-out, or in the whole model."""
        assert one.check
        values = self.answers.values(name, one)
        return len(values) > 0 and one.check.standing(interval(values)) == "holds"

    def _of(self, name: str) -> Iterator[Need]:
        for one in self.answers.asked:
            if one.key not in self._clear[name]:
                continue
            whole, without = (interval(values) for values in self.answers.paired(name, one))
            broken = self._broken(one, whole, without)
            if broken is not None:
                yield Need(one.kind, one.name, one.says, broken, whole, without)

    def _broken(self, one: Specification, whole: Interval, without: Interval) -> bool | None:
        """Return whether a clear change breaks it, or only weakens it; None if it does neither."""
        if one.band:
            return True if within(one.band, whole.mean) and not within(one.band, without.mean) else None
        if one.check:
            if not self.holds(one):
                return None
            left = _left(one.check, whole.mean, without.mean)
            breaks = not one.check.inside(without.mean)
            return breaks if breaks or left < KEPT else None
        if not whole.excludes_zero:
            return None
        left = without.mean / whole.mean
        if one.kind == "level":
            return False if abs(left - 1.0) > 1.0 - KEPT else None
        return left < HALF if left < KEPT else None

    @cached_property
    def _clear(self) -> dict[str, set[tuple[str, str, str]]]:
        """The keys of the questions whose answer changes clearly, by knock-out."""
        places = [(name, one) for name in self.answers.names() for one in self.answers.asked]
        chances = np.array([_chance(np.subtract(*self.answers.paired(name, one))) for name, one in places])
        clear = false_discovery_control(chances) < 1.0 - LEVEL if len(chances) else []
        found: dict[str, set[tuple[str, str, str]]] = {name: set() for name in self.answers.names()}
        for (name, one), is_clear in zip(places, clear, strict=True):
            if is_clear:
                found[name].add(one.key)
        return found


def _chance(change: Floats) -> float:
    """Return how likely so clear a paired change is by luck alone, 0 to 1 (Student's t)."""
    known = change[~np.isnan(change)]
    if len(known) < 2 or not known.any():
        return 1.0
    if np.ptp(known) == 0:
        return 0.0
    return float(ttest_1samp(known, 0.0).pvalue)


def _left(check: Check, whole: float, without: float) -> float:
    """Return how much of a check's distance to its bound is left; 1 where it has no single bound."""
    bound = check.above if math.isfinite(check.above) else check.below
    if math.isfinite(check.above) == math.isfinite(check.below) or whole == bound:
        return 1.0
    return (without - bound) / (whole - bound)
