"""From answers to needs: what no longer holds without a mechanism, and what is clearly weaker.

*Breaks*: a check held with its whole interval, and without the mechanism its estimate lies where the claim says it
must not; a target lay in its band and lies outside; a clear effect of a strategy or a shock, or a worst practice that
shows, is half gone or more. *Weakens*: such a thing is a quarter smaller. *Shifts*: the level of a measure of the
untreated organisation moves by a quarter; that alone is no need, since other parameters would move it back.

All only if the paired change is clear, with at most 5 % of all that is called clear expected to be chance (Benjamini
and Hochberg's false discovery rate over every question and every knock-out).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.stats import false_discovery_control, ttest_1samp

from ..statistics import LEVEL, Floats, Interval, interval
from ..validate.pattern import Check
from ..validate.targets import within
from .knockouts import WHOLE, Knockouts
from .questions import Kind, Question

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

    def holds(self, one: Question, name: str = WHOLE) -> bool:
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

    def _broken(self, one: Question, whole: Interval, without: Interval) -> bool | None:
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
